"""How each newsletter fares: digests, queries, what could not be read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain import from_text
from bot.store.base import Base

_PAGE = 200  # digests whose leftovers are held at once


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """What is stored of one newsletter; ``name`` is "" for mail of none.

    Of mail of none, ``digests`` are mails in which nobody found a newsletter.
    ``last_seen`` is when the last mail with a query of it, or an index, came in.
    """

    name: str
    digests: int
    queries: int
    leftovers: int
    problems: int
    last_seen: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """One line of a stored mail that nobody could read."""

    mail_id: int
    received_at: datetime
    source: str
    line: str


class Counts(Base):
    """Questions about all stored mail.

    ``cross join`` keeps SQLite at the index of ages, which holds all that is asked of a
    mail; its row would have to be read through the raw bytes.
    """

    def source_counts(self) -> list[SourceCount]:
        """Return the counts of every newsletter of which there is stored mail.

        Mail about the subscription is no digest and is not counted.
        """
        found = self.rows(
            "select d.source, sum(not d.lifecycle) as digests, sum(d.queries) as queries,"
            " sum(json_array_length(d.leftovers)) as leftovers,"
            " sum(json_array_length(d.problems)) as problems,"
            " max(case when d.queries > 0 or d.expected > 0 then m.received_at end) as last"
            " from mails m cross join digests d on d.mail_id = m.id"
            " group by d.source order by d.source"
        )
        return [
            SourceCount(
                name=row["source"],
                digests=row["digests"],
                queries=row["queries"],
                leftovers=row["leftovers"],
                problems=row["problems"],
                last_seen=from_text(row["last"]) if row["last"] else None,
            )
            for row in found
        ]

    def leftovers(self, source: str | None = None) -> Iterator[Leftover]:
        """Yield the lines nobody could read, the newest mail first.

        ``source``: of this newsletter only, "" for mail of none. A page of digests is
        read at a time, and no raw mail.
        """
        at, mail, part = "~", 0, -1  # behind every timestamp
        while True:
            rows = self.rows(
                "select d.mail_id, d.part, d.source, d.leftovers, m.received_at"
                " from mails m cross join digests d on d.mail_id = m.id"
                " where d.leftovers <> '[]' and (? is null or d.source = ?)"
                " and m.received_at <= ? and not (m.received_at = ?"
                "  and (d.mail_id > ? or (d.mail_id = ? and d.part <= ?)))"
                " order by m.received_at desc, d.mail_id desc, d.part limit ?",
                source,
                source,
                *(at, at, mail, mail, part),
                _PAGE,
            )
            for row in rows:
                for line in json.loads(row["leftovers"]):
                    yield Leftover(
                        mail_id=row["mail_id"],
                        received_at=from_text(row["received_at"]),
                        source=row["source"],
                        line=line,
                    )
            if len(rows) < _PAGE:
                return
            at, mail, part = rows[-1]["received_at"], rows[-1]["mail_id"], rows[-1]["part"]

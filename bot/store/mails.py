"""Raw mail, and what was read from it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.domain import Digest, Letter, Query, from_text, to_text
from bot.store.base import Base

QUERY = TypeAdapter(Query)
NO_DEADLINE = timedelta(days=7)  # a query without a deadline is open so long


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMail:
    """A raw message waiting to be read."""

    id: int
    raw: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One query as one mail printed it."""

    query: Query
    mail_id: int
    printed_at: datetime


class Mails(Base):
    def keep(self, letter: Letter) -> bool:
        """Store the bytes and tick off the UID, in one step; say if they were new."""
        with self.write() as db:
            mail_id, new = self._keep_raw(letter.raw, letter.received_at)
            db.execute(
                "insert or ignore into seen values (?, ?, ?, ?, ?)",
                (letter.mailbox, letter.folder, letter.uidvalidity, letter.uid, mail_id),
            )
        return new

    def keep_file(self, raw: bytes, received_at: datetime) -> bool:
        """Store a message that came as a file; say if it was new."""
        with self.write():
            return self._keep_raw(raw, received_at)[1]

    def _keep_raw(self, raw: bytes, received_at: datetime) -> tuple[int, bool]:
        sha = hashlib.sha256(raw).hexdigest()
        made = self._conn.execute(
            "insert into mails(sha256, raw, received_at) values (?, ?, ?)"
            " on conflict do nothing returning id",
            (sha, raw, to_text(received_at)),
        ).fetchone()
        if made is not None:
            return int(made[0]), True
        known = self._conn.execute(
            "select id from mails where sha256 = ?", (sha,)
        ).fetchone()
        return int(known[0]), False

    def oversize(self, letter: Letter, size: int) -> None:
        """Tick off a message too big to fetch and queue a word about it to people."""
        with self.write() as db:
            db.execute(
                "insert or ignore into seen values (?, ?, ?, ?, null)",
                (letter.mailbox, letter.folder, letter.uidvalidity, letter.uid),
            )
            db.execute(
                "insert or ignore into attempts values ('oversize', ?, 0, ?, ?)",
                (
                    f"{letter.mailbox}/{letter.folder}/{letter.uidvalidity}/{letter.uid}",
                    to_text(letter.received_at),
                    f"{size} bytes",
                ),
            )

    def oversized(self) -> tuple[str, str] | None:
        """Return name and size of a message too big to fetch that nobody was told of."""
        row = self.row(
            "select subject, error from attempts where stage = 'oversize' and tries = 0"
        )
        return (row["subject"], row["error"]) if row else None

    def told_oversized(self, subject: str) -> None:
        with self.write() as db:
            db.execute(
                "update attempts set tries = 1 where stage = 'oversize' and subject = ?",
                (subject,),
            )

    def unread(self) -> StoredMail | None:
        """Return the oldest stored mail nobody has read yet."""
        row = self.row(
            "select m.* from unread u cross join mails m on m.id = u.mail_id"
            " where m.pruned_at is null order by u.received_at, u.mail_id limit 1"
        )
        if row is None:
            return None
        return StoredMail(
            id=row["id"], raw=row["raw"], received_at=from_text(row["received_at"])
        )

    def _add_digests(
        self, mail: StoredMail, digests: Sequence[Digest], *, now: datetime
    ) -> int:
        """Write what one mail holds; return how many queries were new."""
        db, new = self._conn, 0
        db.execute(
            "delete from attempts where stage = 'read' and subject = ?", (str(mail.id),)
        )
        for part, digest in enumerate(digests or (Digest(source=""),)):
            db.execute(
                "insert into digests values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    mail.id,
                    part,
                    digest.source,
                    len(digest.queries),
                    digest.expected,
                    int(digest.lifecycle),
                    json.dumps(digest.leftovers),
                    json.dumps(digest.problems),
                    to_text(now),
                ),
            )
            printed_at = digest.printed_at or mail.received_at
            printed_at = min(printed_at, max(mail.received_at, now))  # no future
            for query in digest.queries:
                new += self._add_edition(mail.id, query, printed_at, now)
        return new

    def _add_edition(
        self, mail_id: int, query: Query, printed_at: datetime, now: datetime
    ) -> int:
        db = self._conn
        made = db.execute(
            "insert or ignore into queries values (?, ?, ?)",
            (query.id, query.source, to_text(now)),
        ).rowcount
        until = query.deadline.until or printed_at + NO_DEADLINE
        db.execute(
            "insert into editions(query_id, mail_id, printed_at, text_hash, until, payload)"
            " values (?, ?, ?, ?, ?, ?) on conflict do update set"
            " printed_at = excluded.printed_at, text_hash = excluded.text_hash,"
            " until = excluded.until, payload = excluded.payload"
            " where excluded.printed_at > printed_at",
            (
                query.id,
                mail_id,
                to_text(printed_at),
                query.text_hash,
                to_text(until),
                QUERY.dump_json(query).decode(),
            ),
        )
        return made

    def stored(self, mail_id: int) -> StoredMail | None:
        """Return one stored mail, read or not; None also where its bytes are gone."""
        row = self.row("select * from mails where id = ? and pruned_at is null", mail_id)
        if row is None:
            return None
        return StoredMail(
            id=row["id"], raw=row["raw"], received_at=from_text(row["received_at"])
        )

    def read_mails(self, since: datetime, source: str | None = None) -> list[int]:
        """Return the ids of mails received since then that were read or set aside.

        Without those whose bytes were let go of.
        ``source``: only those in which a digest of it was found, "" for unknown ones.
        """
        found = self.rows(
            "select m.id from mails m where m.received_at >= ? and m.pruned_at is null"
            " and ("
            " (? is null and exists (select 1 from quarantines q where q.mail_id = m.id))"
            " or exists (select 1 from digests d where d.mail_id = m.id"
            "   and (? is null or d.source = ?)))"
            " order by m.received_at, m.id",
            to_text(since),
            *(source,) * 3,
        )
        return [int(row["id"]) for row in found]

    def outcome(self, mail_id: int) -> str:
        """Say in words what a mail was read as."""
        row = self.row("select reason from quarantines where mail_id = ?", mail_id)
        if row is not None:
            return f"set aside ({row['reason']})"
        found = self.rows(
            "select source, queries, json_array_length(leftovers) as leftovers,"
            " json_array_length(problems) as problems, lifecycle"
            " from digests where mail_id = ? order by part",
            mail_id,
        )
        return "; ".join(
            f"{row['source'] or 'unknown'}"
            + (" (nothing to do)" if row["lifecycle"] else "")
            + f": {row['queries']} queries, {row['leftovers']} leftovers,"
            f" {row['problems']} problems"
            for row in found
        )

    def arrivals(self, since: datetime) -> dict[str, list[datetime]]:
        """Return when mails with queries arrived since then, by source."""
        found: dict[str, list[datetime]] = {}
        for row in self.rows(
            "select d.source, m.received_at from mails m join digests d"
            " on d.mail_id = m.id where m.received_at >= ? and d.queries > 0"
            " order by m.received_at",
            to_text(since),
        ):
            found.setdefault(row["source"], []).append(from_text(row["received_at"]))
        return found

    def troubled(self, source: str, since: datetime) -> dict[int, datetime]:
        """Return the mails of a newsletter that were not read whole since then.

        Each with when it was received.
        """
        found = self.rows(
            "select distinct m.id, m.received_at from digests d join mails m"
            " on m.id = d.mail_id where d.source = ? and d.problems <> '[]'"
            " and d.read_at >= ? order by m.received_at, m.id",
            *(source, to_text(since)),
        )
        return {int(row["id"]): from_text(row["received_at"]) for row in found}

    def is_aside(self, mail_id: int) -> bool:
        """Say if a mail was set aside, unread or not believed."""
        row = self.row("select 1 from quarantines where mail_id = ?", mail_id)
        return row is not None

    def last_scan(self) -> datetime | None:
        """Return when a whole scan of a mailbox last succeeded."""
        row = self.row("select max(scanned_at) as at from folders")
        return from_text(row["at"]) if row and row["at"] else None

    def quarantine(self, mail: StoredMail, reason: str, now: datetime) -> None:
        """Set a mail aside that is not to be read or believed; its bytes stay.

        What was read from it before gives way to any other print of the same query.
        """
        with self.write() as db:
            db.execute("update editions set doubted = 1 where mail_id = ?", (mail.id,))
            db.execute(
                "insert or ignore into quarantines values (?, ?, ?)",
                (mail.id, reason, to_text(now)),
            )

    def query(self, query_id: str) -> Query | None:
        """Return the newest edition of a query."""
        found = self.edition(query_id)
        return found.query if found else None

    def edition(self, query_id: str) -> Edition | None:
        """Return the newest edition of a query, with where and when it was printed."""
        row = self.row("select * from latest where query_id = ?", query_id)
        if row is None:
            return None
        return Edition(
            query=QUERY.validate_json(row["payload"]),
            mail_id=row["mail_id"],
            printed_at=from_text(row["printed_at"]),
        )

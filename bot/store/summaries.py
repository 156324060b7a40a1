"""What was held back for a company and is told of once a day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import Kind, Level, Policy, Summary, Weak, to_text
from bot.store.mails import QUERY
from bot.store.matches import MATCH
from bot.store.timely import Timely


class Summaries(Timely):
    """Which weak matches stand in which summary."""

    def weak(
        self, company: str, revision: str, now: datetime, *, most: int = -1
    ) -> list[Weak]:
        """Return the open matches that were held back, and told of in no summary yet.

        Of requests that have no card, the best first; ``most`` of them, or all.
        """
        found = self._named(
            """
            select l.payload as query, m.payload as match from matches m
            join fronts l on l.query_id = m.query_id and l.text_hash = m.text_hash
            where l.until > :now and l.doubted = 0 and m.verdict = 'hold'
              and m.company = :company and m.revision = :revision
              and not exists (select 1 from cards c
                where c.query_id = m.query_id and c.company = m.company)
              and not exists (select 1 from summary_lines s
                where s.query_id = m.query_id and s.company = m.company)
            order by m.score desc, l.until, m.query_id limit :most
            """,
            {"company": company, "revision": revision, "now": to_text(now), "most": most},
        )
        return [_weak(row) for row in found]

    def summarised(self, channel: str, day: str) -> bool:
        """Whether a channel had its summary of a day, or there was nothing to tell."""
        known = "select 1 from summaries where channel = ? and day = ?"
        return self.row(known, channel, day) is not None

    def add_summary(
        self,
        channel: str,
        day: str,
        lines: Sequence[Weak],
        now: datetime,
        *,
        more: int = 0,
        timezone: str = "UTC",
    ) -> int | None:
        """Write the summary of one day and queue it, in one step; return its id.

        None where the channel had one that day, and where there is nothing to tell.
        """
        if not lines:
            return None  # the day stays open: something may still be found
        with self.write() as db:
            made = db.execute(
                "insert or ignore into summaries(channel, day, at, more, timezone)"
                " values (?, ?, ?, ?, ?) returning id",
                (channel, day, to_text(now), more, timezone),
            ).fetchone()
            if made is None:
                return None
            number, told = int(made["id"]), 0
            for line in lines:
                told += db.execute(
                    "insert or ignore into summary_lines values (?, ?, ?, ?, ?)",
                    (number, told, line.query.id, line.company, line.score),
                ).rowcount
            if not told:
                return None
            key = f"summary:{channel}:{day}"
            self._queue(db, key, Kind.SUMMARY, channel, now=now, part=number)
        return number

    def summary(self, summary_id: int) -> Summary | None:
        """Return the weak matches of one day and channel, each query as it stands now."""
        row = self.row("select * from summaries where id = ?", summary_id)
        if row is None:
            return None
        found = self._named(
            """
            select f.payload as query, n.company, n.score,
              (select m.payload from matches m where m.query_id = n.query_id
                and m.company = n.company order by m.at desc, m.rowid desc limit 1) as match
            from summary_lines n join fronts f on f.query_id = n.query_id
            where n.summary_id = :id order by n.line
            """,
            {"id": summary_id},
        )
        return Summary(
            id=summary_id,
            channel=row["channel"],
            day=row["day"],
            lines=tuple(self._policed(_line(line)) for line in found),
            more=row["more"],
            timezone=row["timezone"],
        )

    def _policed(self, weak: Weak) -> Weak:
        """Return a line with what may be said of its query."""
        free = Policy(level=Level.OUTLINE)
        query = weak.query
        held = self.policing(free, query, self.others(query.id), weak.company)
        return replace(weak, policy=held)

    def summary_at(self, channel: str, ts: str) -> Summary | None:
        """Return the summary that a message in Slack shows."""
        row = self.row(
            "select s.id from summaries s"
            " join outbox o on o.key = 'summary:' || s.channel || ':' || s.day"
            " where o.channel_id = ? and o.ts = ?",
            *(channel, ts),
        )
        return self.summary(int(row["id"])) if row else None


def _weak(row: Mapping[str, str]) -> Weak:
    match = MATCH.validate_json(row["match"])
    return Weak(
        query=QUERY.validate_json(row["query"]),
        company=match.company,
        score=match.score,
        why=match.why,
        against=match.against,
    )


def _line(row: Mapping[str, str]) -> Weak:
    """Return a line with the score it was told with."""
    match = MATCH.validate_json(row["match"]) if row["match"] else None
    return Weak(
        query=QUERY.validate_json(row["query"]),
        company=row["company"],
        score=float(row["score"]),
        why=match.why if match else (),
        against=match.against if match else (),
    )

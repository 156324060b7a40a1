"""Which queries wait for ranking or for a card, and the vectors to do it with."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter

from bot.domain import Match, Query, digest_of, to_text
from bot.store.mails import QUERY
from bot.store.requests import Requests

MATCH = TypeAdapter(Match)
AT_ONCE = 500  # SQLite takes so many question marks everywhere

_OPEN = "l.until > :now and l.doubted = 0"


# A revision is the settings, and behind a plus what was learned, if anything was.
BASE = "substr({0}, 1, instr({0} || '+', '+') - 1)"


def base(revision: str) -> str:
    """Return a revision without what was learned."""
    return revision.partition("+")[0]


class Matches(Requests):
    def unranked(
        self, company: str, revision: str, *, now: datetime, limit: int
    ) -> list[Query]:
        """Return open, undecided queries without a match under this profile revision."""
        found = self._named(
            f"""
            select l.payload from fronts l
            where {_OPEN}
              and not exists (
                select 1 from matches m where m.query_id = l.query_id
                and m.company = :company and m.revision = :revision
                and m.text_hash = l.text_hash)
              and not exists (
                select 1 from cards c join decided d on d.card_id = c.id
                where c.query_id = l.query_id and c.company = :company)
            order by l.printed_at, l.query_id limit :limit
            """,  # noqa: S608 (the parts are constants of this module)
            {"company": company, "revision": revision, "now": to_text(now), "limit": limit},
        )
        return [QUERY.validate_json(row["payload"]) for row in found]

    def add_matches(self, matches: Sequence[Match], now: datetime) -> None:
        """Write matches, in place of those that differ in nothing but what was learned."""
        with self.write() as db:
            for match in matches:
                db.execute(
                    "delete from matches where query_id = ? and company = ?"  # noqa: S608
                    f" and revision != ? and {BASE.format('revision')} = ?",
                    (match.query_id, match.company, match.revision, base(match.revision)),
                )
                db.execute(
                    "insert or ignore into matches select ?, ?, ?, ?, ?, ?, ?, ?"
                    " where exists (select 1 from queries where id = ?)",  # read otherwise
                    (
                        match.query_id,
                        match.company,
                        match.revision,
                        match.text_hash,
                        match.score,
                        match.verdict,
                        MATCH.dump_json(match, exclude={"terms"}).decode(),
                        to_text(now),
                        match.query_id,
                    ),
                )

    def waiting_for_card(
        self, company: str, revision: str, *, now: datetime, most: int = 1
    ) -> list[tuple[Query, Match]]:
        """Return the best open matches to be posted that have no card yet.

        Those held back too that people said should have been shown.
        """
        found = self._named(
            f"""
            select l.payload as query, m.payload as match from matches m
            join fronts l on l.query_id = m.query_id and l.text_hash = m.text_hash
            where {_OPEN} and (m.verdict = 'post' or m.verdict = 'hold'
                and exists (select 1 from wanted w
                  where w.query_id = m.query_id and w.company = m.company))
              and m.company = :company and m.revision = :revision
              and not exists (select 1 from cards c
                where c.query_id = m.query_id and c.company = m.company)
            order by m.score desc, l.until, m.query_id limit :most
            """,  # noqa: S608 (the parts are constants of this module)
            {"company": company, "revision": revision, "now": to_text(now), "most": most},
        )
        return [
            (QUERY.validate_json(row["query"]), MATCH.validate_json(row["match"]))
            for row in found
        ]

    def failed(self, stage: str, subject: str, error: str, *, not_before: datetime) -> int:
        """Count a failed try of one piece of work; return how many there were."""
        with self.write() as db:
            row = db.execute(
                "insert into attempts values (?, ?, 1, ?, ?)"
                " on conflict do update set tries = tries + 1,"
                " not_before = excluded.not_before, error = excluded.error"
                " returning tries",
                (stage, subject, to_text(not_before), error),
            ).fetchone()
        return int(row["tries"])

    def vectors(self, engine: str, texts: Sequence[str]) -> dict[str, bytes]:
        """Return the cached vectors (float32 bytes) of those texts that have one."""
        names = {digest_of(text): text for text in texts}
        found: dict[str, bytes] = {}
        hashes = list(names)
        for start in range(0, len(hashes), AT_ONCE):
            some = hashes[start : start + AT_ONCE]
            marks = ", ".join("?" * len(some))
            sql = f"select text_hash, vector from vectors where engine = ? and text_hash in ({marks})"  # noqa: S608, E501 (question marks only)
            rows = self.rows(sql, engine, *some)
            found |= {names[row["text_hash"]]: row["vector"] for row in rows}
        return found

    def add_vectors(self, engine: str, vectors: dict[str, bytes]) -> None:
        with self.write() as db:
            db.executemany(
                "insert or ignore into vectors values (?, ?, ?)",
                [(engine, digest_of(text), vector) for text, vector in vectors.items()],
            )

    def totals(self, now: datetime) -> dict[str, int]:
        """Count what was read and what came of it, over all that is stored."""
        found = self._named(
            """
            select (select count(*) from mails) as mails,
              (select count(*) from editions) as read,
              (select count(*) from editions)
                - (select count(*) from fronts) as repeats,
              (select count(*) from fronts l where l.until <= :now) as expired,
              (select count(*) from fronts where json_extract(payload, '$.flag_line')
                or json_extract(payload, '$.refusal') != ''
                or json_array_length(payload, '$.traps') > 0) as no_ai,
              (select count(*) from fronts
                where json_array_length(payload, '$.traps') > 0) as traps,
              (select count(distinct m.query_id || m.company) from matches m
                join fronts l using (query_id, text_hash)
                where m.verdict = 'hold' and l.until > :now) as held,
              (select count(*) from places) as posted
            """,
            {"now": to_text(now)},
        )
        return {name: int(value) for name, value in found[0].items()}

    def _named(self, sql: str, values: dict[str, object]) -> list[dict[str, str]]:
        with self._lock, self._translated():
            cursor = self._conn.execute(sql, values)
            return [dict(row) for row in cursor.fetchall()]

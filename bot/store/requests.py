"""Which queries are one request, which of them stands in front, and what changed."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import Digest, Query, from_text, to_text
from bot.store.mails import QUERY, StoredMail
from bot.store.proofs import Proofs

REFUSED = "machine-written answers are now refused"  # begins a change, see `sameness`


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """How the queries of one mail fit what was known.

    ``same`` maps the id of a new query to the id of one it is the same request as, and
    why; ``front`` names queries that stand in front of their request from now on;
    ``changes`` maps a known query to what this edition changed in it.
    """

    same: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    front: Iterable[str] = ()
    changes: Mapping[str, Sequence[str]] = field(default_factory=dict)


_NONE = Ties()
# Somebody has approved an answer to a request, or everybody asked has decided on it.
_SETTLED = """
    exists (select 1 from cards c join decided d on d.card_id = c.id
      where c.query_id = {0} and d.choice = 'approved')
    or (exists (select 1 from cards c where c.query_id = {0})
      and not exists (select 1 from cards c where c.query_id = {0}
        and not exists (select 1 from decided d where d.card_id = c.id)))
"""
_KNOWN = """
    select r.row, r.at, l.payload from requests r join latest l on l.query_id = r.query_id
    where r.row > ?1 and (r.at >= ?2 or l.until > ?3) order by r.row
"""
# The same at a start: of years of requests only the last weeks are looked through.
_FIRST_KNOWN = """
    with late as (select row from requests where at >= ?2
      union select o.row from editions e join requests o on o.query_id = e.query_id
        where e.until > ?3)
    select r.row, r.at, l.payload from late join requests r on r.row = late.row
    join latest l on l.query_id = r.query_id
    where r.row > ?1 and (r.at >= ?2 or l.until > ?3) order by r.row
"""


class Requests(Proofs):
    def add_reading(
        self,
        mail: StoredMail,
        digests: Sequence[Digest],
        *,
        now: datetime,
        ties: Ties = _NONE,
        again: bool = False,
    ) -> int:
        """Write what one mail holds, in one step; return how many queries were new.

        ``again``: in place of what the same mail was read as before. A query that is no
        longer in it stays only if a card shows it, or people said that one should.
        """
        with self.write():
            before = self._let_go(mail.id) if again else []
            new = self._add(mail, digests, ties, now)
            if before:
                kept = {query.id for digest in digests for query in digest.queries}
                self._keep_used([row for row in before if row["query_id"] not in kept])
        return new

    def _let_go(self, mail_id: int) -> list[sqlite3.Row]:
        """Forget a reading; return the editions that it had."""
        before = self.rows("select * from editions where mail_id = ?", mail_id)
        for table in ("digests", "quarantines", "editions"):
            self._conn.execute(f"delete from {table} where mail_id = ?", (mail_id,))  # noqa: S608
        return before

    def _keep_used(self, editions: Sequence[sqlite3.Row]) -> None:
        for edition in editions:
            if self._used(edition["query_id"]):
                self._conn.execute(
                    "insert into editions values (?, ?, ?, ?, ?, ?, ?)", tuple(edition)
                )
            else:
                self._forget(edition["query_id"])

    def _add(
        self, mail: StoredMail, digests: Sequence[Digest], ties: Ties, now: datetime
    ) -> int:
        db = self._conn
        new = self._add_digests(mail, digests, now=now)
        ids = [query.id for digest in digests for query in digest.queries]
        unproven = self._give_way(mail.id, ids)
        for digest in digests:
            for query in digest.queries:
                request, why = ties.same.get(query.id, (query.id, ""))
                request = self._request_of(request) or query.id
                db.execute(
                    "insert or ignore into requests(query_id, request_id, front, why, at)"
                    " values (?, ?, ?, ?, ?)",
                    (query.id, request, int(request == query.id), why, to_text(now)),
                )
        for query_id in ties.front:
            self._put_in_front(query_id)
        for query_id, lines in ties.changes.items():
            if query_id in unproven:  # what it forbids is forbidden, without its words
                told = [REFUSED for line in lines if line.startswith(REFUSED)]
            else:
                told = list(lines)
            for number, said in enumerate(told):
                db.execute(
                    "insert or ignore into changes values (?, ?, ?, ?, ?)",
                    (query_id, mail.id, number, said, to_text(now)),
                )
        return new

    def request_of(self, query_id: str) -> str | None:
        """Return the id of the request that a query belongs to, None for a new one."""
        with self._lock:
            return self._request_of(query_id)

    def _request_of(self, query_id: str) -> str | None:
        row = self.row("select request_id from requests where query_id = ?", query_id)
        return str(row["request_id"]) if row else None

    def in_front(self, query_id: str) -> Query | None:
        """Return what stands in front of the request of a query."""
        row = self.row(
            "select f.payload from requests r join fronts f on f.query_id = r.request_id"
            " where r.query_id = ?",
            query_id,
        )
        return QUERY.validate_json(row["payload"]) if row else None

    def others(self, request_id: str) -> tuple[Query, ...]:
        """Return the newest editions of what stands behind the front of a request."""
        found = self.rows(
            "select l.payload from requests r join latest l on l.query_id = r.query_id"
            " where r.request_id = ? and r.front = 0 order by l.printed_at, l.query_id",
            request_id,
        )
        return tuple(QUERY.validate_json(row["payload"]) for row in found)

    def known_since(
        self, since: datetime, after: int, now: datetime
    ) -> Iterator[tuple[int, datetime, Query]]:
        """Yield row, age and newest edition of queries first read since or still open.

        Only rows behind ``after``, so that a caller can ask for what is new.
        """
        sql = _KNOWN if after else _FIRST_KNOWN
        for row in self.rows(sql, after, to_text(since), to_text(now)):
            query = QUERY.validate_json(row["payload"])
            yield int(row["row"]), from_text(row["at"]), query

    def promote(self, now: datetime) -> str | None:
        """Put an open query before an expired one of the same request; return its id.

        Nothing is moved once somebody has approved, or everybody has decided.
        """
        with self.write() as db:
            row = db.execute(
                f"""
                select o.query_id from editions e
                join requests o on o.query_id = e.query_id and o.front = 0
                join latest l on l.query_id = e.query_id and l.mail_id = e.mail_id
                join requests f on f.request_id = o.request_id and f.front = 1
                where e.until > :now and e.doubted = 0
                  and not exists (select 1 from latest x where x.query_id = f.query_id
                    and x.until > :now and x.doubted = 0)
                  and not ({_SETTLED.format("o.request_id")})
                order by e.until desc limit 1
                """,  # noqa: S608 (a constant of this module)
                {"now": to_text(now)},
            ).fetchone()
            if row is None:
                return None
            self._put_in_front(row["query_id"])
            return str(row["query_id"])

    def _put_in_front(self, query_id: str) -> None:
        """Let a query stand for its request, unless that is settled."""
        db = self._conn
        request = self._request_of(query_id)
        settled = _SETTLED.format(":request")
        found = db.execute(f"select {settled}", {"request": request}).fetchone()
        if not found[0]:
            db.execute("update requests set front = 0 where request_id = ?", (request,))
            db.execute("update requests set front = 1 where query_id = ?", (query_id,))

    def _used(self, query_id: str) -> bool:
        """Whether a card or a summary shows the request of a query, or people want it."""
        return (
            self.row(
                "select 1 from requests r where r.query_id = ? and ("
                " exists (select 1 from cards c where c.query_id = r.request_id)"
                " or exists (select 1 from wanted w where w.query_id = r.request_id)"
                " or exists (select 1 from summary_lines s"
                "   where s.query_id = r.request_id))",
                query_id,
            )
            is not None
        )

    def _forget(self, query_id: str) -> None:
        """Let go of a query that no mail holds any more, and that nobody uses."""
        if self.row("select 1 from editions where query_id = ?", query_id):
            return
        db = self._conn
        beside = self.row(
            "select query_id from requests where request_id = ? and query_id != ?"
            " or request_id = (select request_id from requests where query_id = ?)"
            " and query_id != ? order by front desc",
            *(query_id,) * 4,
        )
        if beside is not None:  # its id may name the request; another takes its place
            self._put_in_front(beside["query_id"])
            return
        for table in ("changes", "matches", "requests"):
            db.execute(f"delete from {table} where query_id = ?", (query_id,))  # noqa: S608
        db.execute("delete from queries where id = ?", (query_id,))

"""How it all goes: what comes in, what goes out, what a week came to."""

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from bot.domain import (
    NO_FAILURES,
    Health,
    Heard,
    Mailbox,
    Mute,
    Query,
    Week,
    from_text,
    to_text,
)
from bot.store.mails import QUERY
from bot.store.outbox import GOES
from bot.store.showing import REPAINT_DAYS
from bot.store.summaries import Summaries

_HEARD = timedelta(days=60)
_GIVEN_UP = timedelta(days=30)
_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
_DELAYED = timedelta(days=7)  # between the making of a card and its posting

_NO_FAILURES = ", ".join(f"'{reason}'" for reason in NO_FAILURES)
_OUTBOX = f"""
    select (select count(*) from outbox o where o.state = 'sending' or {GOES}) as pending,
      (select count(*) from outbox o where o.state = 'held'
        and o.sent_after >= :week) as held,
      (select count(*) from outbox o where o.state = 'refused'
        and o.sent_after >= :week and coalesce(o.error, '') not in ({_NO_FAILURES})
        ) as refused
"""  # noqa: S608 (constants)


class Healthy(Summaries):
    """Reads only."""

    def health(self, now: datetime, companies: Collection[str] = ()) -> Health:
        """Say whether mail comes in, is ranked for these companies, and goes out."""
        values: dict[str, object] = {
            "now": to_text(now),
            "week": to_text(now - _WEEK),
        }
        with self._lock:
            outbox = self._named(_OUTBOX, values)[0]
            last = self.row("select at from matches order by rowid desc limit 1")
            return Health(
                mailboxes=self._mailboxes(now),
                sources=self._heard(now),
                unranked=self._unranked(companies, now),
                ranked_at=from_text(last["at"]) if last else None,
                pending=int(outbox["pending"]),
                held=int(outbox["held"]),
                refused=int(outbox["refused"]),
                oversize=self._count(
                    "attempts where stage = 'oversize' and not_before >= ?", now - _DAY
                ),
                quarantined=self._count("quarantines where at >= ?", now - _DAY),
            )

    def week(self, now: datetime, companies: Collection[str]) -> Week:
        """Count what happened within the last seven days."""
        since = now - _WEEK
        with self._lock:
            mail = self.rows(
                "select count(*) as digests, coalesce(sum(d.queries), 0) as queries"
                " from mails m cross join digests d on d.mail_id = m.id"
                " where m.received_at >= ? and d.lifecycle = 0 and d.source != ''",
                to_text(since),
            )[0]
            cards = [row for company in companies for row in self._week(company, now)]
            return Week(
                digests=mail["digests"],
                queries=mail["queries"],
                posted=sum(row["posted"] for row in cards),
                approved=sum(row["approved"] for row in cards),
                skipped=sum(row["skipped"] for row in cards),
                undecided=sum(row["undecided"] for row in cards),
                muted=sum(self._muted_away(company, now) for company in companies),
            )

    def _mailboxes(self, now: datetime) -> tuple[Mailbox, ...]:
        """Return what is watched; without what was given up for another long ago."""
        found = [
            Mailbox(
                name=row["mailbox"],
                folder=row["folder"],
                scanned_at=from_text(row["scanned_at"]) if row["scanned_at"] else None,
            )
            for row in self.rows("select * from folders order by mailbox, folder")
        ]
        fresh = [m for m in found if m.scanned_at and now - m.scanned_at <= _GIVEN_UP]
        return tuple(fresh or found)

    def _heard(self, now: datetime) -> tuple[Heard, ...]:
        found = self.rows(  # with max(), SQLite takes the other columns of that row
            "select d.source, max(m.received_at) as at, d.queries"
            " from mails m cross join digests d on d.mail_id = m.id"
            " where m.received_at >= ? and d.source != ''"
            "   and (d.queries > 0 or d.expected > 0)"
            " group by d.source order by at desc, d.source",
            to_text(now - _HEARD),
        )
        return tuple(
            Heard(source=r["source"], at=from_text(r["at"]), queries=r["queries"])
            for r in found
        )

    def _unranked(self, companies: Collection[str], now: datetime) -> int:
        """Count open requests whose text as it stands has no score for one of them.

        Of a company that has decided on its card none is wanted any more.
        """
        wanted = tuple(companies) or ("",)
        missing = " or ".join(
            "(not exists (select 1 from matches m where m.query_id = l.query_id"
            " and m.text_hash = l.text_hash and (? = '' or m.company = ?))"
            " and not exists (select 1 from cards c join decided d on d.card_id = c.id"
            " where c.query_id = l.query_id and (? = '' or c.company = ?)))"
            for _ in wanted
        )
        row = self.row(
            "select count(*) as n from fronts l"  # noqa: S608 (question marks only)
            f" where l.until > ? and l.doubted = 0 and ({missing})",
            to_text(now),
            *(name for name in wanted for _ in range(4)),
        )
        return int(row["n"]) if row else 0

    def _count(self, table: str, since: datetime) -> int:
        row = self.row(f"select count(*) as n from {table}", to_text(since))  # noqa: S608 (a constant)
        return int(row["n"]) if row else 0

    def _week(self, company: str, now: datetime) -> list[sqlite3.Row]:
        since = to_text(now - _WEEK)
        return self.rows(
            "select coalesce(p.at >= ?, 0) as posted,"
            " coalesce(d.choice = 'approved' and d.at >= ?, 0) as approved,"
            " coalesce(d.choice = 'skipped' and d.at >= ?, 0) as skipped,"
            " p.at is not null and d.round is null"
            "   and l.until > ? and l.until <= ? as undecided"
            " from cards c join fronts l on l.query_id = c.query_id"
            " left join places p on p.card_id = c.id"
            " left join decided d on d.card_id = c.id"
            " where c.company = ? and c.created_at >= ?",
            *(since, since, since, since, to_text(now)),
            *(company, to_text(now - REPAINT_DAYS - _DELAYED)),
        )

    def _muted_away(self, company: str, now: datetime) -> int:
        mutes = self.mutes([company])
        if not mutes:
            return 0
        found = self.rows(
            "select l.payload from fronts l where l.until >= ? and l.doubted = 0"
            " and exists (select 1 from matches m where m.query_id = l.query_id"
            "   and m.company = ? and m.text_hash = l.text_hash"
            "   and m.verdict = 'post' and m.at >= ?)"
            " and not exists (select 1 from cards c"
            "   where c.query_id = l.query_id and c.company = ?)",
            *(to_text(now - _WEEK), company, to_text(now - _WEEK), company),
        )
        queries = (QUERY.validate_json(row["payload"]) for row in found)
        return sum(hit(mutes, query, company) for query in queries)


def hit(mutes: Iterable[Mute], query: Query, company: str) -> bool:
    """Say whether one of these mutes keeps a query from a company."""
    return any(mute.company == company and mute.hits(query) for mute in mutes)

"""Cards made, made anew, placed and painted; what each should look like is `showing`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import (
    BOT,
    NOTHING,
    Act,
    Card,
    Entry,
    Kind,
    Level,
    Match,
    Outline,
    Policy,
    Query,
    from_text,
    state,
    to_text,
)
from bot.store.mails import QUERY
from bot.store.matches import BASE, MATCH, base
from bot.store.showing import OPEN, REPAINT_DAYS, SHOWN, Showing, Shown

# Behind all numbers that were given before an older copy of the store was put back.
_NEXT = """
    max((select coalesce(max(id), 0) from {}),
      (select coalesce(max(tries), 0) from attempts where stage = 'restored')) + 1
"""


def held(policy: Policy) -> str:
    """Return what the audit keeps of a policy: its level and why."""
    return ": ".join(filter(None, [policy.level.value, "; ".join(policy.reasons[:3])]))


class Cards(Showing):
    def add_card(  # noqa: PLR0913 (a card is made of this much)
        self,
        query: Query,
        company: str,
        *,
        channel: str,
        match: Match,
        outline: Outline,
        policy: Policy,
        approvers: Sequence[str],
        timezone: str,
        now: datetime,
    ) -> bool:
        """Make the one card of a query and company, and queue it, in one step."""
        shown = Shown(
            match=match,
            outline=outline,
            policy=policy,
            approvers=tuple(approvers),
            timezone=timezone,
        )
        with self.write() as db:
            made = db.execute(
                "insert into cards(id, query_id, company, channel, created_at, shown)"  # noqa: S608
                f" select {_NEXT.format('cards')}, ?, ?, ?, ?, ?"
                " where exists (select 1 from queries where id = ?)"
                " on conflict do nothing returning id",
                (
                    *(query.id, company, channel, to_text(now)),
                    *(SHOWN.dump_json(shown).decode(), query.id),
                ),
            ).fetchone()
            if made is None:
                return False
            self._queue(
                db, f"card:{made['id']}", Kind.CARD, channel, card_id=made["id"], now=now
            )
        return True

    def outdated_card(
        self, company: str, revision: str, now: datetime
    ) -> tuple[int, Query, Match] | None:
        """Return one open, undecided card made for another profile or another text.

        With it the newest text and its match under this revision. What was learned since
        makes no card outdated.
        """
        shown = BASE.format("json_extract(c.shown, '$.match.revision')")
        found = self._named(
            f"""
            select c.id, l.payload as query, m.payload as match from cards c
            join fronts l on l.query_id = c.query_id and l.until > :now
            join matches m on m.query_id = c.query_id and m.company = c.company
              and m.revision = :revision and m.text_hash = l.text_hash
            where c.company = :company and c.created_at >= :since
              and not exists (select 1 from decided d where d.card_id = c.id)
              and ({shown} != :base
                or json_extract(c.shown, '$.match.text_hash') != l.text_hash)
            order by c.id limit 1
            """,  # noqa: S608 (a constant)
            {
                "company": company,
                "revision": revision,
                "base": base(revision),
                "now": to_text(now),
                "since": to_text(now - REPAINT_DAYS),
            },
        )
        if not found:
            return None
        row = found[0]
        query = QUERY.validate_json(row["query"])
        return int(row["id"]), query, MATCH.validate_json(row["match"])

    def made(self, now: datetime) -> list[tuple[Card, Policy]]:
        """Return the open cards, each with the policy that it was made under."""
        found = self.rows(OPEN, to_text(now), to_text(now - REPAINT_DAYS))
        return [
            (self._card(row, now), SHOWN.validate_json(row["shown"]).policy)
            for row in found
        ]

    def remake_card(
        self,
        card_id: int,
        *,
        match: Match,
        outline: Outline,
        policy: Policy,
        now: datetime,
        said: str = "",
    ) -> None:
        """Show an undecided card with a new match and outline; Slack is painted after.

        What people wrote into its outline stays, marked as older than that. ``said``
        stands in the audit.
        """
        with self.write() as db:
            card = self.card(card_id, now)
            if card is None or card.decision is not None:
                return
            row = db.execute("select shown from cards where id = ?", (card_id,)).fetchone()
            shown = replace(
                SHOWN.validate_json(row["shown"]),
                match=match,
                outline=outline,
                policy=policy,
            )
            db.execute(
                "update cards set shown = ? where id = ?",
                (SHOWN.dump_json(shown).decode(), card_id),
            )
            self._details(db, card_id, now)
            stood = state(card, now)
            seen = self.card(card_id, now) or card  # what people wrote into it stays
            self._note(
                db,
                Entry(
                    act=Act.REMAKE,
                    by=BOT,
                    via=BOT,
                    at=now,
                    company=card.company,
                    card_id=card_id,
                    version=card.version + 1,
                    before=stood,
                    after=stood,
                    policy=held(policy),
                    shown=seen.outline.hash,
                    said=said,
                ),
            )

    def drafted(
        self, card_id: int, outline: Outline, *, edition: int, now: datetime
    ) -> bool:
        """Show a card with what a model drafted for one edition of it; say if it is shown.

        Not if anything about its outline changed since, and not over people's words.
        """
        with self.write():
            card = self.card(card_id, now)
            if (
                card is None
                or state(card, now) not in ("open", "snoozed")
                or card.edition != edition
                or card.edited_by
                or card.policy.level is not Level.OUTLINE
                or (card.interview is not None and card.interview.open)
            ):
                return False
            self.remake_card(
                card_id,
                match=card.match,
                outline=outline,
                policy=card.policy,
                now=now,
                said=f"drafted by {outline.drafter}",
            )
        return True

    def cards_since(self, channel: str, since: datetime, now: datetime) -> int:
        """Count the cards posted in a channel on a day, and those about to be.

        ``since``: its first moment. What bears a later day was posted by a wrong clock.
        """
        row = self.row(
            "select (select count(*) from places p cross join cards c on c.id = p.card_id"
            "   where c.channel = ? and p.at >= ? and p.at < ?)"
            " + (select count(*) from outbox o"
            "   cross join cards c on c.id = o.card_id"  # outbox first: few are pending
            "   join fronts l on l.query_id = c.query_id"
            "   where o.kind = 'card' and o.state in ('pending', 'sending')"
            "   and c.channel = ? and l.until > ? and not exists (select 1 from decided d"
            "     where d.card_id = c.id and d.choice = 'skipped')) as n",
            *(channel, to_text(since), to_text(since + timedelta(days=1))),
            *(channel, to_text(now)),
        )
        return int(row["n"]) if row else 0

    def painted(self, card_id: int, look: str) -> None:
        """Note how a card looks now; of one that is open again people are told.

        It stands further up in the channel, where nobody would see it change.
        """
        with self.write() as db:
            row = db.execute(
                "select t.look, p.channel, f.payload, c.company, p.at from paints t"
                " join places p using (card_id) join cards c on c.id = t.card_id"
                " join fronts f on f.query_id = c.query_id where t.card_id = ?",
                (card_id,),
            ).fetchone()
            self._paint(db, card_id, look)
            if row and row["look"].startswith("expired:") and look.startswith("open:"):
                query = QUERY.validate_json(row["payload"])
                text = (
                    f"Open again, for {row['company']}: {query.summary} ({query.outlet});"
                    f" it is due {query.deadline.text or 'without a date'}. Its card stands"
                    " further up in this channel."
                )
                key = f"notice:reopened:{card_id}:{query.deadline.until}"
                at = from_text(row["at"])  # in the past: due at once
                self._queue(db, key, Kind.NOTICE, row["channel"], now=at, text=text)

    def _paint(self, db: sqlite3.Connection, card_id: int, look: str) -> None:
        db.execute(
            "insert into paints values (?, ?)"
            " on conflict do update set look = excluded.look",
            (card_id, look),
        )

    def adopt(self, card_id: int, *, channel: str, ts: str, at: datetime) -> None:
        """Learn where a card stands from a click on it."""
        with self.write() as db:
            db.execute(
                "insert or ignore into places values (?, ?, ?, ?)",
                (card_id, channel, ts, to_text(at)),
            )
            db.execute(
                "update outbox set state = 'sent', channel_id = ?, ts = ?"
                " where card_id = ? and kind = 'card' and state != 'sent'",
                (channel, ts, card_id),
            )
            self._details(db, card_id, at)

    def _details(self, db: sqlite3.Connection, card_id: int, now: datetime) -> None:
        """Queue what had no room on a posted card, once for each text of its query."""
        row = db.execute(
            "select c.channel, f.text_hash from cards c"
            " join places p on p.card_id = c.id"
            " join fronts f on f.query_id = c.query_id where c.id = ?"
            " and not exists (select 1 from outbox o where o.card_id = c.id"
            "   and o.kind = 'detail' and o.state = 'pending')",
            (card_id,),
        ).fetchone()
        if row is not None:
            key = f"detail:{card_id}:{row['text_hash']}"
            self._queue(db, key, Kind.DETAIL, row["channel"], card_id=card_id, now=now)
            db.execute(  # the card showed all there was; it may not do so any more
                "update outbox set state = 'pending', not_before = ?, error = null"
                " where key = ? and state = 'refused' and error = ?",
                (to_text(now), key, NOTHING),
            )

    def _note(self, db: sqlite3.Connection, entry: Entry) -> None:
        """Write one line of the audit."""
        db.execute(
            "insert into acts(card_id, version, company, act, said, until, before, after,"
            " by, via, at, policy, shown) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(entry.card_id, entry.version, entry.company, entry.act, entry.said),
                to_text(entry.until) if entry.until else None,
                *(entry.before, entry.after, entry.by, entry.via, to_text(entry.at)),
                *(entry.policy, entry.shown),
            ),
        )

    def _queue(  # noqa: PLR0913 (a message is made of this much)
        self,
        db: sqlite3.Connection,
        key: str,
        kind: Kind,
        channel: str,
        *,
        now: datetime,
        text: str = "",
        card_id: int | None = None,
        part: int = 0,
        people: Sequence[str] = (),
    ) -> bool:
        made = db.execute(
            "insert or ignore into outbox(id, key, kind, channel, text, card_id, part,"  # noqa: S608
            f" not_before, people) values ({_NEXT.format('outbox')},"
            " ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, kind, channel, text, card_id, part, to_text(now), " ".join(people)),
        )
        return made.rowcount == 1

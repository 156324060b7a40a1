"""Cards, where they stand in Slack, what was decided, and how they should look."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.domain import (
    Card,
    Choice,
    Decision,
    Evidence,
    Kind,
    Match,
    Outline,
    Policy,
    Proof,
    Query,
    from_text,
    to_text,
)
from bot.store.looks import look
from bot.store.mails import QUERY
from bot.store.matches import BASE, MATCH, Matches, base


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a card was made with; made anew while nobody has decided."""

    match: Match
    outline: Outline
    policy: Policy
    approvers: tuple[str, ...]
    timezone: str


SHOWN = TypeAdapter(Shown)

REPAINT_DAYS = timedelta(days=60)  # an open card without a deadline is left alone then

_CARDS = """
    select c.*, l.payload as query, l.until, p.channel as channel_id, p.ts, t.look,
           d.round, d.choice, d.by, d.at as decided_at, v.proof, v.reason
    from cards c join fronts l on l.query_id = c.query_id
    left join proofs v on v.mail_id = l.mail_id
    left join places p on p.card_id = c.id
    left join paints t on t.card_id = c.id
    left join decisions d on d.card_id = c.id
      and d.round = (select max(round) from decisions where card_id = c.id)
"""


class Cards(Matches):
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
                "insert into cards(query_id, company, channel, created_at, shown)"
                " select ?, ?, ?, ?, ? where exists (select 1 from queries where id = ?)"
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
              and not exists (select 1 from decisions d where d.card_id = c.id)
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

    def remake_card(
        self, card_id: int, *, match: Match, outline: Outline, policy: Policy
    ) -> None:
        """Show an undecided card with a new match and outline; Slack is painted after."""
        with self.write() as db:
            row = db.execute("select shown from cards where id = ?", (card_id,)).fetchone()
            shown = replace(
                SHOWN.validate_json(row["shown"]),
                match=match,
                outline=outline,
                policy=policy,
            )
            db.execute(
                "update cards set shown = ? where id = ? and not exists"
                " (select 1 from decisions where card_id = cards.id)",
                (SHOWN.dump_json(shown).decode(), card_id),
            )

    def cards_since(self, channel: str, since: datetime, now: datetime) -> int:
        """Count the cards posted in a channel since an instant, and those about to be."""
        row = self.row(
            "select (select count(*) from places p join cards c on c.id = p.card_id"
            "   where c.channel = ? and p.at >= ?)"
            " + (select count(*) from outbox o"
            "   cross join cards c on c.id = o.card_id"  # outbox first: few are pending
            "   join fronts l on l.query_id = c.query_id"
            "   where o.kind = 'card' and o.state in ('pending', 'sending')"
            "   and c.channel = ? and l.until > ?) as n",
            channel,
            to_text(since),
            channel,
            to_text(now),
        )
        return int(row["n"]) if row else 0

    def card(self, card_id: int, now: datetime) -> Card | None:
        """Return one card as it stands at that moment."""
        row = self.row(f"{_CARDS} where c.id = ?", card_id)
        return self._card(row, now) if row else None

    def cards(self) -> list[Card]:
        """Return every card, oldest first."""
        return [self._card(row) for row in self.rows(f"{_CARDS} order by c.id")]

    def decide(self, card_id: int, choice: Choice, *, by: str, at: datetime) -> Decision:
        """Record a decision and return the one that stands: the first.

        Approving queues the thread with the whole outline in the same step.
        """
        with self.write() as db:
            made = db.execute(
                "insert into decisions values (?, 1, ?, ?, ?) on conflict do nothing",
                (card_id, choice, by, to_text(at)),
            ).rowcount
            row = db.execute(
                "select choice, by, at from decisions where card_id = ? and round = 1",
                (card_id,),
            ).fetchone()
            if made and choice is Choice.APPROVED:
                channel = db.execute(
                    "select channel from cards where id = ?", (card_id,)
                ).fetchone()["channel"]
                self._queue(
                    db,
                    f"thread:{card_id}:1:0",
                    Kind.THREAD,
                    channel,
                    card_id=card_id,
                    now=at,
                )
        return Decision(choice=Choice(row["choice"]), by=row["by"], at=from_text(row["at"]))

    def to_repaint(self, now: datetime, skipping: Collection[int] = ()) -> Card | None:
        """Return one posted card that no longer looks as it should."""
        found = self.rows(
            f"{_CARDS} where p.ts is not null and c.created_at >= ? and ("
            "  case when d.round is not null"
            "  then coalesce(t.look, '') not like d.choice || ':' || d.round || ':%'"
            "  else coalesce(t.look, '') not like 'expired:%' or l.until > ? end)"
            " order by c.id",
            to_text(now - REPAINT_DAYS),
            to_text(now),
        )
        for row in found:
            if row["id"] in skipping:
                continue
            card = self._card(row, now)
            if card.look != (row["look"] or ""):
                return card
        return None

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

    def _card(self, row: sqlite3.Row, now: datetime | None = None) -> Card:
        query = QUERY.validate_json(row["query"])
        shown = SHOWN.validate_json(row["shown"])
        decision = None
        if row["round"] is not None:
            decision = Decision(
                choice=Choice(row["choice"]),
                by=row["by"],
                at=from_text(row["decided_at"]),
            )
        card = Card(
            id=row["id"],
            query=query,
            company=row["company"],
            match=shown.match,
            outline=shown.outline,
            policy=shown.policy,
            timezone=shown.timezone,
            channel=row["channel_id"] or row["channel"],
            ts=row["ts"] or "",
            approvers=shown.approvers,
            decision=decision,
            evidence=Evidence(
                proof=Proof(row["proof"] or Proof.UNVERIFIED), reason=row["reason"] or ""
            ),
            also=self.others(row["query_id"]),
            changes=self._changes(row["query_id"], row["created_at"]),
        )
        return replace(card, look=look(card, row["round"], now, row["shown"]))

    def _changes(self, request_id: str, since: str) -> tuple[str, ...]:
        """Return what changed in a request since a card showed it, oldest first."""
        found = self.rows(
            "select c.said from requests r join changes c on c.query_id = r.query_id"
            " where r.request_id = ? and r.front = 1 and c.at > ?"
            " order by c.at, c.mail_id, c.line",
            request_id,
            since,
        )
        return tuple(dict.fromkeys(str(row["said"]) for row in found))

    def _queue(
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
    ) -> bool:
        made = db.execute(
            "insert or ignore into outbox(key, kind, channel, text, card_id, part,"
            " not_before) values (?, ?, ?, ?, ?, ?, ?)",
            (key, kind, channel, text, card_id, part, to_text(now)),
        )
        return made.rowcount == 1

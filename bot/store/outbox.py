"""Messages that must reach Slack exactly once: the one mutable table.

pending -> sending -> sent | held | refused; a card that expired is dropped.
"""

import sqlite3
from datetime import datetime

from bot.domain import Kind, Outgoing, from_text, to_text
from bot.store.cards import Cards


class Outbox(Cards):
    def claim_outgoing(self, now: datetime) -> Outgoing | None:
        """Take the next message that is due and mark it as being sent since ``now``.

        A card whose query has expired by now, or was decided elsewhere, is dropped.
        A thread waits until its card stands in Slack.
        """
        with self.write() as db:
            db.execute(
                "update outbox set state = 'dropped', error = 'expired' where"
                " state = 'pending' and kind = 'card' and card_id in ("
                "  select c.id from cards c join latest l on l.query_id = c.query_id"
                "  where l.until is not null and l.until <= ?)",
                (to_text(now),),
            )
            row = db.execute(
                "update outbox set state = 'sending', sent_after = ?,"
                " attempts = attempts + 1 where id = ("
                "  select o.id from outbox o left join cards c on c.id = o.card_id"
                "  where o.state = 'pending' and o.not_before <= ?"
                "  and (o.kind != 'thread' or exists ("
                "    select 1 from places p where p.card_id = o.card_id))"
                "  order by o.kind = 'card', o.id limit 1) returning *",
                (to_text(now), to_text(now)),
            ).fetchone()
            if row is not None and row["kind"] == Kind.CARD:
                card = self.card(row["card_id"], now)
                db.execute(
                    "update outbox set look = ? where id = ?",
                    (card.look if card else "", row["id"]),
                )
        return _outgoing(row) if row else None

    def due(self) -> datetime | None:
        """Say when the next unsent message is due; None when none waits."""
        row = self.row(
            "select min(o.not_before) as due from outbox o where o.state = 'pending'"
            " and (o.kind != 'thread' or exists ("
            "   select 1 from places p where p.card_id = o.card_id))"
        )
        return from_text(row["due"]) if row and row["due"] else None

    def unsure(self) -> list[Outgoing]:
        """Return messages marked as being sent whose fate was never written down."""
        found = self.rows("select * from outbox where state = 'sending' order by id")
        return [_outgoing(row) for row in found]

    def sent(self, outgoing: Outgoing, *, channel: str, ts: str, at: datetime) -> None:
        with self.write() as db:
            row = db.execute(
                "update outbox set state = 'sent', channel_id = ?, ts = ?, error = null"
                " where id = ? and state = 'sending' returning look",
                (channel, ts, outgoing.id),
            ).fetchone()
            if row is None or outgoing.kind is not Kind.CARD:
                return
            db.execute(
                "insert or ignore into places values (?, ?, ?, ?)",
                (outgoing.card_id, channel, ts, to_text(at)),
            )
            if outgoing.card_id is not None and row["look"]:
                self._paint(db, outgoing.card_id, row["look"])

    def again(self, outgoing: Outgoing, *, not_before: datetime, error: str) -> None:
        with self.write() as db:
            db.execute(
                "update outbox set state = 'pending', not_before = ?, error = ?"
                " where id = ? and state = 'sending'",
                (to_text(not_before), error, outgoing.id),
            )

    def hold(self, outgoing: Outgoing, *, error: str) -> None:
        self._set_aside(outgoing, "held", error)

    def refuse(self, outgoing: Outgoing, *, error: str) -> None:
        self._set_aside(outgoing, "refused", error)

    def _set_aside(self, outgoing: Outgoing, state: str, error: str) -> None:
        with self.write() as db:
            db.execute(
                "update outbox set state = ?, error = ? where id = ? and state = 'sending'",
                (state, error, outgoing.id),
            )

    def notice(self, key: str, text: str, *, channel: str, now: datetime) -> bool:
        """Queue a message for people, once per ``key`` for ever; say if it was new."""
        with self.write() as db:
            return self._queue(
                db, f"notice:{key}", Kind.NOTICE, channel, now=now, text=text
            )

    def queued(self) -> int:
        """Count the messages that still have to go out."""
        row = self.row(
            "select count(*) as n from outbox where state in ('pending', 'sending')"
        )
        return int(row["n"]) if row else 0


def _outgoing(row: sqlite3.Row) -> Outgoing:
    return Outgoing(
        id=row["id"],
        kind=Kind(row["kind"]),
        channel=row["channel"],
        text=row["text"],
        card_id=row["card_id"],
        part=row["part"],
        attempts=row["attempts"],
        sent_after=from_text(row["sent_after"]) if row["sent_after"] else None,
    )

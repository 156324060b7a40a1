"""Messages that must reach Slack exactly once: the one mutable table.

pending -> sending -> sent | held | refused. A card whose query has expired stays pending
and does not go: a later edition may move its deadline.
"""

import sqlite3
from datetime import datetime, timedelta

from bot.domain import Kind, Outgoing, from_text, to_text
from bot.store.cards import Cards

GOES = """
    o.state = 'pending' and case o.kind
      when 'thread' then exists (select 1 from places p where p.card_id = o.card_id)
        and exists (select 1 from decided d
          where d.card_id = o.card_id and d.choice = 'approved')
        and o.id = (select max(n.id) from outbox n
          where n.card_id = o.card_id and n.kind = 'thread')
      when 'detail' then exists (select 1 from places p where p.card_id = o.card_id)
        and not exists (select 1 from decided d
          where d.card_id = o.card_id and d.choice = 'skipped')
      when 'reply' then exists (select 1 from places p where p.card_id = o.card_id)
        and (o.late is null or o.late > :now) and not (o.key like '%:remind:%'
          and exists (select 1 from decided d
            where d.card_id = o.card_id and d.choice = 'skipped'))
      when 'card' then exists (
        select 1 from cards c join fronts l on l.query_id = c.query_id
        where c.id = o.card_id and l.until > :now and l.doubted = 0
          and not exists (select 1 from pauses q where q.company = c.company
            and q.paused = 1 and q.row = (select max(n.row) from pauses n
              where n.company = c.company)))
        and not exists (select 1 from places p where p.card_id = o.card_id)
        and not exists (select 1 from decided d
          where d.card_id = o.card_id and d.choice = 'skipped')
      else 1 end
"""


# so long a message waits at most: one that waits longer was put off by a clock that was
# ahead, and is due
LONGEST = timedelta(hours=1)

_CLAIM = (
    "update outbox set state = 'sending', sent_after = :now, attempts = attempts + 1"  # noqa: S608
    f" where id = (select o.id from outbox o where {GOES}"
    " and (o.not_before <= :now or o.not_before > :longest)"
    " order by case o.kind when 'detail' then 2 when 'card' then 1 when 'summary' then 1"
    " else 0 end, o.id limit 1) returning *"
)
_DUE = (
    "select min(case when o.not_before > :longest then :now else o.not_before end) as due"  # noqa: S608
    f" from outbox o where {GOES}"
)


class Outbox(Cards):
    def claim_outgoing(self, now: datetime) -> Outgoing | None:
        """Take the next message that is due and mark it as being sent since ``now``."""
        with self.write() as db:
            row = db.execute(_CLAIM, _times(now)).fetchone()
            if row is not None and row["kind"] == Kind.CARD:
                card = self.card(row["card_id"], now)
                db.execute(
                    "update outbox set look = ? where id = ?",
                    (card.look if card else "", row["id"]),
                )
        return _outgoing(row) if row else None

    def due(self, now: datetime) -> datetime | None:
        """Say when the next unsent message is due; None when none waits."""
        found = self._named(_DUE, _times(now))
        return from_text(found[0]["due"]) if found[0]["due"] else None

    def hurry(self, now: datetime) -> None:
        """Try at once what waits for a better moment: a start is one."""
        with self.write() as db:
            db.execute(
                "update outbox set not_before = ? where state = 'pending'", (to_text(now),)
            )

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
            if outgoing.card_id is not None:
                self._details(db, outgoing.card_id, at)
                if row["look"]:
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


def _times(now: datetime) -> dict[str, object]:
    return {"now": to_text(now), "longest": to_text(now + LONGEST)}


def _outgoing(row: sqlite3.Row) -> Outgoing:
    return Outgoing(
        id=row["id"],
        kind=Kind(row["kind"]),
        channel=row["channel"],
        text=row["text"],
        people=tuple(row["people"].split()),
        card_id=row["card_id"],
        part=row["part"],
        attempts=row["attempts"],
        sent_after=from_text(row["sent_after"]) if row["sent_after"] else None,
    )

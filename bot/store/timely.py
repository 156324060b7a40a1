"""What time brings: deadlines that come near, snoozes that end, changes to tell of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import (
    BOT,
    DECIDING,
    Act,
    Card,
    Deed,
    Kind,
    from_text,
    telling,
    to_text,
)
from bot.store.filings import Filings
from bot.store.requests import REFUSED

BACK = timedelta(days=60)  # an older snooze is over with its query
NEWS = timedelta(days=1)  # a change that nobody could be told of by then is none
LASTS = timedelta(days=1)  # so long after the deadline a bare midnight is open at most

_NEAR = """
    select distinct c.id, json_extract(l.payload, '$.deadline.at') as at from editions e
    join requests r on r.query_id = e.query_id and r.front = 1
    cross join cards c on c.query_id = r.request_id
    cross join fronts l on l.query_id = c.query_id
    where e.until > :now and e.until <= :end
      and case (select d.choice from decided d where d.card_id = c.id)
        when 'approved' then 1 when 'skipped' then 0
        else exists (select 1 from acts a where a.card_id = c.id and a.act = 'assign') end
    order by c.id
"""
_ENDING = ", ".join(f"'{act.value}'" for act in (Act.SNOOZE, Act.WAKE, *DECIDING))
_SNOOZED = f"""
    select a.card_id from acts a join cards c on c.id = a.card_id
    join fronts l on l.query_id = c.query_id and l.until > :now
    where a.at >= :since and a.act = 'snooze' and (a.until <= :now or l.until <= a.until)
      and not exists (select 1 from acts n where n.card_id = a.card_id
        and n.version > a.version and n.act in ({_ENDING}))
    order by a.until, a.card_id
"""  # noqa: S608 (names of acts)
_CHANGED = """
    select c.id, n.query_id, n.mail_id from changes n
    join requests r on r.query_id = n.query_id and r.front = 1
    join cards c on c.query_id = r.request_id
    join places p on p.card_id = c.id
    join fronts l on l.query_id = c.query_id and l.until > :now
    left join decided d on d.card_id = c.id
    where n.at >= :since and n.at > p.at and coalesce(d.choice, 'approved') = 'approved'
      and not exists (select 1 from outbox o where o.key =
        'reply:' || c.id || ':change:' || n.query_id || ':' || n.mail_id)
    order by n.at, n.mail_id, c.id limit 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one later edition changed in the query of a card, in words for people."""

    card: Card
    key: str  # of the reply that tells it
    lines: tuple[str, ...]


class Timely(Filings):
    def near(self, now: datetime, span: timedelta) -> list[Card]:
        """Return the approved and the assigned cards that are due within a span."""
        found = self._named(
            _NEAR, {"now": to_text(now), "end": to_text(now + span + LASTS)}
        )
        cards = (
            self.card(int(row["id"]), now)
            for row in found
            if row["at"] and now < from_text(row["at"]) <= now + span
        )
        return [card for card in cards if card and (card.decision or card.assigned)]

    def assigned_at(self, card_id: int) -> datetime | None:
        """Return when a card was last assigned to somebody."""
        row = self.row(
            "select at from acts where card_id = ? and act = 'assign'"
            " order by version desc limit 1",
            card_id,
        )
        return from_text(row["at"]) if row else None

    def replied(self, card_id: int, key: str) -> list[str]:
        """Return what follows in the keys of replies below a card that begin so."""
        start = f"reply:{card_id}:{key}"
        found = self.rows(
            "select key from outbox where card_id = ? and kind = ? order by id",
            *(card_id, Kind.REPLY),
        )
        keys = (str(row["key"]) for row in found)
        return [key.removeprefix(start) for key in keys if key.startswith(start)]

    def snoozed(self, now: datetime, skipping: Collection[int] = ()) -> Card | None:
        """Return the open card whose snooze ended first, and which nobody woke yet."""
        found = self._named(_SNOOZED, {"now": to_text(now), "since": to_text(now - BACK)})
        for row in found:
            if int(row["card_id"]) not in skipping:
                return self.card(int(row["card_id"]), now)
        return None

    def wake(
        self, card_id: int, text: str, *, people: Collection[str], now: datetime
    ) -> bool:
        """End a snooze and say so below the card, both or nothing; say if it was done."""
        with self.write():
            outcome = self.do(Deed(card_id=card_id, act=Act.WAKE, by=BOT, via=BOT, at=now))
            if outcome.new and outcome.card is not None:
                key = f"wake:{outcome.card.version}"
                self.reply(card_id, key, text, people=people, now=now)
        return outcome.new

    def changed(self, now: datetime) -> Change | None:
        """Return what changed in the query of a posted card and was not told yet.

        Of an open or an approved one, since it was posted.
        """
        found = self._named(_CHANGED, {"now": to_text(now), "since": to_text(now - NEWS)})
        if not found:
            return None
        row = found[0]
        card = self.card(int(row["id"]), now)
        lines = self.rows(
            "select said from changes where query_id = ? and mail_id = ? order by line",
            row["query_id"],
            row["mail_id"],
        )
        if card is None:
            return None
        told = [str(line["said"]) for line in lines]
        banned = card.decision is not None and telling.BANNED in card.outline.flags
        if banned and any(line.startswith(REFUSED) for line in told):
            told.insert(0, telling.UNSENDABLE)
        return Change(
            card=card,
            key=f"change:{row['query_id']}:{row['mail_id']}",
            lines=tuple(told),
        )

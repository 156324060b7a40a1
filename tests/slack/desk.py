"""A small honest `Desk` in memory: what the store promises, without SQLite."""

import threading
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain import Card, Choice, Decision, Kind, Outgoing

ALWAYS = datetime.min.replace(tzinfo=UTC)


class MemoryDesk:
    def __init__(self, *cards: Card) -> None:
        self._lock = threading.RLock()
        self.cards: dict[int, Card] = {}
        self.rows: dict[int, Outgoing] = {}
        self.state: dict[int, str] = {}
        self.places: dict[int, tuple[str, str]] = {}
        self.paints: dict[int, str] = {}
        self.keys: set[str] = set()
        self._not_before: dict[int, datetime] = {}
        for card in cards:
            self.add(card)

    def add(self, card: Card) -> Outgoing:
        self.cards[card.id] = card
        return self._queue(Kind.CARD, card.channel, card_id=card.id)

    def _queue(
        self,
        kind: Kind,
        channel: str,
        *,
        card_id: int | None = None,
        text: str = "",
        at: datetime | None = None,
    ) -> Outgoing:
        row = Outgoing(
            id=len(self.rows) + 1, kind=kind, channel=channel, card_id=card_id, text=text
        )
        self.rows[row.id] = row
        self.state[row.id] = "pending"
        if at is not None:
            self._not_before[row.id] = at
        return row

    def _pending(self) -> list[Outgoing]:
        return [
            row
            for row in self.rows.values()
            if self.state[row.id] == "pending"
            and (row.kind is not Kind.THREAD or row.card_id in self.places)
        ]

    def claim_outgoing(self, now: datetime) -> Outgoing | None:
        with self._lock:
            for row in self._pending():
                if row.kind is Kind.CARD and self._expired(row, now):
                    self.state[row.id] = "dropped"
                    continue
                if self._not_before.get(row.id, now) <= now:
                    claimed = replace(row, attempts=row.attempts + 1, sent_after=now)
                    self.rows[row.id] = claimed
                    self.state[row.id] = "sending"
                    return claimed
            return None

    def _expired(self, row: Outgoing, now: datetime) -> bool:
        return self.cards[row.card_id or 0].query.deadline.expired(now)

    def due(self, now: datetime) -> datetime | None:
        with self._lock:
            dates = [self._not_before.get(r.id, ALWAYS) for r in self._pending()]
            return min(dates, default=None)

    def unsure(self) -> list[Outgoing]:
        with self._lock:
            return [r for r in self.rows.values() if self.state[r.id] == "sending"]

    def sent(self, outgoing: Outgoing, *, channel: str, ts: str, at: datetime) -> None:
        del at
        with self._lock:
            self.state[outgoing.id] = "sent"
            if outgoing.kind is Kind.CARD and outgoing.card_id is not None:
                self.places.setdefault(outgoing.card_id, (channel, ts))

    def again(self, outgoing: Outgoing, *, not_before: datetime, error: str) -> None:
        del error
        with self._lock:
            self.state[outgoing.id] = "pending"
            self._not_before[outgoing.id] = not_before

    def hold(self, outgoing: Outgoing, *, error: str) -> None:
        self.state[outgoing.id] = f"held: {error}"

    def refuse(self, outgoing: Outgoing, *, error: str) -> None:
        self.state[outgoing.id] = f"refused: {error}"

    def card(self, card_id: int, now: datetime) -> Card | None:
        with self._lock:
            card = self.cards.get(card_id)
            if card is None:
                return None
            if card_id in self.places:
                channel, ts = self.places[card_id]
                card = replace(card, channel=channel, ts=ts)
            look = card.decision.choice.value if card.decision else card.look
            return replace(card, look=look)

    def adopt(self, card_id: int, *, channel: str, ts: str, at: datetime) -> None:
        del at
        with self._lock:
            self.places.setdefault(card_id, (channel, ts))
            for row in self.rows.values():
                if row.card_id == card_id and row.kind is Kind.CARD:
                    self.state[row.id] = "sent"

    def decide(self, card_id: int, choice: Choice, *, by: str, at: datetime) -> Decision:
        with self._lock:
            card = self.cards[card_id]
            if card.decision is not None:
                return card.decision
            decision = Decision(choice=choice, by=by, at=at)
            self.cards[card_id] = replace(card, decision=decision)
            if choice is Choice.APPROVED:
                self._queue(Kind.THREAD, card.channel, card_id=card_id)
            return decision

    def to_repaint(self, now: datetime, skipping: Collection[int] = ()) -> Card | None:
        with self._lock:
            for card_id in self.places:
                card = self.card(card_id, now)
                if card is None or card_id in skipping:
                    continue
                if card.decision is None and card.query.deadline.expired(now):
                    card = replace(card, look="expired")
                if self.paints.get(card_id) != card.look:
                    return card
            return None

    def painted(self, card_id: int, look: str) -> None:
        with self._lock:
            self.paints[card_id] = look

    def notice(self, key: str, text: str, *, channel: str, now: datetime) -> bool:
        with self._lock:
            if key in self.keys:
                return False
            self.keys.add(key)
            self._queue(Kind.NOTICE, channel, text=text, at=now)
            return True

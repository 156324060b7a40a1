"""What Slack needs of the store, handed in so that neither imports the other.

Every method is one transaction and may block: call it through `asyncio.to_thread`.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain import Card, Choice, Decision, Outgoing


class Desk(Protocol):
    def claim_outgoing(self, now: datetime) -> Outgoing | None:
        """Take the next message that is due and mark it as being sent since ``now``.

        A card whose query has expired is never returned. The message
        comes with ``attempts`` counting this one. A thread is one message here, however
        many parts Slack gets: it goes out once the card's place is known.
        """

    def due(self, now: datetime) -> datetime | None:
        """Say when the next unsent message is due; None when none waits.

        Counts what was put back with `again`, not what is unsure, held or refused.
        """

    def unsure(self) -> list[Outgoing]:
        """Return messages marked as being sent whose fate was never written down."""

    def sent(self, outgoing: Outgoing, *, channel: str, ts: str, at: datetime) -> None:
        """Record that Slack has the message, under the id and ts it answered with."""

    def again(self, outgoing: Outgoing, *, not_before: datetime, error: str) -> None:
        """Put a message that certainly did not arrive back in the queue."""

    def hold(self, outgoing: Outgoing, *, error: str) -> None:
        """Set aside a message of which nobody can tell whether it arrived."""

    def refuse(self, outgoing: Outgoing, *, error: str) -> None:
        """Give up on a message that Slack will never take."""

    def card(self, card_id: int, now: datetime) -> Card | None:
        """Return the card as it stands now: latest edition, decision, place in Slack."""

    def adopt(self, card_id: int, *, channel: str, ts: str, at: datetime) -> None:
        """Learn from a click where a card stands whose posting was never confirmed."""

    def decide(self, card_id: int, choice: Choice, *, by: str, at: datetime) -> Decision:
        """Record a decision and return the one that stands: the first.

        Approving queues the thread with the full outline in the same transaction.
        """

    def to_repaint(self, now: datetime, skipping: Collection[int] = ()) -> Card | None:
        """Return one posted card that no longer looks as it should, or None.

        ``skipping``: ids of cards that could not be painted just now.
        """

    def painted(self, card_id: int, look: str) -> None:
        """Record that the card now shows ``look``."""

    def notice(self, key: str, text: str, *, channel: str, now: datetime) -> bool:
        """Queue a message for people, once per ``key`` for ever; say if it was new."""

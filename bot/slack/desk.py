"""What Slack needs of the store, handed in so that neither imports the other.

Every method is one transaction and may block: call it through `asyncio.to_thread`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain import Card, Deed, Entry, Mute, Outcome, Outgoing, Summary


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

    def do(self, deed: Deed) -> Outcome:
        """Do a deed if it may be done now, with all that follows from it, or nothing.

        Two people at once: one is first, the other's outcome says who.
        """

    def card_at(self, channel: str, ts: str, now: datetime) -> Card | None:
        """Return the card that a message in Slack shows."""

    def open_cards(self, now: datetime, companies: Collection[str] = ()) -> list[Card]:
        """Return the undecided cards whose deadline has not passed, what is due first."""

    def summary(self, summary_id: int) -> Summary | None:
        """Return the weak matches of one day and channel."""

    def summary_at(self, channel: str, ts: str) -> Summary | None:
        """Return the summary that a message in Slack shows."""

    def add_shown(self, query_id: str, company: str, *, by: str, now: datetime) -> bool:
        """Note that a request should have been shown; say if that was new."""

    def answered(
        self, channel: str, thread_ts: str, ts: str, *, by: str, at: datetime
    ) -> bool:
        """Note that somebody wrote below a card; say if it is one of ours, and new."""

    def tell_said(
        self,
        card: Card | None,
        ts: str,
        *,
        user: str,
        text: str,
        at: datetime,
        sent: datetime | None = None,
    ) -> bool:
        """Keep what the one who was asked wrote below a card; say if that changed anything.

        ``at``: when the message came to say this, ``sent``: when it was first written. The
        same ``ts`` again is what it says now; "" takes it back.
        """

    def said_at(self, channel: str, ts: str) -> tuple[int, str] | None:
        """Return card and user of a message that is kept; None for any other."""

    def add_zone(self, user: str, zone: str, at: datetime) -> None:
        """Remember where Slack says a user is."""

    def zone_of(self, user: str) -> str:
        """Return the time zone of a Slack user, "" where it was never told."""

    def reply(
        self,
        card_id: int,
        key: str,
        text: str,
        *,
        people: Collection[str] = (),
        now: datetime,
        late: datetime | None = None,
    ) -> bool:
        """Queue a word below a card, once per ``key`` for ever; say if it was new.

        From ``late`` on it is not posted any more.
        """

    def mutes(self, companies: Collection[str] = ()) -> Sequence[Mute]:
        """Return what is muted now for these companies, or for all."""

    def unmute(self, number: int, *, by: str, at: datetime) -> bool:
        """Let a muted outlet or reporter be posted again; say if it was muted."""

    def pause(self, company: str, *, paused: bool, by: str, at: datetime) -> bool:
        """Stop or go on making cards for a company; say if that changed anything."""

    def paused(self) -> frozenset[str]:
        """Return the companies for which no cards are made now."""

    def audit(
        self, card_id: int | None = None, *, since: datetime | None = None, most: int = 100
    ) -> list[Entry]:
        """Return what was done, the latest first: to one card, or since an instant."""

    def to_repaint(self, now: datetime, skipping: Collection[int] = ()) -> Card | None:
        """Return one posted card that no longer looks as it should, or None.

        ``skipping``: ids of cards that could not be painted just now.
        """

    def painted(self, card_id: int, look: str) -> None:
        """Record that the card now shows ``look``."""

    def notice(self, key: str, text: str, *, channel: str, now: datetime) -> bool:
        """Queue a message for people, once per ``key`` for ever; say if it was new."""

    def alarm(self, key: str, text: str, *, channel: str, now: datetime) -> bool:
        """Tell people that something is wrong, once until it is cured; say if it was."""

    def cured(self, key: str, text: str, *, channel: str, now: datetime) -> bool:
        """Tell people that it is over, if they were told of it; say if it was told."""

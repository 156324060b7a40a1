"""Does what a click asks, for whoever may ask it, and sees to all that follows."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.domain import (
    SKIPS,
    Act,
    Card,
    Deed,
    Entry,
    No,
    Outcome,
    Team,
    refusal,
    telling,
)
from bot.errors import BotError
from bot.slack import modals, outcomes
from bot.slack.answering import Answering
from bot.slack.calls import Refused
from bot.slack.clean import Block
from bot.slack.deeds import Click
from bot.slack.desk import Desk
from bot.slack.paint import Painter
from bot.slack.people import People

log = logging.getLogger(__name__)
_DEAD = {  # a trigger lives for three seconds
    "expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged",
    "invalid_trigger_id",
}  # fmt: skip
_LATEST = 10  # acts that are looked through for the one to name


class Clerk:
    """``teams``: who decides for whom as it stands now; it may block.

    ``decided`` is called when something may be waiting to go out.
    """

    def __init__(
        self,
        desk: Desk,
        painter: Painter,
        answering: Answering,
        people: People,
        now: Callable[[], datetime],
        *,
        teams: Callable[[], Sequence[Team]],
        decided: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._painter = painter
        self._answering = answering
        self._people = people
        self._now = now
        self._teams = teams
        self._decided = decided

    # ------------------------------------------------------------------ what and who

    async def card(self, click: Click) -> Card | None:
        """Return the card that a click is on, if it stands where the click was."""
        card = await asyncio.to_thread(self._desk.card, click.card_id, self._now())
        return None if card is None or (card.ts and card.ts != click.ts) else card

    async def team(self, card: Card) -> Team | None:
        """Return who decides for the card's company now."""
        teams = await asyncio.to_thread(self._teams)
        return next((team for team in teams if team.company == card.company), None)

    async def forbidden(self, click: Click, card: Card) -> str:
        """Say why somebody may not decide on a card; "" if they may."""
        team = await self.team(card)
        approvers = team.approvers if team else card.approvers
        return await self._people.refusal(click.user, approvers)

    async def may(self, click: Click, card: Card) -> bool:
        """Whether somebody may decide on a card; tell them if not."""
        if why := await self.forbidden(click, card):
            await self.whisper(click, why)
            return False
        if not card.ts:  # its posting was never confirmed, but here it stands
            adopt = partial(self._desk.adopt, channel=click.channel, ts=click.ts)
            await asyncio.to_thread(partial(adopt, at=self._now()), card.id)
        return True

    async def stands(self, click: Click, card: Card, act: Act) -> bool:
        """Whether a card is in a state for an act that asks first; say why if not."""
        deed = Deed(card_id=card.id, act=act, by=click.user, at=self._now())
        no = refusal(card, deed)
        if no is not None:
            await self.paint(card.id)
            await self._refuse(click, Outcome(card=card, no=no), deed)
        return no is None

    def deed(self, click: Click, act: Act) -> Deed:
        """Return the act of a click, now."""
        return Deed(
            card_id=click.card_id,
            act=act,
            by=click.user,
            name=click.name,
            at=self._now(),
            seen=click.seen,
            shown=click.shown,
        )

    # ------------------------------------------------------------------------- doing

    async def do(self, click: Click, deed: Deed) -> Outcome:
        """Do a deed; then the card, the thread below it, and a word to the person alone."""
        outcome = await asyncio.to_thread(self._desk.do, deed)
        card = outcome.card
        if card is None:
            await self.whisper(click, outcomes.GONE)
            return outcome
        if outcome.no is No.RIVAL:  # first, while the trigger lives
            view = modals.rival(card, channel=click.channel, ts=click.ts)
            await self.show(click, view, outcomes.refused(outcome, deed, (), deed.at))
            await self.paint(card.id)
            return outcome
        if outcome.new:
            self._decided()
        await self.paint(card.id)
        if outcome.no is not None:
            await self._refuse(click, outcome, deed)
        elif said := await self._aside(outcome, card, deed):
            await self.whisper(click, said)
        if outcome.new and deed.act is Act.APPROVE:
            await self._people.zone(click.user)  # reminders keep to working hours
        return outcome

    async def _aside(self, outcome: Outcome, card: Card, deed: Deed) -> str:
        """Return what the card does not say of a deed that was done, now or before."""
        if outcome.new or deed.act not in SKIPS:
            return outcomes.done(card, deed) if outcome.new else ""
        last = await self._last(card.id)
        before = next((entry.act for entry in last if entry.act in SKIPS), deed.act)
        return "" if before is deed.act else outcomes.skipped_before(deed)

    async def fault(self, click: Click, outcome: Outcome, deed: Deed) -> str:
        """Say in a modal why a deed was not done."""
        last = await self._last(click.card_id)
        return outcomes.faulted(outcome, deed, last, self._now())

    async def store(self, deed: Deed) -> Outcome:
        """Do a deed of which nothing follows but the card's look."""
        outcome = await asyncio.to_thread(self._desk.do, deed)
        if outcome.new:
            self._decided()
        return outcome

    async def hand_over(self, card: Card) -> None:
        """Learn where whoever has a card now is: reminders keep to working hours."""
        if telling.user(card.assigned):
            await self._people.zone(card.assigned)

    async def _refuse(self, click: Click, outcome: Outcome, deed: Deed) -> None:
        changed = outcome.no is No.CHANGED
        last = await self._last(click.card_id) if changed else ()
        await self.whisper(click, outcomes.refused(outcome, deed, last, self._now()))

    async def _last(self, card_id: int) -> list[Entry]:
        return await asyncio.to_thread(partial(self._desk.audit, most=_LATEST), card_id)

    # ----------------------------------------------------------------------- telling

    async def show(self, click: Click, view: Block, otherwise: str) -> None:
        """Open a modal; say the other thing where it came too late for that."""
        try:
            await self._answering.show(click.trigger, view)
        except BotError as error:
            if isinstance(error, Refused) and error.code not in _DEAD:
                raise
            log.warning("no modal for card %d: %s", click.card_id, error)
            await self.whisper(click, otherwise)

    async def paint(self, card_id: int) -> None:
        try:
            await self._painter.repaint(card_id)
        except BotError as error:  # what is done is done; the worker paints later
            log.warning("card %d not painted yet: %s", card_id, error)

    async def whisper(
        self, click: Click, text: str, blocks: Sequence[Block] | None = None
    ) -> None:
        await self._answering.whisper(click.channel, click.user, text, blocks)

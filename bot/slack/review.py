"""The buttons, menus and modals of cards: acknowledged first, done after by the clerk."""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain import Act, Card, Team
from bot.errors import TryLater
from bot.pitching import editing
from bot.slack import actions, copying, deeds, modals, outcomes
from bot.slack.answering import Answering, Body, acknowledge, channel_of, user_of
from bot.slack.clerk import Clerk
from bot.slack.deeds import Click
from bot.slack.desk import Desk
from bot.slack.paint import Painter
from bot.slack.people import People

log = logging.getLogger(__name__)
_CONTROLS = (
    *(actions.APPROVE, actions.EDIT, actions.SKIP, actions.SNOOZE, actions.WAKE),
    *(actions.UNDO, actions.REOPEN, actions.MORE, actions.REASON),
    actions.ASSIGN,
)
_CONTROL = re.compile(rf"^(?:{'|'.join(_CONTROLS)})$")
_ANY = re.compile(r"")
_ANSWER = 2.5  # seconds: a modal that was sent waits for three
_UNSTORED = "This could not be stored, please try again. Your text is kept here."
_SLOW = "Storing this takes too long, please try again. Your text is kept here."
_CLOSED = "The form could not be opened in time, please click again."
_NOT_YOU = "You can't decide for this company now. Your text is kept here and not stored."


class Review:
    """The listeners. They hold no state: all of it is in the desk."""

    def __init__(
        self,
        desk: Desk,
        painter: Painter,
        answering: Answering,
        people: People,
        now: Callable[[], datetime],
        *,
        teams: Callable[[], Sequence[Team]],
        decided: Callable[[], None] = lambda: None,
    ) -> None:
        self._answering = answering
        self._people = people
        self._clerk = Clerk(
            desk, painter, answering, people, now, teams=teams, decided=decided
        )

    def listen(self, app: AsyncApp) -> None:
        """Take what belongs to cards, and acknowledge every other click: so come last."""
        app.action(_CONTROL)(self._answering.first(self._clicked))
        app.view(actions.EDITED)(self._edited)
        app.view(actions.ASSIGNED)(self._assigned)
        app.view(actions.RIVALLED)(self._answering.first(self._rivalled))
        app.action(_ANY)(acknowledge)  # link buttons send a click as well

    # --------------------------------------------------------------- buttons and menus

    async def _clicked(self, body: Body) -> None:
        click = deeds.clicked(body)
        card = await self._clerk.card(click) if click else None
        if click is None or card is None:
            await self._answering.whisper(channel_of(body), user_of(body), outcomes.GONE)
        elif (click.control, click.option) == (actions.MORE, actions.COPY):
            await self._clerk.whisper(click, copying.text(card), copying.blocks(card))
        elif await self._clerk.may(click, card):
            await self._use(click, card)

    async def _use(self, click: Click, card: Card) -> None:
        if click.control == actions.EDIT:
            if await self._clerk.stands(click, card, Act.EDIT):
                view = modals.edit(card, channel=click.channel, ts=click.ts)
                await self._clerk.show(click, view, _CLOSED)
        elif actions.ASSIGN in (click.control, click.option):
            if await self._clerk.stands(click, card, Act.ASSIGN):
                team = await self._clerk.team(card)
                experts = team.experts if team else ()
                view = modals.assign(card, experts, channel=click.channel, ts=click.ts)
                await self._clerk.show(click, view, _CLOSED)
        elif click.control == actions.SNOOZE:
            await self._snooze(click, card)
        elif act := deeds.act_of(click):
            cause = deeds.cause_of(click)
            await self._clerk.do(click, replace(self._clerk.deed(click, act), cause=cause))
        else:
            await self._clerk.whisper(click, outcomes.GONE)

    async def _snooze(self, click: Click, card: Card) -> None:
        zone = guessed = ""
        if click.option == actions.MORNING:
            zone = await self._people.zone(click.user)
            if not zone:
                team = await self._clerk.team(card)
                zone = guessed = team.timezone if team else card.timezone
        deed = self._clerk.deed(click, Act.SNOOZE)
        until = deeds.snoozed_until(click.option, card, deed.at, zone)
        if until is None:
            await self._clerk.whisper(click, outcomes.GONE)
            return
        outcome = await self._clerk.do(click, replace(deed, until=until))
        if guessed and outcome.new:
            await self._clerk.whisper(click, outcomes.placeless(until, guessed))

    # ----------------------------------------------------------------------- modals

    async def _edited(self, ack: AsyncAck, body: Body) -> None:
        """Store what was typed, or answer why not: the answer decides if it survives."""
        first = next(b["block_id"] for b in body["view"]["blocks"] if b["type"] == "input")
        async with self._answering.working(body):
            try:
                async with asyncio.timeout(_ANSWER):
                    faults, known = await self._take(body, first)
            except (TryLater, TimeoutError) as error:
                log.warning("an edit is not stored yet: %s", str(error) or "too slow")
                words = _SLOW if isinstance(error, TimeoutError) else _UNSTORED
                await ack(response_action="errors", errors={first: words})
                return
            except Exception:
                await ack(response_action="errors", errors={first: _UNSTORED})
                raise
            await (ack(response_action="errors", errors=faults) if faults else ack())
            if known:
                await self._clerk.paint(known)

    async def _take(self, body: Body, first: str) -> tuple[dict[str, str], int]:
        """Take an edit; return what to say at which input, and the card to paint."""
        place, draft, back = modals.edited(body["view"])
        deeds.placed(body, place.channel, place.ts)
        click = deeds.submitted(body, place.card_id, place.seen)
        card = await self._clerk.card(click)
        if card is None:
            return {first: outcomes.GONE}, 0
        if await self._clerk.forbidden(click, card):
            return {first: _NOT_YOU}, 0
        kept = modals.kept(body["view"])
        if not back and (faults := modals.edit_faults(card, draft, kept=kept)):
            return faults, 0
        outline = None if back else editing.edited(card.outline, draft)
        deed = replace(self._clerk.deed(click, Act.EDIT), outline=outline)
        outcome = await self._clerk.store(deed)
        if outcome.no is None:
            return {}, card.id
        return {first: await self._clerk.fault(click, outcome, deed)}, card.id

    async def _assigned(self, ack: AsyncAck, body: Body) -> None:
        if faults := modals.assign_faults(body["view"]):
            await ack(response_action="errors", errors=faults)
        else:
            await self._answering.first(self._assign)(ack, body)

    async def _assign(self, body: Body) -> None:
        place, chosen = modals.assigned(body["view"])
        deeds.placed(body, place.channel, place.ts)
        click = deeds.submitted(body, place.card_id, place.seen)
        card = await self._clerk.card(click)
        if card is None:
            await self._clerk.whisper(click, outcomes.GONE)
        elif await self._clerk.may(click, card):
            person = deeds.assignee(chosen, await self._clerk.team(card))
            deed = replace(self._clerk.deed(click, Act.ASSIGN), person=person)
            outcome = await self._clerk.do(click, deed)
            if outcome.new and outcome.card:
                await self._clerk.hand_over(click, card, outcome.card)

    async def _rivalled(self, body: Body) -> None:
        place = modals.rivalled(body["view"])
        deeds.placed(body, place.channel, place.ts)
        click = deeds.submitted(body, place.card_id, place.seen)
        card = await self._clerk.card(click)
        if card is None:
            await self._clerk.whisper(click, outcomes.GONE)
        elif await self._clerk.may(click, card):
            deed = replace(self._clerk.deed(click, Act.APPROVE), anyway=True)
            await self._clerk.do(click, deed)

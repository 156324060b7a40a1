"""The buttons, menus and modals of cards: acknowledged first, done after by the clerk."""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.domain import Act, Card, Outline, Team
from bot.pitching import editing, interviewing
from bot.slack import actions, copying, deeds, modals, outcomes
from bot.slack.answering import (
    Answering,
    Body,
    Faults,
    Rest,
    acknowledge,
    channel_of,
    user_of,
)
from bot.slack.binding import tested
from bot.slack.clerk import Clerk
from bot.slack.deeds import Click
from bot.slack.desk import Desk
from bot.slack.forms import Place
from bot.slack.interviewer import Interviewer
from bot.slack.paint import Painter
from bot.slack.people import People

log = logging.getLogger(__name__)

# says what to look at in an outline that a person has written for a card, if anything
Warn = Callable[[Card, Outline], Sequence[str]]

_CONTROLS = (
    *(actions.APPROVE, actions.EDIT, actions.SKIP, actions.SNOOZE, actions.WAKE),
    *(actions.UNDO, actions.REOPEN, actions.MORE, actions.REASON),
    *(actions.ASSIGN, actions.INTERVIEW, actions.USE),
)
_CONTROL = re.compile(rf"^(?:{'|'.join(_CONTROLS)})$")
_ANY = re.compile(r"")
_CLOSED = "The form could not be opened in time, please click again."
_KEPT = "Your text is kept here and not stored."
_NOT_YOU = f"You can't decide for this company now. {_KEPT}"


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
        warn: Warn | None = None,
    ) -> None:
        self._answering = answering
        self._people = people
        self._warn = warn
        self._clerk = Clerk(
            desk, painter, answering, people, now, teams=teams, decided=decided
        )
        self._interviewer = Interviewer(self._clerk, desk, people)

    def listen(self, app: AsyncApp) -> None:
        """Take what belongs to cards, and acknowledge every other click: so come last."""
        app.action(_CONTROL)(self._answering.first(self._clicked))
        app.view(actions.EDITED)(self._answering.form(self._edited))
        app.view(actions.ASSIGNED)(self._answering.form(self._assigned))
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
                edit = modals.edit_warned if self._warn else modals.edit
                view = edit(card, channel=click.channel, ts=click.ts)
                await self._clerk.show(click, view, _CLOSED)
        elif actions.ASSIGN in (click.control, click.option):
            if await self._clerk.stands(click, card, Act.ASSIGN):
                team = await self._clerk.team(card)
                experts = team.experts if team else ()
                view = modals.assign(card, experts, channel=click.channel, ts=click.ts)
                await self._clerk.show(click, view, _CLOSED)
        elif click.control == actions.SNOOZE:
            await self._snooze(click, card)
        elif click.control == actions.INTERVIEW:
            await self._interviewer.ask(click, card)
        elif click.control == actions.USE:
            await self._interviewer.use(click, card)
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

    async def _edited(self, body: Body, first: str) -> tuple[Faults, Rest | None]:
        """Store what was typed, or say why not: the answer decides if it survives."""
        place, draft, back = modals.edited(body["view"])
        click, card = await self._sent(body, place)
        if card is None:
            return {first: outcomes.GONE}, None
        if away := await self._away(click, card):
            return {first: f"{away} {_KEPT}"}, None
        if await self._clerk.forbidden(click, card):
            return {first: _NOT_YOU}, None
        kept = modals.kept(body["view"])
        outline = None if back else editing.edited(card.outline, draft)
        if outline is not None:
            warnings = await self._warnings(card, outline)
            faults = modals.edit_faults(
                card, draft, kept=kept, warnings=() if kept else warnings
            )
            if faults:
                return faults, None
            outline = interviewing.vouched(outline, tests=tested(card))
            outline = editing.flagged(outline, click.name, warnings)
        deed = replace(self._clerk.deed(click, Act.EDIT), outline=outline)
        outcome = await self._clerk.store(deed)
        paint = partial(self._clerk.paint, card.id)
        if outcome.no is None:
            return {}, paint
        return {first: await self._clerk.fault(click, outcome, deed)}, paint

    async def _warnings(self, card: Card, outline: Outline) -> Sequence[str]:
        """Say what a person should look at in the text they wrote; never in their way."""
        if self._warn is None:
            return ()
        try:
            return await asyncio.to_thread(self._warn, card, outline)
        except Exception as error:  # noqa: BLE001 (a warning less beats a text lost)
            log.error("no warnings card=%d: %s", card.id, type(error).__name__)  # noqa: TRY400
            return ()

    async def _assigned(self, body: Body, first: str) -> tuple[Faults, Rest | None]:
        if faults := modals.assign_faults(body["view"]):
            return faults, None
        place, chosen = modals.assigned(body["view"])
        click, card = await self._sent(body, place)
        if card is not None and (away := await self._away(click, card)):
            return {first: away}, None
        return {}, partial(self._assign, click, card, chosen)

    async def _sent(self, body: Body, place: Place) -> tuple[Click, Card | None]:
        """Read which card a form was about, and that card if it stands there."""
        deeds.placed(body, place.channel, place.ts)
        click = deeds.submitted(body, place.card_id, place.seen)
        return click, await self._clerk.card(click)

    async def _away(self, click: Click, card: Card) -> str:
        """Say why the sender of a form can't be taken to be in the card's channel.

        A button proves that its person is there, a form does not: it may have been open
        since before they left. Approvers need not be there.
        """
        team = await self._clerk.team(card)
        if team.approvers if team else card.approvers:
            return ""
        channel = card.channel if card.ts else click.channel
        return await self._people.absence(click.user, channel)

    async def _assign(self, click: Click, card: Card | None, chosen: str) -> None:
        if card is None:
            await self._clerk.whisper(click, outcomes.GONE)
        elif await self._clerk.may(click, card):
            person = deeds.assignee(chosen, await self._clerk.team(card))
            deed = replace(self._clerk.deed(click, Act.ASSIGN), person=person)
            outcome = await self._clerk.do(click, deed)
            if outcome.new and outcome.card:
                await self._clerk.hand_over(outcome.card)

    async def _rivalled(self, body: Body) -> None:
        click, card = await self._sent(body, modals.rivalled(body["view"]))
        if card is None:
            await self._clerk.whisper(click, outcomes.GONE)
        elif away := await self._away(click, card):
            await self._clerk.whisper(click, away)
        elif await self._clerk.may(click, card):
            deed = replace(self._clerk.deed(click, Act.APPROVE), anyway=True)
            await self._clerk.do(click, deed)

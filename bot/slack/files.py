"""The button below an approved card that brings the answer as a file for a mail program.

The file lands in the thread; it is a draft to open, complete and send by a person.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot import composing
from bot.domain import Card, Choice, Team, telling
from bot.errors import BadInput, BotError
from bot.slack import actions, deeds, outcomes, writing
from bot.slack.answering import Answering, Body, channel_of, user_of
from bot.slack.binding import withheld
from bot.slack.calls import Refused
from bot.slack.clean import escaped
from bot.slack.desk import Desk
from bot.slack.people import People
from bot.slack.uploading import File, upload

log = logging.getLogger(__name__)
SCOPE = "files:write"
_SAID = 600  # units of a whisper
_OPEN = "This card is not approved now, so there is no answer to fetch."
_WITHHELD = "The text of this query stays out of Slack, so there is no file of it here."
_BANNED = f"{telling.BANNED} So there is no file of it: {telling.UNSENDABLE}."
_MEND = "whoever runs the bot can add it to the Slack app and install that again"
_THERE = "The file is here already, or on its way: look just above or below."
_AGAIN = timedelta(minutes=1)  # so long a second click brings no second file


class Files:
    """Who may fetch the file is who may decide on the card."""

    def __init__(
        self,
        desk: Desk,
        answering: Answering,
        people: People,
        now: Callable[[], datetime],
        *,
        teams: Callable[[], Sequence[Team]],
    ) -> None:
        self._desk = desk
        self._answering = answering
        self._people = people
        self._now = now
        self._teams = teams
        self._brought: dict[int, datetime] = {}  # card -> when its last file was begun

    def listen(self, app: AsyncApp) -> None:
        app.action(actions.EML)(self._answering.first(self._clicked))

    async def _clicked(self, body: Body) -> None:
        click, thread = deeds.clicked(body), _thread(body)
        tell = partial(
            self._answering.whisper, channel_of(body), user_of(body), thread_ts=thread
        )
        card = await self._card(click.card_id, channel_of(body), thread) if click else None
        if card is None:
            await tell(outcomes.GONE)
            return
        team = await self._team(card)
        approvers = team.approvers if team else card.approvers
        if said := await self._people.refusal(user_of(body), approvers):
            await tell(said)
        elif card.decision is None or card.decision.choice is not Choice.APPROVED:
            await tell(_OPEN)
        elif withheld(card):
            await tell(_WITHHELD)
        elif writing.banned(card):
            await tell(_BANNED)
        elif self._just_brought(card):
            await tell(_THERE)
        else:
            self._brought[card.id] = self._now()
            failed = True
            try:
                said = await self._bring(card, team)
                failed = bool(said)
            finally:
                if failed:
                    self._brought.pop(card.id, None)
            if said:
                await tell(said)

    def _just_brought(self, card: Card) -> bool:
        """Whether a file of this card was asked for a moment ago: a double click."""
        since = self._now() - _AGAIN
        self._brought = {n: at for n, at in self._brought.items() if at > since}
        return card.id in self._brought

    async def _card(self, number: int, channel: str, thread: str) -> Card | None:
        """Return the card, if the click was below it."""
        card = await asyncio.to_thread(self._desk.card, number, self._now())
        if card is None or not card.ts or (card.channel, card.ts) != (channel, thread):
            return None
        return card

    async def _team(self, card: Card) -> Team | None:
        teams = await asyncio.to_thread(self._teams)
        return next((team for team in teams if team.company == card.company), None)

    async def _bring(self, card: Card, team: Team | None) -> str:
        """Put the file into the thread; say why not, or "" where it is there."""
        who = writing.expert(card, team.experts if team else ())
        otherwise = f"Or run: haro-bot eml {card.id}"
        try:
            data = composing.eml(card, who, at=self._now())
        except BadInput as error:
            return escaped(f"No file can be made of this answer: {error}", _SAID)
        file = File(
            name=f"card-{card.id}.eml",
            title=f"card-{card.id}.eml",
            data=data,
            channel=card.channel,
            thread_ts=card.ts,
        )
        try:
            await upload(self._answering.client, file)
        except Refused as error:
            log.warning("no file for card %d: %s", card.id, error)
            if error.code == "missing_scope":
                return f"This needs the scope {SCOPE}: {_MEND}. {otherwise}"
            return f"Slack does not take the file ({escaped(error.code, 60)}). {otherwise}"
        except BotError as error:
            log.warning("no file for card %d: %s", card.id, error)
            return f"The file may not have arrived: look here, then try again. {otherwise}"
        return ""


def _thread(body: Body) -> str:
    """Return the message that the one with the button stands below."""
    message = body.get("message") or {}
    return str(message.get("thread_ts") or body.get("container", {}).get("thread_ts") or "")

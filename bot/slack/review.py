"""A click becomes a decision: acknowledged first, decided in the desk, painted after."""

import asyncio
import logging
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Card, Choice, Decision
from bot.errors import BotError
from bot.slack import words
from bot.slack.blocks import APPROVE, SKIP
from bot.slack.calls import call
from bot.slack.clean import person
from bot.slack.desk import Desk
from bot.slack.paint import Painter

log = logging.getLogger(__name__)
_BUTTONS = re.compile(rf"(?:{APPROVE}|{SKIP})")
_ANY = re.compile(r"")


class Review:
    """The listeners. They hold no state: all of it is in the desk."""

    def __init__(
        self,
        desk: Desk,
        painter: Painter,
        client: AsyncWebClient,
        now: Callable[[], datetime],
        *,
        decided: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._painter = painter
        self._client = client
        self._now = now
        self._decided = decided  # e.g. wakes the outbox: an approval has a thread to post
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def listen(self, app: AsyncApp) -> None:
        app.action(_BUTTONS)(self._on_button)
        app.action(_ANY)(_acknowledge)  # link buttons send a click as well

    async def drained(self) -> None:
        """Wait until every click that was taken is dealt with."""
        await self._idle.wait()

    async def _on_button(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()  # the answer leaves when the loop next runs: nothing may block here
        self._busy += 1
        self._idle.clear()
        try:
            await self._click(body)
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def _click(self, body: dict[str, Any]) -> None:
        user, channel = str(body["user"]["id"]), _channel(body)
        try:
            answer = await self._judge(body, user, channel)
        except Exception as error:
            number = uuid4().hex[:8]
            log.exception("click failed, error %s", number, exc_info=error)
            answer = f"That did not work. Please click again; the log has it as {number}."
        if answer:
            await self._whisper(channel, user, answer)

    async def _judge(self, body: dict[str, Any], user: str, channel: str) -> str:
        """Decide, and return what to tell the person alone; "" when the card says it."""
        action = body["actions"][0]
        card = await self._card(str(action.get("value") or ""))
        ts = _ts(body)
        if card is None or (card.ts and card.ts != ts):
            return "This is not a card I know any more, nothing was decided."
        if card.approvers and user not in card.approvers:
            who = ", ".join(person(approver) for approver in card.approvers)
            return f"Only {who} can decide this one. Nothing was changed."
        if not card.ts:  # its posting was never confirmed, but here it stands
            adopt = partial(self._desk.adopt, channel=channel, ts=ts, at=self._now())
            await asyncio.to_thread(adopt, card.id)
        now = self._now()
        if card.decision is None and card.query.deadline.expired(now):
            await self._paint(card.id)
            return "The deadline of this query has passed, nothing was decided."
        choice = Choice.SKIPPED
        if str(action["action_id"]).startswith(APPROVE):
            choice = Choice.APPROVED
        stands = await asyncio.to_thread(
            partial(self._desk.decide, by=user, at=now), card.id, choice
        )
        self._decided()
        await self._paint(card.id)
        if stands.by == user and stands.choice is choice:
            return ""
        return _too_late(stands, self._now())

    async def _card(self, value: str) -> Card | None:
        number = value.partition(":")[0]
        if not number.isdecimal() or len(number) > len(str(2**63)):
            return None
        return await asyncio.to_thread(self._desk.card, int(number), self._now())

    async def _paint(self, card_id: int) -> None:
        try:
            await self._painter.repaint(card_id)
        except BotError as error:  # what is decided is decided; the worker paints later
            log.warning("card %d not painted yet: %s", card_id, error)

    async def _whisper(self, channel: str, user: str, text: str) -> None:
        try:
            await call(
                self._client.chat_postEphemeral(
                    channel=channel, user=user, text=text, parse="none"
                )
            )
        except BotError as error:
            log.warning("could not tell %s: %s (%s)", user, text, error)


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


def _too_late(decision: Decision, now: datetime) -> str:
    when = words.ago(decision.at, now)
    return f"Too late: {decision.choice.value} by {person(decision.by)} {when}"


def _channel(body: dict[str, Any]) -> str:
    channel = body.get("channel") or {}
    return str(channel.get("id") or body.get("container", {}).get("channel_id") or "")


def _ts(body: dict[str, Any]) -> str:
    message = body.get("message") or {}
    return str(message.get("ts") or body.get("container", {}).get("message_ts") or "")

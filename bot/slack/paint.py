"""Posted cards are painted anew from the desk, one at a time, so no old state wins."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Card
from bot.slack import blocks
from bot.slack.calls import Refused, call
from bot.slack.desk import Desk

log = logging.getLogger(__name__)


class Painter:
    def __init__(
        self, desk: Desk, reader: AsyncWebClient, now: Callable[[], datetime]
    ) -> None:
        self._desk = desk
        self._reader = reader
        self._now = now
        self._one = asyncio.Lock()

    async def repaint_one(self) -> bool:
        """Paint one card that no longer looks as it should; say if there was one."""
        async with self._one:
            card = await asyncio.to_thread(self._desk.to_repaint, self._now())
            if card is None:
                return False
            await self._paint(card)
            return True

    async def repaint(self, card_id: int) -> None:
        """Paint this card as it stands now."""
        async with self._one:
            card = await asyncio.to_thread(self._desk.card, card_id, self._now())
            if card is not None and card.ts:
                await self._paint(card)

    async def _paint(self, card: Card) -> None:
        try:
            await call(
                self._reader.chat_update(
                    channel=card.channel,
                    ts=card.ts,
                    text=blocks.fallback(card),
                    blocks=blocks.card(card, self._now()),
                    parse="none",
                )
            )
        except Refused as error:  # e.g. somebody deleted the message
            log.warning("card %d can't be painted anew: %s", card.id, error.code)
        await asyncio.to_thread(self._desk.painted, card.id, card.look)

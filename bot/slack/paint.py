"""Posted cards are painted anew from the desk, one at a time, so no old state wins."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Card
from bot.slack import blocks
from bot.slack.calls import MENDABLE, Refused, Unsure, call
from bot.slack.desk import Desk

log = logging.getLogger(__name__)
_PAUSE = 300.0  # seconds


class Painter:
    def __init__(
        self, desk: Desk, reader: AsyncWebClient, now: Callable[[], datetime]
    ) -> None:
        self._desk = desk
        self._reader = reader
        self._now = now
        self._one = asyncio.Lock()
        self._again: dict[int, float] = {}  # card -> when it may be tried again

    async def repaint_one(self) -> bool:
        """Paint one card that no longer looks as it should; say if there was one.

        A card that Slack does not let us paint just now stands back for a while, so
        that it does not hold up the others. Raises `TryLater` when Slack is away.
        """
        async with self._one:
            clock = asyncio.get_running_loop().time()
            waiting = {card for card, at in self._again.items() if at > clock}
            card = await asyncio.to_thread(self._desk.to_repaint, self._now(), waiting)
            if card is None:
                return False
            try:
                await self._paint(card)
            except Unsure as error:
                log.warning("card %d can't be painted now: %s", card.id, error)
                self._again[card.id] = clock + _PAUSE
            return True

    async def repaint(self, card_id: int) -> None:
        """Paint this card as it stands now."""
        async with self._one:
            card = await asyncio.to_thread(self._desk.card, card_id, self._now())
            if card is not None and card.ts:
                await self._paint(card)

    async def _paint(self, card: Card) -> None:
        try:
            shown = blocks.card(card, self._now())
            await call(
                self._reader.chat_update(
                    channel=card.channel,
                    ts=card.ts,
                    text=blocks.fallback(card),
                    blocks=shown,
                    parse="none",
                )
            )
        except Refused as error:
            log.warning("card %d can't be painted anew: %s", card.id, error.code)
            if error.code in MENDABLE:
                clock = asyncio.get_running_loop().time()
                self._again[card.id] = clock + _PAUSE
                return
        await asyncio.to_thread(self._desk.painted, card.id, card.look)

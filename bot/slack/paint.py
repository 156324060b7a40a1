"""Posted cards are painted anew from the desk, one at a time, so no old state wins."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Card
from bot.errors import BotError
from bot.slack import blocks, plainly
from bot.slack.binding import withheld
from bot.slack.calls import MENDABLE, Refused, Unsure, call
from bot.slack.clean import Block
from bot.slack.desk import Desk
from bot.slack.step import Rest
from bot.slack.takedown import GONE, Takedown

log = logging.getLogger(__name__)
_FIRST, _PAUSE = 5.0, 300.0  # seconds
_UNCLEARED = (
    "Card {} may not show the query's text any more, but Slack does not let the bot take"
    " down what stands in its thread ({}): please delete it there."
)


class Painter:
    """``ops_channel``: told of cards that Slack does not take; "" for their own."""

    def __init__(
        self,
        desk: Desk,
        reader: AsyncWebClient,
        now: Callable[[], datetime],
        *,
        ops_channel: str = "",
    ) -> None:
        self._desk = desk
        self._reader = reader
        self._now = now
        self._ops = ops_channel
        self._one = asyncio.Lock()
        self._down = Takedown(reader)
        self._rest = Rest()  # a click paints too
        self._again: dict[int, float] = {}  # card -> when it may be tried again
        self._pauses: dict[int, float] = {}  # card -> the last pause, of growing ones

    async def repaint_one(self) -> bool:
        """Paint one card that no longer looks as it should; say if there was one.

        A card that Slack does not let us paint just now stands back for a while, so
        that it does not hold up the others. Raises `TryLater` when Slack is away.
        """
        async with self._one:
            clock = asyncio.get_running_loop().time()
            skipped = {card for card, at in self._again.items() if at > clock}
            card = await asyncio.to_thread(self._desk.to_repaint, self._now(), skipped)
            if card is None:
                return False
            try:
                await self._paint(card)
            except Unsure as error:
                log.warning("card %d can't be painted now: %s", card.id, error)
                pause = min(self._pauses.get(card.id, _FIRST / 2) * 2, _PAUSE)
                self._pauses[card.id], self._again[card.id] = pause, clock + pause
            else:
                self._pauses.pop(card.id, None)
                if card.id in skipped or self._again.get(card.id, 0.0) <= clock:
                    self._again.pop(card.id, None)
            return True

    async def repaint(self, card_id: int) -> None:
        """Paint this card as it stands now."""
        async with self._one:
            card = await asyncio.to_thread(self._desk.card, card_id, self._now())
            if card is not None and card.ts:
                await self._paint(card)

    async def _paint(self, card: Card) -> None:
        now = self._now()
        try:
            await self._show(card, blocks.card(card, now), blocks.fallback(card))
        except Refused as error:
            if self._mendable(card, error.code):
                return
            if error.code != GONE and not await self._paint_plainly(card, error.code):
                return
        except BotError:
            raise
        except Exception as error:  # a bug in drawing one card must not stop the rest
            log.exception("card %d can't be drawn", card.id)
            if not await self._paint_plainly(card, f"{type(error).__name__}, a bug"):
                return
        if await self._cleared(card):
            await asyncio.to_thread(self._desk.painted, card.id, card.look)

    async def _cleared(self, card: Card) -> bool:
        """Take the reporter's text down below a card that may not show it any more.

        Says whether that is all that can be done.
        """
        if not withheld(card):
            self._down.forget(card)
            return True
        try:
            await self._down.below(card)
        except Refused as error:
            if self._mendable(card, error.code):
                return False
            tell = partial(
                self._desk.notice, channel=self._ops or card.channel, now=self._now()
            )
            said = _UNCLEARED.format(card.id, error.code)
            await asyncio.to_thread(tell, f"uncleared:{card.id}", said)
        return True

    async def _paint_plainly(self, card: Card, code: str) -> bool:
        """Take the buttons off a closed card that Slack does not take as it should look.

        An open one stays as it is: what can be clicked there may still be right. Says
        whether that is all that can be done.
        """
        now = self._now()
        if plainly.closed(card, now):
            try:
                await self._show(card, plainly.card(card, now), plainly.text(card, now))
            except Refused as error:
                if self._mendable(card, error.code):
                    return False
            except BotError:
                raise
            except Exception:
                log.exception("card %d can't be drawn plainly either", card.id)
        tell = partial(self._desk.notice, channel=self._ops or card.channel, now=now)
        kind = "closed" if plainly.closed(card, now) else "open"  # it may be reopened
        said = plainly.notice(card, code, now)
        await asyncio.to_thread(tell, f"unpainted:{card.id}:{kind}", said)
        return True

    async def _show(self, card: Card, shown: list[Block], text: str) -> None:
        with self._rest.kept():
            await call(
                self._reader.chat_update(
                    channel=card.channel,
                    ts=card.ts,
                    text=text,
                    blocks=shown,
                    parse="none",
                )
            )

    def _mendable(self, card: Card, code: str) -> bool:
        """Whether a person may mend what Slack says; the card then waits for that."""
        log.warning("card %d can't be painted anew: %s", card.id, code)
        if code in MENDABLE:
            self._again[card.id] = asyncio.get_running_loop().time() + _PAUSE
        return code in MENDABLE

"""Others who are connected as the same app: people hear of it once, and when it is over.

Slack also counts connections that are gone, for hours where a network drops them: the
number comes and goes with each new connection, and a day of that must flood no channel.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.errors import BotError
from bot.slack.desk import Desk

log = logging.getLogger(__name__)
_KEY = "connections"
_AGAIN = 30.0  # seconds until people are told, where they could not be
CALM = 6 * 3600.0  # seconds alone until the second end within a day is told
_DAY = 24 * 3600.0


class Crowd:
    """Hears how many connections there are whenever one is opened.

    Slack hands each click to one of its choice, so with two of them clicks get lost.
    """

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        *,
        ops_channel: str,
        wake: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._now = now
        self._ops = ops_channel
        self._wake = wake
        self._telling: asyncio.Task[None] | None = None
        self._crowded: float | None = None  # when there last were others
        self._ended: float | None = None  # when people last heard of an end

    async def count(self, connections: int) -> None:
        """Take the number that Slack names; nothing waits until people are told."""
        if connections > 1:
            text = (
                f"{connections} connections are open as this Slack app, so clicks get lost"
                " at random: click again. Stop other copies of the bot, or give each its"
                " own app. If there is only this one, Slack still counts an old connection."
            )
            log.warning(text)
            self._crowded = time.monotonic()
            tell = partial(self._desk.alarm, _KEY, text)
        else:
            text = (
                "This is the only connection of this Slack app again: no clicks get lost."
            )
            tell = partial(self._desk.cured, _KEY, text)
        await self.close()
        pause = self._calm() if connections <= 1 else 0.0
        self._telling = asyncio.create_task(self._tell(tell, pause, connections))

    async def close(self) -> None:
        """Stop telling what became of it."""
        telling, self._telling = self._telling, None
        if telling is not None:
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await telling

    def _calm(self) -> float:
        """Return the seconds to wait until people may hear that it is over."""
        now = time.monotonic()
        if self._crowded is None or self._ended is None or now - self._ended > _DAY:
            return 0.0
        return max(0.0, self._crowded + CALM - now)

    async def _tell(
        self, tell: Callable[..., bool], pause: float, connections: int
    ) -> None:
        await asyncio.sleep(pause)
        while True:
            try:
                if await asyncio.to_thread(tell, channel=self._ops, now=self._now()):
                    self._wake()
                    if connections <= 1:
                        self._ended = time.monotonic()
            except BotError as error:
                log.warning("could not tell people of the connections: %s", error)
                await asyncio.sleep(_AGAIN)
            else:
                return

"""One kind of work in Slack, and its pauses: Slack limits every method by itself."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator

from bot.errors import TryLater
from bot.slack.calls import Busy

log = logging.getLogger(__name__)
POLL = 2.0  # seconds between two looks at the desk when nobody wakes us
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # so soon is a Slack that is back noticed


class Rest:
    """Remembers until when Slack asked to be left alone, and sees to it."""

    def __init__(self) -> None:
        self._until = 0.0

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Raise `Busy` instead of asking too early; learn from the `Busy` inside."""
        clock = asyncio.get_running_loop().time
        if (left := self._until - clock()) > 0:
            raise Busy(f"Slack asks to wait {left:.0f} s", after=left)
        try:
            yield
        except Busy as error:
            self._until = clock() + (error.after or 0.0)
            raise


class Step:
    """``do`` does the next thing there is and says if there was one."""

    def __init__(self, do: Callable[[], Awaitable[bool]]) -> None:
        self._do = do
        self._rest = Rest()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look for work now, unless it is Slack that asked to wait."""
        self._woken.set()

    async def once(self) -> bool:
        """Do the next thing; raises `TryLater`, and asks nothing while Slack rests."""
        with self._rest.kept():
            return await self._do()

    async def go_on(self, stop: asyncio.Event) -> None:
        """Work until told to stop (and woken), with growing pauses while it fails."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            self._woken.clear()
            wait, ended_by = POLL, self._woken
            try:
                while not stop.is_set() and await self.once():
                    pause = FIRST_PAUSE
                pause = FIRST_PAUSE
            except TryLater as error:
                log.warning("Slack waits: %s", error)
                wait, pause = error.after or pause, min(pause * 2, LONGEST_PAUSE)
                ended_by = stop if error.after else self._woken
            await either(ended_by.wait(), wait)


async def either(wait: Awaitable[object], seconds: float) -> None:
    """Wait for one thing, but not longer than so many seconds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):  # wait_for of 3.11 may swallow a cancel
            await wait

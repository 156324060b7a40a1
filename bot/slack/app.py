"""One seat in one Slack workspace: start checks, connection, watchdog, orderly stop.

Clicks come by Socket Mode; everything else is plain calls. Nothing here holds state that
a restart would miss.
"""

import asyncio
import contextlib
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.domain import Team
from bot.errors import TryLater
from bot.slack.answering import Answering, acknowledge
from bot.slack.asking import AskingDesk
from bot.slack.calls import Access
from bot.slack.channels import Channels
from bot.slack.commands import Commands
from bot.slack.crowd import Crowd
from bot.slack.entry import Entry, check_channels, enter, socket_url
from bot.slack.files import Files
from bot.slack.homes import Homes
from bot.slack.line import Line
from bot.slack.outbox import GRACE, Outbox, Waits
from bot.slack.paint import Painter
from bot.slack.people import People
from bot.slack.review import Review, Warn
from bot.slack.shortcuts import Shortcuts
from bot.slack.step import FIRST_PAUSE, LONGEST_PAUSE, Step, either

log = logging.getLogger(__name__)
_DRAIN = 2.5  # seconds at a stop
_ASKING = 10.0  # seconds for asking whether the tokens still hold
_ANYTHING = re.compile("")


class Workspace:
    """Posts what is due, takes clicks, keeps the connection honest.

    Must be made and used inside one running event loop.
    """

    def __init__(  # noqa: PLR0913 (each is one door or one setting)
        self,
        access: Access,
        desk: AskingDesk,
        now: Callable[[], datetime],
        *,
        teams: Callable[[], Sequence[Team]] = tuple,
        channels: Sequence[str] = (),
        ops_channel: str = "",
        pace: float = 1.0,
        grace: float = GRACE,
        ping_interval: float = 10.0,
        waits: Waits = lambda _channel, _query, _now: None,
        warn: Warn | None = None,
    ) -> None:
        self._access = access
        self._desk = desk
        self._now = now
        self._ops = ops_channel or next(iter(channels), "")
        self._names = tuple(dict.fromkeys([*channels, *filter(None, [ops_channel])]))
        self._poster = access.poster()
        self._reader = access.reader()
        self._channels = Channels(self._reader)
        self.outbox = Outbox(
            desk,
            self._poster,
            self._reader,
            now,
            channels=self._channels,
            ops_channel=self._ops,
            pace=pace,
            grace=grace,
            waits=waits,
            teams=teams,
        )
        self.painter = Painter(desk, self._reader, now, ops_channel=self._ops)
        self._steps = tuple(
            Step(do)
            for do in (
                self.outbox.reconcile_one,
                self.painter.repaint_one,
                self.outbox.send_one,
            )
        )
        self._client = access.plain()
        self.answering = Answering(self._client)
        people = People(self._reader, desk, self._channels, teams, now)
        ground = (desk, self.answering, people)
        self._listeners = (
            Commands(*ground, now),
            Homes(*ground, self._reader, now),
            Files(*ground, now, teams=teams),
            Shortcuts(*ground, now, teams=teams),
            Review(
                *(desk, self.painter, self.answering, people, now),
                teams=teams,
                decided=self.wake,
                warn=warn,
            ),  # last: it takes every button that is left
        )
        self._loop = asyncio.get_running_loop()
        self._entry: Entry | None = None
        self._url = ""  # of the first socket
        self._crowd = Crowd(desk, now, ops_channel=self._ops, wake=self.wake)
        self._line = Line(
            access, self._crowd.count, self._still_known, ping_interval=ping_interval
        )

    # ------------------------------------------------------------------ whole runs

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until ``stop`` is set. Raises `BadInput` for a token taken no more."""
        try:
            if not await self._until(stop, partial(self.start_checks, socket=True)):
                return
            await self._serve(stop)
        finally:
            await self.close()

    async def _serve(self, stop: asyncio.Event) -> None:
        pumping = asyncio.create_task(self.pump(stop))
        listening = asyncio.create_task(self._listen(stop))
        stopping = asyncio.create_task(stop.wait())
        tasks = (pumping, listening, stopping)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():  # let the message under way end; if not, it is found later
                await asyncio.wait([pumping], timeout=_DRAIN)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        for task in (pumping, listening):
            if not task.cancelled() and (error := task.exception()):
                raise error

    async def _listen(self, stop: asyncio.Event) -> None:
        attempt = self.connect
        while await self._until(stop, attempt):
            try:
                await self.watch()
            except TryLater as error:
                log.warning("%s", error)
                await self._line.close()
            attempt = self._connect_anew

    async def drain_once(self, patience: float = 60.0) -> bool:
        """Do all that is due, without Socket Mode; say if nothing is left.

        ``patience``: seconds in all that may be spent waiting for a better moment.
        """
        pause = FIRST_PAUSE
        while True:
            wait: float | None = pause
            try:
                if self._entry is None:
                    await self.start_checks(socket=False)
                if await self.work_once():
                    pause = FIRST_PAUSE
                    continue
                wait = await self.outbox.waiting()
                if wait is None:
                    return True
            except TryLater as error:
                log.warning("Slack waits: %s", error)
                wait = error.after or pause
                pause = min(pause * 2, LONGEST_PAUSE)
            if wait > patience:
                return False
            wait = max(wait, 0.05)
            patience -= wait
            await asyncio.sleep(wait)

    async def pump(self, stop: asyncio.Event) -> None:
        """Work until told to stop; each step by itself, so that none waits for another."""
        steps = [asyncio.create_task(step.go_on(stop)) for step in self._steps]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([*steps, stopping], return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                self._wake()
                await asyncio.wait(steps)
        finally:
            for task in (*steps, stopping):
                task.cancel()
            await asyncio.wait([*steps, stopping])
        for task in steps:
            if not task.cancelled() and (error := task.exception()):
                raise error

    async def work_once(self) -> bool:
        """Do the next things there are to do in Slack; say if there were any.

        What fails holds up nothing else: its `TryLater` is raised when nothing worked,
        of several the one that may soonest be tried again.
        """
        done, failures = False, []
        for step in self._steps:
            try:
                done = await step.once() or done
            except TryLater as error:
                failures.append(error)
        if failures and not done:
            raise min(failures, key=lambda error: error.after or 0.0)
        return done

    def wake(self) -> None:
        """Look at the desk now. May be called from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop is gone: so is the need
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for step in self._steps:
            step.wake()

    # --------------------------------------------------------------------- parts

    async def start_checks(self, *, socket: bool) -> None:
        """Find what a person must mend before any work: raises `BadInput` for it."""
        self._entry = await enter(self._access, self._reader, socket=socket)
        await check_channels(self._channels, self._names)
        if socket:
            self._url = await socket_url(self._access, self._client)

    async def connect(self) -> None:
        """Open Socket Mode; raises `TryLater` when that does not work out in time."""
        url, self._url = self._url, ""
        await self._line.open(self._app(), url)

    async def _connect_anew(self) -> None:
        await self._still_known()
        await self.connect()

    async def watch(self) -> None:
        """Return never; raise `TryLater` when clicks have not come through for a minute."""
        await self._line.watch()

    async def connected(self) -> bool:
        """Say if clicks come through now."""
        return await self._line.well()

    async def close(self) -> None:
        """Deal with the clicks already taken, then leave."""
        await either(self.answering.drained(), _DRAIN)
        await self._line.close()
        await self._crowd.close()

    def _app(self) -> AsyncApp:
        entry = self._entry or Entry()
        whose = AuthorizeResult(
            enterprise_id=None,
            team_id=entry.team_id,
            bot_user_id=entry.user_id,
            bot_id=entry.bot_id,
            bot_token=self._access.bot_token,
        )

        async def authorize() -> AuthorizeResult:
            return whose  # known from the start: no call stands between click and ack

        app = AsyncApp(  # without a name it reads the whole stack to find one: 0.1 s
            name="haro-bot", client=self._access.nameless(), authorize=authorize
        )
        for listener in self._listeners:
            listener.listen(app)
        for rest in (app.event, app.view, app.shortcut, app.command, app.options):
            rest(_ANYTHING)(acknowledge)  # of an older version, or asked for by nobody
        return app

    async def _still_known(self) -> None:
        """Raise `BadInput` where a token is taken no more: no connecting mends that."""
        with contextlib.suppress(TryLater, TimeoutError):
            async with asyncio.timeout(_ASKING):
                await enter(self._access, self._client, socket=True)
                await socket_url(self._access, self._client)

    async def _until(
        self, stop: asyncio.Event, attempt: Callable[[], Awaitable[None]]
    ) -> bool:
        """Try until it works or a stop is wanted; say which."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            working = asyncio.ensure_future(attempt())
            ending = asyncio.ensure_future(stop.wait())
            await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
            ending.cancel()
            if not working.done():
                working.cancel()
                await asyncio.wait({working})
                return False
            try:
                working.result()
            except TryLater as error:
                log.warning("Slack waits: %s", error)
                await either(stop.wait(), error.after or pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return True
        return False

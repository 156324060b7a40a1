"""The Socket Mode connection that clicks come by, and whether it still hears anything."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp

from bot.errors import TryLater
from bot.slack.calls import Access, direct

log = logging.getLogger(__name__)
CONNECT_PATIENCE = 30.0  # seconds; the SDK's connecting never ends by itself
LOOK_EVERY, DEAF_AFTER = 15.0, 60.0  # seconds, the watchdog
_GOODBYE = 2.0  # seconds for the closing words
_TICK = 1.0  # seconds that two readings of a clock may be apart


class Line:
    """One connection. ``crowd`` is told how many there are as the same app.

    ``ask`` is called while nothing comes through; what it raises ends `watch`.
    """

    def __init__(
        self,
        access: Access,
        crowd: Callable[[int], Awaitable[None]],
        ask: Callable[[], Awaitable[None]],
        *,
        ping_interval: float,
    ) -> None:
        self._access = access
        self._crowd = crowd
        self._ask = ask
        self._ping_interval = ping_interval
        self._handler: AsyncSocketModeHandler | None = None

    async def open(self, app: AsyncApp, url: str = "") -> None:
        """Connect, first to ``url``; raises `TryLater` when it does not work in time."""
        handler = AsyncSocketModeHandler(
            app, self._access.app_token, ping_interval=self._ping_interval
        )
        if direct(self._access.base_url):
            handler.client.proxy = None
        if url:
            handler.client.wss_uri = url
        handler.client.message_listeners.append(self._on_hello)
        self._handler = handler
        try:
            async with asyncio.timeout(CONNECT_PATIENCE):
                await handler.connect_async()  # type: ignore[no-untyped-call]
        except TimeoutError as error:
            await self.close()
            raise TryLater("Slack did not open a connection in time") from error

    async def watch(self) -> None:
        """Return never; raise `TryLater` when nothing has come through for a minute."""
        well_at = looked_at = time.monotonic()
        while True:
            await asyncio.sleep(LOOK_EVERY)
            paused = time.monotonic() - looked_at > DEAF_AFTER / 2 + LOOK_EVERY
            looked_at = time.monotonic()
            if await self.well() or paused:  # we were stopped: no silence of Slack's
                well_at = time.monotonic()
                continue
            await self._ask()
            if time.monotonic() - well_at >= DEAF_AFTER:
                raise TryLater(
                    f"no word from Slack for {DEAF_AFTER:.0f} s; connecting anew"
                )

    async def well(self) -> bool:
        if self._handler is None:
            return False
        client = self._handler.client
        heard = client.last_ping_pong_time  # None right after a reconnect
        ago = 0.0 if heard is None else time.time() - heard
        fresh = -_TICK < ago < DEAF_AFTER  # where the clock was set back, it shows soon
        return bool(await client.is_connected()) and fresh

    async def close(self) -> None:
        handler, self._handler = self._handler, None
        if handler is None:
            return
        with contextlib.suppress(TimeoutError, OSError):
            async with asyncio.timeout(_GOODBYE):
                await handler.close_async()  # type: ignore[no-untyped-call]
        await handler.client.aiohttp_client_session.close()  # where that took too long

    async def _on_hello(
        self, client: object, message: dict[str, Any], raw: str | None
    ) -> None:
        """Count the connections: Slack hands each click to one of its choice."""
        del client, raw
        if message.get("type") != "hello":
            return
        connections = int(message.get("num_connections") or 1)
        log.info("connected to Slack, connection %d of this app", connections)
        await self._crowd(connections)

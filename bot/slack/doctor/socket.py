"""One short Socket Mode connection: whether it opens, and who else is connected.

Slack hands each click to one of the app's connections. Ours takes none on: it is closed
as soon as Slack has said hello, and is not opened at all beside a worker.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BotError, TryLater
from bot.slack.calls import APP_TOKEN, BOT_TOKEN, Access, call
from bot.slack.doctor.finding import Finding, fail, ok
from bot.slack.entry import Entry, socket_url

_PATIENCE = 15.0  # seconds until Slack has said hello
_GOODBYE = 2.0  # seconds for the closing words
_WHAT = "Socket Mode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """What Slack says first on a new connection."""

    connections: int  # of this app, ours among them
    app_id: str = ""


async def look(
    access: Access, reader: AsyncWebClient, entry: Entry, *, worker_runs: bool
) -> list[Finding]:
    try:
        url = await socket_url(access, access.plain())
        if worker_runs:
            seen = "Slack gives an address; not opened, since the worker of this store runs"
            return [ok(_WHAT, f"{seen}, counts the connections itself and warns")]
        hello = await greeting(access, url)
    except BotError as error:
        return [fail(_WHAT, str(error))]
    found = [_crowd(hello.connections - 1)]
    theirs = await _app_of(reader, entry.bot_id)
    if theirs and hello.app_id and theirs != hello.app_id:
        seen = f"{BOT_TOKEN} is of app {theirs}, {APP_TOKEN} of app {hello.app_id}"
        found.append(fail("Slack app", f"{seen}: copy both from the same app"))
    return found


def _crowd(others: int) -> Finding:
    if others < 1:
        return ok(_WHAT, "opens, and nobody else is connected")
    who = "1 other connection" if others == 1 else f"{others} other connections"
    return fail(
        _WHAT,
        f"{who} of this app: clicks would get lost at random. Stop the other program or"
        " give it an app of its own; where none runs, it is the rest of a broken"
        " connection: check again in some minutes",
    )


async def greeting(access: Access, url: str) -> Hello:
    """Connect, hear hello, leave. Raises `TryLater` when that does not work out."""
    try:
        async with asyncio.timeout(_PATIENCE), _connected(access, url) as wire:
            async for message in wire:
                if message.type is aiohttp.WSMsgType.TEXT:
                    said = _read(message.data)
                    if said.get("type") == "hello":
                        return _hello(said)
                    if said.get("type") == "disconnect":
                        why = said.get("reason") or "no reason given"
                        raise TryLater(f"Slack closes the connection at once: {why}")
    except TimeoutError as error:
        raise TryLater(
            f"Slack said nothing on the connection for {_PATIENCE:.0f} s: does a proxy or"
            " firewall let websockets (wss) through?"
        ) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise TryLater(
            f"the connection does not open ({error}): does a proxy or firewall let"
            " websockets (wss) through?"
        ) from error
    raise TryLater("Slack closed the connection without a word: check again")


@asynccontextmanager
async def _connected(
    access: Access, url: str
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(
            url,
            proxy=access.plain().proxy,
            timeout=aiohttp.ClientWSTimeout(ws_close=_GOODBYE),
        ) as wire,
    ):
        yield wire


def _read(text: str) -> dict[str, Any]:
    said = json.loads(text)
    return said if isinstance(said, dict) else {}


def _hello(said: dict[str, Any]) -> Hello:
    info = said.get("connection_info") or {}
    return Hello(
        connections=int(said.get("num_connections") or 1),
        app_id=str(info.get("app_id") or ""),
    )


async def _app_of(reader: AsyncWebClient, bot_id: str) -> str:
    """Return the id of the bot's app, "" where Slack does not tell."""
    try:
        answer = await call(reader.bots_info(bot=bot_id))
    except BotError:
        return ""
    return str((answer.get("bot") or {}).get("app_id") or "")

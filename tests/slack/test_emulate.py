"""The core flow against somebody else's Slack: vercel-labs/emulate behind our bridge.

Set BOT_EMULATE to its command, e.g. BOT_EMULATE="node_modules/.bin/emulate".
"""

import asyncio
import os
import shlex
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import TryLater
from bot.slack.calls import Offline, Unsure, call
from tests.slack.bridge import BOT, Bridge, find_button
from tests.slack.desk import MemoryDesk
from tests.slack.stage import card, until, workspace

EMULATE = shlex.split(os.environ.get("BOT_EMULATE", ""))
SEED = Path(__file__).parent / "emulate.yaml"
pytestmark = [
    pytest.mark.emulate,
    pytest.mark.skipif(not EMULATE, reason="BOT_EMULATE names no emulator"),
]


@asynccontextmanager
async def emulated() -> AsyncIterator[Bridge]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *EMULATE, "start", "--service", "slack", "--port", str(port),
        "--host", "127.0.0.1", "--seed", str(SEED),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with Bridge(emulate=port) as slack:
            await ready(slack)
            yield slack
    finally:
        process.terminate()
        await process.wait()


def reader(slack: Bridge) -> AsyncWebClient:
    return AsyncWebClient(BOT, base_url=slack.base_url, retry_handlers=[])


async def ready(slack: Bridge) -> None:
    ends = time.monotonic() + 20
    while True:
        try:
            await call(reader(slack).auth_test())
        except (Offline, Unsure):
            assert time.monotonic() < ends, "the emulator did not start"
            await asyncio.sleep(0.1)
        else:
            return


async def history(slack: Bridge) -> list[dict[str, Any]]:
    listed = await call(reader(slack).conversations_list())
    (pitches,) = [c["id"] for c in listed["channels"] if c["name"] == "pitches"]
    found = await call(
        reader(slack).conversations_history(channel=pitches, include_all_metadata=True)
    )
    return [{**m, "channel": pitches} for m in found["messages"] if m.get("metadata")]


def test_card_click_repaint_and_thread_work_there_too() -> None:
    async def play() -> None:
        desk, stop = MemoryDesk(card(channel="#pitches")), asyncio.Event()
        async with emulated() as slack:
            seat = workspace(slack, desk)
            running = asyncio.create_task(seat.run(stop))
            await until(lambda: desk.places and slack.wires.open)
            (message,) = await history(slack)
            assert message["text"].startswith("Query 1")
            assert message["metadata"]["event_payload"]["card_id"] == 1
            answer = await slack.click("U01ALICE", message, "approve")
            assert answer["ok"]
            await until(lambda: [*desk.state.values()] == ["sent", "sent"])
            (message,) = await history(slack)
            assert not find_button(message["blocks"], "approve")
            assert message["metadata"]["event_payload"]["card_id"] == 1
            replies = await call(
                reader(slack).conversations_replies(
                    channel=message["channel"], ts=message["ts"], include_all_metadata=True
                )
            )
            assert len(replies["messages"]) == 3
            stop.set()
            await running

    asyncio.run(play())


@pytest.mark.parametrize("fault", ["drop", "cut", "throttle"])
def test_a_lost_answer_leaves_one_message_there_too(fault: str) -> None:
    async def play() -> None:
        desk = MemoryDesk(card(channel="#pitches"))
        async with emulated() as slack:
            seat = workspace(slack, desk)
            await seat.start_checks(socket=False)
            setattr(slack, fault, 1)
            if fault != "throttle":
                with pytest.raises(TryLater):
                    await seat.outbox.send_one()
            assert await seat.drain_once(patience=5)
            (message,) = await history(slack)
            assert desk.places == {1: (message["channel"], message["ts"])}

    asyncio.run(play())

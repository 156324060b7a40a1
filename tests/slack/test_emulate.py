"""The core flow as somebody else's Slack keeps it; how to run all of it so: `emulator`."""

import asyncio
from typing import Any

import pytest

from bot.errors import TryLater
from bot.slack.calls import call
from tests.slack import emulator
from tests.slack.bridge import find_button
from tests.slack.desk import Desk
from tests.slack.emulator import Emulated
from tests.slack.stage import ALICE, access, card, tall, until, workspace

pytestmark = [
    pytest.mark.emulate,
    pytest.mark.skipif(not emulator.COMMAND, reason="BOT_EMULATE names no emulator"),
]


async def history(slack: Emulated) -> list[dict[str, Any]]:
    """Return what the emulator keeps, not what we mirrored."""
    found = await call(
        access(slack)
        .reader()
        .conversations_history(channel="C01PITCH", include_all_metadata=True)
    )
    return [{**m, "channel": "C01PITCH"} for m in found["messages"] if m.get("metadata")]


def test_card_click_repaint_and_thread_work_there_too() -> None:
    async def play() -> None:
        desk, stop = Desk(tall(channel="#pitches")), asyncio.Event()
        async with Emulated() as slack:
            seat = workspace(slack, desk)
            running = asyncio.create_task(seat.run(stop))
            await until(lambda: desk.places and slack.wires.open)
            (message,) = await history(slack)
            assert message["text"].startswith("Query 1")
            assert message["metadata"]["event_payload"]["card_id"] == 1
            answer = await slack.click(ALICE, message, "approve")
            assert answer["ok"]
            await until(lambda: [*desk.states.values()] == ["sent"] * 3)
            (message,) = await history(slack)
            assert not find_button(message["blocks"], "approve")
            assert message["metadata"]["event_payload"]["card_id"] == 1
            replies = await call(
                access(slack)
                .reader()
                .conversations_replies(
                    channel=message["channel"], ts=message["ts"], include_all_metadata=True
                )
            )
            assert len(replies["messages"]) == 5
            stop.set()
            await running

    asyncio.run(play())


@pytest.mark.parametrize("fault", ["drop", "cut", "throttle"])
def test_a_lost_answer_leaves_one_message_there_too(fault: str) -> None:
    async def play() -> None:
        desk = Desk(card(channel="#pitches"))
        async with Emulated() as slack:
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

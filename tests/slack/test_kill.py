"""kill -9 around a post, with a real process, a real database and a real socket."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.domain import Choice, Weak
from tests.deciding import settle
from tests.slack.bridge import Bridge
from tests.slack.desk import Desk
from tests.slack.stage import card, now, tall, until, workspace

# in the order in which they go out: what people wait for, then cards and summaries
EXPECTED = {
    ("bot_notice", 0): 1, ("query_card", 0): 1, ("query_thread", 1): 1,
    ("query_thread", 2): 1, ("query_reply", 1): 1, ("query_detail", 1): 1,
    ("query_detail", 2): 1, ("bot_summary", 0): 1,
}  # fmt: skip


def fill(path: Path) -> None:
    """Queue one message of every kind; the card was approved at a terminal."""
    desk, at = Desk(tall(channel="#pitches"), path=path), now()
    weak = Weak(query=card(9).query, company="Acme Dental", score=0.4)
    desk.read(weak.query)
    desk.notice("n", "A notice", channel="#pitches", now=at)
    settle(desk, 1, Choice.APPROVED, by="ann", at=at)
    desk.reply(1, "soon", "It is due in 4 hours.", people=("U01ALICE",), now=at)
    desk.add_summary("#pitches", f"{at:%Y-%m-%d}", [weak], at)
    desk.close()


async def start(path: Path, slack: Bridge) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.slack.sender", str(path), slack.base_url
    )


async def finish(path: Path, slack: Bridge) -> bool:
    """Do what is left, as after a start."""
    desk = Desk(path=path)
    seat = workspace(slack, desk, channels=[], ops_channel="", grace=0.3)
    try:
        return await seat.drain_once(patience=10)
    finally:
        await seat.close()
        desk.close()


@pytest.mark.parametrize("post", range(1, len(EXPECTED) + 1))
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_killed_sender_leaves_each_message_exactly_once(
    tmp_path: Path, post: int, when: str
) -> None:
    async def play() -> None:
        path = tmp_path / "bot.db"
        fill(path)
        async with Bridge() as slack:
            slack.delay, slack.linger = (0.1, 0.0) if when == "before" else (0.0, 0.1)

            def reached() -> bool:
                if when == "after":
                    return len(slack.memory.messages) >= post
                return [m for m, _ in slack.log].count("chat.postMessage") >= post

            first = await start(path, slack)
            await until(reached, 60)
            first.kill()
            await first.wait()
            await asyncio.sleep(0.2)
            slack.delay = slack.linger = 0.0
            assert await finish(path, slack)
            marks = [message["metadata"] for message in slack.memory.messages]
            parts = Counter(
                (mark["event_type"], mark["event_payload"]["part"]) for mark in marks
            )
            assert parts == EXPECTED

    asyncio.run(play())

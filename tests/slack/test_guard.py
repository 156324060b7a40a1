"""The guard itself: it finds what holds the loop, and who may."""

import asyncio
import time

import pytest

from tests.slack.guard import free_loop


async def blocking() -> None:
    time.sleep(0.15)  # noqa: ASYNC251 (the fault that is looked for)


def test_what_holds_the_loop_is_named() -> None:
    async def play() -> None:
        with free_loop() as held:
            await asyncio.create_task(blocking())
            assert "blocking" in held[0][1]

    with pytest.raises(AssertionError, match=r"held the loop for 0\.1.*blocking"):
        asyncio.run(play())


def test_the_test_itself_and_threads_may_take_their_time() -> None:
    async def play() -> None:
        with free_loop() as held:
            await asyncio.to_thread(time.sleep, 0.15)
            time.sleep(0.15)  # noqa: ASYNC251
            await asyncio.create_task(asyncio.sleep(0.15))
            assert held == []

    asyncio.run(play())

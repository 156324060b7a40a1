"""The guard itself: it finds what holds the loop, and who may."""

import asyncio
import threading
import time

import pytest

from tests.slack.guard import free_loop


async def blocking() -> None:
    time.sleep(0.3)  # noqa: ASYNC251 (the fault that is looked for)


def test_what_holds_the_loop_is_named() -> None:
    async def play() -> None:
        with free_loop() as held:
            await asyncio.create_task(blocking())
            assert "blocking" in held[0][1]

    with pytest.raises(AssertionError, match=r"held the loop for .*blocking"):
        asyncio.run(play())


def test_the_test_itself_and_threads_may_take_their_time() -> None:
    async def play() -> None:
        with free_loop() as held:
            await asyncio.to_thread(time.sleep, 0.3)
            time.sleep(0.3)  # noqa: ASYNC251
            await asyncio.create_task(asyncio.sleep(0.3))
            assert held == []

    asyncio.run(play())


def test_a_thread_that_gets_no_processor_at_its_start_is_nobodys_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = threading.Thread.start

    def late(thread: threading.Thread) -> None:
        time.sleep(0.3)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", late)

    async def starting() -> None:
        await asyncio.to_thread(time.sleep, 0.0)

    async def play() -> None:
        with free_loop() as held:
            await asyncio.create_task(starting())
            assert held == []
            await asyncio.create_task(blocking())
            assert len(held) == 1
            held.clear()

    asyncio.run(play())
    assert threading.Thread.start is late

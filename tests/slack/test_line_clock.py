"""A clock that jumps loses no click, and is no reason to start anew."""

import asyncio
import time

import pytest

from tests.slack.stage import ALICE, card, stage

PING = 0.2  # seconds, 10 outside tests


@pytest.mark.parametrize("jump", [3600, -3600, 86_400, -86_400, 365 * 86_400])
def test_after_a_jump_clicks_come_through_again_within_three_pings_that_is_30_s(
    jump: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play() -> None:
        async with stage(card(), connect=True, ping_interval=PING) as on:
            await on.drain()
            await asyncio.sleep(2 * PING)
            assert await on.seat.connected()
            real = time.time
            monkeypatch.setattr(time, "time", lambda: real() + jump)
            began = time.monotonic()
            await asyncio.sleep(PING / 2)
            while not await on.seat.connected():
                assert time.monotonic() - began < 3 * PING + 2, "and a busy machine's two"
                await asyncio.sleep(0.01)
            await asyncio.sleep(PING)
            assert (await on.slack.click(ALICE, on.cards()[0], "approve"))["ok"]
            await on.seat.answering.drained()
            assert on.desk.choices == {1: "approved"}
            monkeypatch.undo()

    asyncio.run(play())


def test_a_word_from_the_future_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a line that falls silent as the clock is set back would be well for an hour."""

    async def play() -> None:
        async with stage(connect=True, ping_interval=60.0) as on:
            handler = on.seat._line._handler
            assert handler is not None
            for ahead, well in ((-5, True), (0, True), (3600, False), (-3600, False)):
                handler.client.last_ping_pong_time = time.time() + ahead
                assert await on.seat.connected() is well

    asyncio.run(play())

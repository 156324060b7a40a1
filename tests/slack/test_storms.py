"""Slack for minutes at its worst: every card is there once afterwards, the best first.

Waits are scaled: what takes a second here takes twenty outside tests.
"""

import asyncio
import time

import pytest
from slack_sdk.http_retry import builtin_async_handlers

from bot.errors import TryLater
from bot.slack import calls, outbox, step
from tests.slack.bridge import Bridge
from tests.slack.stage import Stage, card, stage, until

SCALE = 20
HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>"
ODD = {
    "a server error": (500, '{"ok": false, "error": "internal_error"}'),
    "a gateway's page": (502, HTML),
    "no service": (503, ""),
    "a page that says all is well": (200, HTML),
    "nothing": (200, ""),
    "broken JSON": (200, '{"ok": tr'),
    "a list": (200, "[1, 2]"),
    "a word": (200, '"ok"'),
    "null": (200, "null"),
    "an empty object": (200, "{}"),
    "yes, but not where": (200, '{"ok": true}'),
    "a limit in words": (429, HTML),
}


def numbers(on: Stage) -> list[int]:
    """Return the ids of the cards in the order in which they stand in the channel."""
    found = (message["metadata"]["event_payload"] for message in on.cards())
    return [int(payload["card_id"]) for payload in found]


@pytest.fixture
def _scaled(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short:
        @staticmethod
        async def sleep(seconds: float) -> None:
            await asyncio.sleep(seconds / SCALE)

    monkeypatch.setattr(builtin_async_handlers, "asyncio", Short)
    seconds = calls._seconds
    monkeypatch.setattr(calls, "_seconds", lambda text: seconds(text) / SCALE)
    monkeypatch.setattr(outbox, "_UNSETTLED", 0.1)
    monkeypatch.setattr(step, "FIRST_PAUSE", 1 / SCALE)
    monkeypatch.setattr(step, "LONGEST_PAUSE", 60 / SCALE)


@pytest.mark.usefixtures("_scaled")
def test_thirty_429_in_a_row_lose_nothing_keep_the_order_and_are_waited_for() -> None:
    async def play() -> None:
        async with stage(*map(card, range(1, 6))) as on:
            on.slack.waits = [1, 2, 3] * 10
            on.slack.throttle = 30
            stop, began = asyncio.Event(), time.monotonic()
            pumping = asyncio.create_task(on.seat.pump(stop))
            await until(lambda: len(on.cards()) == 5)
            took = time.monotonic() - began
            stop.set()
            await pumping
            assert numbers(on) == [1, 2, 3, 4, 5]
            assert len(on.calls("chat.postMessage")) == 35, "one call for each answer"
            assert took > 60 / SCALE * 0.8, "as long as Slack asked for"

    asyncio.run(play())


@pytest.mark.usefixtures("_scaled")
@pytest.mark.parametrize("when", ["odd", "odder"], ids=["not stored", "stored"])
def test_answers_of_every_odd_kind_leave_each_card_there_once(
    when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack has not stored what it answers with 429."""
    monkeypatch.setattr(step, "LONGEST_PAUSE", 0.1)
    answers = [odd for odd in ODD.values() if when == "odd" or odd[0] != 429]

    async def play() -> None:
        async with stage(*map(card, range(1, len(answers) + 1))) as on:
            setattr(on.slack, when, list(answers))
            stop = asyncio.Event()
            pumping = asyncio.create_task(on.seat.pump(stop))
            await until(lambda: set(on.desk.card_states.values()) == {"sent"})
            stop.set()
            await pumping
            assert sorted(numbers(on)) == list(range(1, len(answers) + 1))
            assert on.notices() == []

    asyncio.run(play())


@pytest.mark.usefixtures("_scaled")
def test_ten_minutes_without_slack_are_over_a_minute_after_it_is_back() -> None:
    """Three seconds here: by then the pauses are at their longest."""

    async def play() -> None:
        async with stage(card(2)) as on:
            port, memory = on.slack.port, on.slack.memory
            assert on.slack._runner is not None
            await on.slack._runner.cleanup()
            stop = asyncio.Event()
            pumping = asyncio.create_task(on.seat.pump(stop))
            for number in range(3, 9):
                await asyncio.sleep(0.5)
                on.desk.add(card(number))
                on.seat.wake()
            assert not pumping.done()
            assert set(on.desk.card_states.values()) == {"pending"}
            async with Bridge(port) as back:
                back.memory = on.slack.memory = memory
                began = time.monotonic()
                await until(lambda: len(on.cards()) == 7)
                took = time.monotonic() - began
                assert took < 60 / SCALE + 3, "and a busy machine's three seconds"
                stop.set()
                await pumping
            assert numbers(on) == [1, 2, 3, 4, 5, 6, 7]

    asyncio.run(play())


@pytest.mark.parametrize(
    "asked", ["1.5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "-3", ""]
)
def test_a_wait_that_is_no_whole_number_is_waited_for_all_the_same(asked: str) -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.throttle, on.slack.retry_after = 1, asked  # type: ignore[assignment]
            with pytest.raises(TryLater) as busy:
                await on.seat.outbox.send_one()
            assert 0 <= (busy.value.after or 0) <= 30
            assert on.desk.card_states == {1: "pending"}
            on.clock.move(minutes=1)
            assert await on.seat.outbox.send_one()
            assert numbers(on) == [1]

    asyncio.run(play())

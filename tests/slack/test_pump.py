"""What Slack limits rests by itself; everything else goes on."""

import asyncio
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from bot.domain import Act, Deed
from bot.errors import TryLater
from bot.slack import calls, step
from bot.slack.calls import Busy
from bot.slack.step import Step
from tests.slack.stage import ALICE, Stage, card, stage, until

POST, UPDATE = "chat.postMessage", "chat.update"
MANY = 1000  # so many calls get a 429


def eight(on: Stage) -> None:
    """Let eight cards want a repaint and twenty messages want to be posted."""
    for number in range(1, 9):
        on.desk.do(Deed(card_id=number, act=Act.SKIP, by=ALICE, at=on.clock()))
    for number in range(20):
        on.desk.notice(f"n{number}", "Text", channel="C02OPS", now=on.clock())


class Pumping:
    """The pump at work, until the block ends: a stop is heard whatever rests."""

    def __init__(self, on: Stage) -> None:
        self._on, self._stop = on, asyncio.Event()

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._on.seat.pump(self._stop))

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()
        await asyncio.wait_for(self._task, 4)


@pytest.mark.parametrize(("limited", "free"), [(POST, UPDATE), (UPDATE, POST)])
def test_what_slack_limits_is_left_alone_and_the_rest_is_done(
    limited: str, free: str
) -> None:
    async def play() -> None:
        async with stage(*map(card, range(1, 9)), connect=True) as on:
            await on.drain()
            before = {name: len(on.calls(name)) for name in (limited, free)}
            on.slack.throttled[limited], on.slack.retry_after = MANY, 60
            eight(on)
            async with Pumping(on):
                await until(lambda: len(on.calls(free)) >= before[free] + 8)
                on.seat.wake()
                await asyncio.sleep(0.3)
            assert len(on.calls(limited)) == before[limited] + 1
            wanted = {POST: 20, UPDATE: 8}[free]
            assert len(on.calls(free)) == before[free] + wanted

    asyncio.run(play())


@pytest.mark.parametrize("seconds", [2, 60])  # sat out inside the call, or not
def test_the_thread_of_an_approval_waits_for_no_limit_on_repaints(seconds: int) -> None:
    async def play() -> None:
        async with stage(card(1), card(2), connect=True) as on:
            await on.drain()
            one = on.cards()[0]
            on.slack.throttled[UPDATE], on.slack.retry_after = 1, seconds
            on.desk.do(Deed(card_id=2, act=Act.SKIP, by=ALICE, at=on.clock()))
            async with Pumping(on):
                await until(lambda: on.calls(UPDATE))
                assert (await on.slack.click(ALICE, one, "approve"))["ok"]
                began = time.monotonic()
                await until(on.threads)
                assert time.monotonic() - began < 1

    asyncio.run(play())


def test_a_click_asks_for_no_repaint_either_while_slack_limits_them() -> None:
    async def play() -> None:
        async with stage(card(1), card(2), connect=True) as on:
            await on.drain()
            on.slack.throttled[UPDATE], on.slack.retry_after = MANY, 60
            for message in on.cards():
                assert (await on.slack.click(ALICE, message, "approve"))["ok"]
            await on.seat.answering.drained()
            with pytest.raises(Busy):
                await on.drain()
            assert len(on.threads()) == 2
            assert len(on.calls(UPDATE)) == 1

    asyncio.run(play())


def test_what_rested_goes_on_when_slack_said_and_not_when_woken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calls, "_PATIENCE", 0)

    async def play() -> None:
        async with stage(card()) as on:
            on.slack.throttle = 1
            on.slack.retry_after = 1
            async with Pumping(on):
                await until(lambda: on.calls(POST))
                began = time.monotonic()
                while not on.cards():
                    assert len(on.calls(POST)) == 1 or time.monotonic() - began > 0.8
                    on.seat.wake()
                    await asyncio.sleep(0.02)
                assert 0.8 < time.monotonic() - began < 3

    asyncio.run(play())


def test_once_asks_no_limited_method_again_while_there_is_other_work() -> None:
    async def play() -> None:
        async with stage(*map(card, range(1, 9))) as on:
            await on.drain()
            on.slack.throttle, on.slack.retry_after = MANY, 60
            eight(on)
            before = len(on.calls(POST))
            assert not await on.seat.drain_once(patience=1), "due work is left"
            assert len(on.calls(UPDATE)) == 8
            assert len(on.calls(POST)) == before + 1

    asyncio.run(play())


def test_once_waits_for_what_may_soonest_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Repaints may wait longer than patience lasts: the message is tried again."""
    monkeypatch.setattr(calls, "_PATIENCE", 0)

    async def play() -> None:
        async with stage(card(1)) as on:
            await on.drain()
            on.slack.throttled[UPDATE], on.slack.retry_after = 1, 60
            on.desk.do(Deed(card_id=1, act=Act.APPROVE, by=ALICE, at=on.clock()))
            on.desk.notice("n", "Text", channel="C02OPS", now=on.clock())
            with pytest.raises(Busy):
                await on.seat.painter.repaint_one()
            on.slack.throttle, on.slack.retry_after = 1, 1
            assert not await on.seat.drain_once(patience=5), "the repaint is left"
            assert on.notices() == ["Text"]
            assert len(on.threads()) == 1

    asyncio.run(play())


# ------------------------------------------------------------------------- one step


async def gone_on(do: Callable[[], bool], seconds: float, wake_at: float = 0.0) -> None:
    async def doing() -> bool:
        return do()

    one, stop = Step(doing), asyncio.Event()
    working = asyncio.create_task(one.go_on(stop))
    if wake_at:
        await asyncio.sleep(wake_at)
        one.wake()
    await asyncio.sleep(seconds - wake_at)
    stop.set()
    one.wake()
    await asyncio.wait_for(working, 1)


def test_pauses_grow_to_a_limit_and_a_success_ends_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(step, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(step, "LONGEST_PAUSE", 0.2)
    at: list[float] = []

    def fail() -> bool:
        at.append(time.monotonic())
        if len(at) == 6:
            return True
        raise TryLater("away")

    asyncio.run(gone_on(fail, 1.2))
    gaps = [later - earlier for earlier, later in pairwise(at)]
    assert [round(gap, 1) for gap in gaps[2:5]] == [0.2] * 3
    assert gaps[0] < 0.1
    assert gaps[5] < 0.05, "a success is followed by the next thing at once"
    assert gaps[6] < 0.1, "and the pauses begin anew"


@pytest.mark.parametrize(
    ("error", "tries"), [(TryLater("away"), 2), (Busy("", after=9), 1)]
)
def test_a_wake_ends_a_pause_but_not_one_that_slack_asked_for(
    error: TryLater, tries: int, caplog: pytest.LogCaptureFixture
) -> None:
    found: list[int] = []

    def fail() -> bool:
        found.append(1)
        raise error

    asyncio.run(gone_on(fail, 0.3, wake_at=0.1))
    assert len(found) == tries
    assert len(caplog.records) == tries, "nor is it said again"


def test_a_bug_in_one_step_ends_the_pump_and_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def play() -> None:
        async with stage() as on:

            def broken(*_: object) -> None:
                raise ZeroDivisionError("a bug")

            monkeypatch.setattr(on.desk, "to_repaint", broken)
            with pytest.raises(ZeroDivisionError, match="a bug"):
                await asyncio.wait_for(on.seat.pump(asyncio.Event()), 2)

    asyncio.run(play())

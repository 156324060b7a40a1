"""What the wire does to us, and how long it takes until clicks come through again.

Times are multiples of the ping interval, which is 10 s outside tests.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.domain import Deed, Outcome
from bot.errors import BadInput, TryLater
from bot.slack import crowd, line
from tests.slack.stage import ALICE, Stage, card, stage, until

PING = 0.5  # seconds
SLACK = 1.5  # seconds that a busy machine may add


def took(began: float) -> float:
    return time.monotonic() - began


async def new_hello(on: Stage, before: int) -> None:
    """Wait for one more connection than there were before."""
    await until(lambda: on.slack.wires.hellos > before and on.slack.wires.open, 20)


async def comes_back(on: Stage, most: float) -> None:
    """Wait for a new connection and approve the first card on it."""
    began = time.monotonic()
    await new_hello(on, on.slack.wires.hellos)
    assert took(began) < most
    assert (await on.slack.click(ALICE, on.cards()[0], "approve"))["ok"]
    await on.settled()
    assert on.desk.choices == {1: "approved"}


# ----------------------------------------------------------------- broken connections


def test_a_half_open_peer_is_left_within_two_pings_that_is_20_s() -> None:
    async def play() -> None:
        async with stage(card(), connect=True, ping_interval=PING) as on:
            await on.drain()
            on.slack.wires.half_open()
            lost = await on.slack.click(ALICE, on.cards()[0], "approve")
            assert not lost["ok"], "nobody can help a click that reached nobody"
            assert on.desk.choices == {}
            await comes_back(on, 2 * PING + SLACK)

    asyncio.run(play())


def test_a_ghost_of_a_half_open_connection_is_warned_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def play() -> None:
        async with stage(card(), connect=True, ping_interval=PING) as on:
            await on.drain()
            on.slack.wires.half_open()
            await comes_back(on, 2 * PING + SLACK)
            (notice,) = on.notices()
            assert notice.startswith("2 connections are open")

    asyncio.run(play())
    assert "2 connections are open" in caplog.text


def test_a_peer_without_pongs_is_replaced_within_two_pings_that_is_20_s() -> None:
    async def play() -> None:
        async with stage(card(), connect=True, ping_interval=PING) as on:
            await on.drain()
            on.slack.wires.muted = True
            began = time.monotonic()
            await until(lambda: on.slack.wires.hellos >= 2)
            assert took(began) < 2 * PING + SLACK
            on.slack.wires.muted = False
            await until(lambda: len(on.slack.wires.open) == 1)

    asyncio.run(play())


def test_a_torn_tcp_connection_is_back_within_one_ping_that_is_10_s() -> None:
    async def play() -> None:
        async with stage(card(), connect=True, ping_interval=PING) as on:
            await on.drain()
            on.slack.wires.cut()
            await comes_back(on, PING + SLACK)

    asyncio.run(play())


def test_two_503_at_the_handshake_cost_two_pings_that_is_20_s() -> None:
    async def play() -> None:
        async with stage(card(), connect=True, ping_interval=PING) as on:
            await on.drain()
            on.slack.wires.refused = 2
            on.slack.wires.cut()
            await comes_back(on, 3 * PING + SLACK)
            assert on.slack.wires.refused == 0

    asyncio.run(play())


def slowly(on: Stage, monkeypatch: pytest.MonkeyPatch, seconds: float = 0.4) -> None:
    """Let deeds take their time."""
    do: Callable[[Deed], Outcome] = on.desk.do

    def slow(deed: Deed) -> Outcome:
        time.sleep(seconds)
        return do(deed)

    monkeypatch.setattr(on.desk, "do", slow)


@pytest.mark.parametrize(
    "reason", ["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
)
def test_a_disconnect_during_a_click_loses_neither_click_nor_ack_nor_the_next(
    reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play() -> None:
        async with stage(card(1), card(2), connect=True, ping_interval=PING) as on:
            await on.drain()
            slowly(on, monkeypatch)
            one, two = on.cards()
            clicking = asyncio.create_task(on.slack.click(ALICE, one, "approve"))
            await asyncio.sleep(0.05)
            began = time.monotonic()
            await on.slack.wires.say_goodbye(reason)
            assert (await clicking)["ok"]
            wires = on.slack.wires
            await until(lambda: wires.hellos == 2 and len(wires.open) == 1)
            assert took(began) < SLACK
            assert (await on.slack.click(ALICE, two, "skip"))["ok"]
            await on.settled()
            assert on.desk.choices == {1: "approved", 2: "skipped"}

    asyncio.run(play())


def test_a_click_and_the_disconnect_in_one_breath_are_both_taken() -> None:
    async def play() -> None:
        async with stage(*map(card, range(1, 9)), connect=True, ping_interval=PING) as on:
            await on.drain()
            for number, message in enumerate(on.cards(), 1):
                hellos = on.slack.wires.hellos
                clicking = asyncio.create_task(on.slack.click(ALICE, message, "skip"))
                await asyncio.sleep(0)
                await on.slack.wires.say_goodbye("refresh_requested")
                answer = await clicking
                assert answer["ok"], (number, answer)
                await new_hello(on, hellos)
            await on.settled()
            assert len(on.desk.choices) == 8

    asyncio.run(play())


# --------------------------------------------------------------------- ends of a run


def test_a_worker_deaf_for_60_s_connects_anew_until_it_is_heard_and_ends_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "LOOK_EVERY", 0.15)  # 15 s
    monkeypatch.setattr(line, "DEAF_AFTER", 0.6)  # 60 s
    monkeypatch.setattr(line, "CONNECT_PATIENCE", 0.5)  # 30 s

    async def play() -> None:
        async with stage(ping_interval=0.2) as on:
            stop = asyncio.Event()
            running = asyncio.create_task(on.seat.run(stop))
            await until(lambda: on.slack.wires.open)
            await asyncio.sleep(0.8)
            assert not running.done(), "a healthy connection is left alone"
            on.slack.wires.refused = 10_000
            on.slack.wires.cut()
            first = on.seat._line._handler
            await until(lambda: on.seat._line._handler is not first, 10)
            assert not running.done()
            on.slack.wires.refused = 0
            await until(lambda: on.slack.wires.open, 20)
            async with asyncio.timeout(10):
                while not await on.seat.connected():  # noqa: ASYNC110 (a state, no event)
                    await asyncio.sleep(0.05)
            assert not running.done()
            stop.set()
            await asyncio.wait_for(running, 10)

    asyncio.run(play())


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_token_revoked_while_quiet_ends_the_run_at_the_first_look_that_is_30_s(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack closes the socket of an app whose tokens it takes no more."""
    monkeypatch.setattr(line, "LOOK_EVERY", 0.15)

    async def play() -> None:
        async with stage(ping_interval=0.2) as on:
            running = asyncio.create_task(on.seat.run(asyncio.Event()))
            await until(lambda: on.slack.wires.open)
            on.slack.revoked = code
            on.slack.wires.cut()
            began = time.monotonic()
            with pytest.raises(BadInput, match=f"TOKEN: Slack answers {code}"):
                await asyncio.wait_for(running, 10)
            assert took(began) < 0.3 + 0.2 + SLACK

    asyncio.run(play())


def test_a_token_revoked_while_posting_ends_the_run_at_once() -> None:
    async def play() -> None:
        async with stage() as on:
            running = asyncio.create_task(on.seat.run(asyncio.Event()))
            await until(lambda: on.slack.wires.open)
            on.slack.revoked = "token_revoked"
            on.desk.add(card())
            began = time.monotonic()
            on.seat.wake()
            with pytest.raises(BadInput, match="BOT_SLACK__BOT_TOKEN"):
                await asyncio.wait_for(running, 10)
            assert took(began) < 1 + SLACK
            assert on.desk.card_states == {1: "pending"}

    asyncio.run(play())


async def reconnect(on: Stage) -> None:
    hellos = on.slack.wires.hellos
    await on.slack.wires.say_goodbye("refresh_requested")
    await new_hello(on, hellos)


def test_other_connections_are_told_of_once_and_once_more_when_there_are_none(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The log has it at every connect."""

    async def play() -> None:
        async with stage() as on:
            on.slack.wires.counted = 1
            await on.seat.connect()
            await until(lambda: on.desk.kinds)
            for hour in (0, 0, 2):
                on.clock.move(hours=hour)
                await reconnect(on)
            await until(lambda: caplog.text.count("2 connections are open") == 4)
            await on.drain()
            (notice,) = on.notices()
            assert notice.startswith("2 connections are open")
            on.slack.wires.counted = 0
            await until(lambda: len(on.slack.wires.open) == 1)  # the one before is gone
            await reconnect(on)
            await until(lambda: len(on.desk.kinds) == 2)
            await reconnect(on)
            await on.drain()
            assert on.notices()[1:] == [
                "This is the only connection of this Slack app again: no clicks get lost."
            ]

    with caplog.at_level(logging.WARNING):
        asyncio.run(play())


def test_other_connections_that_cannot_be_told_of_are_told_of_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crowd, "_AGAIN", 0.05)

    async def play() -> None:
        async with stage() as on:
            alarm, tries = on.desk.alarm, list[int]()

            def locked(*given: Any, **more: Any) -> bool:
                tries.append(1)
                if len(tries) < 3:
                    raise TryLater("database is locked")
                return alarm(*given, **more)

            monkeypatch.setattr(on.desk, "alarm", locked)
            on.slack.wires.counted = 2
            await on.seat.connect()
            await until(lambda: on.desk.kinds)
            assert [one.key for one in on.desk.alarms()] == ["connections"]

    asyncio.run(play())


def test_a_stop_with_clicks_under_way_deals_with_them_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def play() -> None:
        stop = asyncio.Event()
        async with stage(*map(card, range(1, 6))) as on:
            running = asyncio.create_task(on.seat.run(stop))
            await until(lambda: len(on.cards()) == 5 and on.slack.wires.open)
            slowly(on, monkeypatch, 0.3)
            clicks = [
                asyncio.create_task(on.slack.click(ALICE, message, "approve"))
                for message in on.cards()
            ]
            await asyncio.sleep(0.1)
            stop.set()
            answers = await asyncio.gather(*clicks)
            assert all(answer["ok"] for answer in answers)
            await asyncio.wait_for(running, 10)
            assert len(on.desk.choices) == 5
            assert on.slack.wires.open == []

    asyncio.run(play())

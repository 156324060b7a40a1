"""Start, connection, watchdog, stop."""

import asyncio
import time

import pytest

from bot.errors import BadInput, GiveUp, TryLater
from bot.slack import line
from bot.slack.app import Workspace
from tests.slack.bridge import APP, BOT, Bridge
from tests.slack.desk import MemoryDesk
from tests.slack.stage import access, card, now, stage, until, workspace


@pytest.mark.parametrize(
    ("tokens", "says"),
    [
        ({"bot_token": "xoxb-wrong"}, "BOT_SLACK__BOT_TOKEN: Slack answers invalid_auth"),
        ({"app_token": "xapp-wrong"}, "BOT_SLACK__APP_TOKEN: Slack answers invalid_auth"),
        ({"bot_token": APP, "app_token": BOT}, "swapped"),
        ({"app_token": ""}, "BOT_SLACK__APP_TOKEN is not set"),
        ({"bot_token": ""}, "BOT_SLACK__BOT_TOKEN is not set"),
    ],
)
def test_a_wrong_token_ends_the_start_and_names_the_setting(
    tokens: dict[str, str], says: str
) -> None:
    async def play() -> None:
        async with Bridge() as slack:
            seat = Workspace(access(slack, **tokens), MemoryDesk(), now)
            with pytest.raises(BadInput, match=says):
                await asyncio.wait_for(seat.run(asyncio.Event()), 5)

    asyncio.run(play())


def test_without_socket_mode_no_app_token_is_needed() -> None:
    async def play() -> None:
        desk = MemoryDesk(card())
        async with Bridge() as slack:
            seat = Workspace(access(slack, app_token=""), desk, now, pace=0.0)
            assert await seat.drain_once()
            assert len(slack.memory.messages) == 1
            assert all(method != "apps.connections.open" for method, _ in slack.log)

    asyncio.run(play())


def test_a_channel_slack_does_not_know_ends_the_start() -> None:
    async def play() -> None:
        async with Bridge() as slack:
            seat = workspace(slack, MemoryDesk(), channels=["#nowhere"])
            with pytest.raises(BadInput, match="#nowhere"):
                await seat.start_checks(socket=False)

    asyncio.run(play())


def test_run_posts_takes_clicks_and_stops_in_order() -> None:
    async def play() -> None:
        desk, stop = MemoryDesk(card()), asyncio.Event()
        async with Bridge() as slack:
            seat = workspace(slack, desk)
            running = asyncio.create_task(seat.run(stop))
            await until(lambda: slack.memory.messages and slack.wires.open)
            await slack.click("U01ALICE", slack.memory.messages[0], "approve")
            await until(lambda: len(slack.memory.messages) == 3)
            began = time.monotonic()
            stop.set()
            await running
            assert time.monotonic() - began < 3
            await until(lambda: not slack.wires.open)

    asyncio.run(play())


def test_a_stop_is_heard_while_slack_is_away() -> None:
    async def play() -> None:
        stop = asyncio.Event()
        async with Bridge() as slack:
            seat = workspace(slack, MemoryDesk(card()))
        running = asyncio.create_task(seat.run(stop))
        await asyncio.sleep(0.2)
        stop.set()
        await asyncio.wait_for(running, 5)

    asyncio.run(play())


def test_a_refused_handshake_is_tried_again() -> None:
    async def play() -> None:
        stop = asyncio.Event()
        async with Bridge() as slack:
            slack.wires.refused = 1
            seat = workspace(slack, MemoryDesk(card()))
            running = asyncio.create_task(seat.run(stop))
            await until(lambda: slack.wires.open)
            stop.set()
            await running

    asyncio.run(play())


def test_connecting_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "CONNECT_PATIENCE", 0.3)

    async def play() -> None:
        async with stage() as on:
            on.slack.wires.refused = 99
            with pytest.raises(TryLater, match="in time"):
                await on.seat.connect()

    asyncio.run(play())


def test_the_watchdog_ends_a_deaf_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(line, "DEAF_AFTER", 0.5)

    async def play() -> None:
        async with Bridge() as slack:
            seat = workspace(slack, MemoryDesk(), ping_interval=0.2)
            running = asyncio.create_task(seat.run(asyncio.Event()))
            await until(lambda: slack.wires.open)
            await asyncio.sleep(0.3)
            assert not running.done(), "a healthy connection is left alone"
            slack.wires.refused = 10_000
            await until(lambda: running.done() or slack.wires.cut() < 0)
            with pytest.raises(GiveUp, match="start me again"):
                await running

    asyncio.run(play())


def test_a_peer_that_stops_answering_pings_is_replaced() -> None:
    async def play() -> None:
        async with stage(connect=True, ping_interval=0.2) as on:
            on.slack.wires.muted = True
            await until(lambda: on.slack.wires.hellos >= 2)
            on.slack.wires.muted = False
            await until(lambda: len(on.slack.wires.open) == 1)

    asyncio.run(play())


def test_a_second_connection_is_said_in_log_and_channel(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def play() -> None:
        async with stage() as on:
            on.slack.wires.counted = 1
            await on.seat.connect()
            await until(lambda: on.desk.rows)
            await on.drain()
            (notice,) = on.notices()
            assert notice.startswith("2 programs are connected")

    asyncio.run(play())
    assert "2 programs are connected" in caplog.text

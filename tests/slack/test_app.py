"""Start, connection, watchdog, stop."""

import asyncio
import logging
import time

import pytest

from bot.errors import BadInput, TryLater
from bot.slack import line
from bot.slack.app import Workspace
from tests.slack.bridge import APP, BOT, Bridge
from tests.slack.desk import Desk
from tests.slack.stage import ALICE, access, card, now, stage, until, workspace

SAID = {"type": "section", "text": {"type": "plain_text", "text": "Hello"}}
TITLED = {"title": {"type": "plain_text", "text": "Hello"}}


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
            seat = Workspace(access(slack, **tokens), Desk(), now)
            with pytest.raises(BadInput, match=says):
                await asyncio.wait_for(seat.run(asyncio.Event()), 5)

    asyncio.run(play())


def test_without_socket_mode_no_app_token_is_needed() -> None:
    async def play() -> None:
        desk = Desk(card())
        async with Bridge() as slack:
            seat = Workspace(access(slack, app_token=""), desk, now, pace=0.0)
            assert await seat.drain_once()
            assert len(slack.memory.messages) == 1
            assert all(method != "apps.connections.open" for method, _ in slack.log)

    asyncio.run(play())


def test_a_channel_slack_does_not_know_ends_the_start() -> None:
    async def play() -> None:
        async with Bridge() as slack:
            seat = workspace(slack, Desk(), channels=["#nowhere"])
            with pytest.raises(BadInput, match="#nowhere"):
                await seat.start_checks(socket=False)

    asyncio.run(play())


def test_run_posts_takes_clicks_and_stops_in_order() -> None:
    async def play() -> None:
        desk, stop = Desk(card()), asyncio.Event()
        async with Bridge() as slack:
            seat = workspace(slack, desk)
            running = asyncio.create_task(seat.run(stop))
            await until(lambda: slack.memory.messages and slack.wires.open)
            await slack.click("U01ALICE", slack.memory.messages[0], "approve")
            await until(lambda: any("thread_ts" in m for m in slack.memory.messages))
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
            seat = workspace(slack, Desk(card()))
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
            seat = workspace(slack, Desk(card()))
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


def test_what_nobody_listens_for_is_acknowledged_without_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An older version may have shown it, or a person ticked one event too many."""

    async def play() -> None:
        async with stage(card(), connect=True) as on:
            await on.drain()
            message, memory = on.cards()[0], on.slack.memory
            form = {"type": "modal", "callback_id": "older", "blocks": [SAID], **TITLED}
            memory.open_view({"trigger_id": memory.trigger(ALICE), "view": form})
            answers = [
                await on.slack.click(ALICE, message, "older", "1:0"),
                await on.slack.submit(ALICE, memory.views[0]),
                await on.slack.shortcut(ALICE, message, "older"),
                await on.slack.command(ALICE, "C01PITCH", "/older", "x"),
                await on.slack.event({"type": "reaction_added", "user": ALICE}),
            ]
            assert [answer["ok"] for answer in answers] == [True] * 5
            await on.settled()
            assert on.desk.choices == {}
            assert memory.views == []

    with caplog.at_level(logging.WARNING):
        asyncio.run(play())
    assert caplog.text == ""

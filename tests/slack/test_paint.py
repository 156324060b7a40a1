"""A card never shows buttons that are none any more, whatever Slack thinks of it."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from bot.domain import Act, Card, Deed
from bot.slack import blocks, plainly
from bot.slack.clean import Block
from bot.slack.rules import faults
from tests import make
from tests.slack import hostile
from tests.slack.stage import ALICE, Stage, card, stage

UPDATE = "chat.update"


def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Slack take no card any more."""
    monkeypatch.setattr(blocks, "card", lambda *_: [{"type": "nonsense"}])


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(shown: Card, now: datetime) -> list[Block]:
        raise ZeroDivisionError

    monkeypatch.setattr(blocks, "card", draw)


def kinds(message: dict[str, Any]) -> list[str]:
    return [block["type"] for block in message["blocks"]]


def do(on: Stage, act: Act, number: int = 1, **how: Any) -> None:
    deed = Deed(card_id=number, act=act, by=ALICE, at=on.clock(), **how)
    assert on.desk.do(deed).new


@pytest.mark.parametrize("fault", [refused, broken])
def test_a_decided_card_that_slack_does_not_take_loses_its_buttons_and_is_told_once(
    fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play() -> None:
        async with stage(card(1), card(2)) as on:
            await on.drain()
            one, two = on.cards()
            fault(monkeypatch)
            do(on, Act.SKIP)
            await on.drain()
            assert kinds(one) == ["header", "context"]
            assert f"*Skipped* by <@{ALICE}>" in hostile.words(one["blocks"])
            assert one["text"] == "Query 1 · skipped"
            assert "actions" in kinds(two)
            (notice,) = on.notices()
            assert notice.startswith("Card 1 in C01PITCH is closed")
            painted = len(on.calls(UPDATE))
            on.clock.move(seconds=61)  # it would look different without Undo
            await on.drain()
            assert len(on.notices()) == 1
            await on.drain()
            assert len(on.calls(UPDATE)) <= painted + 2
            do(on, Act.REOPEN)
            await on.drain()
            assert on.notices()[1].startswith("Card 1 in C01PITCH is open")

    asyncio.run(play())


def test_an_expired_card_that_slack_does_not_take_says_so_without_buttons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def play() -> None:
        async with stage(card()) as on:
            await on.drain()
            refused(monkeypatch)
            on.clock.move(hours=31)
            await on.drain()
            (message,) = on.cards()
            assert kinds(message) == ["header", "context"]
            assert "*Deadline passed*" in hostile.words(message["blocks"])
            assert message["text"] == "Query 1 · Deadline passed"

    asyncio.run(play())


def test_an_open_card_that_slack_does_not_take_keeps_its_buttons_and_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def play() -> None:
        async with stage(card()) as on:
            await on.drain()
            stood = kinds(on.cards()[0])
            refused(monkeypatch)
            do(on, Act.ASSIGN, person="U02BOB")
            await on.drain()
            assert kinds(on.cards()[0]) == stood
            (notice,) = on.notices()
            assert "haro-bot approve 1" in notice
            assert len(on.calls(UPDATE)) == 1

    asyncio.run(play())


def test_a_card_whose_plain_picture_met_a_busy_slack_is_painted_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def play() -> None:
        async with stage(card()) as on:
            await on.drain()
            broken(monkeypatch)
            do(on, Act.SKIP)
            on.slack.throttled[UPDATE], on.slack.retry_after = 1, 6
            assert await on.seat.drain_once(patience=8)
            assert kinds(on.cards()[0]) == ["header", "context"]

    asyncio.run(play())


def test_a_card_that_cannot_be_drawn_at_all_stops_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def play() -> None:
        async with stage(card(1), card(2)) as on:
            await on.drain()
            with monkeypatch.context() as patched:
                broken(patched)
                patched.setattr(plainly, "card", blocks.card)
                do(on, Act.SKIP)
                await on.drain()
            do(on, Act.SKIP, 2)
            await on.drain()
            assert "*Skipped*" in hostile.words(on.cards()[1]["blocks"])
            assert len(on.notices()) == 1

    asyncio.run(play())


def test_a_card_that_somebody_deleted_is_no_news() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            await on.drain()
            on.slack.memory.messages.clear()
            do(on, Act.SKIP)
            await on.drain()
            assert on.notices() == []
            assert len(on.calls(UPDATE)) == 1

    asyncio.run(play())


def test_a_card_that_an_invitation_would_mend_is_tried_again_and_then_forgotten() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            await on.drain()
            on.slack.errors[UPDATE] = "not_in_channel"
            do(on, Act.SKIP)
            await on.drain()
            assert len(on.calls(UPDATE)) == 1
            painter = on.seat.painter
            assert set(painter._again) == {1}
            painter._again[1] = 0.0  # five minutes later
            on.clock.move(minutes=5)
            del on.slack.errors[UPDATE]
            await on.drain()
            assert painter._again == {}
            assert "*Skipped*" in hostile.words(on.cards()[0]["blocks"])

    asyncio.run(play())


def test_a_plain_picture_of_hostile_texts_is_harmless_and_one_that_slack_takes() -> None:
    texts = hostile.texts(20_000)
    drawn = 0
    for _ in range(100):
        for shown in hostile.states(hostile.card(lambda: next(texts))):
            now = shown.query.deadline.until or make.NOW
            picture, said = plainly.card(shown, now), plainly.text(shown, now)
            assert faults(picture, text=said) == []
            assert hostile.live(picture, said) == []
            drawn += plainly.closed(shown, now)
    assert drawn > 100

"""A click: acknowledged at once, decided once, seen by everybody."""

import asyncio
import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain import Choice, Deadline, Decision
from tests.slack.bridge import find_button
from tests.slack.desk import MemoryDesk
from tests.slack.stage import Stage, card, lag, now, stage, until

ALICE, BOB = "U01ALICE", "U02BOB"


async def settled(on: Stage) -> None:
    await on.seat.review.drained()
    await on.drain()


def test_approve_takes_the_buttons_says_who_and_posts_the_thread() -> None:
    async def play() -> None:
        async with stage(card(), connect=True) as on:
            await on.drain()
            answer = await on.slack.click(ALICE, on.cards()[0], "approve")
            assert answer["ok"]
            await settled(on)
            message = on.cards()[0]
            assert not find_button(message["blocks"], "approve")
            foot = message["blocks"][-1]["elements"][0]["text"]
            assert foot.startswith(f"*Approved* by <@{ALICE}>")
            assert message["metadata"], "a repaint keeps the mark"
            first, *_ = on.threads()
            assert first["thread_ts"] == message["ts"]
            assert "reply+q1@helpareporter.com" in str(first["blocks"])
            assert "Ada Dent, Chief Dentist, can answer." in str(first["blocks"])
            assert on.slack.memory.whispers == []

    asyncio.run(play())


def test_of_two_people_clicking_at_once_one_wins_and_one_is_told() -> None:
    async def play() -> None:
        rounds = 20
        async with stage(*(card(n + 1) for n in range(rounds)), connect=True) as on:
            await on.drain()
            for message in on.cards():
                acks = await asyncio.gather(
                    on.slack.click(ALICE, message, "approve"),
                    on.slack.click(BOB, message, "skip"),
                )
                assert all(ack["ok"] for ack in acks)
            await settled(on)
            whispers = on.slack.memory.whispers
            assert len(whispers) == rounds
            for number, told in enumerate(whispers, 1):
                decision = on.desk.cards[number].decision
                assert decision is not None
                assert told["user"] == (BOB if decision.by == ALICE else ALICE)
                assert told["text"].startswith(
                    f"Too late: {decision.choice} by <@{decision.by}>"
                )

    asyncio.run(play())


def test_a_double_click_changes_nothing_and_says_nothing() -> None:
    async def play() -> None:
        async with stage(card(), connect=True) as on:
            await on.drain()
            message = dict(on.cards()[0])
            for _ in range(2):
                assert (await on.slack.click(ALICE, message, "approve"))["ok"]
            await settled(on)
            assert on.slack.memory.whispers == []
            assert len(on.threads()) == 2, "one thread of two parts"

    asyncio.run(play())


def test_an_outsider_is_told_and_decides_nothing() -> None:
    async def play() -> None:
        async with stage(card(approvers=(ALICE,)), connect=True) as on:
            await on.drain()
            assert (await on.slack.click(BOB, on.cards()[0], "approve"))["ok"]
            await settled(on)
            assert on.desk.cards[1].decision is None
            (told,) = on.slack.memory.whispers
            assert told["user"] == BOB
            assert f"<@{ALICE}>" in told["text"]
            await on.slack.click(ALICE, on.cards()[0], "skip")
            await settled(on)
            assert on.desk.cards[1].decision is not None

    asyncio.run(play())


@pytest.mark.parametrize("value", ["99:open", "", "x", "1e3:x", "9" * 40, "-1:open"])
def test_a_card_nobody_knows_is_refused_kindly(value: str) -> None:
    async def play() -> None:
        async with stage(card(), connect=True) as on:
            await on.drain()
            await on.slack.click(ALICE, on.cards()[0], "approve", value=value)
            await settled(on)
            assert on.desk.cards[1].decision is None
            assert "nothing was decided" in on.slack.memory.whispers[0]["text"]

    asyncio.run(play())


def test_a_message_of_an_older_database_with_the_same_number_decides_nothing() -> None:
    async def play() -> None:
        async with stage(card(), connect=True) as on:
            await on.drain()
            stranger = {**on.cards()[0], "ts": "1700000000.000001"}
            await on.slack.click(ALICE, stranger, "approve")
            await settled(on)
            assert on.desk.cards[1].decision is None

    asyncio.run(play())


def test_a_click_on_a_card_never_confirmed_repairs_its_place() -> None:
    async def play() -> None:
        async with stage(card(), connect=True, grace=60.0) as on:
            on.slack.drop = 1
            with pytest.raises(Exception, match="no answer"):
                await on.seat.outbox.send_one()
            assert on.desk.places == {}
            await on.slack.click(ALICE, on.cards()[0], "skip")
            await settled(on)
            assert on.desk.places == {1: ("C01PITCH", on.cards()[0]["ts"])}
            assert not find_button(on.cards()[0]["blocks"], "approve")

    asyncio.run(play())


def test_a_click_after_the_deadline_decides_nothing() -> None:
    async def play() -> None:
        async with stage(card(), connect=True) as on:
            await on.drain()
            past = now() - timedelta(seconds=1)
            query = replace(card().query, deadline=Deadline(text="x", at=past, until=past))
            on.desk.cards[1] = replace(on.desk.cards[1], query=query)
            await on.slack.click(ALICE, on.cards()[0], "approve")
            await settled(on)
            assert on.desk.cards[1].decision is None
            assert "passed" in on.slack.memory.whispers[0]["text"]
            assert "Deadline passed" in str(on.cards()[0]["blocks"])

    asyncio.run(play())


class Slow(MemoryDesk):
    """A disk that takes its time."""

    def decide(self, card_id: int, choice: Choice, *, by: str, at: datetime) -> Decision:
        time.sleep(0.4)
        return super().decide(card_id, choice, by=by, at=at)


class Broken(MemoryDesk):
    def decide(self, card_id: int, choice: Choice, *, by: str, at: datetime) -> Decision:
        raise RuntimeError(f"disk on fire {card_id}{choice}{by}{at}")


def swap(on: Stage, desk: MemoryDesk) -> None:
    desk.__dict__.update(on.desk.__dict__)
    on.seat.review._desk = desk


def test_a_slow_decision_never_holds_the_loop_or_the_acknowledgement() -> None:
    async def play() -> None:
        async with stage(card(1), card(2), connect=True) as on:
            await on.drain()
            swap(on, Slow())
            async with lag():
                first, second = await asyncio.gather(
                    *(on.slack.click(ALICE, message, "skip") for message in on.cards())
                )
                await on.seat.review.drained()
            assert max(first["ms"], second["ms"]) < 300
            assert all(c.decision for c in on.desk.cards.values())

    asyncio.run(play())


def test_a_failure_is_told_with_a_number_that_is_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def play() -> str:
        async with stage(card(), connect=True) as on:
            await on.drain()
            swap(on, Broken())
            with caplog.at_level(logging.ERROR):
                await on.slack.click(ALICE, on.cards()[0], "approve")
                await settled(on)
            return str(on.slack.memory.whispers[0]["text"])

    told = asyncio.run(play())
    number = told.rstrip(".").split()[-1]
    assert len(number) == 8
    assert f"error {number}" in caplog.text
    assert "disk on fire" not in told


def test_a_refresh_during_a_click_loses_neither_click_nor_acknowledgement() -> None:
    async def play() -> None:
        async with stage(card(1), card(2), connect=True) as on:
            await on.drain()
            swap(on, Slow())
            one, two = on.cards()
            clicking = asyncio.create_task(on.slack.click(ALICE, one, "approve"))
            await asyncio.sleep(0.05)
            await on.slack.wires.say_goodbye("refresh_requested")
            assert (await clicking)["ok"]
            await until(
                lambda: on.slack.wires.hellos == 2 and len(on.slack.wires.open) == 1
            )
            assert (await on.slack.click(ALICE, two, "skip"))["ok"]
            await settled(on)
            assert all(c.decision for c in on.desk.cards.values())

    asyncio.run(play())


def test_a_torn_connection_comes_back_and_takes_clicks() -> None:
    async def play() -> None:
        async with stage(card(), connect=True) as on:
            await on.drain()
            on.slack.wires.cut()
            await until(lambda: on.slack.wires.hellos == 2)
            assert (await on.slack.click(ALICE, on.cards()[0], "approve"))["ok"]
            await settled(on)
            assert on.desk.cards[1].decision is not None

    asyncio.run(play())


def test_a_link_button_is_acknowledged_and_nothing_more() -> None:
    async def play() -> None:
        async with stage(card(), connect=True) as on:
            await on.drain()
            answer: dict[str, Any] = await on.slack.click(ALICE, on.cards()[0], "open", "")
            assert answer["ok"]
            await settled(on)
            assert on.slack.memory.whispers == []

    asyncio.run(play())

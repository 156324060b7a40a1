"""Answers get lost and Slack asks to wait: everything stands there once, or not at all."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from bot.domain import Act, Deed, Kind, Weak
from bot.errors import TryLater
from tests.slack.stage import ALICE, Stage, card, now, stage, tall


def each_once(on: Stage) -> Counter[str]:
    """Hold that everything queued stands there exactly once; count it by its kind."""
    marks = [message["metadata"] for message in on.slack.memory.messages]
    ids = [mark["event_payload"] for mark in marks]
    seen = Counter((each["outgoing_id"], each["part"]) for each in ids)
    assert set(seen.values()) == {1}
    kinds = dict(zip(on.desk.states, on.desk.kinds, strict=True))
    unseen = kinds.keys() - {number for number, _ in seen}
    assert {kinds[number] for number in unseen} <= {Kind.DETAIL}, "others say something"
    assert set(on.desk.states.values()) == {"sent"}
    return Counter(mark["event_type"] for mark in marks)


def queue_every_kind(on: Stage) -> None:
    """Approve two cards, and queue one message of each other kind."""
    at = now()
    for number in (1, 2):
        on.desk.do(Deed(card_id=number, act=Act.APPROVE, by=ALICE, at=at))
    weak = Weak(query=card(9).query, company="Acme Dental", score=0.4)
    on.desk.read(weak.query)
    on.desk.add_summary("#pitches", f"{at:%Y-%m-%d}", [weak], at)
    on.desk.notice("n", "A notice", channel="#ops", now=at)
    on.desk.reply(1, "soon", "It is due in 4 hours.", people=(ALICE,), now=at)


EVERY_KIND = {
    "query_card": 2, "query_detail": 4, "query_thread": 4, "query_reply": 1,
    "bot_summary": 1, "bot_notice": 1,
}  # fmt: skip


def test_a_storm_of_429_delays_everything_and_doubles_nothing() -> None:
    async def play() -> None:
        async with stage(tall(1), tall(2), connect=True) as on:
            on.slack.retry_after = 0
            on.slack.throttle = 3
            assert await on.seat.drain_once(patience=30)
            on.slack.throttle = 4
            on.slack.throttled["chat.update"] = 2
            for message in on.cards():
                assert (await on.slack.click(ALICE, message, "approve"))["ok"]
            queue_every_kind(on)
            await on.seat.answering.drained()
            assert await on.seat.drain_once(patience=30)
            assert each_once(on) == EVERY_KIND

    asyncio.run(play())


@pytest.mark.parametrize("fault", ["drop", "cut"])
def test_messages_of_every_kind_whose_answers_get_lost_stand_there_once(
    fault: str,
) -> None:
    """Dropped after Slack stored them, or cut before it did: seen from here the same."""

    async def play() -> None:
        async with stage(tall(1), tall(2)) as on:
            queue_every_kind(on)
            tries = 0
            while len(on.slack.memory.messages) < sum(EVERY_KIND.values()):
                tries += 1
                setattr(on.slack, fault, tries % 2)
                try:
                    await on.seat.work_once()
                except TryLater:
                    await asyncio.sleep(0.06)
                assert tries < 100
            setattr(on.slack, fault, 0)
            assert await on.seat.drain_once(patience=20)
            assert each_once(on) == EVERY_KIND

    asyncio.run(play())


def test_a_whisper_that_slack_refuses_stops_nothing() -> None:
    async def play() -> None:
        async with stage(card(approvers=("U09OTHER",)), connect=True) as on:
            await on.drain()
            on.slack.throttled["chat.postEphemeral"] = 1
            answer: dict[str, Any] = await on.slack.click(ALICE, on.cards()[0], "approve")
            assert answer["ok"]
            await on.settled()
            assert on.whispers() == []
            assert (await on.slack.click(ALICE, on.cards()[0], "approve"))["ok"]
            await on.settled()
            assert len(on.whispers()) == 1
            assert on.desk.choices == {}

    asyncio.run(play())


def test_an_expired_card_that_slack_was_too_busy_for_is_not_posted_late() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.throttle, on.slack.retry_after = 1, 60
            with pytest.raises(TryLater):
                await on.seat.outbox.send_one()
            on.clock.move(hours=31)
            assert await on.seat.drain_once(patience=1)
            assert on.cards() == []

    asyncio.run(play())

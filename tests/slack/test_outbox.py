"""Exactly once, whatever happens to the answer."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain import Card, Choice, Query
from bot.errors import BadInput, TryLater
from bot.slack import blocks
from bot.slack.calls import Busy, Offline
from bot.slack.clean import Block
from tests.deciding import settle
from tests.slack import emulator
from tests.slack.bridge import Bridge
from tests.slack.desk import Desk
from tests.slack.stage import card, now, stage, tall, until, workspace

our_pages = pytest.mark.skipif(emulator.ALL, reason="the emulator has pages of its own")
ours = pytest.mark.skipif(emulator.ALL, reason="the emulator makes no channel on demand")


def test_a_card_is_posted_once_with_marks_and_without_unfurling() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            await on.drain()
            (message,) = on.cards()
            assert message["text"].startswith("Query 1")
            assert message["metadata"]["event_payload"]["card_id"] == 1
            (call,) = on.calls("chat.postMessage")
            assert (call["unfurl_links"], call["unfurl_media"]) == (False, False)
            assert call["parse"] == "none"
            assert on.desk.places == {1: ("C01PITCH", message["ts"])}
            assert await on.seat.outbox.waiting() is None

    asyncio.run(play())


def test_an_answer_lost_after_slack_stored_the_message_makes_no_second_one() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.drop = 1
            with pytest.raises(TryLater):
                await on.seat.outbox.send_one()
            assert not await on.seat.outbox.reconcile_one(), "it may still land: too early"
            await asyncio.sleep(0.06)
            await on.drain()
            assert len(on.cards()) == 1
            assert on.desk.places[1][1] == on.cards()[0]["ts"]

    asyncio.run(play())


def test_a_request_lost_before_slack_stored_it_is_made_again() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.cut = 1
            assert await on.seat.drain_once(patience=5)
            assert len(on.cards()) == 1

    asyncio.run(play())


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_around_the_post_leaves_exactly_one_message(when: str) -> None:
    """A dead process writes nothing down: a cancelled one that is thrown away."""

    async def play() -> None:
        desk = Desk(card())
        async with Bridge() as slack:
            slack.delay, slack.linger = (0.2, 0.0) if when == "before" else (0.0, 0.2)
            first = workspace(slack, desk)
            sending = asyncio.create_task(first.outbox.send_one())
            await until(lambda: any(m == "chat.postMessage" for m, _ in slack.log))
            if when == "after":
                await until(lambda: slack.memory.messages)
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending
            assert desk.card_states == {1: "sending"}
            slack.delay = slack.linger = 0.0
            await asyncio.sleep(0.3)
            second = workspace(slack, desk)
            assert await second.drain_once(patience=5)
            assert len(slack.memory.messages) == 1
            await second.close()

    asyncio.run(play())


@our_pages
def test_reconciling_reads_the_window_to_its_end() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.memory.page = 2
            on.slack.drop = 1
            with pytest.raises(TryLater):
                await on.seat.outbox.send_one()
            for number in range(9):
                on.slack.memory.call(
                    "chat.postMessage", {"channel": "C01PITCH", "text": str(number)}
                )
            assert await on.seat.drain_once(patience=5)
            assert len(on.cards()) == 1
            assert len(on.calls("conversations.history")) == 5

    asyncio.run(play())


def test_a_window_that_cannot_be_read_is_held_and_told_once() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.drop = 1
            on.slack.errors["conversations.history"] = "invalid_cursor"
            assert await on.seat.drain_once(patience=5)
            assert on.desk.card_states[1] == "held: invalid_cursor"
            (notice,) = on.notices()
            assert "Please look" in notice
            assert len(on.cards()) == 1

    asyncio.run(play())


def test_what_may_have_arrived_waits_until_its_channel_is_open_again(monkeypatch) -> None:
    monkeypatch.setattr("bot.slack.outbox.LONGEST", 0.2)

    async def play() -> None:
        async with stage(card(1), card(2)) as on:
            on.slack.drop = 1  # the first did arrive
            on.slack.errors["conversations.history"] = "not_in_channel"
            await on.seat.drain_once(patience=2)
            assert on.desk.card_states[1] == "sending"
            assert sum("invite the bot" in text for text in on.notices()) == 1
            on.slack.errors.clear()
            assert await on.seat.drain_once(patience=10)
            assert set(on.desk.card_states.values()) == {"sent"}
            assert len(on.cards()) == 2

    asyncio.run(play())


def test_a_clock_far_from_slacks_does_not_hide_the_message() -> None:
    async def play() -> None:
        later = now() + timedelta(days=400)
        due = replace(card().query.deadline, at=later, until=later)
        desk = Desk(card(query=replace(card().query, deadline=due)))
        async with Bridge() as slack:
            seat = workspace(slack, desk)
            ahead = seat.outbox
            ahead._now = lambda: now() + timedelta(days=300)
            slack.drop = 1
            with pytest.raises(TryLater):
                await ahead.send_one()
            await asyncio.sleep(0.06)
            assert await ahead.reconcile_one()
            assert desk.card_states[1] == "sent"
            assert len(slack.memory.messages) == 1

    asyncio.run(play())


def test_two_429_are_sat_out_and_one_message_stands() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.throttle, on.slack.retry_after = 2, 0
            await on.drain()
            assert len(on.cards()) == 1
            assert len(on.calls("chat.postMessage")) == 3

    asyncio.run(play())


def test_a_long_429_goes_back_to_the_queue() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.throttle, on.slack.retry_after = 1, 60
            with pytest.raises(Busy) as caught:
                await on.seat.outbox.send_one()
            assert caught.value.after == 60
            assert on.desk.card_states[1] == "pending"
            assert not await on.seat.drain_once(patience=1), "due work is left"

    asyncio.run(play())


def test_what_slack_never_takes_is_set_aside_and_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "card", lambda *_: [{"type": "nonsense"}])

    async def play() -> None:
        async with stage(card(1), card(2)) as on:
            assert await on.seat.drain_once(patience=1)
            assert set(on.desk.card_states.values()) == {"refused: invalid_blocks"}
            assert on.cards() == []
            assert len(on.notices()) == 2
            assert {m["channel"] for m in on.slack.memory.messages} == {"C02OPS"}

    asyncio.run(play())


def test_a_desk_that_is_busy_when_the_answer_comes_leads_to_no_second_message() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            sent, tries = on.desk.sent, []

            def busy(*args: Any, **how: Any) -> None:
                tries.append(1)
                if len(tries) == 1:
                    raise TryLater("database is locked")
                sent(*args, **how)

            on.desk.sent = busy  # type: ignore[method-assign]
            with pytest.raises(TryLater):
                await on.seat.outbox.send_one()
            assert await on.seat.drain_once(patience=20)
            assert on.desk.card_states[1] == "sent"
            assert len(on.calls("chat.postMessage")) == 1

    asyncio.run(play())


def test_a_card_that_cannot_be_drawn_stops_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = blocks.card

    def broken(shown: Card, now: datetime) -> list[Block]:
        if shown.id == 1:
            raise ZeroDivisionError
        return draw(shown, now)

    monkeypatch.setattr(blocks, "card", broken)

    async def play() -> None:
        async with stage(card(1), card(2)) as on:
            await on.drain()
            assert on.desk.card_states[1].startswith("refused")
            assert on.desk.card_states[2] == "sent"

    asyncio.run(play())


@ours
def test_what_an_invitation_would_mend_is_kept_and_told_once_and_when_it_is_mended() -> (
    None
):
    async def play() -> None:
        cards = [replace(card(n), channel="C9GONE") for n in (1, 2)]
        async with stage(*cards) as on:
            assert not await on.seat.drain_once(patience=1), "due work is left"
            assert on.desk.card_states == {1: "pending", 2: "pending"}
            assert len(on.notices()) == 1
            assert "Slack takes no messages for C9GONE" in on.notices()[0]
            assert {m["channel"] for m in on.slack.memory.messages} == {"C02OPS"}
            on.slack.memory.add_channel("C9GONE", "back")
            on.clock.move(days=1)
            assert await on.seat.drain_once(patience=5)
            assert len(on.cards()) == 2
            assert on.notices()[1:] == [
                "Messages for C9GONE are taken again; what waited goes out."
            ]

    asyncio.run(play())


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_refused_token_names_the_cure_and_keeps_the_work(code: str) -> None:
    async def play() -> None:
        async with stage(card()) as on:
            on.slack.revoked = code
            with pytest.raises(BadInput, match=f"BOT_SLACK__BOT_TOKEN.*{code}"):
                await on.seat.outbox.send_one()
            assert on.desk.card_states[1] == "pending"

    asyncio.run(play())


def test_without_network_everything_stays_pending() -> None:
    async def play() -> None:
        desk = Desk(card())
        async with Bridge() as slack:
            seat = workspace(slack, desk)
        with pytest.raises(Offline):
            await seat.outbox.send_one()
        assert desk.card_states[1] == "pending"
        assert not await seat.drain_once(patience=0.5)

    asyncio.run(play())


def test_half_a_thread_is_completed_not_repeated() -> None:
    async def play() -> None:
        async with stage(tall()) as on:
            await on.drain()
            settle(on.desk, 1, Choice.APPROVED, by="U1AB", at=now())
            on.slack.delay = 0.1
            sending = asyncio.create_task(on.seat.outbox.send_one())
            await until(lambda: len(on.threads()) == 1)
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending
            on.slack.delay = 0.0
            await asyncio.sleep(0.2)
            assert await on.seat.drain_once(patience=5)
            parts = [m["metadata"]["event_payload"]["part"] for m in on.threads()]
            assert sorted(parts) == [1, 2]

    asyncio.run(play())


@pytest.mark.parametrize("fault", ["drop", "cut", "throttle"])
def test_nothing_is_remembered_of_a_message_that_is_done(fault: str) -> None:
    async def play() -> None:
        async with stage(card(1), card(2)) as on:
            outbox = on.seat.outbox
            setattr(on.slack, fault, 1)
            on.slack.retry_after = 6
            with suppress(TryLater):
                await outbox.send_one()
            await outbox.waiting()
            assert outbox._ledger.unsent or outbox._lost
            assert await on.seat.drain_once(patience=20)
            assert len(on.cards()) == 2
            assert (outbox._ledger.unsent, outbox._lost, outbox._seen) == (set(), {}, {})

    asyncio.run(play())


def test_nothing_is_remembered_of_a_message_that_a_click_tells_of() -> None:
    async def play() -> None:
        async with stage(card()) as on:
            outbox = on.seat.outbox
            on.slack.drop = 1
            with pytest.raises(TryLater):
                await outbox.send_one()
            on.desk.adopt(1, channel="C01PITCH", ts=on.cards()[0]["ts"], at=now())
            assert not await outbox.reconcile_one()
            assert (outbox._ledger.unsent, outbox._lost, outbox._seen) == (set(), {}, {})

    asyncio.run(play())


def test_a_channel_is_written_to_at_the_pace_asked_for() -> None:
    async def play() -> None:
        async with stage(*(card(n) for n in range(1, 4)), pace=0.1) as on:
            began = asyncio.get_running_loop().time()
            await on.drain()
            assert asyncio.get_running_loop().time() - began >= 0.2
            assert len(on.cards()) == 3

    asyncio.run(play())


@our_pages
def test_a_channel_name_is_looked_up_once() -> None:
    async def play() -> None:
        cards = [replace(card(n), channel="#pitches") for n in (1, 2)]
        async with stage(*cards) as on:
            await on.drain()
            assert {m["channel"] for m in on.cards()} == {"C01PITCH"}
            assert len(on.calls("conversations.list")) == 2, "two pages, read at the start"

    asyncio.run(play())


def test_a_card_that_was_queued_before_waits_for_the_end_of_quiet_hours() -> None:
    ends = now() + timedelta(hours=1)

    def waits(channel: str, query: Query, at: datetime) -> datetime | None:
        assert channel == "C01PITCH"
        return ends if query.summary == "Query 1" and at < ends else None

    async def play() -> None:
        async with stage(card(1), card(2), waits=waits) as on:
            await on.drain()
            assert [m["text"][:7] for m in on.cards()] == ["Query 2"], "it would expire"
            on.clock.move(minutes=61)
            await on.drain()
            assert [m["text"][:7] for m in on.cards()] == ["Query 2", "Query 1"]

    asyncio.run(play())

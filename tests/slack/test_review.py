"""A click: acknowledged at once, decided once, seen by everybody."""

import asyncio
import logging

import pytest

from bot.domain import Act, Choice, Team
from bot.errors import TryLater
from tests.slack.bridge import find_button
from tests.slack.stage import ALICE, BOB, Stage, card, lag, stage, team, until, workspace
from tests.slack.story import Json, acts, broken, click, form, play, slow, submit, told

# --------------------------------------------------------------------- one decision


def test_approve_takes_the_buttons_says_who_and_posts_the_thread() -> None:
    async def story(on: Stage) -> None:
        assert (await click(on, ALICE, "approve"))["ok"]
        message = on.cards()[0]
        assert not find_button(message["blocks"], "approve")
        assert f"*Approved* by <@{ALICE}>" in str(message["blocks"])
        assert message["metadata"], "a repaint keeps the mark"
        first, *_ = on.threads()
        assert first["thread_ts"] == message["ts"]
        assert "reply+q1@helpareporter.com" in str(on.threads())
        assert told(on) == []
        assert on.desk.zone_of(ALICE) == "America/New_York", "for reminders"

    play(story)


def test_of_two_people_clicking_at_once_one_wins_and_one_is_told() -> None:
    rounds = 200

    async def story(on: Stage) -> None:
        for number, message in enumerate(on.cards(), 1):
            hands = [(ALICE, "approve"), (BOB, "skip")][:: (-1) ** number]
            acks = await asyncio.gather(
                *(on.slack.click(user, message, action) for user, action in hands)
            )
            assert all(ack["ok"] for ack in acks)
            await on.seat.answering.drained()
            decision = on.shown(number).decision
            assert decision is not None
            assert len(acts(on, number)) == 1
            assert len(told(on)) == number, "one word, to one of them"
            user, words = told(on)[-1]
            assert user == (BOB if decision.by == ALICE else ALICE)
            assert words.startswith(f"Too late: {decision.choice} by <@{decision.by}>")

    play(story, *(card(n + 1) for n in range(rounds)))


def test_each_of_two_people_at_once_loses_on_the_card_the_other_won() -> None:
    async def story(on: Stage) -> None:
        await asyncio.gather(
            on.slack.click(ALICE, on.cards()[0], "approve"),
            on.slack.click(BOB, on.cards()[0], "skip"),
        )
        await on.settled()
        decision = on.shown().decision
        assert decision is not None
        ((user, words),) = told(on)
        assert user == (BOB if decision.by == ALICE else ALICE)
        assert words.startswith(f"Too late: {decision.choice} by <@{decision.by}>")
        assert f"by <@{decision.by}>" in str(on.cards()[0]["blocks"])
        assert bool(on.threads()) == (decision.choice is Choice.APPROVED)

    play(story)


def test_a_double_click_changes_nothing_and_says_nothing() -> None:
    async def story(on: Stage) -> None:
        message = dict(on.cards()[0])
        both = await asyncio.gather(
            *(on.slack.click(ALICE, message, "approve") for _ in range(2))
        )
        await on.settled()
        assert all(answer["ok"] for answer in both)
        assert told(on) == []
        assert acts(on) == [Act.APPROVE]
        parts = [str(message["metadata"]) for message in on.threads()]
        assert parts
        assert len(parts) == len(set(parts)), "no part twice"

    play(story)


@pytest.mark.parametrize("value", ["1:open:abc", "1:open", "1"])
def test_a_button_painted_by_an_older_version_works(value: str) -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, "approve", value=value)
        assert on.desk.choices == {1: Choice.APPROVED}

    play(story)


@pytest.mark.parametrize("value", ["99:0", "", "x", "1e3:x", "9" * 40, "-1:open"])
def test_a_card_nobody_knows_is_refused_kindly(value: str) -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, "approve", value=value)
        assert on.desk.choices == {}
        ((user, words),) = told(on)
        assert user == ALICE
        assert "nothing was decided" in words

    play(story)


def test_a_message_of_an_older_database_with_the_same_number_decides_nothing() -> None:
    async def story(on: Stage) -> None:
        stranger = {**on.cards()[0], "ts": "1700000000.000001"}
        await on.slack.click(ALICE, stranger, "approve")
        await on.settled()
        assert on.desk.choices == {}
        assert len(told(on)) == 1

    play(story)


def test_a_click_on_a_card_never_confirmed_repairs_its_place() -> None:
    async def played() -> None:
        how: Json = {"grace": 60.0, "teams": [team(approvers=(ALICE,))]}
        async with stage(card(), connect=True, **how) as on:
            on.slack.drop = 1
            with pytest.raises(TryLater):
                await on.seat.outbox.send_one()
            assert on.desk.places == {}
            await on.slack.click(BOB, on.cards()[0], "skip")
            await on.seat.answering.drained()
            assert on.desk.places == {}, "not by who may not decide"
            await click(on, ALICE, "skip")
            assert on.desk.places == {1: ("C01PITCH", on.cards()[0]["ts"])}
            assert not find_button(on.cards()[0]["blocks"], "approve")

    asyncio.run(played())


def test_a_click_after_the_deadline_decides_nothing() -> None:
    async def story(on: Stage) -> None:
        stale = dict(on.cards()[0])
        on.clock.move(hours=31)
        await on.slack.click(ALICE, stale, "approve")
        await on.settled()
        assert on.desk.choices == {}
        assert "has passed" in told(on)[0][1]
        assert "Deadline passed" in str(on.cards()[0]["blocks"])

    play(story)


def test_an_outline_that_was_edited_after_the_look_is_not_approved() -> None:
    async def story(on: Stage) -> None:
        stale = dict(on.cards()[0])
        view = await form(on, BOB, "edit")
        await submit(on, BOB, view, opening="Other words.")
        await on.slack.click(ALICE, stale, "approve", value="1:0")
        await on.settled()
        assert on.desk.choices == {}
        ((user, words),) = told(on)
        assert user == ALICE
        assert words.startswith(f"This outline was edited by <@{BOB}>")
        await click(on, ALICE, "approve")
        assert on.desk.choices == {1: Choice.APPROVED}
        assert "Other words." in str(on.threads())

    play(story)


# ------------------------------------------------------------------- slow and broken


def test_a_slow_decision_never_holds_the_loop_or_the_acknowledgement() -> None:
    async def story(on: Stage) -> None:
        view = await form(on, BOB, "edit")
        with slow(on, 0.4):
            async with lag():
                first, second, third = await asyncio.gather(
                    *(on.slack.click(ALICE, message, "skip") for message in on.cards()[1:]),
                    on.slack.submit(BOB, view, {"opening": "Words."}),
                )
                await on.seat.answering.drained()
        assert max(first["ms"], second["ms"]) < 300
        assert third["ok"]
        assert sorted(on.desk.choices) == [2, 3]
        assert acts(on) == [Act.EDIT]

    play(story, card(1), card(2), card(3))


def test_a_failure_is_told_with_a_number_that_is_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story(on: Stage) -> None:
        with broken(on, RuntimeError("disk on fire")), caplog.at_level(logging.ERROR):
            await click(on, ALICE, "approve")
        ((_, words),) = told(on)
        number = words.rstrip(".").split()[-1]
        assert len(number) == 8
        assert f"error {number}" in caplog.text
        assert "disk on fire" not in words
        await click(on, ALICE, "approve")
        assert on.desk.choices == {1: Choice.APPROVED}

    play(story)


def test_profiles_that_cant_be_read_let_nobody_decide_and_give_a_number() -> None:
    def unreadable() -> list[Team]:
        raise RuntimeError("half a file")

    async def played() -> None:
        async with stage(card(), connect=True) as on:
            seat = workspace(on.slack, on.desk, now=on.clock, teams=unreadable)
            await seat.start_checks(socket=True)
            await on.drain()
            await on.seat.close()
            await seat.connect()
            try:
                await on.slack.click(ALICE, on.cards()[0], "approve")
                await seat.answering.drained()
            finally:
                await seat.close()
            assert on.desk.choices == {}
            assert "the log has it as" in told(on)[0][1]

    asyncio.run(played())


def test_a_slack_that_cant_paint_keeps_the_decision() -> None:
    async def story(on: Stage) -> None:
        on.slack.errors["chat.update"] = "internal_error"
        await on.slack.click(ALICE, on.cards()[0], "approve")
        await on.seat.answering.drained()
        assert on.desk.choices == {1: Choice.APPROVED}
        assert told(on) == []

    play(story)


def test_a_refresh_during_a_click_loses_neither_click_nor_acknowledgement() -> None:
    async def story(on: Stage) -> None:
        one, two = on.cards()
        with slow(on, 0.4):
            clicking = asyncio.create_task(on.slack.click(ALICE, one, "approve"))
            await asyncio.sleep(0.05)
            await on.slack.wires.say_goodbye("refresh_requested")
            assert (await clicking)["ok"]
            await until(
                lambda: on.slack.wires.hellos == 2 and len(on.slack.wires.open) == 1
            )
            assert (await on.slack.click(ALICE, two, "skip"))["ok"]
            await on.settled()
        assert sorted(on.desk.choices) == [1, 2]

    play(story, card(1), card(2))


def test_a_torn_connection_comes_back_and_takes_clicks() -> None:
    async def story(on: Stage) -> None:
        on.slack.wires.cut()
        await until(lambda: on.slack.wires.hellos == 2)
        assert (await click(on, ALICE, "approve"))["ok"]
        assert on.desk.choices == {1: Choice.APPROVED}

    play(story)


@pytest.mark.parametrize("control", ["open", "something_of_tomorrow"])
def test_what_asks_for_nothing_is_acknowledged_and_nothing_more(control: str) -> None:
    async def story(on: Stage) -> None:
        answer = await on.slack.click(ALICE, on.cards()[0], control, "")
        assert answer["ok"]
        await on.settled()
        assert told(on) == []
        assert acts(on) == []

    play(story)

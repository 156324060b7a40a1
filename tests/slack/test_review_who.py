"""Who may click: the approvers of the company, as they stand at the click."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.domain import Act, Choice
from tests.slack.stage import ALICE, BOB, Stage, card, team
from tests.slack.story import GROUP, acts, choose, click, form, play, submit, told

PITCH = "C01PITCH"


def test_an_outsider_is_told_and_decides_nothing() -> None:
    async def story(on: Stage) -> None:
        assert (await click(on, BOB, "approve"))["ok"]
        assert on.desk.choices == {}
        ((user, words),) = told(on)
        assert user == BOB
        assert f"<@{ALICE}>" in words
        await click(on, ALICE, "skip")
        assert on.desk.choices == {1: Choice.SKIPPED}

    play(story, teams=[team(approvers=(ALICE,))])


def test_without_a_profile_the_approvers_of_the_card_decide() -> None:
    async def story(on: Stage) -> None:
        await click(on, BOB, "approve")
        assert on.desk.choices == {}
        await click(on, ALICE, "approve")
        assert on.desk.choices == {1: Choice.APPROVED}

    play(story, card(approvers=(ALICE,)), teams=[team("Another", approvers=(BOB,))])


def test_who_was_removed_decides_no_more_and_who_was_added_does_at_once() -> None:
    async def story(on: Stage) -> None:
        on.teams[:] = [team(approvers=(BOB,))]
        await click(on, ALICE, "approve")
        assert on.desk.choices == {}
        await click(on, BOB, "approve")
        assert on.desk.choices == {1: Choice.APPROVED}

    play(story, card(approvers=(ALICE,)), teams=[team(approvers=(ALICE,))])


def test_a_member_of_a_group_decides_and_an_outsider_of_it_does_not() -> None:
    async def story(on: Stage) -> None:
        on.slack.memory.groups[GROUP] = [ALICE]
        await click(on, BOB, "skip")
        assert on.desk.choices == {}
        assert f"the members of the user group {GROUP}" in told(on)[0][1]
        await click(on, ALICE, "skip")
        assert on.desk.choices == {1: Choice.SKIPPED}

    play(story, teams=[team(approvers=(GROUP,))])


def test_a_group_that_cant_be_read_lets_nobody_in_and_who_is_named_may_still() -> None:
    async def story(on: Stage) -> None:
        on.slack.memory.groups[GROUP] = [ALICE]
        on.slack.errors["usergroups.users.list"] = "missing_scope"
        await click(on, ALICE, "approve")
        assert on.desk.choices == {}
        assert f"The members of the user group {GROUP} can't be read" in told(on)[0][1]
        assert "usergroups:read" in told(on)[0][1]
        await click(on, BOB, "approve")
        assert on.desk.choices == {1: Choice.APPROVED}

    play(story, teams=[team(approvers=(GROUP, BOB))])


def test_a_forged_user_in_the_message_counts_for_nothing() -> None:
    async def story(on: Stage) -> None:
        message = {**on.cards()[0], "user": ALICE, "username": ALICE}
        await on.slack.click(BOB, message, "approve")
        await on.settled()
        assert on.desk.choices == {}

    play(story, teams=[team(approvers=(ALICE,))])


@pytest.mark.parametrize("menu", ["not_for_us", "mute_outlet", "mute_reporter", "assign"])
def test_no_menu_is_a_way_around_the_approvers(menu: str) -> None:
    async def story(on: Stage) -> None:
        await choose(on, BOB, "more", menu)
        await choose(on, BOB, "snooze", "hour")
        await click(on, BOB, "edit")
        assert acts(on) == []
        assert on.slack.memory.views == []
        assert len(told(on)) == 3

    play(story, teams=[team(approvers=(ALICE,))])


def test_who_may_no_more_when_the_form_is_sent_stores_nothing_and_keeps_the_text() -> None:
    async def story(on: Stage) -> None:
        view = await form(on, ALICE, "edit")
        on.teams[:] = [team(approvers=(BOB,))]
        answer = await submit(on, ALICE, view, opening="Mine.")
        assert "can't decide" in answer["response"]["errors"]["opening"]
        assert acts(on) == []

    play(story, teams=[team(approvers=(ALICE,))])


# ------------------------------------------------- forms, where everybody may decide


async def assigning(on: Stage, user: str) -> Any:
    return await form(on, user, "more", "assign")


@pytest.mark.parametrize("control", ["edit", "assign"])
def test_who_has_left_the_channel_changes_nothing_by_a_form_that_was_open(
    control: str,
) -> None:
    async def story(on: Stage) -> None:
        editing = control == "edit"
        view = await (form(on, BOB, "edit") if editing else assigning(on, BOB))
        values = {"opening": "Mine."} if editing else {"colleague": BOB}
        on.slack.memory.members[PITCH].remove(BOB)
        answer = await submit(on, BOB, view, **values)
        (said,) = answer["response"]["errors"].values()
        assert "You are not in the channel of this card now" in said
        assert acts(on) == []
        assert on.slack.memory.views_of(BOB) == [view], "what was typed survives"
        on.slack.memory.members[PITCH].append(BOB)
        on.clock.move(minutes=2)
        assert not (await submit(on, BOB, view, **values))["response"]
        assert acts(on) == [Act.EDIT if editing else Act.ASSIGN]

    play(story)


@pytest.mark.parametrize("control", ["edit", "assign"])
@pytest.mark.parametrize("code", ["missing_scope", "internal_error"])
def test_where_slack_does_not_tell_who_is_in_the_channel_the_form_stays_open(
    control: str, code: str
) -> None:
    async def story(on: Stage) -> None:
        editing = control == "edit"
        view = await (form(on, BOB, "edit") if editing else assigning(on, BOB))
        values = {"opening": "Mine."} if editing else {"colleague": BOB}
        on.slack.errors["conversations.members"] = code
        answer = await submit(on, BOB, view, **values)
        (said,) = answer["response"]["errors"].values()
        assert "Can't tell whether you are in this channel" in said
        assert acts(on) == []
        del on.slack.errors["conversations.members"]
        on.clock.move(minutes=2)
        assert not (await submit(on, BOB, view, **values))["response"]

    play(story, teams=[team()])


def test_a_silent_slack_is_answered_for_within_three_seconds() -> None:
    async def story(on: Stage) -> None:
        view = await form(on, BOB, "edit")
        real = on.slack.answer

        async def answer(method: str, args: Any) -> Any:
            await asyncio.sleep(5.0 if method == "conversations.members" else 0.0)
            return await real(method, args)

        on.slack.answer = answer  # type: ignore[method-assign]
        answered = await on.slack.submit(BOB, view, {"opening": "Mine."})
        assert answered["ms"] < 2900
        assert "Can't tell" in answered["response"]["errors"]["opening"]
        assert acts(on) == []

    play(story)


def test_approvers_need_not_be_in_the_channel_and_slack_is_not_asked() -> None:
    async def story(on: Stage) -> None:
        view = await form(on, ALICE, "edit")
        on.slack.memory.members[PITCH].remove(ALICE)
        on.slack.errors["conversations.members"] = "missing_scope"
        assert not (await submit(on, ALICE, view, opening="Mine."))["response"]
        assert acts(on) == [Act.EDIT]
        assert on.calls("conversations.members") == []

    play(story, teams=[team(approvers=(ALICE,))])


def test_who_has_left_the_channel_approves_no_second_company() -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, "approve", 1)
        await click(on, BOB, "approve", 2)
        (view,) = on.slack.memory.views_of(BOB)
        on.slack.memory.members[PITCH].remove(BOB)
        assert not (await submit(on, BOB, view))["response"]
        assert on.desk.choices == {1: Choice.APPROVED}

    one = card()
    play(story, one, replace(one, company="Bolt Clinics"))

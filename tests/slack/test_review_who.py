"""Who may click: the approvers of the company, as they stand at the click."""

import pytest

from bot.domain import Choice
from tests.slack.stage import ALICE, BOB, Stage, card, team
from tests.slack.story import GROUP, acts, choose, click, form, play, submit, told


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
        assert f"the members of {GROUP}" in told(on)[0][1]
        await click(on, ALICE, "skip")
        assert on.desk.choices == {1: Choice.SKIPPED}

    play(story, teams=[team(approvers=(GROUP,))])


def test_a_group_that_cant_be_read_lets_nobody_in_and_who_is_named_may_still() -> None:
    async def story(on: Stage) -> None:
        on.slack.memory.groups[GROUP] = [ALICE]
        on.slack.errors["usergroups.users.list"] = "missing_scope"
        await click(on, ALICE, "approve")
        assert on.desk.choices == {}
        assert f"The members of {GROUP} can't be read" in told(on)[0][1]
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

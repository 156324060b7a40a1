"""What asks first: whom to assign, and whether a second company answers too."""

import asyncio
from dataclasses import replace
from typing import Any

from bot.domain import Choice, Expert
from bot.slack import actions
from tests.slack.stage import ALICE, BOB, Stage, card, team
from tests.slack.story import (
    CAROL,
    acts,
    approve,
    assign,
    click,
    form,
    play,
    release,
    submit,
    told,
)

# --------------------------------------------------------------------------- assign


def test_who_is_assigned_is_mentioned_below_the_card_once() -> None:
    async def story(on: Stage) -> None:
        await assign(on)
        (reply,) = on.replies()
        said = str(reply["blocks"])
        assert f"<@{BOB}>" in said
        assert f"You are assigned by {ALICE.lower()}: Query 1 (Health Weekly), due " in said
        assert on.shown().assigned == BOB
        assert on.desk.zone_of(BOB) == "Europe/Berlin", "for reminders"
        await release(on)
        assert "no longer assigned" in str(on.replies()[1]["blocks"])
        assert f"<@{BOB}>" in str(on.replies()[1]["blocks"])

    play(story)


def test_an_expert_is_assigned_by_slack_user_or_by_name_and_then_nobody_is_called() -> None:
    ada = Expert(id="ada", name="Ada Dent", slack_user=CAROL)
    ben = Expert(id="ben", name="Ben Hire")

    async def story(on: Stage) -> None:
        view = await form(on, ALICE, "more", "assign")
        await submit(on, ALICE, view, expert=CAROL)
        assert on.shown().assigned == CAROL
        assert f"<@{CAROL}>" in str(on.replies()[0]["blocks"])
        on.slack.memory.views.clear()
        view = await form(on, ALICE, "more", "assign")
        await submit(on, ALICE, view, expert="Ben Hire")
        assert on.shown().assigned == "Ben Hire"
        (_, released) = on.replies()
        assert "no longer assigned" in str(released["blocks"])

    play(story, teams=[team(experts=(ada, ben))])


def test_who_takes_a_card_themselves_is_not_told_so() -> None:
    async def story(on: Stage) -> None:
        view = await form(on, ALICE, "more", "assign")
        await submit(on, ALICE, view, colleague=ALICE)
        assert on.shown().assigned == ALICE
        assert on.replies() == []

    play(story)


def test_an_approved_card_can_still_be_assigned() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        view = await form(on, ALICE, "assign")
        await submit(on, ALICE, view, colleague=BOB)
        assert on.shown().assigned == BOB
        assert on.desk.choices == {1: Choice.APPROVED}

    play(story)


def test_a_form_that_names_two_people_or_nobody_stays_open() -> None:
    ben = Expert(id="ben", name="Ben Hire")

    async def story(on: Stage) -> None:
        view = await form(on, ALICE, "more", "assign")
        for values in ({}, {"expert": "Ben Hire", "colleague": BOB}):
            answer = await submit(on, ALICE, view, **values)
            assert answer["response"]["errors"]
        assert on.slack.memory.views_of(ALICE) == [view]
        assert acts(on) == []

    play(story, teams=[team(experts=(ben,))])


# ---------------------------------------------------------------------------- rivals


def pair() -> tuple[Any, Any]:
    """Make the cards of one query for two companies."""
    first = card()
    return first, replace(first, company="Bolt Clinics")


def test_one_agency_gives_one_answer_unless_somebody_says_so() -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, "approve", 1)
        await click(on, BOB, "approve", 2)
        assert on.desk.choices == {1: Choice.APPROVED}
        (view,) = on.slack.memory.views_of(BOB)
        assert view["callback_id"] == actions.RIVALLED
        assert "Acme Dental" in str(view["blocks"])
        await submit(on, BOB, view)
        assert on.desk.choices == {1: Choice.APPROVED, 2: Choice.APPROVED}
        assert on.desk.audit(2)[0].said == "anyway"
        assert told(on) == []

    play(story, *pair())


def test_two_companies_approved_within_a_moment_are_asked_about_as_well() -> None:
    async def story(on: Stage) -> None:
        one, two = on.cards()
        await asyncio.gather(
            on.slack.click(ALICE, one, "approve"), on.slack.click(BOB, two, "approve")
        )
        await on.settled()
        assert len(on.desk.choices) == 1
        assert len(on.slack.memory.views) == 1

    play(story, *pair())


def test_a_question_that_came_too_late_to_be_asked_is_said() -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, "approve", 1)
        await click(on, BOB, "approve", 2, age=10.0)
        assert on.desk.choices == {1: Choice.APPROVED}
        ((user, words),) = told(on)
        assert user == BOB
        assert words.startswith("Acme Dental answers this query already.")
        assert "Click Approve again" in words

    play(story, *pair())


def test_who_may_decide_for_one_company_approves_nothing_for_the_other() -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, "approve", 1)
        await click(on, BOB, "approve", 2)
        (view,) = on.slack.memory.views_of(BOB)
        await submit(on, ALICE, view)
        assert on.desk.choices == {1: Choice.APPROVED}

    teams = [team(approvers=(ALICE,)), team("Bolt Clinics", approvers=(BOB,))]
    play(story, *pair(), teams=teams)

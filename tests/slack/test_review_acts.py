"""Every act has its inverse, and every act twice is one."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import UNDO, Act, Cause, Choice, Deadline
from tests.slack.stage import ALICE, BOB, Stage, card, now, team
from tests.slack.story import (
    Step,
    acts,
    approve,
    assign,
    back,
    buttons,
    choose,
    click,
    edit,
    form,
    mute_outlet,
    mute_reporter,
    not_for_us,
    play,
    release,
    reopen,
    skip,
    snooze,
    submit,
    told,
    undo,
    wake,
)


@pytest.mark.parametrize(
    ("there", "again", "names"),
    [
        (approve, undo, [Act.APPROVE, Act.UNDO]),
        (skip, undo, [Act.SKIP, Act.UNDO]),
        (skip, reopen, [Act.SKIP, Act.REOPEN]),
        (not_for_us, undo, [Act.NOT_FOR_US, Act.UNDO]),
        (mute_outlet, undo, [Act.MUTE_OUTLET, Act.UNDO]),
        (mute_reporter, undo, [Act.MUTE_REPORTER, Act.UNDO]),
        (mute_reporter, reopen, [Act.MUTE_REPORTER, Act.REOPEN]),
        (snooze, wake, [Act.SNOOZE, Act.WAKE]),
        (assign, release, [Act.ASSIGN, Act.ASSIGN]),
        (edit, back, [Act.EDIT, Act.EDIT]),
    ],
)
def test_every_act_has_an_inverse_on_the_card(
    there: Step, again: Step, names: list[Act]
) -> None:
    async def story(on: Stage) -> None:
        before = on.shown()
        await there(on)
        changed = on.shown()
        assert changed.version == 1
        await again(on)
        after = on.shown()
        for name in ("decision", "snoozed_until", "assigned", "outline", "edited_by"):
            assert getattr(after, name) == getattr(before, name), name
        assert on.desk.mutes() == []
        assert acts(on) == names
        assert "approve" in buttons(on.cards()[0]), "it can be decided anew"
        await click(on, BOB, "approve")
        assert on.desk.choices == {1: Choice.APPROVED}

    play(story)


@pytest.mark.parametrize(
    ("first", "control", "option", "act"),
    [
        (None, "approve", "", Act.APPROVE),
        (None, "skip", "", Act.SKIP),
        (None, "more", "not_for_us", Act.NOT_FOR_US),
        (None, "more", "mute_outlet", Act.MUTE_OUTLET),
        (None, "more", "mute_reporter", Act.MUTE_REPORTER),
        (None, "snooze", "hour", Act.SNOOZE),
        (None, "snooze", "before", Act.SNOOZE),
        (None, "snooze", "morning", Act.SNOOZE),
        (snooze, "wake", "", Act.WAKE),
        (skip, "undo", "", Act.UNDO),
        (skip, "reason", "outlet", Act.REASON),
    ],
)
def test_a_second_click_is_harmless_and_leaves_one_line_in_the_audit(
    first: Step | None, control: str, option: str, act: Act
) -> None:
    async def story(on: Stage) -> None:
        if first is not None:
            await first(on)
        said = len(told(on))
        stale = dict(on.cards()[0])
        for _ in range(2):
            if option:
                await on.slack.choose(ALICE, stale, control, option)
            else:
                await on.slack.click(ALICE, stale, control)
            await on.settled()
        assert acts(on).count(act) == 1
        mutes = act in (Act.MUTE_OUTLET, Act.MUTE_REPORTER)
        assert len(told(on)) - said == int(mutes)

    at = now() + timedelta(hours=40)  # later than the next morning, whatever the hour
    due = Deadline(text="later", at=at, sure=True, until=at)
    play(story, card(query=replace(card().query, deadline=due)))


def test_a_second_sending_of_a_form_is_harmless_and_leaves_one_line() -> None:
    async def story(on: Stage) -> None:
        edit_form = await form(on, ALICE, "edit")
        sent = {**edit_form}
        for _ in range(2):
            answer = await submit(on, ALICE, sent, opening="Own words.")
            assert answer["response"] in (None, {}), "closed"
        on.slack.memory.views.clear()
        assign_form = {**await form(on, ALICE, "more", "assign")}
        for _ in range(2):
            await submit(on, ALICE, assign_form, colleague=BOB)
        assert acts(on) == [Act.EDIT, Act.ASSIGN]
        assert len(on.replies()) == 1

    play(story)


def test_an_undo_after_a_minute_is_refused() -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, "approve")
        stale = dict(on.cards()[0])
        on.clock.move(seconds=UNDO.seconds + 1)
        await on.slack.click(ALICE, stale, "undo")
        await on.settled()
        assert on.desk.choices == {1: Choice.APPROVED}
        assert "taken back for 60 s" in told(on)[0][1]
        assert "undo" not in buttons(on.cards()[0])

    play(story)


def test_an_approval_taken_back_says_so_below_what_it_posted() -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, "approve")
        assert on.threads()
        await click(on, BOB, "undo")
        (reply,) = on.replies()
        assert reply["thread_ts"] == on.cards()[0]["ts"]
        assert "took the approval back: the outline above is not to be sent" in str(
            reply["blocks"]
        )
        posted = len(on.threads())
        await click(on, ALICE, "approve")
        assert len(on.threads()) == posted, "what stands there is not posted twice"
        assert "the outline above stands" in str(on.replies()[-1]["blocks"])
        await click(on, ALICE, "undo")
        assert len(on.replies()) == 3

    play(story)


def test_a_skip_taken_back_says_nothing_below() -> None:
    async def story(on: Stage) -> None:
        await skip(on)
        await undo(on)
        assert on.replies() == []

    play(story)


def test_of_two_people_taking_back_one_is_told_that_it_is_done() -> None:
    async def story(on: Stage) -> None:
        await skip(on)
        stale = dict(on.cards()[0])
        await asyncio.gather(
            *(on.slack.click(user, stale, "undo") for user in (ALICE, BOB))
        )
        await on.settled()
        assert acts(on) == [Act.SKIP, Act.UNDO]
        ((user, words),) = told(on)
        winner = on.desk.audit(1)[0].by
        assert user != winner
        assert f"<@{winner}> took it back" in words

    play(story)


def test_a_reason_is_optional_and_comes_after_the_skip() -> None:
    async def story(on: Stage) -> None:
        await skip(on)
        assert on.shown().cause is None
        assert "reason" in buttons(on.cards()[0])
        await choose(on, ALICE, "reason", "outlet")
        assert on.shown().cause is Cause.OUTLET
        assert "reason" not in buttons(on.cards()[0])
        assert told(on) == []

    play(story)


def test_not_for_us_teaches_that_the_topic_is_wrong() -> None:
    async def story(on: Stage) -> None:
        await not_for_us(on)
        (lesson,) = on.desk.lessons("Acme Dental")
        assert not lesson.good
        assert lesson.cause is Cause.TOPIC

    play(story)


def test_a_mute_says_what_was_muted_for_whom_and_how_it_ends() -> None:
    async def story(on: Stage) -> None:
        await mute_outlet(on)
        ((user, words),) = told(on)
        assert user == ALICE
        assert "Muted for Acme Dental: the outlet Health Weekly." in words
        (mute,) = on.desk.mutes()
        assert (mute.kind, mute.shown, mute.by) == ("outlet", "Health Weekly", ALICE)

    play(story)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("mute_outlet", "nothing was muted"),
        ("mute_reporter", "nothing was muted"),
        ("not_for_us", "Say why in the menu"),
    ],
)
def test_who_skipped_and_then_mutes_on_an_old_picture_is_not_left_to_think_it_worked(
    option: str, words: str
) -> None:
    async def story(on: Stage) -> None:
        stale = dict(on.cards()[0])
        await skip(on)
        await on.slack.choose(ALICE, stale, "more", option)
        await on.settled()
        assert words in told(on)[0][1]
        assert on.desk.mutes() == []
        assert acts(on) == [Act.SKIP]

    play(story)


def test_a_copy_is_for_anybody_in_the_channel_and_for_nobody_else_to_see() -> None:
    async def story(on: Stage) -> None:
        await choose(on, BOB, "more", "copy")
        (whisper,) = on.whispers()
        assert whisper["user"] == BOB
        box = whisper["blocks"][0]["elements"][1]
        assert box["type"] == "rich_text_preformatted"
        assert acts(on) == []

    play(story, teams=[team(approvers=(ALICE,))])

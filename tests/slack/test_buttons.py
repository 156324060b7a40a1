"""The foot of a card offers what can be done now, and nothing that would be refused."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import (
    UNDO,
    Act,
    Card,
    Cause,
    Choice,
    Deadline,
    Decision,
    Deed,
    Level,
    Policy,
    refusal,
)
from bot.slack import actions, buttons, words
from bot.slack.rules import faults
from tests import make

NOW, USER = make.NOW, "U024BE7LH"
ALL = ["approve", "edit", "skip", "snooze", "more"]


def foot(card: Card, now: datetime = NOW) -> list[Any]:
    found = list(buttons.foot(card, now))
    assert faults(found) == []
    return found


def offered(card: Card, now: datetime = NOW) -> list[str]:
    rows = [block for block in foot(card, now) if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row["elements"]]


def menu(card: Card, name: str, now: datetime = NOW) -> list[str]:
    """Return the names of a menu's options."""
    rows = (e for block in foot(card, now) for e in block.get("elements", ()))
    options = [o for e in rows if e.get("action_id") == name for o in e["options"]]
    return [option["value"].split(":")[2] for option in options]


def due(**time: float) -> Card:
    deadline = make.deadline(NOW + timedelta(**time))
    return make.card(query=make.query(deadline=deadline))


def decided(choice: Choice, after: timedelta = timedelta(), **changes: Any) -> Card:
    decision = Decision(choice=choice, by=USER, at=NOW - after)
    return make.card(decision=decision, **changes)


def test_an_open_card_offers_everything_and_only_approve_stands_out() -> None:
    assert offered(make.card()) == ALL
    (row,) = foot(make.card())
    assert [e["action_id"] for e in row["elements"] if "style" in e] == ["approve"]
    assert not any("confirm" in element for element in row["elements"])
    assert menu(make.card(), "more") == list(actions.MORES)
    assert menu(make.card(), "snooze") == list(actions.SNOOZES)


def test_every_value_says_which_card_and_which_edition_was_seen() -> None:
    card = make.card(id=12, edition=3, version=7)
    (row,) = foot(card)
    for element in row["elements"]:
        values = [o["value"] for o in element.get("options", ())] or [element["value"]]
        assert {actions.read(value) for value in values} == {(12, 3)}
        assert all(len(value) <= 75 for value in values)


def test_a_row_is_named_anew_when_something_was_done() -> None:
    """Slack keeps the choice of a menu for as long as its block has the same name."""
    names = {foot(make.card(version=n))[0]["block_id"] for n in range(3)}
    assert len(names) == 3


@pytest.mark.parametrize(
    ("card", "options"),
    [
        (due(minutes=40), []),
        (due(hours=1), []),
        (due(hours=1.5), ["hour"]),
        (due(hours=2), ["hour"]),
        (due(hours=3), ["hour", "before"]),
        (due(hours=24.9), ["hour", "before"]),  # 12:00 UTC is 8:00 in New York
        (due(hours=26), ["hour", "before", "morning"]),
        (make.card(query=make.query(deadline=Deadline())), ["hour", "morning"]),
    ],
)
def test_a_snooze_that_could_not_end_in_time_is_not_offered(
    card: Card, options: list[str]
) -> None:
    assert menu(card, "snooze") == options
    assert ("snooze" in offered(card)) is bool(options)


@given(st.integers(1, 60 * 60))
def test_no_snooze_is_offered_that_would_be_refused(minutes: int) -> None:
    card = due(minutes=minutes)
    end = NOW + timedelta(minutes=minutes)
    untils = {"hour": NOW + timedelta(hours=1), "before": end - buttons.AHEAD}
    for name in menu(card, "snooze"):
        if name in untils:
            deed = Deed(card_id=1, act=Act.SNOOZE, by=USER, at=NOW, until=untils[name])
            assert refusal(card, deed) is None


def test_a_snoozed_card_can_be_woken() -> None:
    card = make.card(snoozed_until=NOW + timedelta(hours=1), snoozed_by=USER)
    assert offered(card) == ["approve", "edit", "skip", "wake", "more"]


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"outlet": ""}, {"mute_outlet"}),
        ({"reporter": ""}, {"mute_reporter"}),
        ({"anonymous": True}, {"mute_reporter"}),
        ({"outlet": "", "reporter": ""}, {"mute_outlet", "mute_reporter"}),
    ],
)
def test_what_has_no_name_can_t_be_muted(changes: dict[str, Any], gone: set[str]) -> None:
    card = make.card(query=make.query(**changes))
    assert set(actions.MORES) - set(menu(card, "more")) == gone


@pytest.mark.parametrize("level", [Level.LINK, Level.OFF])
def test_what_stays_out_of_slack_can_be_neither_edited_nor_copied(level: Level) -> None:
    card = make.card(policy=Policy(level=level))
    rest = ["skip", "snooze", "more"]
    assert offered(card) == (rest if level is Level.OFF else ["approve", *rest])
    assert "copy" not in menu(card, "more")


@pytest.mark.parametrize(
    ("choice", "after", "names"),
    [
        (Choice.APPROVED, timedelta(), ["undo", "assign"]),
        (Choice.APPROVED, UNDO, ["undo", "assign"]),
        (Choice.APPROVED, UNDO + timedelta(seconds=1), ["assign"]),
        (Choice.SKIPPED, UNDO, ["undo", "reason"]),
        (Choice.SKIPPED, UNDO + timedelta(seconds=1), ["reopen", "reason"]),
    ],
)
def test_a_decision_can_be_taken_back_while_it_may(
    choice: Choice, after: timedelta, names: list[str]
) -> None:
    card = decided(choice, after)
    assert offered(card) == names
    acts = {"undo": Act.UNDO, "reopen": Act.REOPEN, "assign": Act.ASSIGN}
    for name in names:
        if name in acts:
            assert refusal(card, Deed(card_id=1, act=acts[name], by=USER, at=NOW)) is None


def test_why_is_asked_once_and_in_words() -> None:
    card = decided(Choice.SKIPPED)
    assert menu(card, "reason") == [cause.value for cause in Cause]
    *_, row = foot(card)
    assert row["block_id"] == "reason"
    assert row["elements"][0]["placeholder"]["text"] == "Why? (optional)"
    texts = [option["text"]["text"] for option in row["elements"][0]["options"]]
    assert texts == list(words.CAUSES.values())
    assert offered(replace(card, cause=Cause.TOPIC)) == ["undo"]


def test_after_the_deadline_nothing_is_offered_but_to_undo_what_was_just_done() -> None:
    past = make.query(deadline=make.deadline(NOW))
    assert offered(make.card(query=past)) == []
    long_ago = UNDO * 2
    assert offered(decided(Choice.APPROVED, query=past)) == ["undo"]
    assert offered(decided(Choice.APPROVED, long_ago, query=past)) == []
    assert offered(decided(Choice.SKIPPED, long_ago, query=past)) == ["reason"]

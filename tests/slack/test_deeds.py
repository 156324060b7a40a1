"""A payload becomes a deed: without Slack, without a store."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain import (
    Act,
    Card,
    Cause,
    Deadline,
    Expert,
)
from bot.slack import actions, deeds
from tests import make
from tests.make import NOW
from tests.slack.stage import ALICE, BOB, team


def body(action_id: str, value: str, *, menu: bool = False, **more: Any) -> dict[str, Any]:
    chosen = {"selected_option": {"value": value}} if menu else {"value": value}
    return {
        "user": {"id": ALICE, "username": "alice", "name": "alice"},
        "channel": {"id": "C01PITCH"},
        "container": {"channel_id": "C01PITCH", "message_ts": "1.2"},
        "trigger_id": "1.2.3",
        "actions": [{"action_id": action_id, **chosen}],
        **more,
    }


# ---------------------------------------------------------------------------- clicks


def test_a_button_says_which_card_and_which_edition_of_it_was_seen() -> None:
    click = deeds.clicked(body(actions.APPROVE, "5:3"))
    assert click is not None
    assert (click.card_id, click.seen, click.option) == (5, 3, "")
    assert (click.user, click.channel, click.ts) == (ALICE, "C01PITCH", "1.2")
    assert deeds.act_of(click) is Act.APPROVE


def test_a_button_of_an_older_version_means_whatever_stands() -> None:
    click = deeds.clicked(body(actions.SKIP, "5:open:abc"))
    assert click is not None
    assert (click.card_id, click.seen, click.option) == (5, None, "")
    assert deeds.act_of(click) is Act.SKIP


@pytest.mark.parametrize(
    ("menu", "option", "act"),
    [
        (actions.SNOOZE, actions.HOUR, Act.SNOOZE),
        (actions.MORE, "not_for_us", Act.NOT_FOR_US),
        (actions.MORE, "mute_outlet", Act.MUTE_OUTLET),
        (actions.MORE, "mute_reporter", Act.MUTE_REPORTER),
        (actions.MORE, actions.COPY, None),
        (actions.MORE, actions.ASSIGN, None),
        (actions.MORE, "approve", None),
        (actions.MORE, "unmute", None),
        (actions.REASON, "outlet", Act.REASON),
        (actions.REASON, "boredom", None),
    ],
)
def test_an_option_of_a_menu_is_one_act_or_none(
    menu: str, option: str, act: Act | None
) -> None:
    click = deeds.clicked(body(menu, f"5:3:{option}", menu=True))
    assert click is not None
    assert (click.card_id, click.seen, click.option) == (5, 3, option)
    assert deeds.act_of(click) is act


@pytest.mark.parametrize("value", ["", "x", "-1:2", "1e3:1", "9" * 40, ":3", "٣:1"])
def test_a_value_that_names_no_card_is_no_click(value: str) -> None:
    assert deeds.clicked(body(actions.APPROVE, value)) is None


def test_only_the_payloads_own_user_counts() -> None:
    forged = body(actions.APPROVE, "5:3", user_id=BOB, message={"user": BOB, "ts": "1.2"})
    click = deeds.clicked(forged)
    assert click is not None
    assert click.user == ALICE


def test_a_cause_is_read_by_its_own_name_only() -> None:
    for cause in Cause:
        click = deeds.clicked(body(actions.REASON, f"5:3:{cause.value}", menu=True))
        assert click is not None
        assert deeds.cause_of(click) is cause


# ---------------------------------------------------------------------------- snooze


def due(at: datetime | None, until: datetime | None = None) -> Card:
    deadline = Deadline(text="x", at=at, sure=True, until=until or at)
    return make.card(query=make.query(deadline=deadline))


def test_an_hour_ends_on_a_minute_and_a_second_click_means_the_same_end() -> None:
    first = deeds.snoozed_until(actions.HOUR, make.card(), NOW + timedelta(seconds=59.9))
    assert first == NOW + timedelta(hours=1)
    card = replace(make.card(), snoozed_until=first)
    again = deeds.snoozed_until(actions.HOUR, card, NOW + timedelta(seconds=60.4))
    assert again == first
    later = deeds.snoozed_until(actions.HOUR, card, NOW + timedelta(minutes=20))
    assert later == first + timedelta(minutes=20), "another snooze, on purpose"


def test_before_the_deadline_is_two_hours_before_it() -> None:
    at = NOW + timedelta(hours=9)
    card = due(at, at + timedelta(hours=12))
    assert deeds.snoozed_until(actions.BEFORE, card, NOW) == at - timedelta(hours=2)
    assert deeds.snoozed_until(actions.BEFORE, due(None), NOW) is None


@pytest.mark.parametrize(
    ("now", "zone", "morning"),
    [
        # the nights in which clocks change: 9:00 is 9:00, whatever the night's length
        ("2026-03-28T20:00Z", "Europe/Berlin", "2026-03-29T07:00Z"),
        ("2026-10-24T20:00Z", "Europe/Berlin", "2026-10-25T08:00Z"),
        ("2026-03-07T20:00Z", "America/New_York", "2026-03-08T13:00Z"),
        ("2026-10-31T20:00Z", "America/New_York", "2026-11-01T14:00Z"),
        # tomorrow is the clicker's, not the server's
        ("2026-09-15T23:30Z", "America/Los_Angeles", "2026-09-16T16:00Z"),
        ("2026-09-15T23:30Z", "Pacific/Auckland", "2026-09-16T21:00Z"),
        ("2026-09-15T12:00Z", "Asia/Kathmandu", "2026-09-16T03:15Z"),
        ("2026-09-15T12:00Z", "UTC", "2026-09-16T09:00Z"),
        ("2026-09-15T12:00Z", "Mars/Olympus", "2026-09-16T09:00Z"),
    ],
)
def test_tomorrow_morning_is_nine_by_the_clickers_clock(
    now: str, zone: str, morning: str
) -> None:
    at = datetime.fromisoformat(now)
    until = deeds.snoozed_until(actions.MORNING, make.card(), at, zone)
    assert until == datetime.fromisoformat(morning)
    assert until.utcoffset() == timedelta(0), "instants are kept in UTC"


def test_a_snooze_nobody_offered_is_none() -> None:
    assert deeds.snoozed_until("forever", make.card(), NOW) is None


# ------------------------------------------------------------------------ assignments


def test_an_expert_with_a_slack_user_is_that_user_and_another_keeps_the_name() -> None:
    ada = Expert(id="ada", name="Ada Dent", slack_user="U04ADA")
    ben = Expert(id="ben", name="Ben Hire")
    here = team(experts=(ada, ben))
    assert deeds.assignee("Ada Dent", here) == "U04ADA"
    assert deeds.assignee("ada", here) == "U04ADA"
    assert deeds.assignee("Ben Hire", here) == "Ben Hire"
    assert deeds.assignee(BOB, here) == BOB
    assert deeds.assignee("", here) == ""
    assert deeds.assignee("Ada Dent", None) == "Ada Dent"

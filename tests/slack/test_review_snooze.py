"""A card put off: for an hour, until it is due, until tomorrow morning."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.slack.stage import ALICE, BOB, Stage, card, now, team
from tests.slack.story import acts, choose, play, told


def test_an_hour_is_an_hour() -> None:
    async def story(on: Stage) -> None:
        await choose(on, ALICE, "snooze", "hour")
        until_ = on.shown().snoozed_until
        assert until_ is not None
        left = until_ - on.clock()
        assert timedelta(minutes=58) < left <= timedelta(hours=1)
        assert told(on) == []

    play(story)


def test_before_the_deadline_is_two_hours_before_it() -> None:
    async def story(on: Stage) -> None:
        await choose(on, ALICE, "snooze", "before")
        at = on.shown().query.deadline.at
        assert at is not None
        assert on.shown().snoozed_until == at - timedelta(hours=2)

    play(story)


@pytest.mark.parametrize(
    ("user", "zone"), [(ALICE, "America/New_York"), (BOB, "Europe/Berlin")]
)
def test_tomorrow_morning_is_the_clickers(user: str, zone: str) -> None:
    async def story(on: Stage) -> None:
        await choose(on, user, "snooze", "morning")
        assert on.shown().snoozed_until == _morning(on.clock(), zone)
        assert told(on) == []

    play(story, far_off())


def test_without_the_scope_tomorrow_morning_is_the_teams_and_says_so() -> None:
    async def story(on: Stage) -> None:
        on.slack.errors["users.info"] = "missing_scope"
        await choose(on, ALICE, "snooze", "morning")
        assert on.shown().snoozed_until == _morning(on.clock(), "UTC")
        ((user, words),) = told(on)
        assert user == ALICE
        assert words == ("Snoozed until 9:00 UTC, since Slack does not tell where you are.")

    play(story, far_off(), teams=[team(timezone="UTC")])


def far_off() -> Any:
    """Make a card whose deadline no snooze of a day comes near."""
    at = now() + timedelta(days=5)
    deadline = replace(card().query.deadline, at=at, until=at)
    return card(query=replace(card().query, deadline=deadline))


def _morning(at: datetime, zone: str) -> datetime:
    there = at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return datetime(there.year, there.month, there.day, 9, tzinfo=ZoneInfo(zone))


def test_a_snooze_that_ends_after_the_deadline_is_refused() -> None:
    async def story(on: Stage) -> None:
        stale = dict(on.cards()[0])
        on.desk.due_at(1, on.clock() + timedelta(minutes=50))
        await on.slack.choose(ALICE, stale, "snooze", "hour")
        await on.settled()
        assert on.shown().snoozed_until is None
        assert "after the deadline" in told(on)[0][1]
        await on.slack.choose(ALICE, stale, "snooze", "before")
        await on.settled()
        assert "passed already" in told(on)[1][1]
        assert acts(on) == []

    play(story)

"""Who may decide, whose queries somebody sees, and where somebody is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.domain import Team
from bot.slack.channels import Channels
from bot.slack.people import People
from tests.slack.bridge import Bridge
from tests.slack.desk import Desk
from tests.slack.stage import ALICE, BOB, Clock, access, team

GROUP = "S01DESK"
CAROL = "U03CAROL"


class Office:
    """A fake Slack, a store, and `People` who ask both."""

    def __init__(self, slack: Bridge, desk: Desk, teams: list[Team]) -> None:
        self.slack = slack
        self.desk = desk
        self.teams = teams
        self.clock = Clock()
        self.people = self.anew()

    def anew(self) -> People:
        """Return what a restart knows."""
        reader = access(self.slack).reader()
        channels = Channels(reader)
        return People(reader, self.desk, channels, lambda: self.teams, self.clock)

    def asked(self, method: str) -> int:
        return [name for name, _ in self.slack.log].count(method)


@asynccontextmanager
async def office(*teams: Team) -> AsyncIterator[Office]:
    desk = Desk()
    try:
        async with Bridge() as slack:
            yield Office(slack, desk, list(teams))
    finally:
        desk.close()


def test_where_there_are_no_approvers_everybody_may_and_slack_is_not_asked() -> None:
    async def play() -> None:
        async with office() as at:
            assert await at.people.refusal(BOB, ()) == ""
            assert at.slack.log == []

    asyncio.run(play())


def test_nobody_at_all_may_decide_nothing() -> None:
    async def play() -> None:
        async with office() as at:
            assert await at.people.refusal("", ()) != ""
            assert await at.people.refusal("", ("",)) != ""

    asyncio.run(play())


def test_an_approver_by_name_may_without_a_word_with_slack() -> None:
    async def play() -> None:
        async with office() as at:
            assert await at.people.refusal(ALICE, (GROUP, ALICE)) == ""
            assert at.slack.log == []

    asyncio.run(play())


def test_a_member_of_a_group_may_and_an_outsider_is_told_who_may() -> None:
    async def play() -> None:
        async with office() as at:
            at.slack.memory.groups[GROUP] = [ALICE]
            assert await at.people.refusal(ALICE, (GROUP, CAROL)) == ""
            told = await at.people.refusal(BOB, (GROUP, CAROL))
            assert f"Only the members of {GROUP}, <@{CAROL}> can decide" in told
            assert "<!" not in told, "a word to one must not call a group"
            assert "five minutes" in told

    asyncio.run(play())


def test_a_group_is_read_once_in_five_minutes_however_many_click() -> None:
    async def play() -> None:
        async with office() as at:
            at.slack.memory.groups[GROUP] = [ALICE]
            said = await asyncio.gather(
                *(at.people.refusal(user, (GROUP,)) for user in (ALICE, BOB) * 20)
            )
            assert [words == "" for words in said] == [True, False] * 20
            assert at.asked("usergroups.users.list") == 1
            at.slack.memory.groups[GROUP] = [BOB]
            at.clock.move(minutes=4)
            assert await at.people.refusal(ALICE, (GROUP,)) == ""
            at.clock.move(minutes=2)
            assert await at.people.refusal(ALICE, (GROUP,)) != ""
            assert await at.people.refusal(BOB, (GROUP,)) == ""
            assert at.asked("usergroups.users.list") == 2

    asyncio.run(play())


def test_a_clock_that_is_put_back_makes_no_list_last_longer() -> None:
    async def play() -> None:
        async with office() as at:
            at.slack.memory.groups[GROUP] = [ALICE]
            assert await at.people.refusal(ALICE, (GROUP,)) == ""
            at.slack.memory.groups[GROUP] = []
            at.clock.move(hours=-1)
            assert await at.people.refusal(ALICE, (GROUP,)) != ""

    asyncio.run(play())


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("missing_scope", "the app lacks usergroups:read"),
        ("no_such_subteam", "Slack says no_such_subteam"),
    ],
)
def test_a_group_that_cant_be_read_lets_nobody_in_and_says_why(code: str, why: str) -> None:
    async def play() -> None:
        async with office() as at:
            at.slack.memory.groups[GROUP] = [ALICE]
            at.slack.errors["usergroups.users.list"] = code
            told = await at.people.refusal(ALICE, (GROUP, BOB))
            assert f"The members of {GROUP} can't be read: {why}." in told
            assert await at.people.refusal(BOB, (GROUP, BOB)) == ""
            await at.people.refusal(ALICE, (GROUP,))
            assert at.asked("usergroups.users.list") == 1, "not at every click"
            del at.slack.errors["usergroups.users.list"]
            at.clock.move(minutes=2)
            assert await at.people.refusal(ALICE, (GROUP,)) == ""

    asyncio.run(play())


def test_a_group_that_could_be_read_once_and_no_more_lets_nobody_in() -> None:
    async def play() -> None:
        async with office() as at:
            at.slack.memory.groups[GROUP] = [ALICE]
            assert await at.people.refusal(ALICE, (GROUP,)) == ""
            at.slack.errors["usergroups.users.list"] = "missing_scope"
            at.clock.move(minutes=6)
            assert await at.people.refusal(ALICE, (GROUP,)) != ""

    asyncio.run(play())


def test_a_silent_slack_is_waited_for_two_seconds_and_lets_nobody_in() -> None:
    async def play() -> None:
        async with office() as at:
            at.slack.memory.groups[GROUP] = [ALICE]
            at.slack.errors["usergroups.users.list"] = "internal_error"
            began = asyncio.get_running_loop().time()
            told = await at.people.refusal(ALICE, (GROUP,))
            assert asyncio.get_running_loop().time() - began < 2.3
            assert "Slack does not answer" in told
            at.slack.errors.clear()
            assert await at.people.refusal(ALICE, (GROUP,)) == "", "asked anew at once"

    asyncio.run(play())


def test_a_company_is_seen_by_its_approvers_and_else_by_who_is_in_its_channel() -> None:
    async def play() -> None:
        teams = (
            team("Acme", approvers=(ALICE,)),
            team("Bolt", approvers=(GROUP,)),
            team("Crown", channel="#pitches"),
            team("Dune", channel="#ops"),
            team("Elm", channel="#nowhere"),
        )
        async with office(*teams) as at:
            memory = at.slack.memory
            memory.groups[GROUP] = [ALICE, BOB]
            memory.members["C01PITCH"] = [ALICE, BOB, *(f"U{n}" for n in range(999, 1002))]
            memory.members["C02OPS"] = []
            memory.add_user(CAROL, "UTC", "C02OPS")

            async def seen(user: str, channel: str = "") -> str:
                found = await at.people.companies(user, channel)
                return " ".join(one.company for one in found)

            assert await seen(ALICE) == "Acme Bolt Crown"
            assert await seen(BOB) == "Bolt Crown"
            assert await seen(CAROL) == "Dune"
            assert await seen("U1001") == "Crown", "on the last page"
            assert await seen("U09NOBODY") == ""
            assert await seen("U09NOBODY", "C01PITCH") == "Crown", "that is where they are"

    asyncio.run(play())


def test_who_left_a_channel_sees_its_queries_for_a_minute_at_most() -> None:
    async def play() -> None:
        async with office(team()) as at:
            at.slack.memory.members["C01PITCH"] = [BOB]
            assert await at.people.companies(BOB)
            at.slack.memory.members["C01PITCH"] = []
            at.clock.move(seconds=61)
            assert await at.people.companies(BOB) == []

    asyncio.run(play())


def test_members_that_cant_be_read_are_nobody_and_nothing_fails() -> None:
    async def play() -> None:
        async with office(team(), team("Bolt", channel="#ops", approvers=(BOB,))) as at:
            at.slack.errors["conversations.members"] = "missing_scope"
            assert [one.company for one in await at.people.companies(BOB)] == ["Bolt"]
            found = await at.people.companies(BOB, "C01PITCH")
            assert [one.company for one in found] == ["Acme Dental", "Bolt"]

    asyncio.run(play())


def test_a_zone_is_asked_for_once_a_day_and_the_desk_learns_it() -> None:
    async def play() -> None:
        async with office() as at:
            assert await at.people.zone(ALICE) == "America/New_York"
            assert at.desk.zone_of(ALICE) == "America/New_York"
            at.slack.memory.users[ALICE]["tz"] = "Asia/Tokyo"
            at.clock.move(hours=23)
            assert await at.people.zone(ALICE) == "America/New_York"
            assert at.asked("users.info") == 1
            at.clock.move(hours=2)
            assert await at.people.zone(ALICE) == "Asia/Tokyo"
            assert at.desk.zone_of(ALICE) == "Asia/Tokyo"

    asyncio.run(play())


def test_without_the_scope_a_zone_is_the_last_one_told_or_none() -> None:
    async def play() -> None:
        async with office() as at:
            at.desk.add_zone(ALICE, "America/New_York", at.clock() - timedelta(days=9))
            at.slack.errors["users.info"] = "missing_scope"
            assert await at.people.zone(ALICE) == "America/New_York"
            assert await at.people.zone(BOB) == ""
            assert await at.people.zone(BOB) == ""
            assert at.asked("users.info") == 2, "each once"
            assert await at.anew().zone(ALICE) == "America/New_York"

    asyncio.run(play())


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "x" * 400, None])
def test_a_zone_that_is_none_is_not_kept(zone: str | None) -> None:
    async def play() -> None:
        async with office() as at:
            at.slack.memory.users[ALICE]["tz"] = zone
            assert await at.people.zone(ALICE) == ""
            assert at.desk.zone_of(ALICE) == ""

    asyncio.run(play())

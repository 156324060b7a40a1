"""Who may decide, whose queries somebody sees, and where somebody is."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import Team
from bot.slack import people, rosters
from bot.slack.channels import Channels
from bot.slack.people import Known, People
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
            members = f"the members of the user group {GROUP}"
            assert f"Only {members}, <@{CAROL}> can decide" in told
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
            assert f"The members of the user group {GROUP} can't be read: {why}." in told
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
                known = await at.people.companies(user, channel)
                return " ".join(one.company for one in known.teams)

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
            assert (await at.people.companies(BOB)).teams
            at.slack.memory.members["C01PITCH"] = []
            at.clock.move(seconds=61)
            assert await at.people.companies(BOB) == Known()

    asyncio.run(play())


# ------------------------------------------------------------- what Slack does not tell


def named(teams: Sequence[Team]) -> list[str]:
    return [one.company for one in teams]


@pytest.mark.parametrize("code", ["missing_scope", "internal_error", "channel_not_found"])
def test_members_that_cant_be_read_give_no_right_and_are_known_to_be_unknown(
    code: str,
) -> None:
    async def play() -> None:
        async with office(team(), team("Bolt", channel="#ops", approvers=(BOB,))) as at:
            at.slack.errors["conversations.members"] = code
            known = await at.people.companies(BOB)
            assert named(known.teams) == known.scope == ["Bolt"]
            assert named(known.unknown) == ["Acme Dental"]
            assert "another team" in known.doubt
            assert "Acme" not in known.doubt, "they may have no right to the name"
            known = await at.people.companies(BOB, "C01PITCH")
            assert named(known.teams) == ["Acme Dental", "Bolt"]
            assert known.doubt == ""

    asyncio.run(play())


@pytest.mark.parametrize("kind", ["group", "members", "name"])
def test_a_list_that_cant_be_read_is_not_the_same_as_being_in_no_team(kind: str) -> None:
    async def play() -> None:
        one = team(approvers=(GROUP,)) if kind == "group" else team()
        if kind == "name":
            one = team(channel="#nowhere")
        async with office(one) as at:
            for method in ("usergroups.users.list", "conversations.members"):
                at.slack.errors[method] = "internal_error"
            known = await at.people.companies(BOB)
            assert known.teams == ()
            assert known.unknown == (one,)
            assert known.doubt.startswith("Can't tell now whether you are in a team")

    asyncio.run(play())


def test_a_team_is_named_in_doubt_only_to_who_was_in_it_when_slack_last_told() -> None:
    async def play() -> None:
        async with office(team("Beta Bikes", approvers=(GROUP,))) as at:
            at.slack.memory.groups[GROUP] = [ALICE]
            assert (await at.people.companies(ALICE)).teams
            at.slack.errors["usergroups.users.list"] = "internal_error"
            at.clock.move(minutes=6)
            alice, bob = [await at.people.companies(user) for user in (ALICE, BOB)]
            assert (alice.teams, bob.teams) == ((), ())
            assert "still in the team of Beta Bikes" in alice.doubt
            assert "Beta" not in bob.doubt
            assert bob.doubt

    asyncio.run(play())


def test_who_is_in_no_team_can_ask_the_desk_for_nothing() -> None:
    for known in (Known(), Known(unknown=(team(),), before=(team(),))):
        with pytest.raises(ValueError, match="no team"):
            known.scope  # noqa: B018 (it raises)


def test_nobody_is_in_no_team_and_slack_is_not_asked() -> None:
    async def play() -> None:
        async with office(team()) as at:
            assert await at.people.companies("", "C01PITCH") == Known()
            assert at.slack.log == []

    asyncio.run(play())


class slowly:  # noqa: N801 (reads as a word)
    """A Slack that takes its time for each page of members; ``fails``: at that page."""

    def __init__(self, at: Office, seconds: float, fails: int = 0) -> None:
        self.real = at.slack.answer
        self.seconds, self.fails, self.pages = seconds, fails, 0
        at.slack.answer = self.answer  # type: ignore[method-assign]

    async def answer(self, method: str, args: Any) -> Any:
        if method == "conversations.members":
            self.pages += 1
            await asyncio.sleep(self.seconds)
            if self.pages == self.fails:
                return {"ok": False, "error": "internal_error"}
        return await self.real(method, args)


def test_a_long_list_counts_as_far_as_it_was_read_and_is_read_on_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (rosters, people):
        monkeypatch.setattr(module, "PATIENCE", 0.3)

    async def play() -> None:
        async with office(team(channel="C01PITCH")) as at:
            crowd = [f"U{n}" for n in range(100, 120)]  # ten pages
            at.slack.memory.members["C01PITCH"] = crowd
            slack = slowly(at, 0.06)
            first, last = await asyncio.gather(
                at.people.companies(crowd[0]), at.people.companies(crowd[-1])
            )
            assert first.teams
            assert (last.teams, bool(last.doubt)) == ((), True)
            await asyncio.sleep(0.7)
            assert (await at.people.companies(crowd[-1])).teams
            assert (await at.people.companies("U9NOBODY")) == Known()
            assert slack.pages == 10, "begun once"

    asyncio.run(play())


def test_what_was_read_before_a_failure_counts_and_the_rest_is_in_doubt() -> None:
    async def play() -> None:
        async with office(team(channel="C01PITCH")) as at:
            at.slack.memory.members["C01PITCH"] = ["U1", "U2", "U3", "U4"]
            slowly(at, 0.0, fails=2)
            assert (await at.people.companies("U2")).teams
            known = await at.people.companies("U4")
            assert (known.teams, bool(known.doubt)) == ((), True)
            at.clock.move(minutes=2)
            assert (await at.people.companies("U4")).teams

    asyncio.run(play())


def test_a_list_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rosters, "_LONGEST", 0.3)

    async def play() -> None:
        async with office(team(channel="C01PITCH")) as at:
            at.slack.memory.members["C01PITCH"] = [f"U{n}" for n in range(400)]
            slack = slowly(at, 0.02)
            known = await at.people.companies("U399")
            assert (known.teams, bool(known.doubt)) == ((), True)
            pages = slack.pages
            await at.people.companies("U399")
            assert slack.pages == pages, "not at every question"
            assert (await at.people.companies("U1")).teams

    asyncio.run(play())


def test_a_list_of_members_is_asked_for_in_the_largest_pages() -> None:
    async def play() -> None:
        async with office(team(channel="C01PITCH")) as at:
            await at.people.companies(BOB)
            asked = [args for name, args in at.slack.log if name == "conversations.members"]
            assert int(asked[0]["limit"]) == 1000

    asyncio.run(play())


def test_a_name_and_its_members_together_take_two_seconds_at_most() -> None:
    async def play() -> None:
        async with office(team(channel="#pitches")) as at:
            real = at.slack.answer

            async def answer(method: str, args: Any) -> Any:
                await asyncio.sleep({"conversations.list": 0.4}.get(method, 3.0))
                return await real(method, args)

            at.slack.answer = answer  # type: ignore[method-assign]
            began = asyncio.get_running_loop().time()
            assert (await at.people.companies(BOB)).doubt
            assert asyncio.get_running_loop().time() - began < 2.3

    asyncio.run(play())


# ----------------------------------------------------------------- who is in a channel


def test_who_is_in_a_channel_may_send_a_form_and_who_is_not_or_may_not_be_may_not() -> None:
    async def play() -> None:
        async with office() as at:
            at.slack.memory.members["C01PITCH"] = [BOB]
            assert await at.people.absence(BOB, "C01PITCH") == ""
            assert "not in the channel" in await at.people.absence(ALICE, "C01PITCH")
            at.slack.errors["conversations.members"] = "missing_scope"
            assert await at.people.absence(BOB, "C01PITCH") == "", "known for a minute"
            at.clock.move(minutes=2)
            told = await at.people.absence(BOB, "C01PITCH")
            assert "Can't tell whether you are in this channel" in told
            assert "the app lacks channels:read" in told
            assert await at.people.absence(BOB, "") != ""

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

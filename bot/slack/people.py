"""Who may decide, whose queries somebody may see, and where people are.

Slack is asked seldom and not for long. What it does not tell lets nobody in.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Team
from bot.errors import BotError
from bot.slack.calls import call
from bot.slack.channels import Channels
from bot.slack.clean import person
from bot.slack.desk import Desk
from bot.slack.rosters import PATIENCE, REFUSAL_FRESH, SILENT, Roster, Rosters

log = logging.getLogger(__name__)
ZONE_FRESH = timedelta(days=1)
_NAMED = 10  # approvers or companies, in words
_AGAIN = "Try again in a minute; if it stays so, the bot's log says why."


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """In which teams somebody is, and of which Slack does not tell.

    ``unknown`` gives no right to anything, not even to a name: that is why only
    ``before`` is told, the ones they were in when Slack last told.
    """

    teams: tuple[Team, ...] = ()
    unknown: tuple[Team, ...] = ()
    before: tuple[Team, ...] = ()

    @property
    def scope(self) -> list[str]:
        """Return the companies to ask the desk for, at least one.

        Raises `ValueError` where there is none: to the desk that would mean all.
        """
        if not self.teams:
            raise ValueError("who is in no team asks for nothing")
        return [team.company for team in self.teams]

    @property
    def doubt(self) -> str:
        """Say in plain words what can't be told; "" where all is known."""
        if not self.unknown:
            return ""
        names = ", ".join(team.company for team in self.before[:_NAMED])
        more = len(self.unknown) > len(self.before[:_NAMED])
        other = "another team" if self.teams or names else "a team"
        which = f"still in the team of {names}" if names else f"in {other} of this bot"
        rest = f" or in {other}" if names and more else ""
        return f"Can't tell now whether you are {which}{rest}. {_AGAIN}"


class People:
    """``teams`` gives the profiles as they stand now; it may block."""

    def __init__(
        self,
        reader: AsyncWebClient,
        desk: Desk,
        channels: Channels,
        teams: Callable[[], Sequence[Team]],
        now: Callable[[], datetime],
    ) -> None:
        self._reader = reader
        self._desk = desk
        self._teams = teams
        self._now = now
        self._rosters = Rosters(reader, channels, now)
        self._zones: dict[str, tuple[str, datetime]] = {}  # and until when that holds

    # --------------------------------------------------------------------- who may

    async def refusal(self, user: str, approvers: Sequence[str]) -> str:
        """Say in words why somebody may not decide; "" if they may.

        ``approvers``: users and user groups; empty: everybody who sees the card.
        """
        if user and (not approvers or user in approvers):
            return ""
        groups = await self._groups(approvers)
        if user and any(group.has(user) for group in groups.values()):
            return ""
        return _refusal(approvers, groups)

    async def absence(self, user: str, channel: str) -> str:
        """Say why nobody can take it that somebody is in a channel; "" if they are.

        A form stays open when its person has left. ``channel``: its id.
        """
        members = await self._rosters.members(channel)
        there = members.has(user)
        if there:
            return ""
        if there is None:
            return (
                f"Can't tell whether you are in this channel: {members.trouble}."
                " Try again in a minute."
            )
        return "You are not in the channel of this card now, so nothing was changed."

    async def companies(self, user: str, channel: str = "") -> Known:
        """Return those whose queries somebody may see and decide, and the doubtful.

        As an approver; where there are none, as somebody in the company's channel.
        ``channel``: the id of the one they are in for certain.
        """
        if not user:
            return Known()
        teams = await asyncio.to_thread(self._teams)
        found = await asyncio.gather(*(self._is_in(user, team, channel) for team in teams))
        judged = [(team, *how) for team, how in zip(teams, found, strict=True)]
        return Known(
            teams=tuple(team for team, may, _ in judged if may),
            unknown=tuple(team for team, may, _ in judged if may is None),
            before=tuple(team for team, may, was in judged if may is None and was),
        )

    async def _is_in(self, user: str, team: Team, channel: str) -> tuple[bool | None, bool]:
        """Say whether somebody is of a team, and whether they were; None: not known."""
        if user in team.approvers:
            return True, True
        if team.approvers:
            rosters = list((await self._groups(team.approvers)).values())
            return _any(rosters, user)
        clock = asyncio.get_running_loop().time
        began = clock()
        place = await self._rosters.place(team.channel)
        if not place:
            return None, False
        if place == channel:
            return True, True
        left = max(0.0, PATIENCE - (clock() - began))  # one patience for both
        return _any([await self._rosters.members(place, left)], user)

    async def _groups(self, approvers: Sequence[str]) -> dict[str, Roster]:
        groups = [one for one in approvers if one.startswith("S")]
        read = await asyncio.gather(*(self._rosters.group(group) for group in groups))
        return dict(zip(groups, read, strict=True))

    # ----------------------------------------------------------------------- where

    async def zone(self, user: str) -> str:
        """Return the time zone of a user, "" where Slack does not tell and never did.

        The desk learns it, for what is due in somebody's working hours.
        """
        now = self._now()
        zone, until = self._zones.get(user, ("", now))
        if now < until <= now + ZONE_FRESH:
            return zone
        try:
            async with asyncio.timeout(PATIENCE):
                zone = await self._told(user)
            fresh = ZONE_FRESH
        except (BotError, TimeoutError) as error:
            log.info("can't tell the time zone of %s: %s", user, str(error) or SILENT)
            zone, fresh = "", REFUSAL_FRESH
        try:
            if zone:
                await asyncio.to_thread(self._desk.add_zone, user, zone, now)
            else:
                zone = await asyncio.to_thread(self._desk.zone_of, user)
        except BotError as error:
            log.warning("the time zone of %s is not kept: %s", user, error)
        self._zones[user] = zone, now + fresh
        return zone

    async def _told(self, user: str) -> str:
        answer = await call(self._reader.users_info(user=user))
        zone = str((answer.get("user") or {}).get("tz") or "")
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ""
        return zone


def _any(rosters: Sequence[Roster], user: str) -> tuple[bool | None, bool]:
    """Say whether somebody is in one of these, and whether they last were."""
    found = [roster.has(user) for roster in rosters]
    was = any(user in roster.before for roster in rosters)
    if any(found):
        return True, True
    return (None if None in found else False), was


def _refusal(approvers: Sequence[str], groups: dict[str, Roster]) -> str:
    named = [
        f"the members of {_group(one)}" if one in groups else person(one)
        for one in approvers[:_NAMED]
    ]
    if more := len(approvers) - len(named):
        named.append(f"{more} more")
    words = f"Only {', '.join(named)} can decide for this company. Nothing was changed."
    for group, found in groups.items():
        if found.trouble:
            words += f" The members of {_group(group)} can't be read: {found.trouble}."
    if any(not found.trouble for found in groups.values()):
        words += " A change to a group counts within five minutes."
    return words


def _group(group: str) -> str:
    """Name a user group by its id: a mention would call all its people."""
    return f"the user group {person(group)}"

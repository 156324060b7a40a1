"""Who may decide, whose queries somebody may see, and where people are.

Slack is asked seldom and not for long. What it does not tell lets nobody in.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Team
from bot.errors import BotError
from bot.slack.calls import Refused, call
from bot.slack.channels import Channels
from bot.slack.clean import person
from bot.slack.desk import Desk

log = logging.getLogger(__name__)
GROUP_FRESH = timedelta(minutes=5)
MEMBERS_FRESH = timedelta(minutes=1)
ZONE_FRESH = timedelta(days=1)
_REFUSAL_FRESH = timedelta(minutes=1)  # a scope is not granted every second
_PATIENCE = 2.0  # seconds: a click that opens a modal has three
_PAGE = 500
_NAMED = 10  # approvers, in words
_SCOPES = {"S": "usergroups:read", "C": "channels:read", "G": "groups:read"}
_SILENT = "Slack does not answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    users: frozenset[str] = frozenset()
    trouble: str = ""  # why they can't be read
    at: datetime
    fresh: timedelta


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
        self._channels = channels
        self._teams = teams
        self._now = now
        self._listed: dict[str, _Listed] = {}  # by user group or channel
        self._locks: dict[str, asyncio.Lock] = {}
        self._zones: dict[str, tuple[str, datetime]] = {}  # and until when that holds

    # --------------------------------------------------------------------- who may

    async def refusal(self, user: str, approvers: Sequence[str]) -> str:
        """Say in words why somebody may not decide; "" if they may.

        ``approvers``: users and user groups; empty: everybody who sees the card.
        """
        if user and (not approvers or user in approvers):
            return ""
        groups = [one for one in approvers if one.startswith("S")]
        listed = await asyncio.gather(*(self._group(group) for group in groups))
        if any(user in found.users for found in listed):
            return ""
        return _refusal(approvers, dict(zip(groups, listed, strict=True)))

    async def companies(self, user: str, channel: str = "") -> list[Team]:
        """Return those whose queries somebody may see and decide.

        As an approver; where there are none, as somebody in the company's channel.
        ``channel``: the id of the one they are in for certain.
        """
        teams = await asyncio.to_thread(self._teams)
        allowed = await asyncio.gather(
            *(self._allowed(user, team, channel) for team in teams)
        )
        return [team for team, may in zip(teams, allowed, strict=True) if may]

    async def _allowed(self, user: str, team: Team, channel: str) -> bool:
        if team.approvers:
            return not await self.refusal(user, team.approvers)
        try:
            async with asyncio.timeout(_PATIENCE):
                place = await self._channels.id_of(team.channel)
        except (BotError, TimeoutError) as error:
            log.warning("can't tell who is in %s: %s", team.channel, error)
            return False
        if place == channel:
            return True
        return user in (await self._read(place, self._members, MEMBERS_FRESH)).users

    # ---------------------------------------------------------------- lists of Slack's

    async def _group(self, group: str) -> _Listed:
        return await self._read(group, self._people, GROUP_FRESH)

    async def _read(
        self, key: str, read: Callable[[str], Awaitable[frozenset[str]]], fresh: timedelta
    ) -> _Listed:
        """Return a list as last read; read it once, whoever waits, when it has aged."""
        try:
            async with (
                asyncio.timeout(_PATIENCE),
                self._locks.setdefault(key, asyncio.Lock()),
            ):
                known, now = self._listed.get(key), self._now()
                if known and timedelta(0) <= now - known.at < known.fresh:
                    return known
                found = _Listed(users=await read(key), at=now, fresh=fresh)
        except Refused as error:
            found = _Listed(
                trouble=_why(key, error.code), at=self._now(), fresh=_REFUSAL_FRESH
            )
            log.warning("the members of %s can't be read: %s", key, found.trouble)
        except (BotError, TimeoutError) as error:
            log.warning("the members of %s can't be read: %s", key, str(error) or _SILENT)
            return _Listed(trouble=_SILENT, at=self._now(), fresh=timedelta(0))
        self._listed[key] = found
        return found

    async def _people(self, group: str) -> frozenset[str]:
        answer = await call(self._reader.usergroups_users_list(usergroup=group))
        return frozenset(map(str, answer.get("users") or ()))

    async def _members(self, channel: str) -> frozenset[str]:
        found: set[str] = set()
        cursor = ""
        while True:
            page = await call(
                self._reader.conversations_members(
                    channel=channel, limit=_PAGE, cursor=cursor or None
                )
            )
            found.update(map(str, page.get("members") or ()))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return frozenset(found)

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
            async with asyncio.timeout(_PATIENCE):
                zone = await self._told(user)
            fresh = ZONE_FRESH
        except (BotError, TimeoutError) as error:
            log.info("can't tell the time zone of %s: %s", user, str(error) or _SILENT)
            zone, fresh = "", _REFUSAL_FRESH
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


def _why(key: str, code: str) -> str:
    scope = _SCOPES.get(key[:1])
    if code == "missing_scope" and scope:
        return f"the app lacks {scope}"
    return f"Slack says {code}"


def _refusal(approvers: Sequence[str], groups: dict[str, _Listed]) -> str:
    named = [
        f"the members of {person(one)}" if one in groups else person(one)
        for one in approvers[:_NAMED]
    ]
    if more := len(approvers) - len(named):
        named.append(f"{more} more")
    words = f"Only {', '.join(named)} can decide for this company. Nothing was changed."
    for group, found in groups.items():
        if found.trouble:
            words += f" The members of {person(group)} can't be read: {found.trouble}."
    if any(not found.trouble for found in groups.values()):
        words += " A change to a group counts within five minutes."
    return words

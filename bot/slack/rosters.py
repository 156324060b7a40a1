"""Who is in a user group or in a channel, as Slack last told.

Slack is asked seldom, and nobody waits for it for long: a list that takes longer is read
on without them, and what was read of it counts at once.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BotError
from bot.slack.calls import Refused, call
from bot.slack.channels import Channels

log = logging.getLogger(__name__)
PATIENCE = 2.0  # seconds: a click that opens a modal has three
GROUP_FRESH = timedelta(minutes=5)
MEMBERS_FRESH = timedelta(minutes=1)
REFUSAL_FRESH = timedelta(minutes=1)  # a scope is not granted every second
SILENT = "Slack does not answer"
_SLOW = "Slack takes long to tell"
_LONGEST = 30.0  # seconds for one list in the background
_PAGE = 1000
_SCOPES = {"S": "usergroups:read", "C": "channels:read", "G": "groups:read"}

_T = TypeVar("_T")
Pages = Callable[[str], AsyncIterator[frozenset[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """``trouble``: why the list can't be read, or not to its end; "" where it is whole."""

    users: frozenset[str] = frozenset()
    trouble: str = ""
    before: frozenset[str] = frozenset()  # as it last was whole
    at: datetime
    fresh: timedelta

    def has(self, user: str) -> bool | None:
        """Say whether somebody is in it; None where Slack does not tell."""
        if user in self.users:
            return True
        return None if self.trouble else False


@dataclass(slots=True)
class _Reading:
    """A list that is being read: ``users`` are those that were told so far."""

    users: set[str] = field(default_factory=set)
    task: asyncio.Task[Roster] | None = None


class Rosters:
    """Each list is read once at a time, whoever waits for it."""

    def __init__(
        self, reader: AsyncWebClient, channels: Channels, now: Callable[[], datetime]
    ) -> None:
        self._reader = reader
        self._channels = channels
        self._now = now
        self._kept: dict[str, Roster] = {}  # by user group or channel id
        self._whole: dict[str, frozenset[str]] = {}
        self._readings: dict[str, _Reading] = {}

    async def group(self, group: str) -> Roster:
        """Return the people of a user group; raises nothing of Slack's."""
        return await self._read(group, self._people, GROUP_FRESH, PATIENCE)

    async def members(self, channel: str, patience: float = PATIENCE) -> Roster:
        """Return who is in a channel, by its id; raises nothing of Slack's."""
        return await self._read(channel, self._members, MEMBERS_FRESH, patience)

    async def place(self, name: str) -> str:
        """Return the id of a channel, "" where Slack does not tell in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._channels.id_of(name)
        except (BotError, TimeoutError) as error:
            log.warning("can't tell who is in %s: %s", name, str(error) or SILENT)
            return ""

    # --------------------------------------------------------------------- reading

    async def _read(
        self, key: str, pages: Pages, fresh: timedelta, patience: float
    ) -> Roster:
        """Return a list as last read; read it anew when that has aged."""
        known = self._kept.get(key)
        if known and timedelta(0) <= self._now() - known.at < known.fresh:
            return known
        reading = self._readings.get(key)
        if reading is None or reading.task is None:
            reading = self._readings[key] = _Reading()
            reading.task = asyncio.create_task(self._collect(key, reading, pages, fresh))
            reading.task.add_done_callback(lambda _: self._readings.pop(key, None))
        try:
            return await _within(patience, reading.task)
        except TimeoutError:
            log.warning("the members of %s can't be read yet: %s", key, _SLOW)
            trouble = _SLOW if reading.users else SILENT
            return self._part(key, reading, trouble, timedelta(0), self._now())

    async def _collect(
        self, key: str, reading: _Reading, pages: Pages, fresh: timedelta
    ) -> Roster:
        """Read a list to its end, or as far as it goes; keep what came of it."""
        began = self._now()
        try:
            async with asyncio.timeout(_LONGEST):
                async for page in pages(key):
                    reading.users |= page
        except Refused as error:
            trouble, fresh = _why(key, error.code), REFUSAL_FRESH
        except (BotError, TimeoutError) as error:
            log.info("while reading %s: %s", key, str(error) or _SLOW)
            trouble = _SLOW if reading.users else SILENT
            fresh = REFUSAL_FRESH if reading.users else timedelta(0)
        else:
            users = frozenset(reading.users)
            self._whole[key] = users
            self._kept[key] = Roster(users=users, at=began, fresh=fresh)
            return self._kept[key]
        log.warning("the members of %s can't be read: %s", key, trouble)
        self._kept[key] = self._part(key, reading, trouble, fresh, began)
        return self._kept[key]

    def _part(
        self, key: str, reading: _Reading, trouble: str, fresh: timedelta, at: datetime
    ) -> Roster:
        return Roster(
            users=frozenset(reading.users),
            trouble=trouble,
            before=self._whole.get(key, frozenset()),
            at=at,
            fresh=fresh,
        )

    # ----------------------------------------------------------------- what Slack tells

    async def _people(self, group: str) -> AsyncIterator[frozenset[str]]:
        answer = await call(self._reader.usergroups_users_list(usergroup=group))
        yield frozenset(map(str, answer.get("users") or ()))

    async def _members(self, channel: str) -> AsyncIterator[frozenset[str]]:
        cursor = ""
        while True:
            page = await call(
                self._reader.conversations_members(
                    channel=channel, limit=_PAGE, cursor=cursor or None
                )
            )
            yield frozenset(map(str, page.get("members") or ()))
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


async def _within(seconds: float, task: asyncio.Task[_T]) -> _T:
    """Wait for a task so long and no longer; it goes on. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        return await asyncio.shield(task)


def _why(key: str, code: str) -> str:
    scope = _SCOPES.get(key[:1])
    if code == "missing_scope" and scope:
        return f"the app lacks {scope}"
    return f"Slack says {code}"

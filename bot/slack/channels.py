"""Channels as people write them, "#pitches", and as Slack wants them, "C0123"."""

import asyncio
import logging
import re

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BotError
from bot.slack.calls import Refused, call

log = logging.getLogger(__name__)
_ID = re.compile(r"[CGD][A-Z0-9]+")
_FRESH = 60.0  # seconds during which a missing name is not looked up again
_FAILED = 15.0  # the same where the list could not be read
_KINDS = ("public_channel,private_channel", "public_channel")


class Channels:
    """Looks names up once and remembers them."""

    def __init__(self, reader: AsyncWebClient) -> None:
        self._reader = reader
        self._ids: dict[str, str] = {}
        self._member: dict[str, bool] = {}  # by id, where Slack said so
        self._read_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None
        self._trouble: BotError | None = None  # why the list could not be read
        self._unlisted = False  # Slack does not let us list: names go out as they are

    async def id_of(self, channel: str) -> str:
        """Return the id; raise `Refused` for a name that Slack does not know."""
        if _ID.fullmatch(channel):
            return channel
        name = channel.lstrip("#").lower()
        if name not in self._ids:
            await self._look()
        if name in self._ids:
            return self._ids[name]
        if self._trouble is not None:
            raise self._trouble
        if self._unlisted:
            return channel
        raise Refused("channel_not_found")

    def forget(self, channel: str) -> None:
        """Look a name up anew: its channel may have been archived and made again."""
        self._ids.pop(channel.lstrip("#").lower(), None)

    async def member(self, channel_id: str) -> bool | None:
        """Say whether the bot is in the channel; None where Slack does not tell."""
        if channel_id not in self._member:
            try:
                info = await call(self._reader.conversations_info(channel=channel_id))
            except Refused as error:
                if error.code == "channel_not_found":
                    raise
                return None
            self._remember(info.get("channel") or {})
        return self._member.pop(channel_id, None)  # people invite: ask anew next time

    def _remember(self, channel: dict[str, object]) -> None:
        if isinstance(channel.get("is_member"), bool):
            self._member[str(channel["id"])] = bool(channel["is_member"])
        if channel.get("name"):
            self._ids[str(channel["name"])] = str(channel["id"])

    async def _look(self) -> None:
        """List the channels, once, whoever asks meanwhile; not again right after it.

        Somebody's patience may end first: the list is read to its end all the same, or
        it would be begun for everybody anew.
        """
        if self._reading is None or self._reading.done():
            if asyncio.get_running_loop().time() < self._read_at + self._fresh():
                return
            self._reading = asyncio.create_task(self._list())
        await asyncio.shield(self._reading)

    def _fresh(self) -> float:
        """Return the seconds during which the list is not read again."""
        if self._trouble is None:
            return _FRESH
        return max(_FAILED, getattr(self._trouble, "after", None) or 0.0)

    async def _list(self) -> None:
        self._trouble = None
        try:
            await self._read()
        except BotError as error:
            self._trouble = error
        finally:
            self._read_at = asyncio.get_running_loop().time()

    async def _read(self) -> None:
        for kinds in _KINDS:
            try:
                await self._pages(kinds)
            except Refused as error:
                log.warning("can't list channels (%s): %s", kinds, error.code)
            else:
                self._unlisted = False
                return
        self._unlisted = True

    async def _pages(self, kinds: str) -> None:
        cursor = ""
        while True:
            page = await call(
                self._reader.conversations_list(
                    types=kinds, exclude_archived=True, limit=200, cursor=cursor or None
                )
            )
            for channel in page.get("channels") or ():
                self._remember(channel)
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

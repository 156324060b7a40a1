"""What became of each message, written down in the desk, and told where people must act."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.domain import Kind, Outgoing
from bot.errors import BadInput, GiveUp, TryLater
from bot.slack.calls import Offline, Refused
from bot.slack.channels import Channels
from bot.slack.desk import Desk

log = logging.getLogger(__name__)
LONGEST = 300.0  # seconds between two attempts


class Ledger:
    """``unsent`` are messages whose attempts certainly sent nothing."""

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime],
        channels: Channels,
        *,
        ops_channel: str,
    ) -> None:
        self._desk = desk
        self._now = now
        self._channels = channels
        self._ops = ops_channel
        self.unsent: set[int] = set()
        self._open: set[str] = set()  # channels that take messages, as far as people know

    async def sent(self, outgoing: Outgoing, channel: str, ts: str) -> None:
        record = partial(self._desk.sent, channel=channel, ts=ts, at=self._now())
        await asyncio.to_thread(record, outgoing)
        self.unsent.discard(outgoing.id)
        if outgoing.channel not in self._open:
            text = f"Messages for {outgoing.channel} are taken again; what waited goes out."
            with suppress(TryLater):  # said with the next one
                await self._told(self._desk.cured, outgoing, text)
                self._open.add(outgoing.channel)

    async def again(self, outgoing: Outgoing, error: TryLater | GiveUp) -> None:
        asked = getattr(error, "after", None)
        pause = asked or min(2.0 ** min(outgoing.attempts, 10), LONGEST)
        if isinstance(error, BadInput | Offline):
            # a person mends the token and starts anew; without a way to Slack, who asks
            # makes the pause, and what is best still goes first when there is one
            pause = 0.0
        await self.later(outgoing, timedelta(seconds=pause), str(error))

    async def later(self, outgoing: Outgoing, pause: timedelta, why: str) -> None:
        again = partial(self._desk.again, not_before=self._now() + pause, error=why)
        await asyncio.to_thread(again, outgoing)

    async def wait_for_people(self, outgoing: Outgoing, error: Refused) -> None:
        """Keep what Slack takes once somebody invites the bot or mends a scope."""
        log.error("message %d waits for a person: %s", outgoing.id, error.code)
        self.unsent.add(outgoing.id)
        await self.later(outgoing, timedelta(seconds=LONGEST), error.code)
        await self.shut(outgoing, error)

    async def shut(self, outgoing: Outgoing, error: Refused) -> None:
        """Say that a channel takes no messages; what is for it stays as it is."""
        self._channels.forget(outgoing.channel)
        self._open.discard(outgoing.channel)
        text = (
            f"Slack takes no messages for {outgoing.channel}: {error.code} (message"
            f" {outgoing.id}, card {outgoing.card_id}). They are kept and tried again every"
            " five minutes. Please invite the bot there, or mend what Slack names."
        )
        await self._told(self._desk.alarm, outgoing, text)

    async def _told(self, tell: Callable[..., bool], outgoing: Outgoing, text: str) -> None:
        """Say that a channel takes messages or does not, once each."""
        key = f"channel:{outgoing.channel}"
        where = self._ops or outgoing.channel
        await asyncio.to_thread(partial(tell, key, text, channel=where, now=self._now()))

    async def refuse(self, outgoing: Outgoing, code: str) -> None:
        log.error("message %d (%s) refused: %s", outgoing.id, outgoing.kind, code)
        await asyncio.to_thread(partial(self._desk.refuse, error=code), outgoing)
        self.unsent.discard(outgoing.id)
        why = f"It was set aside: Slack refused it ({code})."
        await self._tell(outgoing, f"refused:{outgoing.id}", why)

    async def hold(self, outgoing: Outgoing, code: str) -> None:
        log.error(
            "message %d (%s) held: history unreadable, %s", outgoing.id, outgoing.kind, code
        )
        await asyncio.to_thread(partial(self._desk.hold, error=code), outgoing)
        self.unsent.discard(outgoing.id)
        why = f"It was set aside: nobody can tell if it arrived ({code}). Please look."
        await self._tell(outgoing, f"held:{outgoing.id}:{outgoing.attempts}", why)

    async def _tell(self, outgoing: Outgoing, key: str, why: str) -> None:
        if outgoing.kind is Kind.NOTICE:
            return  # a notice about a notice would never end
        what = f"Message {outgoing.id} for {outgoing.channel} (card {outgoing.card_id})"
        tell: Any = partial(
            self._desk.notice, channel=self._ops or outgoing.channel, now=self._now()
        )
        await asyncio.to_thread(tell, key, f"{what}: {why}")

    async def drop(self, outgoing: Outgoing, why: str) -> None:
        """Let go of a message that is not wanted any more: nobody need be told."""
        await asyncio.to_thread(partial(self._desk.refuse, error=why), outgoing)
        self.unsent.discard(outgoing.id)

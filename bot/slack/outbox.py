"""Each message exactly once.

A row is marked as being sent before the call and as sent after it. Where the answer is
lost the row stays marked, and Slack's own history decides: there -> sent, the whole
window read and not there -> sent again, not readable -> held for a person, or looked
for again where a person can mend that.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import (
    NOTHING,
    TAKEN_BACK,
    Card,
    Choice,
    Expert,
    Kind,
    Outgoing,
    Query,
    Team,
)
from bot.errors import BadInput, BotError
from bot.slack import blocks
from bot.slack.calls import MENDABLE, POST_TIMEOUT, Busy, Offline, Refused, Unsure, call
from bot.slack.channels import Channels
from bot.slack.clean import Block
from bot.slack.desk import Desk
from bot.slack.drawing import BELOW, below, summed_up
from bot.slack.history import Place, Stamp, arrived, stamp
from bot.slack.ledger import LONGEST, Ledger

log = logging.getLogger(__name__)
GRACE = POST_TIMEOUT + 2.0  # seconds; so long a request without an answer may still land
_UNSETTLED = 60.0  # seconds until one is looked for again
_QUIET = timedelta(minutes=10)  # between two looks whether a channel is quiet
_CARD_AWAITED = timedelta(seconds=5)
Waits = Callable[[str, Query, datetime], datetime | None]  # until when a channel is quiet
_NO_THREAD = {"thread_not_found", "message_not_found"}


class Outbox:
    """Takes what is due from the desk, one at a time, and brings it to Slack."""

    def __init__(  # noqa: PLR0913 (it stands between so many)
        self,
        desk: Desk,
        poster: AsyncWebClient,
        reader: AsyncWebClient,
        now: Callable[[], datetime],
        *,
        channels: Channels | None = None,
        ops_channel: str = "",
        pace: float = 1.0,
        grace: float = GRACE,
        waits: Waits = lambda _channel, _query, _now: None,
        teams: Callable[[], Sequence[Team]] = tuple,
    ) -> None:
        self._desk = desk
        self._poster = poster
        self._reader = reader
        self._now = now
        self._channels = channels or Channels(reader)
        self._ledger = Ledger(desk, now, self._channels, ops_channel=ops_channel)
        self._pace = pace  # seconds between two messages in one channel
        self._grace = grace
        self._waits = waits
        self._teams = teams
        self._turns: dict[str, float] = {}  # channel -> when it may be written to again
        self._lost: dict[int, float] = {}  # outgoing -> when its answer got lost here
        self._seen: dict[int, float] = {}  # outgoing -> when it was first found unsure
        self._one = asyncio.Lock()  # sending and reconciling exclude each other

    async def send_one(self) -> bool:
        """Send the next message that is due; say if there was one.

        Raises `TryLater` when Slack is away or asks to wait, `BadInput` for a token it
        does not take. Either way the message is kept.
        """
        async with self._one:
            outgoing = await asyncio.to_thread(self._desk.claim_outgoing, self._now())
            if outgoing is None:
                return False
            try:
                await self._deliver(outgoing)
            except (Busy, Offline) as error:
                self._ledger.unsent.add(outgoing.id)
                await self._ledger.again(outgoing, error)
                raise
            except BadInput as error:
                await self._ledger.again(outgoing, error)
                raise
            except Unsure as error:
                self._lost[outgoing.id] = _clock()
                self._ledger.unsent.discard(outgoing.id)
                log.warning("message %d may have arrived: %s", outgoing.id, error)
                raise
            except Refused as error:
                if error.code in MENDABLE:
                    await self._ledger.wait_for_people(outgoing, error)
                else:
                    await self._ledger.refuse(outgoing, error.code)
            except BotError:  # e.g. the desk is busy: the row stays as it is
                raise
            except Exception as error:  # a bug in drawing one card must not stop the rest
                log.exception("message %d can't be drawn", outgoing.id)
                await self._ledger.refuse(outgoing, f"{type(error).__name__}, a bug")
            return True

    async def reconcile_one(self) -> bool:
        """Find out what became of one message that is unsure; say if one was ripe."""
        async with self._one:
            unsure = await asyncio.to_thread(self._desk.unsure)
            for times in (self._lost, self._seen):
                for number in times.keys() - {outgoing.id for outgoing in unsure}:
                    del times[number]  # a click told where it stands
            for outgoing in unsure:
                if self._ripe_in(outgoing) > 0:
                    continue
                try:
                    await self._settle(outgoing)
                except Unsure as error:  # this one can't be settled now; others can
                    log.warning("message %d stays unsure: %s", outgoing.id, error)
                    self._lost[outgoing.id] = _clock() + _UNSETTLED
                    continue
                except Refused as error:  # a person has to open its channel first
                    await self._ledger.shut(outgoing, error)
                    for other in unsure:
                        if other.channel == outgoing.channel:
                            self._lost[other.id] = _clock() + LONGEST
                    continue
                self._lost.pop(outgoing.id, None)
                self._seen.pop(outgoing.id, None)
                return True
            return False

    async def waiting(self) -> float | None:
        """Say in how many seconds there is something to do; None when nothing is left."""
        due = await asyncio.to_thread(self._desk.due, self._now())
        waits = [self._ripe_in(o) for o in await asyncio.to_thread(self._desk.unsure)]
        if due is not None:
            waits.append((due - self._now()).total_seconds())
        return max(0.0, min(waits)) if waits else None

    # -------------------------------------------------------------------- sending

    async def _deliver(self, outgoing: Outgoing) -> None:
        card = await self._card(outgoing)
        if outgoing.kind in BELOW and card is not None:
            await self._deliver_below(outgoing, card)
            return
        mark = stamp(outgoing, card)
        channel = await self._channels.id_of(outgoing.channel)
        await self._turn(outgoing, channel)
        card = await self._card(outgoing)  # as it stands now, after the wait
        if card is not None and card.query.deadline.expired(self._now()):
            await self._ledger.later(
                outgoing, timedelta(0), "expired"
            )  # and is not claimed again
            self._ledger.unsent.discard(outgoing.id)
            return
        if card is not None and (until := self._quiet_until(outgoing, card)):
            pause = min(until - self._now(), _QUIET)  # its deadline may move meanwhile
            await self._ledger.later(outgoing, pause, "quiet hours")
            return
        if card is not None:
            shown, text = blocks.card(card, self._now()), blocks.fallback(card)
        else:
            shown, text = await summed_up(outgoing, self._desk)
        channel, ts = await self._post(channel, shown, text, mark)
        await self._ledger.sent(outgoing, channel, ts)
        if card is not None:
            await asyncio.to_thread(self._desk.painted, card.id, card.look)

    def _quiet_until(self, outgoing: Outgoing, card: Card) -> datetime | None:
        """Return the end of quiet hours, unless the query would not last so long."""
        now = self._now()
        until = self._waits(outgoing.channel, card.query, now)
        return until if until is not None and until > now else None

    async def _deliver_below(self, outgoing: Outgoing, card: Card) -> None:
        """Post the parts that are not there yet; an earlier attempt may have got half."""
        if not card.ts:
            await self._ledger.later(outgoing, _CARD_AWAITED, "its card is not posted yet")
            return
        mark, there = stamp(outgoing, card), {}
        place = Place(channel=card.channel, thread_ts=card.ts)
        try:
            there = await arrived(self._reader, place, mark, self._now())
        except Refused as error:
            again = outgoing.attempts > 1 and outgoing.id not in self._ledger.unsent
            if error.code not in _NO_THREAD and again:
                await self._ledger.hold(outgoing, error.code)
                return
        experts = await self._experts(outgoing, card)
        ts, parts = "", below(outgoing, card, self._now(), experts)
        if not parts:
            await self._ledger.drop(outgoing, NOTHING)
            return
        for part, (shown, text) in enumerate(parts, 1):
            if part in there:
                ts = ts or there[part]
                continue
            await self._turn(outgoing, card.channel)
            if not await self._wanted(outgoing):
                await self._ledger.drop(outgoing, TAKEN_BACK)
                return
            _, posted = await self._post(
                card.channel, shown, text, mark, part=part, thread_ts=card.ts
            )
            ts = ts or posted
        await self._ledger.sent(outgoing, card.channel, ts)

    async def _wanted(self, outgoing: Outgoing) -> bool:
        """Whether a thread is still to go out: its approval may be taken back meanwhile."""
        card = await self._card(outgoing)
        decision = card.decision if card else None
        approved = decision is not None and decision.choice is Choice.APPROVED
        return outgoing.kind is not Kind.THREAD or approved

    async def _experts(self, outgoing: Outgoing, card: Card) -> Sequence[Expert]:
        """Return those of the card's company, for what is needed to answer."""
        if outgoing.kind is not Kind.THREAD:
            return ()
        teams = await asyncio.to_thread(self._teams)
        return next((team.experts for team in teams if team.company == card.company), ())

    async def _card(self, outgoing: Outgoing) -> Card | None:
        if outgoing.kind in (Kind.NOTICE, Kind.SUMMARY):
            return None
        if outgoing.card_id is not None:
            card = await asyncio.to_thread(self._desk.card, outgoing.card_id, self._now())
            if card is not None:
                return card
        raise Refused("card_unknown")

    async def _post(
        self,
        channel: str,
        shown: list[Block],
        text: str,
        mark: Stamp,
        *,
        part: int = 0,
        thread_ts: str = "",
    ) -> tuple[str, str]:
        answer = await call(
            self._poster.chat_postMessage(
                channel=channel,
                text=text,
                blocks=shown,
                metadata=mark.metadata(part),
                thread_ts=thread_ts or None,
                parse="none",
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        if not answer.get("ts"):
            raise Unsure("Slack does not say where the message stands")
        return str(answer.get("channel") or channel), str(answer["ts"])

    async def _turn(self, outgoing: Outgoing, channel: str) -> None:
        """Wait until the channel may be written to; a stop meanwhile loses nothing."""
        try:
            await asyncio.sleep(max(0.0, self._turns.get(channel, 0.0) - _clock()))
        except asyncio.CancelledError:
            if outgoing.kind not in BELOW:
                self._desk.again(outgoing, not_before=self._now(), error="stopped")
            raise
        self._turns[channel] = _clock() + self._pace

    # ----------------------------------------------------------------- reconciling

    def _ripe_in(self, outgoing: Outgoing) -> float:
        """Return the seconds until no request for it can be under way any more."""
        if outgoing.id in self._lost:
            return self._lost[outgoing.id] + self._grace - _clock()
        waits = [self._seen.setdefault(outgoing.id, _clock()) + self._grace - _clock()]
        since = outgoing.sent_after
        if since is not None and since <= self._now():
            waits.append(self._grace - (self._now() - since).total_seconds())
        return min(waits)

    async def _settle(self, outgoing: Outgoing) -> None:
        if outgoing.kind in BELOW:  # sending looks for what is there by itself
            await self._ledger.later(outgoing, timedelta(0), "interrupted")
            return
        try:
            card = await self._card(outgoing)
            channel = await self._channels.id_of(outgoing.channel)
            place = Place(channel=channel, since=outgoing.sent_after)
            found = await arrived(self._reader, place, stamp(outgoing, card), self._now())
        except Refused as error:
            if error.code in MENDABLE:
                raise
            await self._ledger.hold(outgoing, error.code)
            return
        if found:
            log.info("message %d had arrived", outgoing.id)
            await self._ledger.sent(outgoing, channel, min(found.values()))
        else:
            await self._ledger.later(outgoing, timedelta(0), "had not arrived")


def _clock() -> float:
    return asyncio.get_running_loop().time()

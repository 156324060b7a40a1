"""Did that message arrive? Slack has no idempotency key, so its history is the proof."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain import Card, Kind, Outgoing, digest_of
from bot.slack.binding import withheld
from bot.slack.calls import Refused, call

MARGIN = timedelta(minutes=15)  # a host's clock may be that wrong
_SKEW = timedelta(minutes=1)  # a clock more wrong than that is not relied on at all
EVENTS = {
    Kind.CARD: "query_card",
    Kind.DETAIL: "query_detail",
    Kind.THREAD: "query_thread",
    Kind.REPLY: "query_reply",
    Kind.NOTICE: "bot_notice",
    Kind.SUMMARY: "bot_summary",
}
_PAGE = 200
_DIGITS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a message carries to be known again: ids only, other apps can read it."""

    outgoing_id: int
    card_id: int | None
    key: str  # tells two databases apart that number alike
    event_type: str
    bare: bool = False  # it was drawn without the reporter's text
    lost: tuple[range, ...] = ()  # numbers that were given before a backup was put back
    keys: frozenset[str] = frozenset()  # under which it may stand with such a number

    def metadata(self, part: int) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "outgoing_id": self.outgoing_id,
            "v": 1,
            "part": part,
            "key": self.key,
        }
        if self.card_id is not None:
            payload["card_id"] = self.card_id
        if self.bare:
            payload["bare"] = True
        return {"event_type": self.event_type, "event_payload": payload}

    def part_of(self, message: dict[str, Any]) -> int | None:
        """Return which part of ours a message is, None if it is not ours."""
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        if metadata.get("event_type") != self.event_type:
            return None
        number, key = str(payload.get("outgoing_id")), payload.get("key")
        ours = number == str(self.outgoing_id) and key == self.key
        ours = ours or (
            key in self.keys
            and number.isdecimal()
            and any(int(number[:_DIGITS]) in lost for lost in self.lost)
        )
        return int(payload.get("part") or 0) if ours else None


def stamp(outgoing: Outgoing, card: Card | None) -> Stamp:
    about: tuple[str, ...] = (outgoing.text,)
    if outgoing.kind is Kind.SUMMARY:
        about = (outgoing.channel, str(outgoing.part))
    if card is not None:
        about = (card.query.id, card.company)
    if outgoing.kind is Kind.REPLY:
        about += (outgoing.text,)
    keys: set[str] = set()
    if card is not None and outgoing.lost:
        keys = {
            digest_of(outgoing.kind.value, query.id, *about[1:])
            for query in (card.query, *card.also)
        }
    return Stamp(
        outgoing_id=outgoing.id,
        card_id=outgoing.card_id,
        key=digest_of(outgoing.kind.value, *about),
        event_type=EVENTS[outgoing.kind],
        bare=card is not None and withheld(card),
        lost=outgoing.lost,
        keys=frozenset(keys),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to look: a channel or one thread of it, and since when."""

    channel: str
    thread_ts: str = ""
    since: datetime | None = None


async def arrived(
    reader: AsyncWebClient, place: Place, mark: Stamp, now: datetime
) -> dict[int, str]:
    """Return part -> ts of all that arrived; raise `Refused` if it can't be read whole."""
    oldest = None
    if place.since is not None and place.since <= now:
        oldest = place.since - MARGIN
    found: dict[int, str] = {}
    async with aclosing(pages(reader, place, oldest)) as found_pages:
        async for page in found_pages:
            if oldest is not None and not _agree(page, now):
                return await arrived(reader, Place(channel=place.channel), mark, now)
            for message in page.get("messages") or ():
                part = mark.part_of(message)
                if part is not None:
                    found[part] = str(message["ts"])
            if found and not place.thread_ts:
                break
    return found


async def pages(
    reader: AsyncWebClient, place: Place, oldest: datetime | None = None
) -> AsyncGenerator[AsyncSlackResponse, None]:
    cursor = ""
    while True:
        asked: dict[str, Any] = {
            "channel": place.channel,
            "include_all_metadata": True,
            "limit": _PAGE,
            "oldest": f"{oldest.timestamp():.6f}" if oldest else None,
            "cursor": cursor or None,
        }
        if place.thread_ts:
            answer = reader.conversations_replies(ts=place.thread_ts, **asked)
        else:
            answer = reader.conversations_history(**asked)
        page = await call(answer)
        yield page
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            if page.get("has_more"):
                raise Refused("history_without_end")
            return


def _agree(page: AsyncSlackResponse, now: datetime) -> bool:
    """Say whether our clock and Slack's agree well enough to cut the window by it."""
    there = slack_time(page)
    return there is not None and abs(there - now) < _SKEW


def slack_time(answer: AsyncSlackResponse) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("Date") or "")
    except (TypeError, ValueError):
        return None

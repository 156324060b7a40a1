"""What stands below a card whose text must not stand in the channel any more."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Card, Kind
from bot.slack.calls import Refused, call
from bot.slack.clean import Block, line, rich, said
from bot.slack.history import EVENTS, Place, pages

TAKEN_DOWN = "The text that stood here stays out of this channel now; see the card."
GONE = "message_not_found"  # somebody deleted it: nothing stands there to be wrong
_ASKING = "You are asked by"  # of the questions put to an expert
_WHOLE = {EVENTS[Kind.DETAIL], EVENTS[Kind.THREAD]}


class Takedown:
    """Remembers which threads are done, for as long as the program runs."""

    def __init__(self, reader: AsyncWebClient) -> None:
        self._reader = reader
        self._done: set[int] = set()

    async def below(self, card: Card) -> None:
        """Write over every message of ours below a card that holds the reporter's text.

        Raises `TryLater` when Slack is away, `Refused` where the thread can't be read, or
        once all was tried if one message can't be written over.
        """
        if card.id in self._done or not card.ts:
            return
        place = Place(channel=card.channel, thread_ts=card.ts)
        found = [
            str(message["ts"])
            async for page in pages(self._reader, place)
            for message in page.get("messages") or ()
            if _tells(message) and message.get("text") != TAKEN_DOWN
        ]
        left = [error for ts in found if (error := await self._over(card, ts))]
        if left:
            raise left[0]
        self._done.add(card.id)

    async def _over(self, card: Card, ts: str) -> Refused | None:
        """Write over one message; return why that can't be done, None where it is gone."""
        try:
            await call(
                self._reader.chat_update(
                    channel=card.channel, ts=ts, text=TAKEN_DOWN, blocks=_blocks()
                )
            )
        except Refused as error:
            return None if error.code == GONE else error
        return None

    def forget(self, card: Card) -> None:
        """Look again next time: the card's text may be shown again."""
        self._done.discard(card.id)


def _tells(message: dict[str, Any]) -> bool:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    # below a card all is of that card, under an older number where a backup was put back
    if payload.get("bare"):
        return False
    event = metadata.get("event_type")
    if event == EVENTS[Kind.REPLY]:
        return _ASKING in str(message.get("blocks"))
    return event in _WHOLE


def _blocks() -> list[Block]:
    return [rich(line(said(TAKEN_DOWN)))]

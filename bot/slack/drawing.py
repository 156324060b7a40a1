"""An outgoing message as blocks and fallback text: which renderer draws which kind."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.domain import Card, Expert, Kind, Outgoing, Summary
from bot.slack import blocks, replies, summaries, threads
from bot.slack.calls import Refused
from bot.slack.clean import Block
from bot.slack.desk import Desk

BELOW = (Kind.DETAIL, Kind.THREAD, Kind.REPLY)  # what stands in a card's thread

Drawn = tuple[list[Block], str]


def below(
    outgoing: Outgoing, card: Card, now: datetime, experts: Sequence[Expert] = ()
) -> list[Drawn]:
    """Return the messages of a thread in their order; of details there may be none."""
    if outgoing.kind is Kind.REPLY:
        return [(replies.blocks(outgoing), replies.text(outgoing))]
    if outgoing.kind is Kind.DETAIL:
        return [(shown, threads.DETAILS) for shown in threads.details(card, now)]
    parts = enumerate(threads.thread(card, experts), 1)
    return [(shown, threads.text(number)) for number, shown in parts]


async def summed_up(outgoing: Outgoing, desk: Desk) -> Drawn:
    """Draw a notice or a summary; raises `Refused` for a summary nobody knows."""
    if outgoing.kind is not Kind.SUMMARY:
        return blocks.notice(outgoing.text), blocks.notice_text(outgoing.text)
    summary: Summary | None = await asyncio.to_thread(desk.summary, outgoing.part)
    if summary is None:
        raise Refused("summary_unknown")
    return summaries.blocks(summary), summaries.text(summary)

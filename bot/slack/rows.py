"""One card or one mute in a line or two: parts of `/queries` and of App Home."""

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.domain import Card, Deadline, Mute, state
from bot.slack import actions, words
from bot.slack.clean import (
    Block,
    escaped,
    line,
    one_line,
    own,
    person,
    plain,
    rich,
    verbatim,
)
from bot.slack.health import count

TITLE, NAME = 150, 80  # units
STRANGER = (
    "You are in no team of this bot, so there is nothing to show. Ask whoever runs it to"
    " name you among a company's approvers, or to invite you to its channel."
)


def card_blocks(card: Card, now: datetime) -> Iterator[Block]:
    """Show an open card in two lines."""
    yield titled(card.query.summary)
    deadline = card.query.deadline
    parts = [
        escaped(one_line(card.company), NAME),
        escaped(one_line(card.query.outlet), NAME),
        due(deadline, card.timezone),
        words.left(deadline, now),
        words.fit(card.match.score),
        *_standing(card, now),
        f"card {card.id}",
    ]
    yield context(" · ".join(part for part in parts if part))


def mute_block(mute: Mute) -> Block:
    """Show a mute with a button that ends it."""
    who = escaped(one_line(mute.shown), NAME)
    company = escaped(one_line(mute.company), NAME)
    return {
        **section(f"{mute.kind} “{who}” for {company}, by {person(mute.by)}"),
        "accessory": button(actions.UNMUTE, "Unmute", str(mute.number)),
    }


def button(action_id: str, text: str, value: str) -> Block:
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain(text, 30),
        "value": value,
    }


def names(companies: Collection[str]) -> str:
    """Name companies, escaped."""
    return ", ".join(escaped(one_line(name), NAME) for name in sorted(companies)[:20])


def waits(waiting: int) -> str:
    matches = count(waiting, "good match waits", "good matches wait")
    return f"{matches} for a card"


def section(markup: str) -> Block:
    return {"type": "section", "text": own(markup)}


def context(markup: str) -> Block:
    return {"type": "context", "elements": [own(markup)]}


def titled(title: str) -> Block:
    return rich(line(verbatim(one_line(title) or "(no title)", TITLE, bold=True)))


def due(deadline: Deadline, timezone: str) -> str:
    if deadline.at is not None:
        sure = "" if deadline.sure else " (not sure)"
        return f"due {words.live(deadline.at, timezone)}{sure}"
    text = escaped(one_line(deadline.text), NAME)
    return f"due “{text}”" if text else "no deadline given"


def _standing(card: Card, now: datetime) -> Iterator[str]:
    """Say what people did to an open card."""
    if card.snoozed_until is not None and state(card, now) == "snoozed":
        yield f"snoozed until {words.live(card.snoozed_until, card.timezone)}"
    if card.assigned:
        yield f"assigned to {person(card.assigned)}"
    if card.edited_by:
        yield f"edited by {person(card.edited_by)}"
    if card.replies:
        yield count(card.replies, "answer") + " in the thread"

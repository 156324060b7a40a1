"""A word to people below a card."""

from bot.domain import Outgoing
from bot.slack.clean import Block, escaped, length, own, person

_PEOPLE = 15
_SECTION, _FALLBACK = 3000, 300


def blocks(outgoing: Outgoing) -> list[Block]:
    """Name the people it is for, which notifies them, then say it."""
    people = " ".join(person(name) for name in outgoing.people[:_PEOPLE])
    room = _SECTION - length(people) - 1
    said = " ".join(filter(None, (people, escaped(outgoing.text, room))))
    return [{"type": "section", "text": own(said or "-")}]


def text(outgoing: Outgoing) -> str:
    """Say it without names: a mention here might notify a second time."""
    return escaped(outgoing.text, _FALLBACK) or "-"

"""What is said below a card: plain text, with strangers' words in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.domain.card import Card, Choice
from bot.domain.deed import Act, Deed
from bot.domain.hours import zone_named
from bot.domain.mail import Query

# Slack's ids: with a digit, or of exactly nine letters; a word is none
_USER = re.compile(r"(?=[A-Z]*[0-9])[UW][A-Z0-9]{5,30}|[UW][A-Z]{8}")
_TITLE = 150  # characters
_HOURS = 100  # minutes, from which on hours say enough
_ASK = 400  # characters of one question
_MESSAGE = 2900  # units of a message that asks; Slack takes 3000 with the name before it
_MORE = "and {} more, on the card"
# a flag of an outline, and what is said below a card that it stands below
BANNED = "The reporter refuses answers made by machines since this outline was made."
UNSENDABLE = (
    "the outline above is not to be sent, nor what its links and its file hold: a person"
    " writes the answer, in their own words"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One word below a card; ``people`` are Slack users it is for."""

    key: str
    text: str
    people: tuple[str, ...] = ()


def told(before: Card, deed: Deed, *, threaded: bool, recalled: bool) -> Iterator[Told]:
    """Yield what people must read below a card once a deed is done to it.

    ``before``: the card as it stood. ``threaded``: an outline stands below it, or part of
    one. ``recalled``: below that it says that the outline is not to be sent.
    """
    by = deed.name or deed.by.removeprefix("terminal:")
    if deed.act is Act.UNDO and _approved(before) and threaded:
        text = f"{by} took the approval back: the outline above is not to be sent."
        others = tuple(name for name in charged(before) if name != deed.by)
        yield Told(key="undo", text=text, people=others)
    elif deed.act is Act.APPROVE and recalled:
        old = BANNED in before.outline.flags
        how = f", but {UNSENDABLE}" if old else ": the outline above stands"
        yield Told(key="again", text=f"Approved again by {by}{how}.")
    elif deed.act is Act.ASSIGN:
        title = titled(before.query)
        if user(deed.person) and deed.person != deed.by:
            due = _due(before)
            text = f"You are assigned by {by}: {title}{due}."
            yield Told(key="assign", text=text, people=(deed.person,))
        if user(before.assigned) and before.assigned != deed.by:
            text = f"You are no longer assigned, says {by}: {title}."
            yield Told(key="release", text=text, people=(before.assigned,))
    elif deed.act is Act.INTERVIEW:
        yield Told(key="interview", text=_questions(before, by), people=(deed.person,))
        asked = before.interview
        if asked is not None and asked.open and asked.user not in (deed.person, deed.by):
            text = (
                f"Somebody else is asked now, says {by}: what you write here from now on"
                f" is not kept ({titled(before.query)})."
            )
            yield Told(key="unasked", text=text, people=(asked.user,))


def _questions(card: Card, by: str) -> str:
    """Put the open questions to somebody, numbered, in as much as one message takes."""
    asks = card.outline.asks
    many = len(asks) > 1
    own = "in your own words"
    if any(query.no_ai for query in (card.query, *card.also)):
        own += "; no AI tools: the reporter refuses them"
    head = (
        f"You are asked by {by}: please answer below, {own}. {titled(card.query)}"
        f"{_due(card)}."
    )
    number = "Begin each answer with its number. " if many else ""
    if put := card.outline.put_by_model:
        number += f"Put in {put}. "
    foot = (
        f"{number}What you write below is kept for the outline until this is decided; edit"
        " or delete it and that counts. What others write is not kept."
    )
    room = _MESSAGE - _weight(head) - _weight(foot) - _weight(_MORE) - 10
    lines: list[str] = []
    for count, ask in enumerate(asks, 1):
        line = f"{count}. {_short(ask, _ASK)}" if many else _short(ask, _ASK)
        room -= _weight(line) + 1
        if room < 0:
            lines.append(_MORE.format(len(asks) - count + 1))
            break
        lines.append(line)
    return "\n".join([head, *lines, foot])


def _weight(text: str) -> int:
    """Count as Slack does once it is escaped: in UTF-16 units."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return units + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def _approved(card: Card) -> bool:
    return card.decision is not None and card.decision.choice is Choice.APPROVED


def _due(card: Card) -> str:
    at = card.query.deadline.at
    return f", due {local(at, zone_named(card.timezone))}" if at else ""


def user(name: str) -> str:
    """Return a Slack user id as it is, "" for any other name."""
    return name if _USER.fullmatch(name) else ""


def charged(card: Card) -> tuple[str, ...]:
    """Return the Slack users who have a card in hand.

    Whoever it is assigned to, approved it, put it off, or is asked below it now.
    """
    decision, asked = card.decision, card.interview
    by = decision.by if decision is not None and _approved(card) else ""
    expert = asked.user if asked is not None and asked.open else ""
    names = (card.assigned, by, card.snoozed_by, expert)
    return tuple(dict.fromkeys(name for name in map(user, names) if name))


def titled(query: Query) -> str:
    """Name a query by title and outlet, on one line."""
    title = _short(query.summary) or "a query without a title"
    return f"{title} ({_short(query.outlet)})" if query.outlet.strip() else title


def left(time: timedelta) -> str:
    """Say a short duration in one unit: 4 hours, 1 hour, 45 minutes."""
    minutes = max(1, round(time.total_seconds() / 60))
    if minutes < _HOURS and minutes != 60:  # noqa: PLR2004 (an hour)
        return f"{minutes} minute{'s' * (minutes > 1)}"
    hours = round(minutes / 60)
    return f"{hours} hour{'s' * (hours > 1)}"


def local(moment: datetime, zone: tzinfo) -> str:
    """Write an instant for people of one zone: Sep 16, 7:00 PM EDT."""
    there = moment.astimezone(zone)
    hour = there.hour % 12 or 12
    return f"{there:%b} {there.day}, {hour}:{there:%M %p %Z}"


def _short(text: str, most: int = _TITLE) -> str:
    line = " ".join(text[: 8 * most].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"

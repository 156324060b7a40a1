"""What is said below a card: plain text, with strangers' words in it."""

import re
from datetime import datetime, timedelta, tzinfo

from bot.domain import Card, Choice, Query

_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_TITLE = 150  # characters
_HOURS = 100  # minutes, from which on hours say enough


def user(name: str) -> str:
    """Return a Slack user id as it is, "" for any other name."""
    return name if _USER.fullmatch(name) else ""


def charged(card: Card) -> tuple[str, ...]:
    """Return the Slack users who have a card in hand: assigned to it, or approved it."""
    decision = card.decision
    approved = decision is not None and decision.choice is Choice.APPROVED
    names = (card.assigned, decision.by if decision is not None and approved else "")
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


def _short(text: str) -> str:
    line = " ".join(text[: 8 * _TITLE].split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"

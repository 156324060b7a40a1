"""Instants, durations and scores in the words a card uses."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain import Cause, Deadline, Have, Level, Policy
from bot.sources import SOURCES

_STRONG, _GOOD = 0.75, 0.5
_DAYS = timedelta(hours=72)  # from here on days say more than hours
_HOURS = timedelta(minutes=100)
_JUST_NOW = 2

HAVE = {
    Have.HAVE: "✓ have",
    Have.THIN: "~ thin, please look",
    Have.ASK: "? ask the expert",
}

# of a question: what is near need not answer it, so nothing more is claimed
SPEAKS = {
    Have.HAVE: "✓ a fact speaks to it",
    Have.THIN: "~ a fact is near",
    Have.ASK: "? ask the expert",
}

CAUSES = {
    Cause.TOPIC: "not our topic",
    Cause.SOURCE: "another kind of source is asked for",
    Cause.OUTLET: "weak outlet",
    Cause.LATE: "no time left",
    Cause.OTHER: "another reason",
}

LEVELS = {
    Level.OUTLINE: "Outline",
    Level.BRIEF: "Brief only",
    Level.LINK: "Link only",
    Level.OFF: "Off",
}
_MAY = {
    Level.OUTLINE: "stored facts to start from; a person writes and sends",
    Level.BRIEF: "a person writes",
    Level.LINK: "read it where it stands",
    Level.OFF: "nothing is made of it",
}
_UNBOUND = "No ban on AI answers was found"


def level(policy: Policy, *, bound: bool) -> tuple[str, str]:
    """Say what may be done with a query: its name, and what that means, for after it.

    ``bound``: the reasons follow.
    """
    name, may = LEVELS[policy.level], _MAY[policy.level]
    if bound:
        return f"⚠ {name}: ", f"{may}. Why: "
    why = f". {_UNBOUND}" if policy.level is Level.OUTLINE else ""
    return f"{name}: ", f"{may}{why}."


def fit(score: float) -> str:
    strength = "strong" if score >= _STRONG else "good" if score >= _GOOD else "possible"
    return f"{strength} fit ({score:.2f})"


def service(name: str) -> str:
    """Return the newsletter's title; of one the user describes, its name in words."""
    known = SOURCES.get(name)
    return known.title if known else name.replace("_", " ")


def zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def local(moment: datetime, timezone: str) -> str:
    """Write an instant for people of one zone: Sep 16, 7:00 PM EDT."""
    there = moment.astimezone(zone(timezone))
    hour = there.hour % 12 or 12
    return f"{there:%b} {there.day}, {hour}:{there:%M %p %Z}"


def day(iso: str) -> str:
    """Write a date in ISO 8601 as Thu 26 Nov; what is none, as it stands."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found:%a} {found.day} {found:%b}"


def live(moment: datetime, timezone: str) -> str:
    """Write an instant that each reader sees in their own zone (our own token)."""
    shown = local(moment, timezone)
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} at {{time}}|{shown}>"


def span(time: timedelta) -> str:
    """Say a duration in one unit: 3 days, 30 hours, 45 minutes."""
    if time >= _DAYS:
        return f"{time.days} days"
    if time >= _HOURS:
        return f"{round(time.total_seconds() / 3600)} hours"
    minutes = max(1, int(time.total_seconds() // 60))
    return f"{minutes} minute{'s' * (minutes > 1)}"


def left(deadline: Deadline, now: datetime) -> str:
    if deadline.expired(now):
        return "deadline passed"
    if deadline.at is None:
        return ""
    if deadline.at <= now:  # a bare midnight that lasts to the end of its day
        return "due today"
    return f"{span(deadline.at - now)} left"


def ago(moment: datetime, now: datetime) -> str:
    seconds = int((now - moment).total_seconds())
    if seconds < _JUST_NOW:
        return "just now"
    return f"{seconds} s ago" if seconds < 100 else f"{span(now - moment)} ago"  # noqa: PLR2004 (two digits)

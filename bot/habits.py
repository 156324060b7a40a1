"""When a newsletter usually comes, learned from when it came; and that it is overdue.

Arrivals of the last five weeks are grouped by the time of day, workdays together and
each weekend day apart; a group that was there on nearly every such day is a habit. A
newsletter of one weekday is learned from that weekday. US holidays are neither learned
from nor waited on (HARO and Source of Sources do not come on them).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

SPAN = timedelta(days=35)  # how far back habits are learned
GRACE = timedelta(minutes=90)  # later than ever before by so much is overdue
SILENT = timedelta(hours=24)  # an older gap is no news
APART = 75  # minutes without an arrival part two groups
SHARE = 0.8  # of the days it could have come
WORKDAYS = 5  # such days that must have been seen
WEEKDAYS = 3  # the same for one day of the week
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A digest that should have come: usually ``begin`` to ``end``, in the zone's time."""

    day: date
    begin: time
    end: time
    last: datetime  # when something last came


def overdue(arrivals: Sequence[datetime], now: datetime, *, zone: str) -> Overdue | None:
    """Return the first digest of today or yesterday that is overdue, None if none is.

    ``arrivals`` and ``now`` are aware; ``zone`` is where the newsletter is at home.
    """
    home = ZoneInfo(zone)
    here = now.astimezone(home)
    came = sorted(a.astimezone(home) for a in arrivals if now - SPAN <= a <= now)
    if not came:
        return None
    for day in (here.date() - timedelta(days=1), here.date()):
        if _holiday(day):
            continue
        for begin, end in _habits(came, day):
            due = datetime.combine(day, _clock(end), home) + GRACE
            opens = datetime.combine(day, _clock(begin), home) - timedelta(minutes=APART)
            if due <= here < due + SILENT and not any(a >= opens for a in came):
                return Overdue(day=day, begin=_clock(begin), end=_clock(end), last=came[-1])
    return None


def _habits(came: Sequence[datetime], day: date) -> Iterator[tuple[int, int]]:
    """Yield first and last minute of each time of day at which it comes on such a day."""
    first = came[0].date()
    past = [first + timedelta(days=n) for n in range((day - first).days)]
    past = [d for d in past if not _holiday(d)]
    weekday = [d for d in past if d.weekday() == day.weekday()]
    workdays = [d for d in past if d.weekday() < _SATURDAY]
    found: list[tuple[int, int]] = []
    if day.weekday() < _SATURDAY and len(workdays) >= WORKDAYS:
        found += _groups(came, workdays)
    if len(weekday) >= WEEKDAYS:
        found += _groups(came, weekday)
    yield from sorted(found, key=lambda group: group[1])


def _groups(came: Sequence[datetime], days: Sequence[date]) -> Iterator[tuple[int, int]]:
    known = set(days)
    at = sorted((a.hour * 60 + a.minute, a.date()) for a in came if a.date() in known)
    start = 0
    for i in range(1, len(at) + 1):
        if i < len(at) and at[i][0] - at[i - 1][0] <= APART:
            continue
        group = at[start:i]
        if len({day for _, day in group}) >= SHARE * len(days):
            yield group[0][0], group[-1][0]
        start = i


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


@lru_cache(maxsize=8)
def _year(year: int) -> frozenset[date]:
    return frozenset(country_holidays("US", years=year))


def _holiday(day: date) -> bool:
    return day in _year(day.year)

"""When a newsletter usually comes, learned from when it came; and that it is overdue.

Arrivals of the last five weeks are grouped by the time of day, workdays together and
each weekend day apart; a group that was there on nearly every such day is a habit. A
newsletter of one weekday is learned from that weekday, and what workdays usually have
is not waited on where that weekday has been without it. US holidays, the day after
Thanksgiving and the last days before Christmas and New Year are neither learned from
nor waited on (HARO and Source of Sources do not come on them). What comes around
midnight belongs to the day before.
"""

from collections.abc import Collection, Iterator, Sequence
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
LEAST = 2 / 3  # of one weekday, if it is to have what workdays have
LATEST = 2  # of that weekday that must have had it
_THURSDAY, _SATURDAY = 3, 5
_DAY = 24 * 60  # minutes
_NIGHT = 4 * 60  # what comes later is of the morning


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
    last = came[-1]
    night = _night(came)
    here, came = here - night, [a - night for a in came]
    for day in (here.date() - timedelta(days=1), here.date()):
        if _holiday(day):
            continue
        for begin, end in _habits(came, day):
            starts, ends = (
                datetime.combine(day, time(m // 60, m % 60), home) for m in (begin, end)
            )
            due, opens = ends + GRACE, starts - timedelta(minutes=APART)
            if due <= here < due + SILENT and not any(a >= opens for a in came):
                usual = [(at + night).time() for at in (starts, ends)]
                return Overdue(day=day, begin=usual[0], end=usual[1], last=last)
    return None


def _night(came: Sequence[datetime]) -> timedelta:
    """Return how long after midnight a day ends: not at all if nothing comes around it."""
    at = sorted({a.hour * 60 + a.minute for a in came})
    if at[0] + _DAY - at[-1] > APART or at[0] == at[-1]:
        return timedelta(0)
    ends = next((i for i in range(1, len(at)) if at[i] - at[i - 1] > APART), len(at))
    if ends == len(at):
        return timedelta(0)  # it comes around the clock
    end = at[ends - 1]
    return timedelta(minutes=min(end + APART, (end + at[ends]) // 2)) * (end < _NIGHT)


def _habits(came: Sequence[datetime], day: date) -> Iterator[tuple[int, int]]:
    """Yield first and last minute of each time of day at which it comes on such a day."""
    first = came[0].date()
    past = [first + timedelta(days=n) for n in range((day - first).days)]
    past = [d for d in past if not _holiday(d)]
    weekday = [d for d in past if d.weekday() == day.weekday()]
    workdays = [d for d in past if d.weekday() < _SATURDAY]
    found: list[tuple[int, int]] = []
    if day.weekday() < _SATURDAY and len(workdays) >= WORKDAYS:
        found += [(a, b) for a, b, on in _groups(came, workdays) if _held(weekday, on)]
    if len(weekday) >= WEEKDAYS:
        found += [(a, b) for a, b, _ in _groups(came, weekday)]
    yield from sorted(found, key=lambda group: group[1])


def _held(weekday: Sequence[date], on: Collection[date]) -> bool:
    """Whether a weekday has what workdays usually have; a new one is taken to have it."""
    had = [day in on for day in weekday]
    if len(had) < WEEKDAYS:
        return any(had) or not had
    return sum(had) >= LEAST * len(had) and all(had[-LATEST:])


def _groups(
    came: Sequence[datetime], days: Sequence[date]
) -> Iterator[tuple[int, int, frozenset[date]]]:
    """Yield first and last minute, and the days, of what comes on nearly all of them."""
    known = set(days)
    at = sorted((a.hour * 60 + a.minute, a.date()) for a in came if a.date() in known)
    start = 0
    for i in range(1, len(at) + 1):
        if i < len(at) and at[i][0] - at[i - 1][0] <= APART:
            continue
        group = at[start:i]
        on = frozenset(day for _, day in group)
        if len(on) >= SHARE * len(days):
            yield group[0][0], group[-1][0], on
        start = i


@lru_cache(maxsize=8)
def _year(year: int) -> frozenset[date]:
    thanksgiving = next(
        d for n in range(22, 29) if (d := date(year, 11, n)).weekday() == _THURSDAY
    )
    quiet = {thanksgiving + timedelta(days=1), date(year, 12, 24), date(year, 12, 31)}
    return frozenset(country_holidays("US", years=year)) | quiet


def _holiday(day: date) -> bool:
    return day in _year(day.year)

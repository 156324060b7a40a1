"""Hours of the day by a clock on the wall, such as 20:00-07:30, in any time zone.

Instants are aware. Where a clock is set forward, a time that is left out counts as so
much later; where it is set back, a time that comes twice counts when it first comes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))  # Monday to Friday
_DAY = timedelta(days=1)
_AHEAD = 15  # days: hours of one weekday begin within them, even where one is left out
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_NIGHT = "24:00"  # the end of a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From ``begin`` to ``end``, of the next day where that is not later.

    ``days`` are those on which they begin; Monday is 0.
    """

    begin: time
    end: time
    days: frozenset[int] = EVERY_DAY

    def inside(self, now: datetime, zone: tzinfo) -> bool:
        """Whether it is within the hours now."""
        return self.ends(now, zone) is not None

    def ends(self, now: datetime, zone: tzinfo) -> datetime | None:
        """Return when the hours that it is in now are over, in UTC; None outside them."""
        return next(
            (end for begin, end in self._spans(now, zone) if begin <= now < end), None
        )

    def next_begin(self, now: datetime, zone: tzinfo) -> datetime:
        """Return when the hours next begin, now or later, in UTC."""
        return next(begin for begin, _ in self._spans(now, zone) if begin >= now)

    def holds(self, moment: time) -> bool:
        """Whether a time of day is within the hours, whatever the day."""
        if self.begin < self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end

    def _spans(self, now: datetime, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
        """Yield begin and end of the spans around an instant, in order."""
        today = now.astimezone(zone).date()
        for ahead in range(-2, _AHEAD + 1):
            day = today + ahead * _DAY
            if day.weekday() not in self.days:
                continue
            last = day if self.begin < self.end else day + _DAY
            begin, end = _instant(day, self.begin, zone), _instant(last, self.end, zone)
            if begin < end:  # a clock that is set forward may leave nothing of them
                yield begin, end


def parse_hours(text: str, *, days: frozenset[int] = EVERY_DAY) -> Hours:
    """Read hours such as 20:00-07:30; raise ValueError for what is none."""
    first, dash, last = (part.strip() for part in text.partition("-"))
    if not dash:
        raise ValueError(f"{text!r} are no hours; write them as 20:00-07:00")
    begin = parse_time(first)
    end = time(0) if last == _NIGHT else parse_time(last)
    if begin == end:
        raise ValueError(f"{text!r} end when they begin; write them as 20:00-07:00")
    return Hours(begin=begin, end=end, days=days)


def parse_time(text: str) -> time:
    """Read a time of day such as 16:00; raise ValueError for what is none."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no time of day; write it as 16:00")
    return time(int(found[1]), int(found[2]))


def zone_named(*names: str) -> tzinfo:
    """Return the first time zone of these names that is known here, UTC for none."""
    for name in names:
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, KeyError):  # KeyError: ZoneInfoNotFoundError
            continue
    return UTC


def _instant(day: date, moment: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, moment, zone).astimezone(UTC)

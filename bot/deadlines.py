"""Printed deadlines -> instants, with how sure we are. Never raises.

"7:00 PM ET - 3 January" names no year and means the wall clock of a region: the year
is the one nearest to the mail's own date, and EST in July is New York's summer time
(docs/formats.md). Only GMT, UTC and numeric offsets are taken as they stand.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from datetime import timezone as fixed
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain import Deadline

LONGEST = 300  # characters of a deadline that are looked at
FURTHEST = timedelta(days=120)  # beyond that a year is not guessed
END_OF_DAY = time(23, 59, 59)  # a date alone lasts to its last second
_NOON = 12

_REGIONS = {
    "America/New_York": "ET EST EDT Eastern",
    "America/Chicago": "CT CST CDT Central",
    "America/Denver": "MT MST MDT Mountain",
    "America/Los_Angeles": "PT PST PDT Pacific California",
    "America/Anchorage": "AKT AKST AKDT Alaska",
    "Pacific/Honolulu": "HST Hawaii",
    "America/Halifax": "AST ADT Atlantic",
    "Europe/London": "BST UK British London",
    "Europe/Paris": "CET CEST Central+European Paris",
    "Europe/Athens": "EET EEST Eastern+European",
    "Europe/Moscow": "MSK Moscow",
    "Asia/Kolkata": "IST India Indian",
    "Asia/Singapore": "SGT Singapore",
    "Asia/Hong_Kong": "HKT",
    "Asia/Tokyo": "JST Japan",
    "Australia/Sydney": "AET AEST AEDT Sydney Australian+Eastern AUS+Eastern",
    "Australia/Adelaide": "ACST ACDT",
    "Australia/Perth": "AWST Australian+Western",
    "Pacific/Auckland": "NZT NZST NZDT New+Zealand",
    "Africa/Johannesburg": "SAST",
    "UTC": "GMT UTC Z Greenwich",
}
_ZONES = {
    name.replace("+", " ").lower(): region
    for region, names in _REGIONS.items()
    for name in names.split()
}
_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_YEAR = r"(?:(?:,?\s+|[-/.])(?P<year>20\d\d)\b)?"
_ORDINAL = r"(?:st|nd|rd|th)?"

_CLOCK = re.compile(
    r"(?<![\d/:-])(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d)?\s*"
    r"(?P<half>[ap])\.?\s?m\b\.?|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?::\d\d)?(?!\d)|"
    r"(?<![.])(?P<hour_dot>[01]\d|2[0-3])\.(?P<minute_dot>00|1[3-9]|[2-5]\d)(?![.\d])|"
    r"\b(?:12\s)?(?P<word>noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?<![a-z])(?P<name>"
    + "|".join(
        re.escape(name).replace(r"\ ", r"\s+")
        for name in sorted(_ZONES, key=len, reverse=True)
    )
    + r")(?![a-z])|(?<=[\d\sCT])(?P<offset>[+-](?:0\d|1[0-4]):?[0-5]\d)\b",
    re.IGNORECASE,
)
_DATES = (
    re.compile(
        r"\b(?P<year>20\d\d)(?P<mark>[-/.])(?P<number>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)"
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?P<mark>[-/.]?){_MONTH}(?P=mark)(?P<year>20\d\d|\d\d)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}}){_ORDINAL}(?:\s+(?:of\s+)?|[-/.]){_MONTH}{_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_MONTH}(?:\s+|[-/.])(?P<day>\d{{1,2}}){_ORDINAL}(?![:\d]){_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![\d.-])(?P<day>\d{1,2})(?P<mark>[.-])(?P<number>\d{1,2})(?P=mark)"
        r"(?P<year>20\d\d)(?!\d)"
    ),
    re.compile(
        r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])"
    ),
)
_WEEKDAY = re.compile(
    rf"\b(?P<day>{'|'.join(_DAYS)})(?:day|sday|nesday|rsday|urday|s|rs|r)?\b", re.IGNORECASE
)
_RELATIVE = re.compile(r"\b(?:(?P<today>today|tonight)|tomorrow)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:in|within)(?: the next)?(?: about| around| approximately)? "
    r"(?P<count>\d{1,3}) (?P<unit>hour|hr|day)s?\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\basap\b|\bas soon as possible\b|\brolling\b|\bongoing\b", re.IGNORECASE
)
_NAMED = "|".join(_MONTHS)
_HALF_READ = re.compile(  # "17Oct2026": a date is there, whichever it is
    rf"\d\W{{0,3}}(?:{_NAMED})|\b(?:{_NAMED})[a-z]{{0,6}}\W{{0,3}}\d", re.IGNORECASE
)
_BESIDE = (  # the words that may stand beside a time of day and name no day
    "at by on of the a in to no not later than latest before until till due deadline is"
    " are be time local standard daylight summer central clock o'clock hours hrs h sharp"
    " please responses respond reply replies response answer answers pitch submit close"
    " cob eod eob end day business morning afternoon evening night and or from us"
    " new york nyc europe et cet approx around about only"
)
_SAID = re.compile(r"[^\W\d_][^\W\d_'’]*")
_PLAIN = frozenset(_BESIDE.split())
_DAY_FIRST = ("Europe/", "Australia/", "Asia/", "Pacific/Auckland", "Africa/")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A calendar day as printed; `sure` is False where a weekday had to do."""

    day: date
    sure: bool = True


@lru_cache(maxsize=64)  # the queries of one digest share a few
def read(text: str, anchor: datetime, *, zone: str = "America/New_York") -> Deadline:
    """Read a printed deadline.

    ``anchor`` is when the mail was sent (aware); ``zone`` is what the source means when
    it names none. Words for at-once, an impossible date, or one more than 120 days
    from the anchor without a year give a deadline with the text alone.
    """
    text = " ".join(text.split())[:LONGEST]
    if anchor.tzinfo is None:
        anchor = anchor.replace(tzinfo=UTC)
    try:
        return _read(text, anchor, zone)
    except (ValueError, OverflowError):
        return Deadline(text=text)


def _read(text: str, anchor: datetime, zone: str) -> Deadline:
    region, named, rest = _region(text, zone)
    clock, rest = _clock(rest)
    day_first = str(region).startswith(_DAY_FIRST)
    here = anchor.astimezone(region)
    found = _day(rest, here, day_first=day_first)
    if found is None and clock is None and (ahead := _AHEAD.search(rest)):
        count = int(ahead["count"])
        hours = count * 24 if ahead["unit"].lower() == "day" else count
        at = anchor.astimezone(UTC) + timedelta(hours=hours)
        return Deadline(text=text, at=at, until=at)
    if found is None:
        if clock is None or _AT_ONCE.search(text) or not _of_a_time(rest):
            return Deadline(text=text)
        late = datetime.combine(here.date(), clock, region) < here
        found = _Day(day=here.date() + timedelta(days=late), sure=False)
    if clock is None:
        end = _instant(found.day, END_OF_DAY, region)
        return Deadline(text=text, at=end, until=end)
    if found.day == here.date() and _WEEKDAY.search(rest) and not found.sure:
        late = _instant(found.day, clock, region) < anchor
        found = _Day(day=found.day + timedelta(days=7 * late), sure=False)
    at = _instant(found.day, clock, region)
    if clock == time(0):  # a form with a date and no time prints this
        end = _instant(found.day, END_OF_DAY, region)
        return Deadline(text=text, at=at, until=end)
    return Deadline(text=text, at=at, sure=found.sure and named, until=at)


def _instant(day: date, clock: time, region: tzinfo) -> datetime:
    return datetime.combine(day, clock, region).astimezone(UTC)


def _region(text: str, zone: str) -> tuple[tzinfo, bool, str]:
    """Return the zone, whether the text names it, and the text without its offset."""
    found = _ZONE.search(text)
    if found is None:
        return _zone(zone), False, text
    if offset := found["offset"]:
        digits = offset[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        shift = timedelta(minutes=-minutes if offset[0] == "-" else minutes)
        return fixed(shift), True, text[: found.start()] + text[found.end() :]
    return _zone(_ZONES[" ".join(found["name"].lower().split())]), True, text


def _zone(name: str) -> tzinfo:
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _clock(text: str) -> tuple[time | None, str]:
    """Return the first time of day and the text without it.

    A time no clock shows, as "25:00 PM" or "17:00 PM", raises ValueError: no guess.
    """
    found = _CLOCK.search(text)
    if found is None:
        return None, text
    rest = text[: found.start()] + " " + text[found.end() :]
    if word := found["word"]:
        return time(0 if word.lower() == "midnight" else 12), rest
    if found["hour_dot"]:  # "17.00": minutes that are no month
        return time(int(found["hour_dot"]), int(found["minute_dot"])), rest
    if found["hour24"]:
        return time(int(found["hour24"]), int(found["minute24"])), rest
    hour = int(found["hour"])
    if hour > _NOON:
        raise ValueError(found[0])
    hour = hour % _NOON + (_NOON if found["half"].lower() == "p" else 0)
    return time(hour, int(found["minute"] or 0)), rest


def _of_a_time(text: str) -> bool:
    """Whether nothing beside a time of day could be a day: no digit, no unknown word."""
    said = _ZONE.sub(" ", _CLOCK.sub(" ", text)).lower()
    return not any(map(str.isdigit, said)) and _PLAIN.issuperset(_SAID.findall(said))


def _day(text: str, here: datetime, *, day_first: bool) -> _Day | None:
    """Return the day the text names, None where it names none or an impossible one."""
    weekday = _WEEKDAY.search(text)
    for pattern in _DATES:
        if found := pattern.search(text):
            day = _dated(found.groupdict(), here, day_first=day_first)
            if day is None:
                return None
            agrees = weekday is None or _DAYS[day.weekday()] == weekday["day"].lower()
            return _Day(day=day, sure=agrees)
    if _HALF_READ.search(text):
        return None
    if found := _RELATIVE.search(text):
        return _Day(day=here.date() + timedelta(days=not found["today"]), sure=False)
    if weekday is None:
        return None
    ahead = (_DAYS.index(weekday["day"].lower()) - here.weekday()) % 7
    return _Day(day=here.date() + timedelta(days=ahead), sure=False)


def _dated(found: dict[str, str | None], here: datetime, *, day_first: bool) -> date | None:
    year = found.get("year")
    if "a" in found:
        day, month = int(found["b"] or 0), int(found["a"] or 0)
        if (day_first and day <= len(_MONTHS)) or month > len(_MONTHS):
            day, month = month, day
    else:
        day = int(found["day"] or 0)
        word = found.get("month")
        month = _MONTHS.index(word.lower()) + 1 if word else int(found["number"] or 0)
        if month > len(_MONTHS):  # "9-16-2026"
            day, month = month, day
    if year:
        return date(int(year) % 100 + 2000, month, day)
    return _nearest(month, day, here)


def _nearest(month: int, day: int, here: datetime) -> date | None:
    """Return the day in the year that brings it nearest, None if that is far away."""
    days = []
    for year in (here.year - 1, here.year, here.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:  # 29 February
            continue
    best = min(days, key=lambda d: abs(d - here.date()), default=None)
    if best is None or abs(best - here.date()) > FURTHEST:
        return None
    return best

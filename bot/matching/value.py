"""What a card is worth besides its score: the outlet, the time left, who asks.

It orders what is posted anyhow, and nothing else: no threshold is held against it. A
point is as much as 1 of score.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Expert, Query, plain_name

MOST = 10.0  # the weight of an outlet that goes before everything else
POINTS = 0.1  # of a weight of 1
KNOWN = 0.1  # points of a reporter or outlet that was answered before
SOON = 0.1  # at most, the less time the more
LATE = -0.3  # with less than an hour left an answer hardly gets there
BEGIN, END = time(9), time(17)
WEEKEND = 5  # Saturday; Monday is 0
HOUR = timedelta(hours=1)
LEAST = HOUR
PLENTY = timedelta(hours=16)  # two working days: no reason to hurry

_LONGEST = 300  # characters of a name or link that are looked into
_DOMAIN = re.compile(r"(?:[^\W_][\w-]{0,62}\.){1,9}[^\W\d_]{2,24}")
_HOST = re.compile(r"\s{0,9}(?:[a-z][a-z0-9+.-]{0,20}:)?(?://)?(?P<host>[^/?#\\\s]{1,255})")
_NO_NAMES = (
    "anonymous anon tbd tba na none freelance freelancer various unknown undisclosed "
    "confidential multiple staff editor reporter journalist blog website podcast"
)
_NOBODY = frozenset(_NO_NAMES.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """``points`` are added to the score where cards are put in order."""

    points: float = 0.0
    said: tuple[str, ...] = ()  # in words, none of them a stranger's

    def __add__(self, other: "Worth") -> "Worth":
        return Worth(points=self.points + other.points, said=self.said + other.said)


def value(
    query: Query,
    expert: Expert | None,
    *,
    outlets: Mapping[str, float],
    now: datetime,
    known_reporters: Collection[str] = (),
    zone: str = "UTC",
) -> Worth:
    """Return what answering a query is worth.

    ``outlets`` maps names and domains to weights of 0 to `MOST`. ``known_reporters``
    holds what `acquainted` returned for requests that were approved. ``zone`` is of an
    expert who has none.
    """
    lasting = standing(query, outlets=outlets, known_reporters=known_reporters)
    own = (expert.timezone if expert else "") or zone
    return lasting + _time(query.deadline.until, now, own)


def standing(
    query: Query, *, outlets: Mapping[str, float], known_reporters: Collection[str] = ()
) -> Worth:
    """Return that part of the value which does not change from hour to hour."""
    worth = Worth()
    if listed := weight(query, outlets):
        name, points = listed
        worth += Worth(
            points=points * POINTS, said=(f"on your list of outlets: {name} ({points:g})",)
        )
    known = acquainted(query) & frozenset(known_reporters)
    if known:
        who = "reporter" if any(k.startswith("reporter ") for k in known) else "outlet"
        worth += Worth(points=KNOWN, said=(f"a query of this {who} was approved before",))
    return worth


def weight(query: Query, outlets: Mapping[str, float]) -> tuple[str, float] | None:
    """Return the entry of a list of outlets that a query is of, the heaviest.

    A name is the whole name of the outlet, a domain that of its link or one above it.
    """
    name, hosts = plain_name(query.outlet), _hosts(query)
    found = [
        (entry, float(points))
        for entry, points in outlets.items()
        if (
            _under(hosts, domain(entry))
            if domain(entry)
            else plain_name(entry) == name != ""
        )
    ]
    return max(found, key=lambda pair: pair[1], default=None)


def domain(entry: str) -> str:
    """Return an entry of a list of outlets as a domain, "" if it is a name."""
    text = entry[:_LONGEST].casefold().strip().rstrip(".").removeprefix("www.")
    return text if _DOMAIN.fullmatch(text) else ""


def acquainted(query: Query) -> frozenset[str]:
    """Name who asks and where, for those whose names say anything."""
    found = set()
    reporter, outlet = plain_name(query.reporter), plain_name(query.outlet)
    words = {word for word in reporter.split() if len(word) > 1}
    if len(words) > 1 and not words <= _NOBODY:
        found.add(f"reporter {reporter}")
    if outlet and not query.anonymous and outlet not in _NOBODY | {reporter}:
        found.add(f"outlet {outlet}")
    return frozenset(found)


def working(now: datetime, until: datetime, zone: str) -> timedelta:
    """Return the time from 09:00 to 17:00, Monday to Friday, between two instants.

    More than `PLENTY` is not counted to its end. An unknown zone is taken for UTC.
    """
    where = _zone(zone)
    day, left = now.astimezone(where).date(), timedelta(0)
    last = min(until, now + timedelta(days=30)).astimezone(where).date()
    while day <= last and left < PLENTY:
        if day.weekday() < WEEKEND:
            # subtracted in UTC: two instants of one zone would be as clocks on the wall
            begin = max(now, datetime.combine(day, BEGIN, where).astimezone(UTC))
            end = min(until, datetime.combine(day, END, where).astimezone(UTC))
            left += max(timedelta(0), end - begin)
        day += timedelta(days=1)
    return left


def _time(until: datetime | None, now: datetime, zone: str) -> Worth:
    """Put what ends soonest first, as long as there is time enough to answer."""
    if until is None:
        return Worth()
    left = working(now.astimezone(UTC), until.astimezone(UTC), zone)
    if left >= PLENTY:
        return Worth()
    where = f"09:00-17:00, Mon-Fri, {_zone(zone).key}"
    if left < LEAST:
        return Worth(points=LATE, said=(f"less than 1 working hour left ({where})",))
    points = SOON * (PLENTY - left) / (PLENTY - LEAST)
    return Worth(points=points, said=(f"{left / HOUR:.1f} working hours left ({where})",))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ValueError, OSError, KeyError):  # KeyError: ZoneInfoNotFoundError
        return ZoneInfo("UTC")


def _hosts(query: Query) -> tuple[str, ...]:
    """Return the host of the outlet's link, and the outlet's name where it is a host."""
    linked = _HOST.match(query.outlet_url[:_LONGEST].casefold())
    host = linked["host"].rpartition("@")[2].partition(":")[0].rstrip(".") if linked else ""
    return tuple(filter(None, (host, domain(query.outlet))))


def _under(hosts: Collection[str], entry: str) -> bool:
    return any(host == entry or host.endswith(f".{entry}") for host in hosts)

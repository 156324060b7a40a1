"""Hours by a clock on the wall: over midnight, over nights when the clock is changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import (
    EVERY_DAY,
    WORKDAYS,
    Hours,
    parse_hours,
    parse_time,
    zone_named,
)

NEW_YORK, PARIS = ZoneInfo("America/New_York"), ZoneInfo("Europe/Paris")
ZONES = [
    *(NEW_YORK, PARIS, UTC, ZoneInfo("Asia/Kolkata")),
    *(ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Kiritimati")),
]
NIGHT = parse_hours("20:00-07:30")

minutes = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))
hours = st.tuples(
    minutes, minutes, st.sets(st.integers(0, 6), min_size=1).map(frozenset)
).filter(lambda parts: parts[0] != parts[1])
moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("20:00-07:30", time(20), time(7, 30)),
        ("8:00 - 18:00", time(8), time(18)),
        ("00:00-24:00", None, None),
        ("17:00-24:00", time(17), time(0)),
        ("20:00", None, None),
        ("20:00-20:00", None, None),
        ("24:00-06:00", None, None),
        ("8-18", None, None),
        ("20:00-7:60", None, None),
        ("٢:٠٠-07:00", None, None),
        ("", None, None),
    ],
)
def test_hours_are_read_as_written_or_refused(text: str, begin, end):
    if begin is None:
        with pytest.raises(ValueError, match=r"hours|time of day|end when"):
            parse_hours(text)
    else:
        assert parse_hours(text) == Hours(begin=begin, end=end, days=EVERY_DAY)


def test_a_time_of_day_is_read_or_refused():
    assert parse_time(" 16:05 ") == time(16, 5)
    for wrong in ("", "4 pm", "16.00", "24:00"):
        with pytest.raises(ValueError, match="write it as 16:00"):
            parse_time(wrong)


def test_a_night_goes_over_midnight():
    within = ("2026-09-15T20:00", "2026-09-16T00:00", "2026-09-16T07:29")
    outside = ("2026-09-15T19:59", "2026-09-16T07:30", "2026-09-16T12:00")
    assert [NIGHT.inside(at(now), NEW_YORK) for now in within] == [True] * 3
    assert [NIGHT.inside(at(now), NEW_YORK) for now in outside] == [False] * 3


def test_a_night_that_begins_on_a_friday_lasts_into_a_saturday():
    nights = parse_hours("20:00-07:30", days=WORKDAYS)
    assert nights.inside(at("2026-09-19T07:00"), NEW_YORK)  # a Saturday
    assert not nights.inside(at("2026-09-19T21:00"), NEW_YORK)
    assert nights.next_begin(at("2026-09-19T07:00"), NEW_YORK) == at("2026-09-21T20:00")


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        ("2026-03-07T20:00", "2026-03-08T07:30", 10.5),  # an hour is left out
        ("2026-10-31T20:00", "2026-11-01T07:30", 12.5),  # an hour comes twice
        ("2026-09-15T20:00", "2026-09-16T07:30", 11.5),
    ],
)
def test_a_night_ends_at_the_same_wall_time_when_the_clock_is_changed(
    begin: str, end: str, hours: float
):
    ends = NIGHT.ends(at(begin), NEW_YORK)
    assert ends == at(end)
    assert ends - at(begin).astimezone(UTC) == timedelta(hours=hours)


def test_hours_that_a_changed_clock_leaves_out_begin_later_or_not_at_all():
    gap = at("2026-03-08T01:59").astimezone(UTC) + timedelta(minutes=1)  # 3:00 in summer
    early = parse_hours("02:30-05:00")
    assert early.next_begin(gap, NEW_YORK) == at("2026-03-08T03:30")
    lost = parse_hours("02:30-03:00", days=frozenset({6}))
    assert not any(
        lost.inside(gap + timedelta(minutes=n), NEW_YORK) for n in range(-120, 120)
    )
    assert lost.next_begin(gap, NEW_YORK) == at("2026-03-15T02:30")


def changed(now: datetime, zone) -> bool:
    """Whether the clock of a zone is changed within two days of an instant."""
    days = (now + timedelta(days=n) for n in range(-2, 3))
    return len({day.astimezone(zone).utcoffset() for day in days}) > 1


@given(hours, moments, st.sampled_from(ZONES))
def test_inside_is_what_the_clock_on_the_wall_says(parts, now: datetime, zone):
    begin, end, days = parts
    made = Hours(begin=begin, end=end, days=days)
    if changed(now, zone):
        return
    here = now.astimezone(zone)
    today, before = here.weekday() in days, (here.weekday() - 1) % 7 in days
    if begin < end:
        expected = today and begin <= here.time() < end
    else:
        expected = (today and here.time() >= begin) or (before and here.time() < end)
    assert made.inside(now, zone) is expected
    assert made.holds(here.time()) or not expected


@given(hours, moments, st.sampled_from(ZONES))
def test_hours_have_begun_at_their_begin_and_are_over_at_their_end(
    parts, now: datetime, zone
):
    begin, end, days = parts
    made = Hours(begin=begin, end=end, days=days)
    first = made.next_begin(now, zone)
    assert first >= now
    assert made.inside(first, zone)
    ends = made.ends(now, zone)
    assert (ends is None) is not made.inside(now, zone)
    if ends is not None:
        assert ends > now
        assert made.inside(ends - timedelta(seconds=1), zone)
        if not changed(now, zone):
            assert not made.inside(ends, zone)


def test_the_first_zone_that_is_known_counts():
    assert zone_named("", "Mars/Base", "Europe/Paris", "UTC") == PARIS
    assert zone_named("../etc/passwd", "Europe") == UTC
    assert zone_named() == UTC

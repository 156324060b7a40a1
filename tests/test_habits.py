"""A digest that usually comes and does not is noticed; silence that is usual is not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import habits

HOME = "America/New_York"
ZONE = ZoneInfo(HOME)
MONDAY = datetime(2026, 9, 14, tzinfo=ZONE)
LABOR_DAY = date(2026, 9, 7)


def at(day: datetime, clock: str) -> datetime:
    hour, minute = clock.split(":")
    return day.replace(hour=int(hour), minute=int(minute))


def came(days: int, *clocks: str) -> list[datetime]:
    """Return arrivals on each of the days before MONDAY, some minutes apart."""
    found = []
    for back in range(days, 0, -1):
        day = MONDAY - timedelta(days=back)
        if day.weekday() < 5 and day.date() != LABOR_DAY:
            found += [at(day, c) + timedelta(minutes=back % 7) for c in clocks]
    return found


THRICE = came(21, "05:07", "12:07", "17:07")


def overdue(arrivals: list[datetime], now: datetime) -> habits.Overdue | None:
    return habits.overdue(arrivals, now.astimezone(UTC), zone=HOME)


@pytest.mark.parametrize(
    ("now", "begin"), [("06:42", None), ("06:44", 5), ("13:30", 5), ("23:00", 5)]
)
def test_a_morning_edition_is_overdue_an_hour_and_a_half_after_its_latest_time(
    now: str, begin: int | None
) -> None:
    found = overdue(THRICE, at(MONDAY, now))
    assert (found and found.begin.hour) == begin


def test_what_came_today_is_not_missed_but_the_next_edition_is() -> None:
    arrivals = [*THRICE, at(MONDAY, "05:30")]
    assert overdue(arrivals, at(MONDAY, "13:00")) is None
    found = overdue(arrivals, at(MONDAY, "13:50"))
    assert found is not None
    assert (found.begin.hour, found.last) == (12, at(MONDAY, "05:30"))


def test_a_late_digest_counts_for_its_own_hour() -> None:
    assert overdue([*THRICE, at(MONDAY, "08:55")], at(MONDAY, "09:00")) is None


@pytest.mark.parametrize("day", ["2026-09-12", "2026-09-13", "2026-09-07", "2026-11-26"])
def test_weekends_and_us_holidays_are_quiet(day: str) -> None:
    now = datetime.fromisoformat(day).replace(hour=22, tzinfo=ZONE)
    shift = now.replace(hour=0) - MONDAY
    arrivals = [a + shift for a in THRICE]
    weekdays = [a for a in arrivals if a.weekday() < 5]
    assert overdue(weekdays, now) is None or now.weekday() == 5


def test_a_holiday_is_neither_learned_from_nor_waited_on() -> None:
    labor_day = datetime(2026, 9, 7, 22, tzinfo=ZONE)
    before = [a for a in THRICE if a < labor_day]
    assert overdue(before, labor_day) is None
    assert overdue(before, labor_day + timedelta(days=1)) is not None


def test_friday_evening_missing_is_told_that_evening_not_on_monday() -> None:
    friday = MONDAY - timedelta(days=3)
    arrivals = [a for a in THRICE if a < at(friday, "13:00")]
    found = overdue(arrivals, at(friday, "19:00"))
    assert found is not None
    assert found.begin.hour == 17
    assert overdue(arrivals, at(friday, "19:00") + timedelta(hours=25)) is None


def test_nothing_is_expected_before_a_week_was_seen() -> None:
    assert overdue(came(6, "05:07"), at(MONDAY, "12:00")) is None
    assert overdue(came(10, "05:07"), at(MONDAY, "12:00")) is not None


def test_a_weekly_newsletter_is_learned_from_its_weekday() -> None:
    mondays = [at(MONDAY - timedelta(days=7 * n), "09:00") for n in (4, 3, 2)]
    arrivals = [*mondays, at(MONDAY - timedelta(days=6), "09:00")]
    assert overdue(arrivals, at(MONDAY, "12:00")) is not None
    assert overdue(arrivals, at(MONDAY + timedelta(days=2), "12:00")) is None


def test_mail_that_comes_now_and_then_is_never_overdue() -> None:
    arrivals = [
        at(MONDAY - timedelta(days=n), f"{n % 24:02}:00") for n in (3, 5, 9, 14, 20)
    ]
    for hour in range(72):
        assert overdue(arrivals, MONDAY + timedelta(hours=hour)) is None


def test_clocks_going_back_move_no_habit() -> None:
    autumn = datetime(2026, 11, 4, tzinfo=ZONE)  # the clocks went back on 1 November
    arrivals = [
        at(autumn - timedelta(days=n), "05:07")
        for n in range(21, 0, -1)
        if (autumn - timedelta(days=n)).weekday() < 5
    ]
    assert overdue(arrivals, at(autumn, "06:30")) is None
    assert overdue(arrivals, at(autumn, "06:40")) is not None


@given(
    st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), max_size=60),  # noqa: DTZ001
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001
)
def test_any_arrivals_can_be_learned_from(times: list[datetime], now: datetime) -> None:
    found = overdue([t.replace(tzinfo=UTC) for t in times], now.replace(tzinfo=UTC))
    assert found is None or found.last <= now.replace(tzinfo=UTC)

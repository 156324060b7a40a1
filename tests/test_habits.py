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


def alarms(came_at: list[datetime], weeks: int) -> list[datetime]:
    """Look every hour; return when something new was said to be overdue."""
    found: dict[datetime, datetime] = {}
    now = MONDAY - timedelta(weeks=weeks)
    while now < MONDAY:
        known = [a for a in came_at if a <= now]
        late = overdue(known, now)
        if late is not None:
            found.setdefault(late.last, now)
        now += timedelta(hours=1)
    return list(found.values())


def steady(weeks: int, clocks: str, *, friday: str) -> list[datetime]:
    first = MONDAY - timedelta(weeks=weeks)
    days = [first + timedelta(days=n) for n in range(7 * weeks)]
    return [
        at(day, clock) + timedelta(minutes=day.day % 9)
        for day in days
        if day.weekday() < 5 and day.date() != LABOR_DAY
        for clock in (friday if day.weekday() == 4 else clocks).split()
    ]


@pytest.mark.parametrize("friday", ["", "05:35", "05:35 12:35"])
def test_what_fridays_never_have_is_not_missed_on_fridays(friday: str) -> None:
    assert alarms(steady(9, "05:35 12:35 17:35", friday=friday), 9) == []


def test_an_edition_that_fridays_lose_is_missed_once() -> None:
    ended = MONDAY - timedelta(weeks=4)
    regular = steady(9, "05:35 17:35", friday="05:35 17:35")
    arrivals = [a for a in regular if a < ended or a.weekday() != 4 or a.hour < 12]
    (alarm,) = alarms(arrivals, 9)
    assert (alarm.weekday(), alarm - ended) == (4, timedelta(days=4, hours=20))


def test_one_friday_in_many_is_missed() -> None:
    lost = (MONDAY - timedelta(days=10)).date()
    regular = steady(9, "05:35 12:35", friday="05:35 12:35")
    (alarm,) = alarms([a for a in regular if a.date() != lost], 9)
    assert alarm.date() == lost


@pytest.mark.parametrize("day", ["2026-11-27", "2026-12-24", "2026-12-31", "2025-11-28"])
def test_the_days_beside_holidays_are_quiet(day: str) -> None:
    now = datetime.fromisoformat(day).replace(hour=22, tzinfo=ZONE)
    before = [now - timedelta(days=n) for n in range(1, 30)]
    arrivals = [at(d, "05:07") for d in before if d.weekday() < 5]
    assert overdue(arrivals, now) is None
    assert overdue(arrivals, now - timedelta(days=3)) is None
    lost = [a for a in arrivals if a < now - timedelta(days=4)]
    assert overdue(lost, (now - timedelta(days=3)).replace(hour=9)) is not None


def test_what_comes_around_midnight_belongs_to_the_day_before() -> None:
    days = [MONDAY - timedelta(days=n) for n in range(28, 0, -1)]
    work = [d for d in days if d.weekday() < 5 and d.date() != LABOR_DAY]
    arrivals = [at(d, "23:50") + timedelta(minutes=7 * d.day % 40) for d in work]
    assert overdue(arrivals, at(MONDAY, "22:00")) is None
    assert overdue(arrivals, at(MONDAY, "23:59")) is None
    tuesday = MONDAY + timedelta(days=1)
    assert overdue(arrivals, at(tuesday, "01:00")) is None
    found = overdue(arrivals, at(tuesday, "02:10"))
    assert found is not None
    assert (found.day, found.begin.hour, found.end.hour) == (MONDAY.date(), 23, 0)
    assert overdue([*arrivals, at(tuesday, "00:20")], at(tuesday, "02:10")) is None


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

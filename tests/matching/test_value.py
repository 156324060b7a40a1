"""What orders posted cards: the outlet, the time left, who was answered before."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Deadline, Expert, plain_name
from bot.matching.value import (
    KNOWN,
    LATE,
    MOST,
    PLENTY,
    SOON,
    acquainted,
    standing,
    value,
    weight,
    working,
)
from tests import make

NOW = make.NOW  # a Tuesday, noon UTC
PARIS = Expert(id="p", name="Paule Paris", timezone="Europe/Paris")


def asked(outlet: str = "", url: str = "", **changes: object):
    return make.query(outlet=outlet, outlet_url=url, **changes)


def due(until: datetime | None):
    return make.query(
        outlet="", reporter="", deadline=Deadline(at=until, until=until, sure=True)
    )


def worth(until: datetime | None, expert: Expert | None = None, zone: str = "UTC"):
    return value(due(until), expert, outlets={}, now=NOW, zone=zone)


@pytest.mark.parametrize(
    ("outlet", "entry"),
    [
        ("The Example Post", "example post"),
        ("EXAMPLE POST", "The Example Post"),
        ("The  Example-Post", "Example Post"),
        ("Example.com", "Example"),
        ("www.example.com", "Example"),
        ("Le Café", "le cafe"),
        ("Salt & Smoke", "Salt and Smoke"),
        ("Dentist's Weekly", "Dentists Weekly"),
        ("The The", "the the"),
        ("Widget+", "widget+"),
    ],
)
def test_an_outlet_is_found_by_its_whole_name_however_it_is_written(outlet, entry):
    assert weight(asked(outlet), {entry: 2}) == (entry, 2.0)


@pytest.mark.parametrize(
    ("outlet", "entry"),
    [
        ("Example Health", "Example"),
        ("Example", "Example Health"),
        ("Time Out", "Time"),
        ("The Times", "Time"),
        ("Sometimes", "Times"),
        ("Widget+", "Widget"),
        ("Ехample", "Example"),  # two Cyrillic letters
        ("example.org", "Example"),  # another site of that name
        ("", "Example"),
        ("!!", "??"),
        ("Freelance for Example", "Example"),
    ],
)
def test_another_outlet_whose_name_looks_alike_is_not_found(outlet, entry):
    assert weight(asked(outlet), {entry: 2}) is None


@pytest.mark.parametrize(
    ("outlet", "url"),
    [
        ("", "https://example.com/about"),
        ("", "http://www.example.com"),
        ("", "https://blogs.news.Example.COM./x"),
        ("", "example.com/x"),
        ("", "https://example.com:8443/"),
        ("Example.com", ""),
        ("news.example.com", ""),
    ],
)
def test_a_domain_stands_for_itself_and_what_is_below_it(outlet, url):
    assert weight(asked(outlet, url), {"example.com": 5}) == ("example.com", 5.0)


@pytest.mark.parametrize(
    ("outlet", "url"),
    [
        ("Example", ""),
        ("", "https://notexample.com/"),
        ("", "https://example.com.evil.example/"),
        ("", "https://example.com@evil.example/"),
        ("", "https://evil.example\\@example.com/"),
        ("", "https://evil.example/?u=example.com"),
        ("", "https://evil.example/example.com"),
        ("", "https://[::1"),
        ("", "mailto:a@b"),
        ("see example.com", ""),
    ],
)
def test_a_domain_within_another_address_is_nothing(outlet, url):
    assert weight(asked(outlet, url), {"example.com": 5}) is None


def test_of_two_entries_the_heavier_counts():
    listed = {"Example": 1.0, "example.com": 4.0}
    assert weight(asked("Example", "https://example.com"), listed) == ("example.com", 4.0)


def test_a_weight_moves_a_card_in_proportion():
    one, two = (standing(asked("Example"), outlets={"Example": w}) for w in (1, 2))
    assert two.points == pytest.approx(2 * one.points)
    assert one.said == ("on your list of outlets: Example (1)",)
    assert standing(asked("Other"), outlets={"Example": 1}).said == ()


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("until", "hours"),
    [
        (datetime(2026, 9, 15, 14, tzinfo=UTC), 2),
        (datetime(2026, 9, 15, 23, tzinfo=UTC), 5),
        (datetime(2026, 9, 16, 8, tzinfo=UTC), 5),
        (datetime(2026, 9, 16, 10, tzinfo=UTC), 6),
        (datetime(2026, 9, 15, 11, tzinfo=UTC), 0),
    ],
)
def test_only_the_hours_from_nine_to_five_are_counted(until, hours):
    assert working(NOW, until, "UTC") == timedelta(hours=hours)


def test_a_weekend_is_no_time_to_answer():
    friday = datetime(2026, 9, 18, 16, tzinfo=UTC)
    monday = datetime(2026, 9, 21, 10, tzinfo=UTC)
    assert working(friday, monday, "UTC") == timedelta(hours=2)
    assert working(friday + timedelta(hours=2), monday - timedelta(hours=2), "UTC") == (
        timedelta(0)
    )


def test_the_hours_are_those_where_the_expert_is():
    until = datetime(2026, 9, 16, 0, tzinfo=UTC)
    assert working(NOW, until, "Europe/Paris") == timedelta(hours=3)
    assert working(NOW, until, "America/New_York") == timedelta(hours=8)
    assert working(NOW, until, "Asia/Tokyo") == timedelta(0)
    assert worth(until, PARIS).said == (
        "3.0 working hours left (09:00-17:00, Mon-Fri, Europe/Paris)",
    )
    assert worth(until, None, "Asia/Tokyo").points == LATE
    assert worth(until, Expert(id="x", name="X"), "Asia/Tokyo").points == LATE


def test_a_day_on_which_clocks_change_has_eight_working_hours():
    # a country that changes its clocks on a working day, at midnight of a Friday
    zone = "Asia/Amman"
    for year in (2018, 2019):
        day = datetime(year, 3, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for n in range(40):
            begin = day + timedelta(days=n)
            local = begin.astimezone(ZoneInfo(zone))
            end = begin + timedelta(hours=24)
            if local.weekday() < 4 and local.hour == 0:
                assert working(begin, end, zone) == timedelta(hours=8)


def test_what_ends_soonest_goes_first_as_long_as_there_is_time():
    hours = [0.5, 1.5, 3, 5, 21.5, 23, 28, 24 * 9]  # from now; noon on a Tuesday
    points = [worth(NOW + timedelta(hours=h)).points for h in hours]
    assert points[1:] == sorted(points[1:], reverse=True)
    assert points[0] == LATE == min(points)
    assert 0 < points[2] <= SOON
    assert points[-1] == 0
    assert worth(NOW + timedelta(hours=0.5)).said[0].startswith("less than 1 working hour")


def test_no_deadline_or_plenty_of_time_says_nothing():
    for until in (None, NOW + timedelta(days=9), datetime.max.replace(tzinfo=UTC)):
        assert worth(until).points == 0
        assert worth(until).said == ()


def test_a_zone_that_nobody_knows_is_taken_for_utc():
    for zone in ("Mars/Olympus", "../etc", "\0", ""):
        assert working(NOW, NOW + timedelta(hours=2), zone) == timedelta(hours=2)


# ---------------------------------------------------------------- who asks


def test_a_reporter_who_was_answered_before_is_known_at_another_outlet():
    before = acquainted(asked("Example", reporter="Rita Reporter"))
    again = asked("Other", reporter="RITA  Reporter")
    found = standing(again, outlets={}, known_reporters=before)
    assert found.points == KNOWN
    assert found.said == ("a query of this reporter was approved before",)
    other = standing(
        asked("The Example", reporter="Una Other"), outlets={}, known_reporters=before
    )
    assert other.said == ("a query of this outlet was approved before",)


@pytest.mark.parametrize(
    ("outlet", "reporter"),
    [
        ("Anonymous", "Staff Reporter"),
        ("", ""),
        ("Freelance", "Rita"),
        ("none", "Anonymous Journalist"),
        ("TBD", "N/A"),
    ],
)
def test_names_that_are_nobodys_make_nobody_known(outlet, reporter):
    assert acquainted(asked(outlet, reporter=reporter)) == frozenset()


def test_an_outlet_that_is_withheld_is_not_known():
    query = asked("Example", reporter="", anonymous=True)
    assert acquainted(query) == frozenset()


# ---------------------------------------------------------------- any text


@given(
    st.text(max_size=400),
    st.text(max_size=400),
    st.text(max_size=40),
    st.text(max_size=60),
    st.datetimes(timezones=st.just(UTC)) | st.none(),
)
def test_no_text_and_no_instant_breaks_it(outlet, url, reporter, entry, until):
    query = make.query(
        outlet=outlet,
        outlet_url=url,
        reporter=reporter,
        deadline=Deadline(at=until, until=until),
    )
    found = value(
        query,
        Expert(id="x", name="X", timezone=entry),
        outlets={entry: MOST},
        now=NOW,
        known_reporters=acquainted(query),
    )
    assert LATE <= found.points <= MOST / 10 + KNOWN + SOON
    once = plain_name(outlet)
    assert plain_name(once) == once or "the" in once


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.integers(0, 200))  # noqa: DTZ001
def test_a_later_end_leaves_no_less_time(now, hours):
    now = now.replace(tzinfo=UTC)
    zone = "America/New_York"
    ends = [now + timedelta(hours=h) for h in (hours, hours + 1)]
    first, second = (working(now, end, zone) for end in ends)
    assert timedelta(0) <= first <= second <= first + timedelta(hours=1)
    assert second <= PLENTY + timedelta(hours=8)

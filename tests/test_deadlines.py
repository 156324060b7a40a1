"""What a printed deadline means, whatever the season and the year."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import deadlines

ANCHOR = datetime(2026, 12, 28, 15, tzinfo=UTC)  # between the years
SUMMER = datetime(2026, 7, 7, 21, 35, tzinfo=UTC)


def at(text: str, anchor: datetime = ANCHOR) -> str:
    moment = deadlines.read(text, anchor).at
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:00 PM EST - 3 January", "2027-01-04 00:00"),
        ("7:00 PM ET - 3 January", "2027-01-04 00:00"),
        ("7:00 PM EDT - 3 January", "2027-01-04 00:00"),
        ("11:30 AM PST - 30 December", "2026-12-30 19:30"),
        ("5:00 PM CT - 29 December", "2026-12-29 23:00"),
        ("7pm EST, Jan 3", "2027-01-04 00:00"),
        ("January 3, 2027 at 7:00 pm EST", "2027-01-04 00:00"),
        ("2027-01-03 19:00 -0500", "2027-01-04 00:00"),
        ("Sunday, January 3rd, 5:00 PM Eastern", "2027-01-03 22:00"),
        ("3 Jan 2027, 17:00 GMT", "2027-01-03 17:00"),
        ("05:00 PM AEST - 3 January", "2027-01-03 06:00"),
        ("12:00 AM EST - 4 January", "2027-01-04 05:00"),
        ("noon ET Jan 3", "2027-01-03 17:00"),
        ("7:00 PM IST - 3 January", "2027-01-03 13:30"),
        ("Monday 5pm ET", "2026-12-28 22:00"),
        ("7:00 PM EST - 27 December", "2026-12-28 00:00"),
        ("01/03/2027 7:00 PM EST", "2027-01-04 00:00"),
        ("7:00 PM MST - 29 February", ""),
        ("EOD January 3", "2027-01-04 04:59"),
        ("ASAP", ""),
        ("3 January 2027 5:00pm BST", "2027-01-03 17:00"),
        ("2027-01-03 5:00 pm Eastern Standard Time", "2027-01-03 22:00"),
        ("2027-01-03 9:30 pm Pacific Standard Time", "2027-01-04 05:30"),
        ("4:30pm CALIFORNIA TIME WEDNESDAY DECEMBER 30", "2026-12-31 00:30"),
        ("5:00 PM ET - Tuesday", "2026-12-29 22:00"),
        ("1/10, 10 am Et", "2027-01-10 15:00"),
        ("tomorrow 9am ET", "2026-12-29 14:00"),
        ("Jan 5, 2:00 PM EDT", "2027-01-05 19:00"),
        ("31 February 5pm ET", ""),
        ("99/99 5pm ET", ""),
        ("1 July 5pm ET", ""),  # half a year away: no year is guessed
        ("", ""),
    ],
)
def test_a_deadline_means(text: str, expected: str) -> None:
    assert at(text) == expected


def test_a_zone_word_names_a_region_so_est_in_july_is_summer_time() -> None:
    assert at("7:00 PM EST - 9 July", SUMMER) == "2026-07-09 23:00"
    assert at("5:00 PM GMT - 9 July", SUMMER) == "2026-07-09 17:00"
    assert at("5:00 PM BST - 9 July", SUMMER) == "2026-07-09 16:00"


def test_midnight_is_the_literal_instant_not_sure_and_lasts_until_that_day_ends() -> None:
    deadline = deadlines.read(
        "12:00 AM ET - 18 September", datetime(2026, 9, 15, tzinfo=UTC)
    )
    assert deadline.at == datetime(2026, 9, 18, 4, tzinfo=UTC)
    assert not deadline.sure
    assert not deadline.expired(datetime(2026, 9, 19, 3, 59, tzinfo=UTC))
    assert deadline.expired(datetime(2026, 9, 19, 4, tzinfo=UTC))


def test_a_date_alone_is_the_end_of_that_day_and_not_sure() -> None:
    deadline = deadlines.read("2027-01-03", ANCHOR)
    assert deadline.at == deadline.until == datetime(2027, 1, 4, 4, 59, 59, tzinfo=UTC)
    assert not deadline.sure


def test_a_deadline_without_an_instant_never_expires() -> None:
    deadline = deadlines.read("  ASAP,\n please ", ANCHOR)
    assert (deadline.text, deadline.at, deadline.until) == ("ASAP, please", None, None)
    assert not deadline.expired(datetime(2099, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("7:00 PM ET - 3 January", True),
        ("7:00 PM - 3 January", False),  # no zone
        ("5pm ET", False),  # no date
        ("Monday 5pm ET", False),  # a weekday only
        ("Monday, 3 January, 5pm ET", False),  # that is a Sunday
    ],
)
def test_what_had_to_be_assumed_is_not_sure(text: str, *, sure: bool) -> None:
    assert deadlines.read(text, ANCHOR).sure is sure


def test_where_no_zone_is_named_the_source_decides() -> None:
    london = deadlines.read("5pm, 3 January", ANCHOR, zone="Europe/London")
    nowhere = deadlines.read("5pm, 3 January", ANCHOR, zone="No/Where")
    assert london.at == nowhere.at == datetime(2027, 1, 3, 17, tzinfo=UTC)


def test_a_naive_anchor_is_taken_as_utc() -> None:
    assert at("5pm ET - 3 January", ANCHOR.replace(tzinfo=None)) == "2027-01-03 22:00"


PIECES = st.sampled_from(
    [
        "12:00",
        "AM",
        "pm",
        "ET",
        "-0500",
        "+9999",
        "31",
        "February",
        "Monday",
        "2026-02-30",
        "0/0/0",
        "noon",
        "-",
        "tomorrow",
        "20999",
        "25:99",
        "EOD",
        "٣",
        "Dec",
        "1",
        "in 999 days",
        "31.02.2026",
        "24.59",
    ]
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=8).map(" ".join), st.datetimes())
def test_any_text_gives_a_deadline(text: str, anchor: datetime) -> None:
    deadline = deadlines.read(text, anchor.replace(tzinfo=UTC))
    assert deadline.at is None or deadline.at.tzinfo is UTC
    assert (deadline.at is None) == (deadline.until is None)


AUTUMN = datetime(2026, 9, 15, 12, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Friday 5pm", "2026-09-18 16:00"),
        ("COB Thursday", "2026-09-17 22:59"),  # the day is not over when offices close
        ("EOD tomorrow", "2026-09-16 22:59"),
        ("end of play Friday", "2026-09-18 22:59"),
        ("by 12 noon on 3rd October", "2026-10-03 11:00"),
        ("midday Friday", "2026-09-18 11:00"),
        ("Wed 16/09", "2026-09-16 22:59"),
        ("10/11/2026 5pm", "2026-11-10 17:00"),
        ("16.09.2026", "2026-09-16 22:59"),
        ("16-09-2026 17:00", "2026-09-16 16:00"),
        ("9-16-2026", "2026-09-16 22:59"),
        ("5 October 2026 at 17.00", "2026-10-05 16:00"),
        ("5 October, 09.30", "2026-10-05 08:30"),
        ("Sept. 16 at 5 p.m. ET", "2026-09-16 21:00"),
        ("TODAY", "2026-09-15 22:59"),
        ("today by 5pm", "2026-09-15 16:00"),
        ("Urgent", ""),
        ("31.02.2026", ""),
    ],
)
def test_what_british_alerts_print_is_day_first_and_on_londons_clock(
    text: str, expected: str
) -> None:
    moment = deadlines.read(text, AUTUMN, zone="Europe/London").at
    assert (moment.strftime("%Y-%m-%d %H:%M") if moment else "") == expected


def test_a_day_in_numbers_is_read_as_the_region_writes_it() -> None:
    for zone, month in (("America/New_York", 11), ("Australia/Sydney", 12)):
        moment = deadlines.read("11/12", AUTUMN, zone=zone).at
        assert moment is not None
        assert moment.month == month


@pytest.mark.parametrize(
    ("text", "hours"),
    [("in 5 hours", 5), ("in about 1 hour", 1), ("within 24 hours", 24), ("In 2 days", 48)],
)
def test_hours_from_now_are_counted_from_the_mail_and_not_sure(
    text: str, hours: int
) -> None:
    deadline = deadlines.read(text, AUTUMN)
    assert deadline.at == deadline.until == AUTUMN + timedelta(hours=hours)
    assert not deadline.sure


def test_a_printed_instant_wins_over_the_hours_that_are_left() -> None:
    deadline = deadlines.read("15 September 3:00PM CDT (in about 9 hours)", AUTUMN)
    assert (deadline.at, deadline.sure) == (datetime(2026, 9, 15, 20, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "clock", ["25:00 PM ET", "17:00 PM ET", "13 PM ET", "24:30 ET", "5:75 PM ET"]
)
def test_a_time_no_clock_shows_is_not_guessed_at(clock: str) -> None:
    deadline = deadlines.read(f"{clock} - 20 September", ANCHOR)
    assert (deadline.at, deadline.until, deadline.sure) == (None, None, False)


@pytest.mark.parametrize(
    "printed",
    [
        "3-Jan-2027 17:00 GMT",
        "3/Jan/2027 17:00 GMT",
        "03.Jan.2027, 5pm GMT",
        "3-Jan-27 17:00 GMT",
        "3Jan2027 17:00 GMT",
        "Jan-3-2027 17:00 GMT",
        "3-Jan 17:00 GMT",
        "2027/01/03 17:00 GMT",
    ],
)
def test_a_day_with_its_month_by_name_is_read_whatever_joins_them(printed: str) -> None:
    deadline = deadlines.read(printed, ANCHOR)
    assert (deadline.at, deadline.sure) == (datetime(2027, 1, 3, 17, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "beside",
    ["the seventeenth", "Week 38", "Christmas Eve", "3 I 2027", "40-Jan-2027", "S3p"],
)
def test_a_time_beside_a_day_nobody_can_read_is_not_the_day_of_the_mail(
    beside: str,
) -> None:
    for text in (f"{beside} 17:00", f"5pm ET, {beside}"):
        deadline = deadlines.read(text, ANCHOR)
        assert (deadline.at, deadline.until, deadline.sure) == (None, None, False)


@pytest.mark.parametrize(
    "text", ["5pm ET", "17:00", "by 5 p.m. Eastern Standard Time, please", "COB 5pm"]
)
def test_a_time_alone_is_that_of_the_next_such_hour_and_not_sure(text: str) -> None:
    deadline = deadlines.read(text, ANCHOR)
    assert deadline.at == datetime(2026, 12, 28, 22, tzinfo=UTC)
    assert not deadline.sure

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports import demo_mail

NOW = datetime(2026, 9, 15, 12, tzinfo=UTC)


def filled(text: str, now: datetime = NOW) -> str:
    return demo_mail.fill(text.encode(), now).decode()


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        ("{{+1d 19:00|%-I:%M %p ET - %-d %B}}", "7:00 PM ET - 16 September"),
        ("{{+0d 00:00|%-I:%M %p}}", "12:00 AM"),
        ("{{+0d 12:00|%-I:%M %p}}", "12:00 PM"),
        (
            "{{-1d 05:07 utc|%a, %d %b %Y %H:%M:46 +0000}}",
            "Mon, 14 Sep 2026 09:07:46 +0000",
        ),
        ("{{-10d 05:07|%A %d/%m/%Y 100%%}}", "Saturday 05/09/2026 100%"),
        ("{{+108d 23:59|%B %-d, %Y}}", "January 1, 2027"),
    ],
)
def test_a_mark_becomes_a_date(mark: str, written: str) -> None:
    assert filled(f"a {mark} b") == f"a {written} b"


def test_the_day_is_the_one_in_new_york() -> None:
    assert (
        filled("{{+0d 09:00|%-d %B}}", datetime(2027, 1, 1, 4, 59, tzinfo=UTC))
        == "31 December"
    )
    assert (
        filled("{{+0d 09:00|%-d %B}}", datetime(2027, 1, 1, 5, 0, tzinfo=UTC))
        == "1 January"
    )


def test_the_hour_is_wall_time_on_either_side_of_a_clock_change() -> None:
    now = datetime(2026, 3, 8, 5, 30, tzinfo=UTC)  # 00:30, the clocks go forward at 2
    assert filled("{{-1d 05:00 utc|%H}} {{+0d 05:00 utc|%H}}", now) == "10 09"


@pytest.mark.parametrize(
    "text", ["{{+1d 19:00|%Q}}", "{{tomorrow}}", "{{+1d 7:00|%H}}", "{{+1d 19:00}}"]
)
def test_a_mark_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        filled(text)


@given(st.binary(max_size=80).filter(lambda raw: b"{{" not in raw))
def test_what_is_no_mark_stays_but_for_line_ends(raw: bytes) -> None:
    kept = demo_mail.fill(raw, NOW).replace(b"\r\n", b"\n")
    assert kept == raw.replace(b"\r\n", b"\n")


@given(st.integers(min_value=0, max_value=3 * 365 * 24 * 60))
@settings(max_examples=15, deadline=None)
def test_the_same_moment_gives_the_same_mails(minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    assert demo_mail.mails(now) == demo_mail.mails(now)


def test_lines_end_as_a_mailbox_ends_them() -> None:
    for _, raw in demo_mail.mails(NOW):
        assert raw.count(b"\n") == raw.count(b"\r\n") > 50


def test_there_are_two_profiles() -> None:
    assert len(demo_mail.profiles()) == 2

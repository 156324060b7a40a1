"""People are told once of a digest that usually comes and does not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain import Kind
from bot.pipeline import Pipeline
from bot.store import Store
from tests import make
from tests.e2e import stage

MORNING = make.NOW.replace(hour=9, minute=7)  # a Tuesday, 5:07 in New York


@pytest.fixture
def after_weeks(pipeline: Pipeline, store: Store) -> Pipeline:
    """Three weeks of morning editions, all read."""
    store.search_since("imap", "INBOX", 3, make.NOW)
    for back in range(21, 0, -1):
        at = MORNING - timedelta(days=back)
        if at.weekday() < 5:
            store.keep_file(stage.digest((f"Bees {back}", f"Why {back}?")), at)
            while pipeline.read_one():
                pass
    return pipeline


def told(pipeline: Pipeline, now: datetime, *, scanned: bool = True) -> list[str]:
    """Return the notices there are after a look at that time."""
    if scanned:
        pipeline.store.scanned("imap", "INBOX", now - timedelta(minutes=5))
    replace(pipeline, now=lambda: now, looked=[]).tell_missing()
    found = []
    while (out := pipeline.store.claim_outgoing(now)) is not None:
        if out.kind is Kind.NOTICE:
            found.append(out.text)
            assert out.channel == "OPS"
    return found


def test_a_digest_that_does_not_come_is_told_once(after_weeks: Pipeline) -> None:
    assert told(after_weeks, MORNING + timedelta(minutes=80)) == []
    (notice,) = told(after_weeks, MORNING + timedelta(hours=2))
    assert "No HARO has come" in notice
    assert "05:07" in notice
    for hours in (3, 9, 25, 49):
        assert told(after_weeks, MORNING + timedelta(hours=hours)) == []


def test_a_digest_that_comes_after_all_is_told_once(
    after_weeks: Pipeline, store: Store
) -> None:
    assert told(after_weeks, MORNING + timedelta(hours=2))
    store.keep_file(stage.digest(("Bees", "Why?")), MORNING + timedelta(hours=3))
    after_weeks.read_one()
    (notice,) = told(after_weeks, MORNING + timedelta(hours=4))
    assert notice == "HARO comes again: the last one came Tue 15 Sep 12:07 UTC."
    assert told(after_weeks, MORNING + timedelta(hours=5)) == []
    assert store.alarms() == ()


def test_one_that_came_just_before_people_were_told_counts_as_come(
    after_weeks: Pipeline, store: Store
) -> None:
    assert told(after_weeks, MORNING + timedelta(hours=2))
    store.keep_file(stage.digest(("Bees", "Why?")), MORNING + timedelta(minutes=119))
    after_weeks.read_one()
    assert len(told(after_weeks, MORNING + timedelta(hours=3))) == 1


def test_one_that_never_comes_again_is_waited_for_five_weeks(
    after_weeks: Pipeline, store: Store
) -> None:
    assert told(after_weeks, MORNING + timedelta(hours=2))
    assert told(after_weeks, MORNING + timedelta(days=30)) == []
    assert told(after_weeks, MORNING + timedelta(days=36)) == [
        "No HARO has come for 35 days: it is not waited for any more."
    ]
    assert store.alarms() == ()


def test_a_clock_that_was_a_year_ahead_neither_blinds_it_nor_keeps_an_alarm(
    after_weeks: Pipeline, store: Store
) -> None:
    ahead = MORNING + timedelta(days=365)
    store.scanned("imap", "INBOX", ahead)
    store.alarm("missing:haro", "told in that year", channel="OPS", now=ahead)
    now = MORNING + timedelta(hours=1)
    looked = replace(after_weeks, now=lambda: now, looked=[ahead])
    assert not looked.tell_missing(), "the mailbox is not known to be read"
    store.scanned("imap", "INBOX", now)
    store.keep_file(stage.digest(("Bees", "Why?")), now)
    after_weeks.read_one()
    assert replace(after_weeks, now=lambda: now, looked=[ahead]).tell_missing()
    assert store.alarms() == ()


def test_a_digest_that_came_is_not_missed(after_weeks: Pipeline, store: Store) -> None:
    store.keep_file(stage.digest(("Bees", "Why?")), MORNING)
    after_weeks.read_one()
    assert told(after_weeks, MORNING + timedelta(hours=5)) == []


def test_the_next_silence_is_told_again(after_weeks: Pipeline, store: Store) -> None:
    assert told(after_weeks, MORNING + timedelta(hours=2))
    store.keep_file(stage.digest(("Bees", "Why?")), MORNING + timedelta(hours=3))
    after_weeks.read_one()
    assert len(told(after_weeks, MORNING + timedelta(hours=4))) == 1, "it came"
    assert told(after_weeks, MORNING + timedelta(days=1, hours=2))


def test_nothing_is_missed_while_the_mailbox_is_not_read(after_weeks: Pipeline) -> None:
    assert told(after_weeks, MORNING + timedelta(hours=5), scanned=False) == []


def test_a_mail_without_queries_is_no_digest(after_weeks: Pipeline, store: Store) -> None:
    store.keep_file(b"From: haro@helpareporter.com\nSubject: Welcome\n\nHello!", MORNING)
    after_weeks.read_one()
    assert told(after_weeks, MORNING + timedelta(hours=2))


def test_it_looks_every_ten_minutes_only(after_weeks: Pipeline, store: Store) -> None:
    now = MORNING + timedelta(hours=2)
    store.scanned("imap", "INBOX", now)
    asleep = replace(after_weeks, now=lambda: now, looked=[now - timedelta(minutes=9)])
    assert not asleep.tell_missing()
    awake = replace(after_weeks, now=lambda: now, looked=[now - timedelta(minutes=10)])
    assert awake.tell_missing()

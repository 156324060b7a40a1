"""A newsletter whose layout changes is told of once, and once more when it reads well."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain import Digest, Kind, Mail
from bot.pipeline import Mailroom, Pipeline
from bot.slack import blocks
from bot.store import Store
from tests import make
from tests.slack.asked import shown

NOW = make.NOW


class Reader(Mailroom):
    """Reads a mail as one query of HARO, with a problem where its subject says so."""

    fixed = False

    def read(self, mail: Mail, received_at: datetime) -> tuple[Digest, ...]:
        if "crash" in mail.subject and not self.fixed:
            raise ValueError("boom")
        bad = "bad" in mail.subject and not self.fixed
        query = make.query(id=mail.subject, summary=mail.subject)
        problems = ("3 queries announced, 1 found",) if bad else ()
        return (Digest(source="haro", queries=(query,), problems=problems),)


@pytest.fixture
def post(pipeline: Pipeline, store: Store) -> Callable[..., list[str]]:
    """Let a mail come so many hours from the start; return what was told because of it."""
    reader = Reader()

    def come(subject: str, hours: float = 0, *, process: bool = False) -> list[str]:
        at = NOW + timedelta(hours=hours)
        store.keep_file(f"From: a@helpareporter.com\nSubject: {subject}\n\nx".encode(), at)
        here = replace(pipeline, now=lambda: at, mailroom=reader, begun={})
        while here.read_one():
            pass
        return told(store, at)

    return come


def told(store: Store, now: datetime) -> list[str]:
    found = []
    while (out := store.claim_outgoing(now)) is not None:
        if out.kind is Kind.NOTICE:
            found.append(out.text)
    return found


def test_the_first_is_told_at_once_the_rest_once_a_day_all_when_it_reads_well(post, store):
    (first,) = post("bad 1")
    assert 'Mail 1, "bad 1" from a@helpareporter.com' in first
    assert "3 queries announced" in first
    assert "HARO may have changed its layout" in first
    (second,) = post("bad 2", 6)
    assert second.startswith('HARO still does not read well. Mail 2, "bad 2" from a@')
    assert post("bad 3", 7) == []
    (next_day,) = post("bad 4", 24)
    assert "Mail 4," in next_day
    (over,) = post("good 5", 30)
    day = f"{NOW:%d %b}"
    assert over.startswith(
        f"HARO reads well again. Not read whole meanwhile: mail 1 of {day} 12:00, mail 2 of"
        f" {day} 18:00, mail 3 of {day} 19:00, mail 4 of"
    )
    assert post("good 6", 31) == []
    assert store.alarms() == ()


def test_a_new_drift_is_told_again(post):
    assert post("bad 1")
    assert post("good 2", 1)
    assert len(post("bad 3", 2)) == 1


def test_the_words_on_a_drift_of_two_months_have_room_in_one_notice(post):
    for number in range(70):
        post(f"bad {number}", 24.0 * number)
    (over,) = post("good", 24.0 * 70)
    assert f"meanwhile: 10 older ones since {NOW:%d %b %Y}, mail 11 of" in over
    assert "mail 70 of" in over
    assert over in shown({"blocks": blocks.notice(over)})


def test_a_drift_soon_after_the_last_names_each_of_its_mails(post):
    post("bad 1")
    post("good 2", 1)
    (one,) = post("bad 3", 1.1)
    (two,) = post("bad 4", 1.2)
    assert ("Mail 3," in one, "Mail 4," in two) == (True, True)


def test_an_older_mail_that_reads_well_ends_nothing(post, store):
    post("bad 1", 10)
    store.keep_file(b"Subject: good 2\n\nx", NOW)
    assert post("bad 3", 11) != []
    assert [alarm.key for alarm in store.alarms()] == ["layout:haro"]


def test_it_is_over_when_the_last_of_them_was_read_again(
    post, pipeline, store, monkeypatch
):
    post("bad 1")
    post("bad 2", 1)
    monkeypatch.setattr(Reader, "fixed", True)
    later = NOW + timedelta(hours=5)
    again = replace(pipeline, now=lambda: later, mailroom=Reader())
    again.read_again(1)
    assert told(store, later) == []
    again.read_again(2)
    assert told(store, later) == ["HARO reads well again."]


def test_a_stop_between_telling_and_reading_tells_no_second_time(
    post, pipeline, store, monkeypatch
):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Store, "add_reading", stop)
        with pytest.raises(KeyboardInterrupt):
            post("bad 1")
    assert len(post("bad 1")) == 1


def test_a_clock_that_was_a_year_ahead_leaves_no_alarm_behind(post, store):
    post("bad 1", 24 * 365)
    store.keep_file(b"Subject: good 2\n\nx", NOW + timedelta(hours=24 * 365, minutes=1))
    (over,) = post("good 3", 1)
    assert over.startswith("HARO reads well again.")


def test_a_mail_that_had_been_set_aside_and_can_be_read_is_told_of(
    post, pipeline, store, monkeypatch
):
    (aside,) = post("crash 1")
    assert "was set aside (ValueError" in aside
    assert f"received {NOW:%d %b %Y %H:%M} UTC" in aside, "to be found in the mailbox"
    monkeypatch.setattr(Reader, "fixed", True)
    later = NOW + timedelta(hours=5)
    replace(pipeline, now=lambda: later, mailroom=Reader()).read_again(1)
    (told_of,) = told(store, later)
    assert told_of.startswith(
        'Mail 1, "crash 1" from a@helpareporter.com, had been set aside'
    )
    assert told_of.endswith("could be read now: 1 query.")

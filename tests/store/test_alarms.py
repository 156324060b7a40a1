"""Of a failure people hear once, and once more when it is over."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Alarm
from bot.store import Store
from tests import make

NOW = make.NOW
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "haro-bot.db")
    yield made
    made.close()


def fails(store: Store, minutes: int, key: str = "login:imap", channel: str = "C9") -> bool:
    now = NOW + minutes * MINUTE
    return store.alarm(key, "refused", channel=channel, now=now)


def works(store: Store, minutes: int, key: str = "login:imap", channel: str = "C9") -> bool:
    now = NOW + minutes * MINUTE
    return store.cured(key, "in again", channel=channel, now=now)


def told(store: Store, minutes: int = 10_000) -> list[str]:
    found = []
    while message := store.claim_outgoing(NOW + minutes * MINUTE):
        store.sent(message, channel=message.channel, ts=str(message.id), at=NOW)
        found.append(message.text)
    return found


def test_a_failure_is_told_once_however_often_it_comes(store: Store):
    assert [fails(store, n) for n in range(5)] == [True, False, False, False, False]
    assert told(store) == ["refused"]


def test_the_end_of_a_failure_is_told_once_and_only_if_the_failure_was(store: Store):
    assert not works(store, 0)
    fails(store, 1)
    assert [works(store, n) for n in (2, 3)] == [True, False]
    assert told(store) == ["refused", "in again"]


def test_what_comes_back_at_once_is_told_only_if_it_lasts(store: Store):
    fails(store, 0)
    works(store, 1)
    assert [fails(store, n) for n in (2, 10, 30)] == [False, False, False]
    assert fails(store, 31)
    assert told(store) == ["refused", "in again", "refused"]


def test_a_clock_that_is_set_back_does_not_keep_a_failure_untold(store: Store):
    fails(store, 100)
    works(store, 101)
    assert fails(store, 50)


def test_one_failure_does_not_hide_another(store: Store):
    assert fails(store, 0)
    assert fails(store, 0, "disk")
    assert works(store, 1)
    assert store.alarms() == (Alarm(key="disk", text="refused", since=NOW),)


def test_what_is_wrong_outlives_a_restart(store: Store, tmp_path: Path):
    fails(store, 0)
    store.close()
    again = Store(tmp_path / "haro-bot.db")
    assert not fails(again, 1)
    assert [alarm.key for alarm in again.alarms()] == ["login:imap"]
    assert works(again, 2)
    assert again.alarms() == ()
    again.close()


def test_where_no_channel_is_set_it_is_kept_and_nothing_is_posted(store: Store):
    assert fails(store, 0, channel="")
    assert works(store, 1, channel="")
    assert told(store) == []

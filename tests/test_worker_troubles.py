"""What goes wrong for a while is told once, and once more when it is over."""

from datetime import timedelta

import pytest

from bot.errors import LoginRefused, TryLater
from bot.inbox import FolderGone
from bot.store import Store
from bot.worker import telling
from bot.worker.troubles import Troubles, span
from tests.opsroom import Clock, Ops


@pytest.fixture
def ops(store: Store) -> Ops:
    return Ops(store)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def troubles(ops: Ops, clock: Clock) -> Troubles:
    return Troubles(alarm=ops.alarm, cured=ops.cured, clock=clock)


def test_one_login_that_all_folders_share_is_one_alarm_and_over_with_the_last(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    for _ in range(3):
        for folder in ("imap/INBOX", "imap/News"):
            telling.away(troubles, folder, LoginRefused("The password is not taken."))
        clock.at += 900
    assert len(ops.told) == 1
    assert ops.told[0].startswith("The password is not taken. Until then")
    telling.reached(troubles, "imap/INBOX")
    assert ops.open == ["login:imap"], "the other folder is still refused"
    telling.reached(troubles, "imap/News")
    assert ops.told[1:] == ["Mailbox imap lets us in again after 45 minutes."]
    telling.reached(troubles, "imap/News")
    assert (len(ops.told), ops.open) == (2, [])


def test_a_mailbox_that_is_away_is_told_of_after_half_an_hour(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    for minutes in range(0, 130, 5):
        telling.away(troubles, "imap", TryLater(f"no route, try {minutes}"))
        clock.at += 300
        assert bool(ops.told) == (minutes >= 30), minutes
    telling.reached(troubles, "imap")
    first, last = ops.told
    assert first.startswith(
        "Mailbox imap could not be read for 30 minutes: no route, try 30."
    )
    assert last == "Mailbox imap is read again after 2 hours."


FOLDERS = ("imap/INBOX", "imap/News", "imap/Qwoted")


def test_a_server_that_is_away_is_one_alarm_whatever_is_done_there(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    """Three folders, the spam folder, what is put away, and an hour without it."""
    for _ in range(13):
        for folder in FOLDERS:
            telling.away(troubles, folder, TryLater("no route"))
            telling.hindered(troubles, f"after {folder}", "no route")
        telling.hindered(troubles, "junk imap", "no route")
        clock.at += 300
    assert len(ops.told) == 1
    assert ops.told[0].startswith(f"Mailbox {', '.join(FOLDERS)} could not be read for 30")
    for folder in FOLDERS:
        assert ops.open == ["mailbox:imap"]
        telling.reached(troubles, folder)
        telling.freed(troubles, f"after {folder}")
    telling.freed(troubles, "junk imap")
    assert ops.told[1:] == ["Mailbox imap is read again after 65 minutes."]
    assert ops.open == []


def test_what_cannot_be_done_in_a_mailbox_that_is_read_is_told(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    telling.away(troubles, "other", TryLater("no route"))
    telling.reached(troubles, "imap")
    for _ in range(9):
        telling.hindered(troubles, "junk imap", "too many connections")
        clock.at += 300
    assert ops.open == ["beside:junk imap"]


def test_folders_that_fail_one_after_the_other_are_not_taken_for_one_long_trouble(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    telling.away(troubles, FOLDERS[0], TryLater("no route"))
    for turn in range(1, 9):
        clock.at += 1200
        telling.away(troubles, FOLDERS[turn % 3], TryLater("no route"))
        telling.reached(troubles, FOLDERS[(turn - 1) % 3])
    assert ops.told == []


def test_a_folder_that_is_not_there_is_told_by_the_inbox_alone(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    for _ in range(13):
        telling.away(troubles, "imap/Qwoted", FolderGone("no such folder"))
        clock.at += 600
    assert ops.told == []


@pytest.mark.parametrize("error", [LoginRefused("no"), TryLater("no route")])
def test_a_folder_that_is_not_there_keeps_no_other_alarm_open(
    troubles: Troubles, ops: Ops, clock: Clock, error: TryLater
) -> None:
    for _ in range(8):
        for folder in FOLDERS:
            telling.away(troubles, folder, error)
        clock.at += 300
    telling.reached(troubles, FOLDERS[0])
    telling.reached(troubles, FOLDERS[1])
    telling.away(troubles, FOLDERS[2], FolderGone("no such folder"))
    assert (len(ops.told), ops.open) == (2, [])


def test_what_ends_in_time_is_never_told(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    for _ in range(20):
        telling.away(troubles, "imap", TryLater("no route"))
        clock.at += 1700
        telling.away(troubles, "imap", TryLater("no route"))
        telling.reached(troubles, "imap")
        clock.at += 300
    assert ops.told == []


def test_an_alarm_that_cannot_be_told_is_told_later_even_if_it_is_over(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    ops.away = True
    telling.away(troubles, "imap", LoginRefused("no"))
    troubles.again()
    assert ops.told == []
    telling.reached(troubles, "imap")
    ops.away = False
    troubles.again()
    assert [text[:21] for text in ops.told] == [
        "no. Until then no dig",
        "Mailbox imap lets us ",
    ]
    troubles.again()
    assert (len(ops.told), ops.open) == (2, [])


def test_an_end_that_cannot_be_told_and_a_new_trouble_leave_one_alarm_open(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    telling.away(troubles, "imap", LoginRefused("no"))
    ops.away = True
    telling.reached(troubles, "imap")
    telling.away(troubles, "imap", LoginRefused("no"))
    ops.away = False
    troubles.again()
    assert (len(ops.told), ops.open) == (1, ["login:imap"])


def test_an_alarm_of_an_earlier_run_is_over_with_the_first_success(
    troubles: Troubles, ops: Ops
) -> None:
    ops.alarm("work", "told by a run before")
    telling.moving(troubles)
    telling.moving(troubles)
    assert ops.told[1:] == ["Mail is worked on again."]
    assert ops.open == []


def test_a_success_asks_the_store_once_not_every_round(clock: Clock) -> None:
    asked: list[str] = []
    troubles = Troubles(
        alarm=lambda *_: None, cured=lambda key, _: asked.append(key), clock=clock
    )
    for _ in range(100):
        telling.moving(troubles)
    assert asked == ["work"]


def test_a_trouble_that_comes_and_goes_is_told_again_if_it_lasts(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    """The store is silent of what comes back within 30 minutes, and is asked again."""
    telling.away(troubles, "imap", LoginRefused("no"))
    telling.reached(troubles, "imap")
    for _ in range(4):
        ops.now += timedelta(minutes=15)
        telling.away(troubles, "imap", LoginRefused("no"))
    assert len(ops.told) == 3
    assert ops.open == ["login:imap"]


def test_a_login_that_fails_every_other_time_for_days_floods_no_channel(
    troubles: Troubles, ops: Ops, clock: Clock
) -> None:
    for turn in range(3 * 24 * 4):
        if turn % 2:
            telling.reached(troubles, "imap")
        else:
            telling.away(troubles, "imap", LoginRefused("no"))
        for _ in range(3):
            ops.now += timedelta(minutes=5)
            clock.at += 300
            troubles.again()
    assert len(ops.told) <= 15, "three days"
    assert ops.open == ["login:imap"]
    telling.reached(troubles, "imap")
    for hours in range(7):
        assert bool(ops.open) == (hours < 6)
        ops.now += timedelta(hours=1)
        clock.at += 3600
        troubles.again()
    assert ops.told[-1].startswith("Mailbox imap lets us in again after ")
    assert troubles._known == {}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        *[(0, "less than a minute"), (60, "a minute"), (119, "a minute")],
        *[(120, "2 minutes"), (7199, "120 minutes"), (7200, "2 hours")],
        *[(172_799, "48 hours"), (172_800, "2 days"), (864_000, "10 days")],
    ],
)
def test_a_span_is_told_in_one_unit(seconds: float, words: str) -> None:
    assert span(seconds) == words

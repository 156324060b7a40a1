"""The laws of the inbox, held by our own test server and by a real Dovecot alike."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import LoginRefused, TryLater
from bot.inbox import Inbox, check
from tests.inbox.conftest import SECURED, Mailbox
from tests.inbox.shelf import Shelf, flags, letter, now


@contextmanager
def opened(mailbox: Mailbox, shelf: Shelf) -> Iterator[Inbox]:
    inbox = Inbox(mailbox.account, shelf, now=now)
    try:
        yield inbox
    finally:
        inbox.close()


def test_every_letter_is_kept_once_byte_for_byte(mailbox: Mailbox) -> None:
    raws = [
        letter("one"),
        b"Subject: caf\xe9 \x80\r\n\r\n.\r\n..x\r\n" + bytes(range(1, 10)),
    ]
    for raw in raws:
        mailbox.server.deliver(raw)
    shelf = Shelf()
    with opened(mailbox, shelf) as inbox:
        assert (inbox.fetch_new(), inbox.fetch_new()) == (2, 0)
    assert sorted(shelf.raws) == sorted(raws)
    assert {kept.mailbox for kept in shelf.letters} == {mailbox.account.key}
    assert abs(shelf.letters[0].received_at - now()) < timedelta(seconds=5)
    assert len(shelf.scans) == 2


def test_a_new_life_with_the_same_memory_fetches_nothing_again(mailbox: Mailbox) -> None:
    mailbox.server.deliver(letter("one"))
    shelf = Shelf()
    for expected in (1, 0):
        with opened(mailbox, shelf) as inbox:
            assert inbox.fetch_new() == expected


def test_nothing_in_the_mailbox_is_changed(mailbox: Mailbox) -> None:
    mailbox.server.deliver(letter("one"))
    with opened(mailbox, Shelf()) as inbox:
        assert inbox.fetch_new() == 1
        inbox.wait(0.1)
    assert [found - {b"\\Recent"} for found in flags(mailbox.account)] == [set()]


def test_letters_from_before_the_first_day_are_left_alone(mailbox: Mailbox) -> None:
    for days in (0, 2, 4, 9):
        mailbox.server.deliver(letter(f"{days}"), at=now() - timedelta(days=days))
    shelf = Shelf()
    with opened(mailbox, shelf) as inbox:
        inbox.fetch_new()
    assert sorted(shelf.raws) == [letter("0"), letter("2")]


def test_a_letter_that_lands_between_search_and_idle_is_noticed(mailbox: Mailbox) -> None:
    with opened(mailbox, Shelf()) as inbox:
        for number in range(4):
            inbox.fetch_new()
            mailbox.server.deliver(letter(f"{number}"))
            began = time.monotonic()
            inbox.wait(20)
            assert time.monotonic() - began < 2
            assert inbox.fetch_new() == 1


def test_a_letter_that_lands_in_idle_is_noticed_within_two_seconds(
    mailbox: Mailbox,
) -> None:
    with opened(mailbox, Shelf()) as inbox:
        inbox.fetch_new()
        delivered: list[float] = []

        def deliver() -> None:
            mailbox.server.deliver(letter("late"))
            delivered.append(time.monotonic())

        timer = threading.Timer(0.3, deliver)
        timer.start()
        inbox.wait(20)
        assert inbox.fetch_new() == 1
        assert time.monotonic() - delivered[0] < 2
        timer.join()


def test_a_stop_in_idle_is_heard_within_a_second_and_a_half(mailbox: Mailbox) -> None:
    with opened(mailbox, Shelf()) as inbox:
        inbox.fetch_new()
        began = time.monotonic()
        inbox.wait(60, lambda: time.monotonic() - began > 0.1)
        assert time.monotonic() - began < 1.5


def test_a_quiet_wait_ends_on_time_and_the_line_stays_good(mailbox: Mailbox) -> None:
    with opened(mailbox, Shelf()) as inbox:
        inbox.fetch_new()
        began = time.monotonic()
        inbox.wait(0.3)
        assert 0.25 < time.monotonic() - began < 1.5
        mailbox.server.deliver(letter("one"))
        assert inbox.fetch_new() == 1


def test_a_restart_of_the_server_costs_one_failure_and_no_letter(mailbox: Mailbox) -> None:
    shelf = Shelf()
    with opened(mailbox, shelf) as inbox:
        inbox.fetch_new()
        restarter = threading.Timer(0.3, mailbox.server.restart)
        restarter.start()
        began, used = time.monotonic(), time.process_time()
        with pytest.raises(TryLater, match=str(mailbox.account.port)):
            inbox.wait(20)
        restarter.join()
        assert time.monotonic() - began < 3
        assert time.process_time() - used < 1
        mailbox.server.deliver(letter("after"))
        assert inbox.fetch_new() == 1


def test_a_new_uidvalidity_fetches_again_and_keeps_nothing_twice(
    mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.server.deliver(letter("one"))
    shelf = Shelf()
    with opened(mailbox, shelf) as inbox:
        assert inbox.fetch_new() == 1
        mailbox.server.new_uidvalidity()
        mailbox.server.deliver(letter("two"))
        with pytest.raises(TryLater):
            inbox.fetch_new()
        assert inbox.fetch_new() == 1
    assert sorted(shelf.raws) == [letter("one"), letter("two")]
    assert "anew" in caplog.text


def test_a_wrong_password_is_refused_with_the_cure_and_never_shown(
    mailbox: Mailbox,
) -> None:
    wrong = replace(mailbox.account, password="not-this-one")
    with pytest.raises(LoginRefused, match="username and password") as caught:
        Inbox(wrong, Shelf(), now=now).fetch_new()
    assert "not-this-one" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named_with_those_that_are(mailbox: Mailbox) -> None:
    elsewhere = replace(mailbox.account, folder="Digests")
    inbox = Inbox(elsewhere, Shelf(), now=now)
    with pytest.raises(TryLater, match=r"Digests .*INBOX"):
        inbox.fetch_new()
    inbox.close()


def test_check_says_what_is_there(mailbox: Mailbox) -> None:
    mailbox.server.deliver(letter("one"))
    assert "INBOX holds 1 messages; new mail is noticed at once" in check(mailbox.account)


def test_a_letter_above_ten_megabytes_is_refused_once_and_the_rest_goes_on(
    mailbox: Mailbox,
) -> None:
    mailbox.server.deliver(b"Subject: huge\r\n\r\n" + (b"x" * 76 + b"\r\n") * 130_000)
    mailbox.server.deliver(letter("small"))
    shelf = Shelf()
    with opened(mailbox, shelf) as inbox:
        assert (inbox.fetch_new(), inbox.fetch_new()) == (1, 0)
    assert [(kept.raw, size > 10_000_000) for kept, size in shelf.refused] == [(b"", True)]
    assert shelf.raws == [letter("small")]


def test_close_may_come_at_any_time_and_twice(mailbox: Mailbox) -> None:
    inbox = Inbox(mailbox.account, Shelf(), now=now)
    inbox.close()
    inbox.fetch_new()
    inbox.close()
    inbox.close()
    assert inbox.fetch_new() == 0
    inbox.close()


@pytest.mark.parametrize("mailbox", SECURED, indirect=True)
def test_a_certificate_nobody_vouches_for_is_refused_with_the_cure(
    mailbox: Mailbox,
) -> None:
    with pytest.raises(TryLater, match=r"not trusted.*ca_file"):
        check(replace(mailbox.account, ca_file=""))

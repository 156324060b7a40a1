"""Reading letters, against servers that do every odd thing seen in the field."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.errors import TryLater
from bot.inbox import Inbox
from tests.inbox.fakeimap import FakeImap, Wire
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import Shelf, account, letter, now

NIL = b"* 1 FETCH (UID 1 BODY[] NIL)\r\nTAG OK done\r\n"
NOTHING = b"TAG OK done\r\n"
EMPTY = b"* 1 FETCH (UID 1 BODY[] {0}\r\n)\r\nTAG OK done\r\n"
OF_ANOTHER = b"* 1 FETCH (FLAGS (\\Seen))\r\nTAG OK done\r\n"


def instead_of_bodies(answer: bytes) -> Callable[[str, bytes], bytes | None]:
    return lambda verb, args: answer if verb == "FETCH" and b"BODY" in args else None


@pytest.mark.parametrize("answer", [NIL, NOTHING, EMPTY, OF_ANOTHER])
def test_a_letter_without_its_bytes_is_looked_at_again_and_never_counted_as_seen(
    mini: MiniImap, answer: bytes
) -> None:
    mini.deliver(letter("one"))
    mini.fault = instead_of_bodies(answer)
    shelf = Shelf()
    inbox = Inbox(account(mini), shelf, now=now)
    with pytest.raises(TryLater, match="no bytes"):
        inbox.fetch_new()
    assert (shelf.letters, shelf.scans) == ([], [])
    mini.fault = None
    assert inbox.fetch_new() == 1
    assert (shelf.raws, len(shelf.scans)) == ([letter("one")], 1)
    inbox.close()


def test_a_letter_that_never_has_bytes_is_told_once_and_holds_up_nobody(
    mini: MiniImap, caplog: pytest.LogCaptureFixture
) -> None:
    mini.deliver(letter("one"))
    mini.fault = lambda verb, args: (
        NIL if verb == "FETCH" and args.startswith(b"1 (BODY") else None
    )
    shelf = Shelf()
    inbox = Inbox(account(mini), shelf, now=now)
    mini.deliver(letter("two"))
    for _ in range(4):
        with pytest.raises(TryLater):
            inbox.fetch_new()
    for _ in range(4):
        assert inbox.fetch_new() == 0
    told = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage().count("letter 1 of folder INBOX") for record in told] == [1]
    assert len(shelf.scans) == 4
    assert shelf.raws == [letter("two")]
    inbox.close()


def test_news_of_another_message_amid_the_answer_does_no_harm(mini: MiniImap) -> None:
    mini.deliver(letter("one"))
    mini.fault = instead_of_bodies(
        b"* 7 EXISTS\r\n* 1 FETCH (FLAGS ())\r\n* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\n"
        b"* 3 FETCH (FLAGS (\\Seen) UID 9)\r\nTAG OK done\r\n"
    )
    shelf = Shelf()
    inbox = Inbox(account(mini), shelf, now=now)
    assert inbox.fetch_new() == 1
    assert shelf.raws == [b"abc"]
    inbox.close()


def test_a_letter_deleted_between_search_and_fetch_is_no_trouble(mini: MiniImap) -> None:
    mini.deliver(letter("one"))

    def fault(verb: str, _: bytes) -> None:
        if verb == "FETCH":
            mini.expunge()

    mini.fault = fault
    shelf = Shelf()
    inbox = Inbox(account(mini), shelf, now=now)
    with pytest.raises(TryLater):
        inbox.fetch_new()
    assert inbox.fetch_new() == 0
    assert len(shelf.scans) == 1
    inbox.close()


def test_a_connection_that_dies_within_a_letter_keeps_no_piece_of_it() -> None:
    def script(wire: Wire) -> None:
        tag = wire.until(b"UID SEARCH")
        wire.send(b"* SEARCH 5\r\n")
        wire.ok(tag)
        tag, _ = wire.command()
        wire.send(b"* 1 FETCH (UID 5 RFC822.SIZE 100000)\r\n")
        wire.ok(tag)
        wire.command()
        wire.send(b"* 1 FETCH (UID 5 BODY[] {100000}\r\n" + b"x" * 40_000)

    shelf = Shelf()
    with FakeImap(script) as server, pytest.raises(TryLater):
        Inbox(account(server), shelf, now=now).fetch_new()
    assert shelf.letters == []


def test_letters_kept_before_a_failure_stay_kept_and_the_rest_follows(
    mini: MiniImap,
) -> None:
    for name in ("one", "two", "three"):
        mini.deliver(letter(name))
    shelf = Shelf(on_keep=lambda kept: mini.cut() if kept.uid == 2 else None)
    inbox = Inbox(account(mini), shelf, now=now)
    with pytest.raises(TryLater):
        inbox.fetch_new()
    assert (len(shelf.letters), shelf.scans) == (2, [])
    assert inbox.fetch_new() == 1
    assert len(shelf.letters) == 3
    inbox.close()


def test_a_failure_of_the_memory_is_not_dressed_up_as_the_servers(mini: MiniImap) -> None:
    def full(_: object) -> None:
        raise ValueError("disk full")

    mini.deliver(letter("one"))
    shelf = Shelf(on_keep=full)
    inbox = Inbox(account(mini), shelf, now=now)
    with pytest.raises(ValueError, match="disk full"):
        inbox.fetch_new()
    shelf.on_keep = lambda _: None
    assert inbox.fetch_new() == 1
    inbox.close()


def test_a_stop_ends_a_long_first_read_after_the_letter_under_way(mini: MiniImap) -> None:
    for number in range(20):
        mini.deliver(letter(f"{number}"))
    shelf = Shelf()
    inbox = Inbox(account(mini), shelf, now=now)
    assert inbox.fetch_new(lambda: len(shelf.letters) >= 3) == 3
    assert shelf.scans == []
    assert inbox.fetch_new() == 17
    inbox.close()


@pytest.mark.parametrize("stuck_at", ["EXAMINE", "SEARCH", "FETCH"])
def test_a_stop_does_not_wait_for_a_server_that_swallowed_the_question(
    mini: MiniImap, stuck_at: str
) -> None:
    mini.deliver(letter("one"))
    mini.fault = lambda verb, _: b"" if verb == stuck_at else None
    inbox = Inbox(account(mini), Shelf(), now=now)
    began = time.monotonic()
    assert inbox.fetch_new(lambda: time.monotonic() - began > 0.1) == 0
    inbox.close()
    assert time.monotonic() - began < 2
    mini.fault = None
    assert inbox.fetch_new() == 1
    inbox.close()


def test_a_server_that_drips_is_given_up() -> None:
    def script(wire: Wire) -> None:
        wire.until(b"UID SEARCH")
        while True:
            wire.send(b"* OK wait\r\n")
            wire.pause(0.1)

    with FakeImap(script) as server, pytest.raises(TryLater, match="in time"):
        Inbox(account(server, answer_timeout=0.6), Shelf(), now=now).fetch_new()


@pytest.mark.parametrize(
    "answer",
    [
        b"* SEARCH 1 (what\r\nTAG OK done\r\n",
        b"* SEARCH first second\r\nTAG OK done\r\n",
        b"* SEARCH 1 9223372036854775808\r\nTAG OK done\r\n",
        b"TAG NO not today\r\n",
        b"TAG BAD User is authenticated but not connected.\r\n",
        b"* BYE too busy (really\r\n",
    ],
)
def test_an_odd_answer_is_a_reason_to_try_later_on_a_new_connection(
    mini: MiniImap, answer: bytes
) -> None:
    mini.deliver(letter("one"))
    mini.fault = lambda verb, _: answer if verb == "SEARCH" else None
    inbox = Inbox(account(mini, read_timeout=0.5), Shelf(), now=now)
    with pytest.raises(TryLater, match=r"127\.0\.0\.1"):
        inbox.fetch_new()
    mini.fault = None
    assert inbox.fetch_new() == 1
    assert mini.commands.count("LOGIN") == 2
    inbox.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 FETCH (UID 1 RFC822.SIZE 30 X %s)\r\nTAG OK done\r\n" % (b"(" * 5000),
        b"* 1 FETCH (UID 1 BODY[] {99999999999999999999}\r\nno end",
    ],
    ids=["brackets", "bytes"],
)
def test_an_answer_without_measure_ends_the_connection_and_not_the_worker(
    mini: MiniImap, answer: bytes
) -> None:
    mini.deliver(letter("one"))
    mini.fault = lambda verb, args: (
        answer if verb == "FETCH" and (b"BODY" in args) == (b"BODY" in answer) else None
    )
    inbox = Inbox(account(mini), Shelf(), now=now)
    with pytest.raises(TryLater, match="cannot be read"):
        inbox.fetch_new()
    mini.fault = None
    assert inbox.fetch_new() == 1
    inbox.close()


@pytest.mark.parametrize(
    "at", ["31-Dec-9999 23:59:59 -1000", "01-Jan-2026 00:00:00 +2500", "some day"]
)
def test_a_letter_whose_arrival_is_no_moment_is_read_as_having_come_now(
    mini: MiniImap, at: str
) -> None:
    mini.deliver(letter("one"))
    sized = f'* 1 FETCH (UID 1 RFC822.SIZE 30 INTERNALDATE "{at}")\r\nTAG OK done\r\n'
    mini.fault = lambda verb, args: (
        sized.encode() if verb == "FETCH" and b"SIZE" in args else None
    )
    shelf, began = Shelf(), now()
    inbox = Inbox(account(mini), shelf, now=now)
    assert inbox.fetch_new() == 1
    assert began <= shelf.letters[0].received_at <= now()
    inbox.close()


@pytest.mark.parametrize("told", ["", "* OK [UIDVALIDITY 9223372036854775808] x\r\n"])
def test_a_folder_without_uidvalidity_is_refused_with_words(
    mini: MiniImap, told: str
) -> None:
    mini.fault = lambda verb, _: (
        f"* 1 EXISTS\r\n{told}TAG OK x\r\n".encode() if verb == "EXAMINE" else None
    )
    with pytest.raises(TryLater, match="no UIDVALIDITY"):
        Inbox(account(mini), Shelf(), now=now).fetch_new()


def test_a_letter_above_the_accounts_limit_is_never_fetched(mini: MiniImap) -> None:
    fits, larger = letter("a" * 100), letter("a" * 101)
    mini.deliver(larger)
    mini.deliver(fits)
    shelf = Shelf()
    inbox = Inbox(account(mini, max_bytes=len(fits)), shelf, now=now)
    assert inbox.fetch_new() == 1
    assert inbox.fetch_new() == 0
    assert shelf.raws == [fits]
    assert [(kept.raw, size) for kept, size in shelf.refused] == [(b"", len(larger))]
    inbox.close()


def test_nothing_of_a_letter_or_the_password_gets_into_the_logs(
    mini: MiniImap, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mini.deliver(letter("very private words"))
    inbox = Inbox(account(mini), Shelf(), now=now)
    assert inbox.fetch_new() == 1
    inbox.wait(0.1)
    inbox.close()
    assert "private" not in caplog.text
    assert mini.password not in caplog.text


def test_what_was_too_early_by_a_clock_that_was_ahead_is_read_once_it_is_right(
    mini: MiniImap,
) -> None:
    mini.deliver(letter("one"), at=now() - timedelta(days=3))
    shelf = Shelf(since=(now() - timedelta(days=2)).date())
    inbox = Inbox(account(mini), shelf, now=now)
    assert inbox.fetch_new() == 0
    shelf.since = (now() - timedelta(days=3)).date()
    assert inbox.fetch_new() == 1
    inbox.close()

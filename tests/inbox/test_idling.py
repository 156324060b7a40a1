"""Waiting, against servers that do every odd thing seen in the field."""

import time
from collections.abc import Callable

import pytest

from bot.errors import TryLater
from bot.inbox import Inbox
from tests.inbox.fakeimap import CAPABILITIES, FakeImap, Wire
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import Shelf, account, letter, now


def waits(script: Callable[[Wire], None], *, seconds: float = 20, times: int = 1) -> float:
    """Read the folder, wait ``times`` times; return how long the waiting took."""
    with FakeImap(script) as server:
        inbox = Inbox(account(server, read_timeout=0.7), Shelf(), now=now)
        try:
            inbox.fetch_new()
            began = time.monotonic()
            for _ in range(times):
                inbox.wait(seconds)
            return time.monotonic() - began
        finally:
            inbox.close()


def finish(wire: Wire, tag: bytes) -> None:
    assert wire.line() == b"DONE"
    wire.ok(tag)
    wire.go_on_until(b"NEVER")


def test_news_in_one_packet_with_the_go_on_is_noticed() -> None:
    def script(wire: Wire) -> None:
        tag = wire.until(b"IDLE")
        wire.send(b"+ idling\r\n* 3 EXISTS\r\n")
        finish(wire, tag)

    assert waits(script) < 1


def test_news_before_the_go_on_is_noticed() -> None:
    def script(wire: Wire) -> None:
        tag = wire.until(b"IDLE")
        wire.send(b"* 3 EXISTS\r\n+ idling\r\n")
        finish(wire, tag)

    assert waits(script) < 1


def test_a_line_split_over_two_packets_is_noticed() -> None:
    def script(wire: Wire) -> None:
        tag = wire.until(b"IDLE")
        wire.send(b"+ idling\r\n")
        wire.pause(0.1)
        wire.send(b"* 3 EX")
        wire.pause(0.3)
        wire.send(b"ISTS\r\n")
        finish(wire, tag)

    assert waits(script) < 1.5


def test_a_letter_announced_with_the_answer_to_another_command_is_not_forgotten() -> None:
    with MiniImap() as server:
        server.deliver(letter("one"))

        def fault(verb: str, args: bytes) -> None:
            if (
                verb == "FETCH"
                and b"BODY" in args
                and len(server.folders["INBOX"].messages) < 2
            ):
                server.deliver(letter("two"))

        server.fault = fault
        inbox = Inbox(account(server), Shelf(), now=now)
        assert inbox.fetch_new() == 1
        inbox.wait(0.01)  # nothing is sent when the news came already
        assert "IDLE" not in server.commands
        assert inbox.fetch_new() == 1
        inbox.close()


@pytest.mark.parametrize(
    "last_words",
    [
        b"",
        b"* BYE Autologout; idle for too long\r\n",
        b"* BYE don't (panic\r\n",
        b'* BYE [UNAVAILABLE] session "expired (try again\r\n',
        b"* 5 FETCH (FLAGS (\\Seen)\r\n",
        b"rubbish\r\n",
    ],
)
def test_a_connection_closed_in_idle_is_noticed_and_burns_nothing(
    last_words: bytes,
) -> None:
    def script(wire: Wire) -> None:
        wire.until(b"IDLE")
        wire.send(b"+ idling\r\n")
        wire.pause(0.2)
        wire.send(last_words)

    began, used = time.monotonic(), time.process_time()
    with pytest.raises(TryLater, match=r"127\.0\.0\.1"):
        waits(script)
    assert time.monotonic() - began < 2
    assert time.process_time() - used < 0.5


def test_a_server_that_falls_silent_in_idle_is_given_up_after_the_read_timeout() -> None:
    def script(wire: Wire) -> None:
        wire.until(b"IDLE")
        wire.send(b"+ idling\r\n")
        wire.pause(30)

    began = time.monotonic()
    with pytest.raises(TryLater, match="does not answer"):
        waits(script, seconds=0.2)
    assert time.monotonic() - began < 2.5


def test_a_stop_does_not_wait_for_a_silent_server() -> None:
    def script(wire: Wire) -> None:
        wire.until(b"IDLE")
        wire.send(b"+ idling\r\n")
        wire.pause(30)

    with FakeImap(script) as server:
        inbox = Inbox(account(server), Shelf(), now=now)
        inbox.fetch_new()
        began = time.monotonic()
        inbox.wait(60, lambda: time.monotonic() - began > 0.1)
        inbox.close()
        assert time.monotonic() - began < 2.5


def test_a_server_that_ends_idle_by_itself_does_not_make_us_spin() -> None:
    def script(wire: Wire) -> None:
        tag = wire.until(b"IDLE")
        while True:
            wire.send(b"+ idling\r\n" + tag + b" OK idle over\r\n")
            wire.line()  # DONE; a server that is done with IDLE says BAD
            tag = wire.go_on_until(b"IDLE")

    assert waits(script, times=3) > 1.8


def test_where_idle_is_refused_the_folder_is_looked_at_by_the_clock() -> None:
    def script(wire: Wire) -> None:
        tag = wire.until(b"IDLE")
        wire.send(tag + b" NO not now\r\n")
        wire.go_on_until(b"NEVER")

    assert waits(script, seconds=0.2, times=2) < 2


def test_where_there_is_no_idle_the_folder_is_looked_at_by_the_clock() -> None:
    without = CAPABILITIES.replace(b" IDLE", b"")

    def script(wire: Wire) -> None:
        wire.until(b"IDLE", capabilities=without)

    assert 0.2 < waits(script, seconds=0.3) < 2


def test_without_idle_a_closed_connection_is_noticed_at_once() -> None:
    without = CAPABILITIES.replace(b" IDLE", b"")

    def script(wire: Wire) -> None:
        tag = wire.until(b"UID SEARCH", capabilities=without)
        wire.send(b"* SEARCH\r\n")
        wire.ok(tag)
        wire.pause(0.2)

    began = time.monotonic()
    with pytest.raises(TryLater):
        waits(script)
    assert time.monotonic() - began < 2


def test_waiting_without_a_connection_is_a_short_pause_not_an_error() -> None:
    with MiniImap() as server:
        inbox = Inbox(account(server), Shelf(), now=now)
        inbox.wait(20)
        assert inbox.fetch_new() == 0
        inbox.close()

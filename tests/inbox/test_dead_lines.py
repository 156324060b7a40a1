"""A connection that is dead, or half dead, is noticed; with times scaled down."""

import logging
import time

import pytest

from bot.errors import TryLater
from bot.inbox import Account, Inbox, line, watch
from tests.inbox.fakeimap import FakeImap, Wire
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import Shelf, account, letter, now

PROMISED = 120.0  # seconds in which a dead line is noticed and another one opened
ONE = b"* 1 FETCH (UID 1 RFC822.SIZE 1000)\r\n"


def test_one_silence_and_one_missing_answer_are_shorter_than_what_is_promised() -> None:
    usual = Account(
        name="imap", host="mail.example.com", port=993, security="tls", username="a"
    )
    redial = 1.0 + usual.connect_timeout
    assert usual.beat + max(usual.read_timeout, line.HEARTBEAT_LIMIT) < PROMISED
    assert usual.beat + usual.read_timeout + redial < PROMISED
    assert usual.answer_timeout < PROMISED


def test_a_half_open_line_is_noticed_after_one_beat_whatever_the_wait() -> None:
    def script(wire: Wire) -> None:
        wire.until(b"IDLE")
        wire.send(b"+ idling\r\n")
        wire.pause(30)

    with FakeImap(script) as server:
        inbox = Inbox(account(server, beat=0.3, read_timeout=0.5), Shelf(), now=now)
        inbox.fetch_new()
        began = time.monotonic()
        with pytest.raises(TryLater, match="does not answer"):
            inbox.wait(60)
        assert 0.7 < time.monotonic() - began < 3


def test_a_server_that_drips_instead_of_ending_idle_is_given_up() -> None:
    def script(wire: Wire) -> None:
        wire.until(b"IDLE")
        wire.send(b"+ idling\r\n")
        wire.line()
        while True:
            wire.send(b"* OK still here\r\n")
            wire.pause(0.05)

    limits = {"beat": 0.2, "read_timeout": 5, "answer_timeout": 0.5}
    with FakeImap(script) as server:
        inbox = Inbox(account(server, **limits), Shelf(), now=now)
        inbox.fetch_new()
        began = time.monotonic()
        with pytest.raises(TryLater, match="did not finish"):
            inbox.wait(60)
        assert time.monotonic() - began < 4


def drips(server_pause: float, piece: int, wire: Wire) -> None:
    tag = wire.until(b"UID SEARCH")
    wire.send(b"* SEARCH 1\r\n")
    wire.ok(tag)
    tag, _ = wire.command()
    wire.send(ONE)
    wire.ok(tag)
    tag, _ = wire.command()
    wire.send(b"* 1 FETCH (UID 1 BODY[] {1000}\r\n")
    for begin in range(0, 1000, piece):
        wire.pause(server_pause)
        wire.send(b"x" * min(piece, 1000 - begin))
    wire.send(b")\r\n")
    wire.ok(tag)
    wire.go_on_until(b"NEVER")


def test_a_letter_that_drips_is_given_up_and_no_piece_of_it_is_kept() -> None:
    shelf = Shelf()
    with FakeImap(lambda wire: drips(0.05, 1, wire)) as server:
        limits = {"read_timeout": 5, "answer_timeout": 0.5}
        began = time.monotonic()
        with pytest.raises(TryLater, match="did not finish"):
            Inbox(account(server, **limits), shelf, now=now).fetch_new()
        assert time.monotonic() - began < 4
    assert shelf.letters == []


def test_a_large_letter_on_a_slow_line_gets_the_time_it_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "SLOWEST", 100.0)  # bytes a second: ten seconds for this one
    shelf = Shelf()
    with FakeImap(lambda wire: drips(0.3, 250, wire)) as server:
        limits = {"read_timeout": 5, "answer_timeout": 0.5}
        inbox = Inbox(account(server, **limits), shelf, now=now)
        assert inbox.fetch_new() == 1
        inbox.close()
    assert shelf.raws == [b"x" * 1000]


def test_a_quiet_line_is_kept_up_beat_by_beat_and_searched_no_more_for_it(
    mini: MiniImap,
) -> None:
    inbox = Inbox(account(mini, beat=0.2), Shelf(), now=now)
    inbox.fetch_new()
    inbox.wait(1.1)
    assert mini.commands.count("IDLE") >= 3
    assert mini.commands.count("SEARCH") == 1
    mini.deliver(letter("one"))
    assert inbox.fetch_new() == 1
    inbox.close()


def test_a_letter_that_comes_in_a_later_beat_ends_the_wait(mini: MiniImap) -> None:
    inbox = Inbox(account(mini, beat=0.2), Shelf(), now=now)
    inbox.fetch_new()

    def fault(verb: str, _: bytes) -> None:
        if verb == "IDLE" and mini.commands.count("IDLE") == 3:
            mini.deliver(letter("one"))

    mini.fault = fault
    began = time.monotonic()
    inbox.wait(60)
    assert time.monotonic() - began < 5
    assert inbox.fetch_new() == 1
    inbox.close()


def closes_in_idle(last_words: bytes, wire: Wire) -> None:
    wire.until(b"IDLE")
    wire.send(b"+ idling\r\n")
    wire.pause(0.2)
    wire.send(last_words)


@pytest.mark.parametrize(
    "last_words",
    [
        b"",
        b"* BYE Session expired, please login again.\r\n",
        b'* BYE "token (expired\r\n',
    ],
)
def test_a_line_that_lived_long_may_end_without_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, last_words: bytes
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    monkeypatch.setattr(watch, "SETTLED", 0.0)
    with FakeImap(lambda wire: closes_in_idle(last_words, wire)) as server:
        inbox = Inbox(account(server), Shelf(), now=now)
        inbox.fetch_new()
        inbox.wait(20)
        assert inbox.fetch_new() == 0  # over a new one
        inbox.close()
    assert [r for r in caplog.records if r.levelno > logging.INFO] == []
    assert "connecting again" in caplog.text


def test_a_line_that_ends_since_we_ask_too_much_is_a_reason_to_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch, "SETTLED", 0.0)
    words = b"* BYE [ALERT] Account exceeded command or bandwidth limits. (Failure)\r\n"
    with FakeImap(lambda wire: closes_in_idle(words, wire)) as server:
        inbox = Inbox(account(server), Shelf(), now=now)
        inbox.fetch_new()
        with pytest.raises(TryLater, match="bandwidth limits") as caught:
            inbox.wait(20)
    assert caught.value.after is not None
    assert caught.value.after >= 600


@pytest.mark.parametrize("verb", ["EXAMINE", "SEARCH", "FETCH"])
@pytest.mark.parametrize(
    "words", [b"going down", b"don't (panic", b'[UNAVAILABLE] session "expired (now']
)
def test_a_bye_in_the_middle_costs_one_try_and_its_words_are_told(
    mini: MiniImap, verb: str, words: bytes
) -> None:
    mini.deliver(letter("one"))
    mini.fault = lambda said, _: b"* BYE " + words + b"\r\n" if said == verb else None
    shelf = Shelf()
    inbox = Inbox(account(mini, read_timeout=5), shelf, now=now)
    with pytest.raises(TryLater) as caught:
        inbox.fetch_new()
    assert words.decode() in str(caught.value)
    mini.fault = None
    assert inbox.fetch_new() == 1
    inbox.close()


def test_a_server_that_takes_its_time_for_every_answer_is_waited_for(
    mini: MiniImap,
) -> None:
    """Scaled by forty: 10 s an answer against limits of 45, 50 and 90."""
    mini.deliver(letter("one"))

    def slow(_: str, __: bytes) -> None:
        time.sleep(0.25)

    mini.fault = slow
    limits = {
        "beat": 1.25,
        "read_timeout": 1.2,
        "connect_timeout": 1,
        "answer_timeout": 2.2,
    }
    inbox = Inbox(account(mini, **limits), Shelf(), now=now)
    assert inbox.fetch_new() == 1
    inbox.wait(1.5)
    assert inbox.fetch_new() == 0
    inbox.close()

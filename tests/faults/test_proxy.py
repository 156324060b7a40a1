"""The line of our own fails in the ways its name says, or the other tests show nothing."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.faults.proxy import Proxy

GREETING = b"* OK ready, with some words to read\r\n"


@pytest.fixture
def line() -> Iterator[Proxy]:
    """A line to a server that greets and then says everything back."""
    listener = socket.create_server(("127.0.0.1", 0))

    def echo(sock: socket.socket) -> None:
        with sock, suppress(OSError):
            sock.sendall(GREETING)
            while data := sock.recv(4096):
                sock.sendall(data)

    def accept() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=echo, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    with Proxy(listener.getsockname()[1]) as line:
        yield line
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def call(line: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", line.port), 10)


def greeted(line: Proxy) -> socket.socket:
    sock = call(line)
    assert sock.recv(4096) == GREETING
    return sock


def test_a_line_that_is_well_brings_what_was_said(line: Proxy):
    with greeted(line) as sock:
        sock.sendall(b"hello")
        assert sock.recv(4096) == b"hello"


def test_a_cut_resets_the_connection_and_a_new_one_works(line: Proxy):
    with greeted(line) as sock:
        assert line.cut() == 1
        with pytest.raises(ConnectionResetError):
            sock.recv(4096)
    greeted(line).close()


def test_a_cut_after_some_bytes_comes_in_the_middle_of_an_answer(line: Proxy):
    line.cut_after(10)
    got: list[bytes] = []
    with pytest.raises(ConnectionResetError), call(line) as sock:
        got += iter(lambda: sock.recv(4096), b"")
    assert line.has_cut
    assert b"".join(got) in (b"", GREETING[:10])
    greeted(line).close()


def test_in_a_hole_everything_is_taken_and_nothing_comes(line: Proxy):
    with greeted(line) as old:
        line.hole()
        with call(line) as new:
            for sock in (old, new):
                sock.sendall(b"hello")
                sock.settimeout(0.3)
                with pytest.raises(TimeoutError):
                    sock.recv(4096)
        line.well()
        with pytest.raises(TimeoutError):  # what was lost stays lost
            old.recv(4096)
        greeted(line).close()


def test_a_slow_line_holds_answers_back_and_a_drip_cuts_them_up(line: Proxy):
    line.slow(0.3)
    began = time.monotonic()
    greeted(line).close()
    assert time.monotonic() - began >= 0.3
    line.drip(5, 0.0)
    with call(line) as sock:
        got = b""
        while len(got) < len(GREETING):
            got += sock.recv(4096)
    assert got == GREETING


def test_a_line_that_refuses_resets_who_connects(line: Proxy):
    line.refuse()
    with pytest.raises(ConnectionResetError), call(line) as sock:
        sock.recv(4096)
    line.well()
    greeted(line).close()

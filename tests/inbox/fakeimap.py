"""A scripted IMAP server: every byte, and every silence, as a test writes it.

A script is a function of a `Wire`; it runs once per connection, in a thread.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Self

CAPABILITIES = b"IMAP4rev1 IDLE AUTH=PLAIN"


class Wire:
    """The server's end of one connection."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.over = threading.Event()  # set when the test ends: use it instead of sleep
        self._buffer = b""

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def line(self) -> bytes:
        while b"\r\n" not in self._buffer:
            data = self.sock.recv(65536)
            if not data:
                raise EOFError
            self._buffer += data
        line, self._buffer = self._buffer.split(b"\r\n", 1)
        return line

    def command(self) -> tuple[bytes, bytes]:
        tag, _, rest = self.line().partition(b" ")
        return tag, rest

    def until(self, verb: bytes, *, capabilities: bytes = CAPABILITIES) -> bytes:
        """Greet and answer what comes before, as an empty folder would; return the tag."""
        self.send(b"* OK [CAPABILITY " + capabilities + b"] fake\r\n")
        return self.go_on_until(verb, capabilities=capabilities)

    def go_on_until(self, verb: bytes, *, capabilities: bytes = CAPABILITIES) -> bytes:
        before = {
            b"CAPABILITY": b"* CAPABILITY " + capabilities + b"\r\n",
            b"EXAMINE": b"* 1 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] x\r\n",
            b"UID SEARCH": b"* SEARCH\r\n",
            b"LOGOUT": b"* BYE\r\n",
        }
        while True:
            tag, rest = self.command()
            if rest.upper().startswith(verb):
                return tag
            for known, answer in before.items():
                if rest.upper().startswith(known):
                    self.send(answer)
            self.ok(tag)

    def ok(self, tag: bytes, text: bytes = b"done") -> None:
        self.send(tag + b" OK " + text + b"\r\n")

    def pause(self, seconds: float) -> None:
        self.over.wait(seconds)

    def hang_up(self) -> None:
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)


class FakeImap:
    host, user, password = "127.0.0.1", "bot", "s3cret"

    def __init__(self, script: Callable[[Wire], None]) -> None:
        self._script = script
        self._listener = socket.create_server((self.host, 0))
        self.port: int = self._listener.getsockname()[1]
        self._wires: list[Wire] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                wire = Wire(sock)
                self._wires.append(wire)
                thread = threading.Thread(target=self._run, args=(wire,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _run(self, wire: Wire) -> None:
        with wire.sock, suppress(OSError, EOFError):
            self._script(wire)
            wire.hang_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for wire in self._wires:
            wire.over.set()
            wire.hang_up()
        for thread in self._threads:
            thread.join(5)

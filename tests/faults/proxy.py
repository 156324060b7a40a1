"""A line between a program and a server on loopback that fails as real lines do.

with Proxy(server.port) as line:        # line.port
    line.hole()                         # half-open: all is taken, nothing comes
    line.well()                         # new connections work, the lost ones stay lost
"""

import select
import socket
import struct
import threading
import time
from contextlib import suppress
from typing import Self

TICK = 0.05
CHUNK = 16384
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close() sends RST and no FIN


class _Pair:
    """The two ends of one connection through the line."""

    def __init__(self, near: socket.socket, far: socket.socket | None) -> None:
        self.near = near
        self.far = far
        self.lost = False  # in the hole for good
        self.doomed = False  # to be reset

    def reset(self) -> None:
        for end in (self.near, self.far):
            if end is not None:
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.close()

    def close(self) -> None:
        for end in (self.near, self.far):
            if end is not None:
                end.close()


class Proxy:
    """One thread for each connection. ``opened`` counts them."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._pairs: set[_Pair] = set()
        self._hole = self._refusing = self._over = False
        self._pause = 0.0
        self._chunk = CHUNK
        self._left: int | None = None  # bytes from the server until the cut
        self.opened = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(TICK)
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def well(self) -> None:
        """End every fault, for new connections."""
        with self._lock:
            self._hole = self._refusing = False
            self._pause, self._chunk, self._left = 0.0, CHUNK, None

    def cut(self) -> int:
        """Reset every connection there is; return how many."""
        with self._lock:
            for pair in self._pairs:
                pair.doomed = True
            return len(self._pairs)

    def cut_after(self, size: int) -> None:
        """Reset, once, the connection that brings so many more bytes from the server."""
        with self._lock:
            self._left = size

    @property
    def has_cut(self) -> bool:
        """Say if that has happened."""
        return self._left is None

    def hole(self) -> None:
        """Take every byte and every connection, pass nothing on and end nothing."""
        with self._lock:
            self._hole = True
            for pair in self._pairs:
                pair.lost = True

    def slow(self, seconds: float) -> None:
        """Hold back each answer for so long."""
        with self._lock:
            self._pause = seconds

    def drip(self, size: int, seconds: float) -> None:
        """Let so many bytes of an answer through, then wait for so long, and so on."""
        with self._lock:
            self._chunk, self._pause = size, seconds

    def refuse(self) -> None:
        """Reset whoever connects, and who is connected."""
        with self._lock:
            self._refusing = True
        self.cut()

    def close(self) -> None:
        self._over = True
        self._thread.join(5)
        self._listener.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------- threads

    def _accept(self) -> None:
        while not self._over:
            try:
                near, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        far = None
        if not (self._hole or self._refusing):
            with suppress(OSError):
                far = socket.create_connection(("127.0.0.1", self._target), 5)
        pair = _Pair(near, far)
        with self._lock:
            self.opened += 1
            self._pairs.add(pair)
            pair.lost = self._hole
            pair.doomed = far is None and not pair.lost  # nobody is there
        try:
            while not self._over and not pair.doomed and self._passed(pair):
                pass
        except OSError:
            pair.doomed = True
        finally:
            with self._lock:
                self._pairs.discard(pair)
            if pair.doomed:
                pair.reset()
            else:
                pair.close()

    def _passed(self, pair: _Pair) -> bool:
        """Pass on what there is; say if there may be more."""
        ends = [pair.near] if pair.lost or pair.far is None else [pair.near, pair.far]
        for source in select.select(ends, [], [], TICK)[0]:
            data = source.recv(self._chunk)
            if pair.lost:
                if not data:  # who was held gave up
                    return False
                continue
            if not data:
                return False
            if source is pair.near:
                assert pair.far is not None
                pair.far.sendall(data)
            elif not self._answered(pair, data):
                pair.doomed = True
                return False
        return True

    def _answered(self, pair: _Pair, data: bytes) -> bool:
        """Pass an answer on, as the line is; say if the line still stands."""
        end = time.monotonic() + self._pause
        while time.monotonic() < end and not (pair.doomed or pair.lost or self._over):
            time.sleep(min(TICK, max(0.0, end - time.monotonic())))
        with self._lock:
            left = self._left
            if left is not None:
                self._left = None if len(data) >= left else left - len(data)
                data = data[:left]
        if not pair.lost:
            pair.near.sendall(data)
        return left is None or self._left is not None

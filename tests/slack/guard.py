"""Fails a test when a listener, or anything else of the bot's, holds the event loop."""

import asyncio
import gc
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MOST = 0.25  # seconds


class ThreadClock:
    """Seconds of this thread: without those it waited for a processor or for the gc.

    Nor those until a thread it starts had a processor: `Thread.start` sleeps till then.
    """

    def __init__(self) -> None:
        path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._file = os.open(path, os.O_RDONLY) if path.exists() else -1
        self._collecting, self._began, self._starting = 0.0, 0.0, 0.0
        gc.callbacks.append(self._collected)
        self._start, self._mine = threading.Thread.start, threading.get_ident()
        clock = self

        def start(thread: threading.Thread) -> None:
            if threading.get_ident() != clock._mine:
                clock._start(thread)
                return
            began = clock.now()
            clock._start(thread)
            clock._starting += clock.now() - began

        setattr(threading.Thread, "start", start)  # noqa: B010 (mypy: a method)

    def now(self) -> float:
        waited = 0
        if self._file >= 0:
            waited = int(os.pread(self._file, 100, 0).split()[1])
        return time.monotonic() - waited / 1e9 - self._collecting - self._starting

    def _collected(self, phase: str, _: dict[str, Any]) -> None:
        if phase == "start":
            self._began = time.monotonic()
        elif self._began:
            self._collecting += time.monotonic() - self._began

    def close(self) -> None:
        gc.callbacks.remove(self._collected)
        setattr(threading.Thread, "start", self._start)  # noqa: B010
        if self._file >= 0:
            os.close(self._file)
        self._file = -1  # the step that this ends in is still measured


@contextmanager
def free_loop(most: float = MOST) -> Iterator[list[tuple[float, str]]]:
    """Name at the end what held the loop for longer than ``most`` seconds, and fail.

    The test itself may, which is the task that this is used in, and the fake Slack's
    server; other threads have loops of their own. Yields what was found.
    """
    held: list[tuple[float, str]] = []
    mine, clock = asyncio.current_task(), ThreadClock()
    run, here = asyncio.Handle._run, asyncio.get_running_loop()

    def timed(handle: asyncio.Handle) -> None:
        if handle._loop is not here:  # type: ignore[attr-defined]
            run(handle)
            return
        began = clock.now()
        run(handle)
        took = clock.now() - began
        whose = getattr(handle._callback, "__self__", None)  # type: ignore[attr-defined]
        if took > most and whose is not mine and "RequestHandler" not in repr(whose):
            held.append((took, repr(whose or handle)))

    setattr(asyncio.Handle, "_run", timed)  # noqa: B010 (mypy: a method)
    try:
        yield held
    finally:
        setattr(asyncio.Handle, "_run", run)  # noqa: B010
        clock.close()
    assert not held, "\n".join(
        f"held the loop for {took:.3f} s: {who}" for took, who in held
    )

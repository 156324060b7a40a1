"""Blocking work that a stop or a stuck server cannot hold."""

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

T = TypeVar("T")

TICK = 0.2
GRACE = 1.0  # after a stop: the work under way may still end in good order

Stop = Callable[[], bool]


class Stopped(Exception):  # noqa: N818 (not a failure: somebody asked for it)
    """We were asked to stop and the work did not end within its grace."""


class Stuck(Exception):  # noqa: N818 (a state; `failures` turns it into TryLater)
    """The work did not end within its limit."""


def never() -> bool:
    return False


def run_errand(
    work: Callable[[], T],
    *,
    stop: Stop,
    limit: float,
    left_behind: Callable[["Future[T]"], None],
) -> T:
    """Do the work in a thread of its own and return what it returns or raises.

    Leaves it behind, raising Stopped or Stuck, when told to stop or when the limit in
    seconds is over. ``left_behind`` then gets the work's future, to have it cleaned up.
    """
    done: Future[T] = Future()
    Thread(target=_do, args=(work, done), name="errand", daemon=True).start()
    end = time.monotonic() + limit
    stopping = False
    while not wait((done,), timeout=TICK).done:
        now = time.monotonic()
        if not stopping and stop():
            stopping, end = True, min(end, now + GRACE)
        if now >= end:
            left_behind(done)
            raise Stopped if stopping else Stuck
    return done.result()


def _do(work: Callable[[], T], done: "Future[T]") -> None:
    try:
        done.set_result(work())
    except BaseException as error:  # noqa: BLE001 (re-raised where the errand was sent from)
        done.set_exception(error)

"""The worker goes on through every failure, says it once, and stops when told."""

import threading
import time
from collections.abc import Callable

import pytest

from bot import worker
from bot.errors import BadInput, LoginRefused, TryLater
from bot.inbox import Backoff
from bot.worker import Worker


class Box:
    """A mailbox that plays a list of results: a count, or an error to raise."""

    name = "imap"

    def __init__(self, *results: int | Exception) -> None:
        self.results = list(results)
        self.closed = False
        self.fetches = 0

    def fetch_new(self, stop: Callable[[], bool]) -> int:
        self.fetches += 1
        result = self.results.pop(0) if self.results else 0
        if isinstance(result, Exception):
            raise result
        return result

    def wait(self, seconds: float, stop: Callable[[], bool]) -> None:
        end = time.monotonic() + min(seconds, 5)
        while self.results == [] and not stop() and time.monotonic() < end:
            time.sleep(0.01)

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Backoff, "failed", lambda self, error: 0.01)
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.05)


def run_until(work: Worker, done: Callable[[], bool], seconds: float = 5) -> None:
    work.start()
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.01)
    work.stop()
    assert work.join(5)
    assert done()


def test_work_starts_when_mail_came_and_goes_on_until_there_is_none():
    left = [True] * 5
    work = Worker(
        mailboxes=[Box(1)], advance=lambda: bool(left) and left.pop(), alarm=lambda *_: None
    )
    run_until(work, lambda: not left)


def test_nothing_is_ranked_before_the_first_look_into_the_mailbox():
    order: list[str] = []
    release = threading.Event()

    class Slow(Box):
        def fetch_new(self, stop: Callable[[], bool]) -> int:
            release.wait(2)
            order.append("fetched")
            return super().fetch_new(stop)

    def advance() -> bool:
        order.append("worked")
        return False

    work = Worker(mailboxes=[Slow()], advance=advance, alarm=lambda *_: None)
    work.start()
    time.sleep(0.2)
    release.set()
    run_until_done = time.monotonic() + 3
    while "worked" not in order and time.monotonic() < run_until_done:
        time.sleep(0.01)
    work.stop()
    assert work.join(5)
    assert order[0] == "fetched"


def test_a_refused_login_is_said_at_every_failure_and_tried_again():
    told: list[str] = []
    box = Box(LoginRefused("no"), LoginRefused("no"), LoginRefused("no"), 1)
    work = Worker(
        mailboxes=[box], advance=lambda: False, alarm=lambda key, text: told.append(text)
    )
    run_until(work, lambda: box.fetches >= 4)
    assert len(told) == 3, "said at every failure: whoever tells it tells it once"
    assert all(text.startswith("no. ") for text in told)
    assert box.closed


def test_a_dead_connection_is_opened_again():
    box = Box(TryLater("gone"), 0)
    work = Worker(mailboxes=[box], advance=lambda: False, alarm=lambda *_: None)
    run_until(work, lambda: box.fetches >= 2)
    assert work.failure is None


def test_a_failing_step_is_tried_again_and_nothing_is_dropped():
    tries: list[int] = []

    def advance() -> bool:
        tries.append(1)
        if len(tries) < 3:
            raise TryLater("model away")
        return False

    work = Worker(mailboxes=[], advance=advance, alarm=lambda *_: None)
    run_until(work, lambda: len(tries) >= 3)
    assert work.failure is None


def test_a_config_error_in_a_thread_ends_the_worker_with_that_error():
    def advance() -> bool:
        raise BadInput("[embedding] model: no such folder")

    work = Worker(mailboxes=[Box()], advance=advance, alarm=lambda *_: None)
    run_until(work, work.stopping.is_set)
    assert isinstance(work.failure, BadInput)


def test_a_stop_ends_every_thread_within_a_second():
    work = Worker(mailboxes=[Box(), Box()], advance=lambda: False, alarm=lambda *_: None)
    work.start()
    time.sleep(0.1)
    began = time.monotonic()
    work.stop()
    assert work.join(5)
    assert time.monotonic() - began < 1


def test_what_goes_on_beside_holds_up_nothing_and_is_tried_again():
    held, tries, advanced = threading.Event(), list[int](), list[int]()

    def slow() -> bool:
        held.wait(5)
        return False

    def failing() -> bool:
        tries.append(1)
        raise TryLater("the server is away") if len(tries) < 2 else ValueError("a bug")

    def advance() -> bool:
        advanced.append(1)
        return False

    work = Worker(
        mailboxes=[],
        advance=advance,
        alarm=lambda *_: None,
        beside={"slow": slow, "failing": failing},
    )
    work.start()
    end = time.monotonic() + 5
    while (len(advanced) < 3 or len(tries) < 4) and time.monotonic() < end:
        time.sleep(0.01)
    held.set()
    work.stop()
    assert work.join(5)
    assert (len(advanced) >= 3, len(tries) >= 4, work.failure) == (True, True, None)


def test_work_beside_that_is_done_makes_slack_look_and_goes_on():
    left, woken = [True] * 3, list[int]()
    work = Worker(
        mailboxes=[],
        advance=lambda: False,
        alarm=lambda *_: None,
        on_work=lambda: woken.append(1),
        beside={"drafts": lambda: bool(left) and left.pop()},
    )
    run_until(work, lambda: not left and len(woken) >= 3)

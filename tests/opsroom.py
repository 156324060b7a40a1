"""The ops channel and mailboxes, for tests of what people are told."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot.errors import TryLater
from bot.store import Store
from bot.worker import Worker


class Ops:
    """The ops channel, behind a real store; it can be away, as a locked database is."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = datetime(2026, 9, 1, tzinfo=UTC)
        self.away = False

    def alarm(self, key: str, text: str) -> bool:
        if self.away:
            raise TryLater("database is locked")
        return self.store.alarm(key, text, channel="OPS", now=self.now)

    def cured(self, key: str, text: str) -> bool:
        if self.away:
            raise TryLater("database is locked")
        return self.store.cured(key, text, channel="OPS", now=self.now)

    @property
    def told(self) -> list[str]:
        return [r["text"] for r in self.store.rows("select text from outbox order by id")]

    @property
    def open(self) -> list[str]:
        return [alarm.key for alarm in self.store.alarms()]


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


class Box:
    """A mailbox that plays a list of results, the last one for ever."""

    def __init__(self, name: str, *results: int | Exception) -> None:
        self.name = name
        self.results = list(results)
        self.waited = 0

    def fetch_new(self, stop: Callable[[], bool]) -> int:
        stop()
        result = self.results.pop(0) if len(self.results) > 1 else self.results[0]
        if isinstance(result, Exception):
            raise result
        return result

    def wait(self, seconds: float, stop: Callable[[], bool]) -> None:
        end = time.monotonic() + 0.05
        while not stop() and time.monotonic() < end:
            time.sleep(0.005)
        self.waited += 1

    def close(self) -> None:
        pass


def play(work: Worker, done: Callable[[], object], seconds: float = 20) -> None:
    work.start()
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.01)
    work.stop()
    assert work.join(10)
    assert done()

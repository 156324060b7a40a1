"""How far a long look into a mailbox has come: a bar on a terminal, else a log line."""

import logging
import time
from collections.abc import Callable
from functools import partial
from threading import Lock

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from bot.cli.terminal import plain

log = logging.getLogger(__name__)

LEAST = 30  # letters; fewer are fetched before anybody wonders
EVERY = 30.0  # seconds between two log lines


class Looks:
    """The looks of all mailboxes; may be told of by several threads at a time."""

    def __init__(
        self,
        *,
        console: Console | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._console = console or Console(stderr=True)
        self._clock = clock
        self._lock = Lock()
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._said_at: dict[str, float] = {}

    def of(self, name: str) -> Callable[[int, int], None]:
        """Return what is to be told, of one mailbox, how many letters of how many came."""
        return partial(self._told, name)

    def _told(self, name: str, done: int, total: int) -> None:
        if total < LEAST:
            return
        with self._lock:
            if self._console.is_terminal:
                self._draw(name, done, total)
            else:
                self._say(name, done, total)

    def _say(self, name: str, done: int, total: int) -> None:
        now = self._clock()
        if done == total:
            self._said_at.pop(name, None)
            log.info("mailbox %s: all %d letters looked at", name, total)
        elif now - self._said_at.get(name, float("-inf")) >= EVERY:
            self._said_at[name] = now
            log.info("mailbox %s: %d of %d letters looked at", name, done, total)

    def _draw(self, name: str, done: int, total: int) -> None:
        if self._bars is None:
            self._bars = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=30),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._bars.start()
            self._console.show_cursor(show=True)  # the program may end at any moment
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(plain(name), total=total)
        self._bars.update(self._tasks[name], completed=done, total=total)
        if done == total:
            self._bars.remove_task(self._tasks.pop(name))
        if not self._tasks:
            self._bars.stop()
            self._bars = None

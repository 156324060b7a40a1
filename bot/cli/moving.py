"""How far something long has come: a bar on a terminal, else a line now and then."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from bot.cli.terminal import plain

_EVERY = 10.0  # seconds between two lines where there is no terminal
_MEGA = 1e6


class Moving:
    """Shows bytes done of bytes in all, on stderr. ``said``: what else to say, if any."""

    def __init__(self, what: str, *, bytes_each: int = 1) -> None:
        self._what = what
        self._each = bytes_each
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._last = time.monotonic()

    def at(self, done: int, total: int, said: str = "") -> None:
        """Say that so many of so many are done."""
        done, total = done * self._each, total * self._each
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total, said=plain(said))
            return
        if time.monotonic() - self._last < _EVERY:
            return
        self._last = time.monotonic()
        share = f"{done / _MEGA:.0f} of {total / _MEGA:.0f} MB"
        more = f", {said}" if said else ""
        print(plain(f"{self._what}: {share}{more}"), file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                DownloadColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.fields[said]}", markup=False),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task(plain(self._what), total=None, said="")
            self._bar.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

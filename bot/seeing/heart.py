"""The heartbeat: a file beside the store, and a word to the service manager."""

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.seeing.notify import notify, watched
from bot.seeing.pulse import Pulse

log = logging.getLogger(__name__)
EVERY, AT_LEAST = 10.0, 30.0  # seconds: looked at, and written even if nothing is new
_SOON = 0.95  # of the time between two looks, which are never quite on time
STOOD_STILL = 60.0  # seconds; a look that comes so late tells of us, not of a thread


def place_of(store: Path) -> Path:
    """Return where the heartbeat of the worker with this store lies."""
    return store.with_name(f"{store.name}.heartbeat")


@dataclass(kw_only=True)
class Heart:
    """Beats in a thread of its own until stopped.

    ``slack`` is "connected" or "not connected". ``hung`` is called once, with the names
    of threads that have made no progress for too long; from then on nothing is written
    and the service manager is not told that all is well.
    """

    path: Path
    version: str
    pulse: Pulse
    hung: Callable[[tuple[str, ...]], None]
    slack: str = "not connected"
    every: float = EVERY
    tell: Callable[[str], object] = notify
    watchdog: float = field(default_factory=watched)
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], datetime] = lambda: datetime.now(UTC)
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    _stopping: threading.Event = field(default_factory=threading.Event)
    _written: tuple[float, str] = (float("-inf"), "")
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self.tell(f"READY=1\nSTATUS={self._status()}")
        self._thread = threading.Thread(target=self._beat, name="heart", daemon=True)
        self._thread.start()

    def stopping(self) -> None:
        """Say that the end was asked for; from then on no thread is waited for."""
        self.tell("STOPPING=1\nSTATUS=stopping")
        self._stopping.set()

    def stop(self) -> None:
        """End the thread; the file stays and says when we were last heard."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(self.every)

    def _beat(self) -> None:
        step = min(self.every, self.watchdog / 2) if self.watchdog else self.every
        last = self.clock()
        while not self._stopping.is_set():
            if self.clock() - last > step + STOOD_STILL:  # stopped, or starved, as a whole
                self.pulse.forgive()
            last = self.clock()
            if names := self.pulse.hung():
                self.hung(names)
                return
            self._write()
            if self.watchdog:
                self.tell("WATCHDOG=1")
            self._stopping.wait(step)

    def _write(self) -> None:
        """Replace the file if there is anything new, and now and then in any case."""
        at, before = self._written
        state = self._state()
        text = json.dumps(state, indent=1, sort_keys=True)
        age = self.clock() - at
        if age < _SOON * self.every or (text == before and age < AT_LEAST):
            return
        state["written_at"] = _instant(self.wall())
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            new.unlink(missing_ok=True)
            new.touch(0o600, exist_ok=False)
            new.write_text(json.dumps(state, indent=1, sort_keys=True))
            new.replace(self.path)
        except OSError as error:  # a full disk: people are told of it elsewhere
            log.debug("no heartbeat written: %s", error.strerror)
        self._written = (self.clock(), text)
        self.tell(f"STATUS={self._status()}")

    def _status(self) -> str:
        return f"working; Slack {self.slack}"

    def _state(self) -> dict[str, Any]:
        now = self.wall()
        return {
            "pid": os.getpid(),
            "version": self.version,
            "started_at": _instant(self.started_at),
            "slack": self.slack,
            "slow": sorted(self.pulse.slow),
            "threads": {
                name: _instant(now - timedelta(seconds=age))
                for name, age in self.pulse.ages().items()
            },
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What a heartbeat file says. ``threads``: when each was last heard.

    ``slow`` names those that may take their time.
    """

    pid: int
    version: str
    started_at: datetime
    written_at: datetime
    slack: str
    threads: dict[str, datetime]
    slow: frozenset[str] = frozenset()


def read(path: Path) -> Beat | None:
    """Return what the file says; None where there is none that can be read."""
    try:
        found = json.loads(path.read_text())
        return Beat(
            pid=int(found["pid"]),
            version=str(found["version"]),
            started_at=datetime.fromisoformat(found["started_at"]),
            written_at=datetime.fromisoformat(found["written_at"]),
            slack=str(found["slack"]),
            threads={
                str(name): datetime.fromisoformat(at)
                for name, at in found["threads"].items()
            },
            slow=frozenset(map(str, found.get("slow", ()))),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

"""Whether a worker runs on a store, and how it is: by its lock and its heartbeat."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.cli.parse import instant
from bot.seeing import heart, pulse
from bot.slack import words

SILENT = timedelta(seconds=120)  # the heartbeat is written every 30 s at the latest
CONNECTING = timedelta(seconds=120)  # after a start Slack may not be there yet
_LOCKS = Path("/proc/locks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """A worker at one moment. ``beat``: what it last said of itself, if it did."""

    at: datetime
    runs: bool
    beat: heart.Beat | None = None

    @property
    def silent(self) -> bool:
        """Whether it runs and has long said nothing."""
        return self.runs and (self.beat is None or self.at - self.beat.written_at > SILENT)

    @property
    def hung(self) -> tuple[str, ...]:
        if self.beat is None or not self.runs:
            return ()
        heard = self.beat.threads.items()
        ages = {name: (self.at - at).total_seconds() for name, at in heard}
        return pulse.hung(ages, self.beat.slow)

    @property
    def deaf(self) -> bool:
        """Whether clicks do not come through, though there was time to connect."""
        beat = self.beat
        if beat is None or not self.runs or beat.slack == "connected":
            return False
        return self.at - beat.started_at > CONNECTING

    @property
    def wrong(self) -> tuple[str, ...]:
        """Return the names of what is wrong with it."""
        if not self.runs:
            return ("worker",)
        names = ["worker"] * self.silent
        names += [f"thread:{name}" for name in self.hung]
        return (*names, *["slack"] * self.deaf)

    @property
    def said(self) -> str:
        """Say how it is, in a few words."""
        beat = self.beat
        if not self.runs:
            heard = f"; last heard {words.ago(beat.written_at, self.at)}" if beat else ""
            return f"not running{heard}; start it with haro-bot run"
        if beat is None:
            return "runs, but says nothing of itself (no heartbeat file)"
        since = f"{beat.started_at.astimezone(UTC):%d %b %H:%M} UTC"
        runs = f"runs since {since}, {words.span(self.at - beat.started_at)}"
        if self.silent:
            return (
                f"{runs}; it has said nothing for {words.span(self.at - beat.written_at)},"
                " see its log and start it again"
            )
        return f"{runs}; process {beat.pid}"

    def as_json(self) -> dict[str, Any]:
        beat = self.beat
        return {
            "runs": self.runs,
            "pid": beat.pid if beat else None,
            "version": beat.version if beat else None,
            "started_at": instant(beat.started_at) if beat else None,
            "heartbeat_at": instant(beat.written_at) if beat else None,
            "slack": beat.slack if beat and self.runs else "not connected",
            "threads": {n: instant(at) for n, at in beat.threads.items()} if beat else {},
        }


def working(database: Path, now: datetime) -> Working:
    """Look at lock and heartbeat of the store at ``database``; takes no lock itself."""
    beat = heart.read(heart.place_of(database))
    held = _held(Path(f"{os.path.realpath(database)}.lock"))
    if held is None:
        held = beat is not None and now - beat.written_at <= SILENT
    return Working(at=now, runs=held, beat=beat)


def _held(lock: Path) -> bool | None:
    """Say if somebody holds the lock, None where this system does not tell.

    To try the lock would keep out a worker that starts at the same moment.
    """
    try:
        inode = str(lock.stat().st_ino)
    except OSError:
        return False  # no worker was ever here
    try:
        lines = _LOCKS.read_text().splitlines()
    except OSError:
        return None
    found = (line.split() for line in lines)
    return any("FLOCK" in of and of[-3].rpartition(":")[2] == inode for of in found)

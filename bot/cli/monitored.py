"""What a monitor is shown of a running worker: numbers, and the names of what is wrong."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.cli.overview import Overview
from bot.domain import Mailbox
from bot.errors import TryLater
from bot.seeing.metrics import Sample
from bot.seeing.pulse import Pulse

FRESH = 15.0  # seconds that one look at the store is good for
STALE = 60.0  # ... while the store is held by somebody, who may be a minute about it
WAIT = 4.0  # seconds for a look; who asks us does not wait much longer
_STATM = Path("/proc/self/statm")


@dataclass(kw_only=True)
class Monitored:
    """Looks at most every 15 s, whoever asks how often. ``known``: mailboxes by name.

    Never waits long for a store that is held: tells what was so a minute ago at most, or
    raises TryLater.
    """

    look: Callable[[], Overview]
    pulse: Pulse
    slack: Callable[[], str]
    known: frozenset[str]
    clock: Callable[[], float] = time.monotonic
    _seen: tuple[float, Overview] | None = None
    _looking: "Future[Overview] | None" = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wrong(self) -> tuple[str, ...]:
        """Return the names of what is wrong now."""
        threads = tuple(f"thread:{name}" for name in self.pulse.hung())
        slack = () if self.slack() == "connected" else ("slack",)
        return (*threads, *slack, *self._overview().wrong)

    def samples(self) -> Iterator[Sample]:
        seen = self._overview()
        stand, health = seen.standing, seen.health
        yield _total("digests", "Digests read.", stand.digests)
        yield _total("queries", "Queries found in them.", stand.queries)
        yield _total("cards_posted", "Cards that stand in Slack.", stand.posted)
        yield _total("model_runs", "Times a language model was asked.", stand.model_runs)
        yield _total("model_seconds", "Seconds that took.", stand.model_seconds)
        for choice, count in (("approved", stand.approved), ("skipped", stand.skipped)):
            about = "Cards that people decided on, by their choice as it stands."
            yield Sample(
                name="decisions", about=about, value=count, labels={"choice": choice}
            )
        yield _now("cards_open", "Cards that wait for a decision.", stand.open)
        yield _now("messages_pending", "Messages that wait to be posted.", health.pending)
        yield _now("messages_held", "Of a week: nobody knows if posted.", health.held)
        yield _now("messages_refused", "Of a week: refused by Slack.", health.refused)
        yield _now("queries_unranked", "Open queries without a score.", health.unranked)
        yield _now("mails_quarantined", "Mails set aside, in all.", stand.quarantined)
        yield _now("alarms_open", "Things people were told are wrong.", len(seen.alarms))
        yield _now(
            "newsletters_overdue", "Newsletters that should be here.", len(seen.overdue)
        )
        yield _now("db_bytes", "Size of the database.", seen.size)
        yield _now("disk_free_bytes", "Free on its disk.", seen.free)
        yield _now("rss_bytes", "Memory of the worker's process.", _rss())
        connected = self.slack() == "connected"
        yield _now("slack_connected", "1 while clicks come through.", float(connected))
        yield _now("wrong", "Things that are wrong now.", len(self.wrong()))
        for number, mailbox in enumerate(health.mailboxes, 1):
            if mailbox.scanned_at is not None:
                yield self._scanned(number, mailbox, seen.at)
        for name, age in self.pulse.ages().items():
            about = "Seconds since a thread said that it is alive."
            labels = {"thread": name}
            yield Sample(
                name="heartbeat_age_seconds", about=about, value=age, labels=labels
            )

    def _scanned(self, number: int, mailbox: Mailbox, at: datetime) -> Sample:
        """Return when a mailbox was read; one the config does not name has a number."""
        name = mailbox.name if mailbox.name in self.known else str(number)
        return Sample(
            name="mailbox_scan_age_seconds",
            about="Seconds since a folder was last read whole.",
            value=(at - mailbox.scanned_at).total_seconds() if mailbox.scanned_at else 0,
            labels={"mailbox": name, "folder": mailbox.folder},
        )

    def _overview(self) -> Overview:
        with self._lock:
            seen, now = self._seen, self.clock()
            if seen is not None and now - seen[0] < FRESH:
                return seen[1]
            if self._looking is None or self._looking.done():
                self._looking = Future()
                threading.Thread(
                    target=self._look, args=(self._looking,), name="metrics", daemon=True
                ).start()
            looking = self._looking
        if wait((looking,), timeout=WAIT).done:
            return looking.result()
        if seen is not None and now - seen[0] < STALE:
            return seen[1]
        raise TryLater("the database is held by somebody else, or the disk is slow")

    def _look(self, done: "Future[Overview]") -> None:
        try:
            found = self.look()
        except BaseException as error:  # noqa: BLE001 (raised where it is waited for)
            done.set_exception(error)
            return
        with self._lock:
            self._seen = (self.clock(), found)
        done.set_result(found)


def _total(name: str, about: str, value: float) -> Sample:
    return Sample(name=name, about=about, value=value, counter=True)


def _now(name: str, about: str, value: float) -> Sample:
    return Sample(name=name, about=about, value=value)


def _rss() -> int:
    """Return the bytes of memory of this process, 0 where that cannot be told."""
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0

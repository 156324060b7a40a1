"""How it all stands, for `haro-bot status`, /healthz and /metrics alike.

Reads the store and the disk; asks neither mailbox nor Slack.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot import config, habits
from bot.domain import Alarm, Health, Mailbox
from bot.pipeline import Mailroom
from bot.slack.health import Judged, judged
from bot.store import Store
from bot.store.standing import Standing, standing

_MEGABYTE = 1_000_000
_BESIDE = ("", "-wal", "-shm")  # of the database


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is known of the worker's work at one moment. Sizes are in bytes.

    ``overdue`` has the newsletters that should have come; ``judged`` says what is well.
    """

    at: datetime
    health: Health
    judged: tuple[Judged, ...]
    standing: Standing
    alarms: tuple[Alarm, ...]
    overdue: Mapping[str, habits.Overdue]
    size: int
    free: int
    least: int  # of the disk that should be free

    @property
    def wrong(self) -> tuple[str, ...]:
        """Return the names of what is wrong now; no address stands in them."""
        names = [alarm.key for alarm in self.alarms]
        names += [f"missing:{source}" for source in self.overdue]
        names += [one.about for one in self.judged if not (one.well or one.past)]
        names += ["disk"] * (self.free < self.least)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Makes overviews of one store. ``companies``: whose queries must be ranked."""

    store: Store
    database: Path
    settings: config.Settings
    mailroom: Mailroom
    companies: Sequence[str]

    def look(self, now: datetime) -> Overview:
        store, settings = self.store, self.settings
        health = store.health(now, self.companies)
        health = replace(health, mailboxes=tuple(self._watched(health)))
        return Overview(
            at=now,
            health=health,
            judged=tuple(judged(health, now)),
            standing=standing(store, now),
            alarms=store.alarms(),
            overdue=self._overdue(now),
            size=sum(self._size(end) for end in _BESIDE),
            free=shutil.disk_usage(self.database.parent).free,
            least=settings.store.min_free_megabytes * _MEGABYTE,
        )

    def _watched(self, health: Health) -> Iterator[Mailbox]:
        """Yield what the config watches, by its names there.

        The store knows mailboxes by their address, also those that nobody watches any more
        and none that were never reached.
        """
        known = {(m.name, m.folder.lower()): m.scanned_at for m in health.mailboxes}
        for name, imap in self.settings.accounts().items():
            address = f"{imap.username}@{imap.host}".lower()
            for folder in imap.watched():
                at = known.get((address, folder.lower()))
                yield Mailbox(name=name, folder=folder, scanned_at=at)

    def _overdue(self, now: datetime) -> dict[str, habits.Overdue]:
        arrivals = self.store.arrivals(now - habits.SPAN)
        known = {source: self.mailroom.newsletter(source) for source in arrivals}
        found = {
            source: habits.overdue(arrivals[source], now, zone=one.zone)
            for source, one in known.items()
            if one is not None
        }
        return {source: late for source, late in found.items() if late is not None}

    def _size(self, end: str) -> int:
        try:
            return self.database.with_name(self.database.name + end).stat().st_size
        except OSError:
            return 0

"""What keeps a store from growing for ever, and room on its disk in view.

Raw mail is let go of some time after it was read; what was read from it, decided and
ticked off stays for ever. Vectors are made again where they are still needed.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain import Letter, from_text, to_text
from bot.errors import TryLater
from bot.store.outbox import Outbox

MEGA = 1_000_000
BATCH = 20  # mails let go of in one step: the lock is held for milliseconds
_VECTORS = 500
_WAL_BYTES = 16 * MEGA  # a write-ahead log longer than that is emptied
_RESERVE = 20 * MEGA  # stays free for cards and decisions when mail has no room
_EVERY = 300.0  # seconds between two rounds
_AMPLE = 1.25  # times the least: so much has to be free until people hear it is over
_DAY = timedelta(days=1)

_PRUNE = """
    update mails set raw = x'', pruned_at = :now where id in (
      select m.id from mails m where m.pruned_at is null and m.received_at < :before
        and (exists (select 1 from digests d where d.mail_id = m.id)
          or exists (select 1 from quarantines q where q.mail_id = m.id))
        and not exists (select 1 from proofs p where p.mail_id = m.id and p.again > 0)
        and m.id not in (select mail_id from editions where until > :now)
      order by m.received_at limit :most)
"""


class Keeping(Outbox):
    def keep(self, letter: Letter) -> bool:
        """Store a mail, as long as that leaves room for what people decide."""
        self._spare(len(letter.raw))
        return super().keep(letter)

    def keep_file(self, raw: bytes, received_at: datetime) -> bool:
        """Store a message that came as a file, under the same rule."""
        self._spare(len(raw))
        return super().keep_file(raw, received_at)

    def _spare(self, size: int) -> None:
        """Raise `TryLater` where a mail would take the last room there is."""
        try:
            found = os.statvfs(self._path.parent)
        except OSError:  # told by what is to be written
            return
        free, whole = (n * found.f_frsize for n in (found.f_bavail, found.f_blocks))
        if free - 2 * size < min(_RESERVE, whole // 20):
            raise TryLater(
                f"database {self._path}: the disk is full, {free / MEGA:.1f} MB are left;"
                " no mail is fetched until there is room again, nothing is lost"
            )

    def prune_mails(self, before: datetime, now: datetime, *, most: int = BATCH) -> int:
        """Let go of the raw bytes of some mails received before; return of how many.

        Not of those nobody has read yet, whose sender is still asked about, or of which
        a query is still open.
        """
        named = {"now": to_text(now), "before": to_text(before), "most": most}
        with self.write() as db:
            return db.execute(_PRUNE, named).rowcount

    def newest_mail(self) -> datetime | None:
        """Return when the newest mail was received, as its server says."""
        row = self.row("select max(received_at) as at from mails")
        return from_text(row["at"]) if row and row["at"] else None

    def pruned_at(self, mail_id: int) -> datetime | None:
        """Return when the bytes of a mail were let go of, None if they are here."""
        row = self.row("select pruned_at from mails where id = ?", mail_id)
        return from_text(row["pruned_at"]) if row and row["pruned_at"] else None

    def pruned_since(self, since: datetime) -> int:
        """Count the mails received since then whose bytes are gone."""
        row = self.row(
            "select count(*) from mails where received_at >= ? and pruned_at is not null",
            to_text(since),
        )
        return int(row[0]) if row else 0

    def prune_vectors(self, keep: timedelta, now: datetime, *, most: int = _VECTORS) -> int:
        """Let go of some vectors made longer ago than that; return of how many.

        How far they had come is noted once a day: rows are numbered as they are made.
        """
        with self.write() as db:
            db.execute(
                "insert or ignore into attempts"
                " select 'vectors', ?, coalesce(max(rowid), 0), ?, '' from vectors",
                (now.date().isoformat(), to_text(now)),
            )
            row = db.execute(
                "select max(tries) from attempts where stage = 'vectors'"
                " and not_before < ? and subject < ?",
                (to_text(now - keep), now.date().isoformat()),
            ).fetchone()
            if row[0] is None:
                return 0
            db.execute(  # the last one that counts stays
                "delete from attempts where stage = 'vectors' and subject < (select"
                " max(subject) from attempts where stage = 'vectors' and not_before < ?)",
                (to_text(now - keep),),
            )
            return db.execute(
                "delete from vectors where rowid in (select rowid from vectors"
                # never the last one, or its number would be used again
                " where rowid <= ? and rowid < (select max(rowid) from vectors)"
                " order by rowid limit ?)",
                (row[0], most),
            ).rowcount

    def empty_wal(self, *, most: int = _WAL_BYTES) -> bool:
        """Write a long write-ahead log into the file unless somebody reads; say if so."""
        wal = Path(f"{self._path}-wal")
        if not wal.exists() or wal.stat().st_size <= most:
            return False
        with self._lock, self._translated():
            (busy,) = self._conn.execute("pragma busy_timeout").fetchone()
            self._conn.execute("pragma busy_timeout = 0")  # a backup may read for long
            try:
                done = self._conn.execute("pragma wal_checkpoint(truncate)").fetchone()
            finally:
                self._conn.execute(f"pragma busy_timeout = {busy}")
        return not done[0]

    def room(self) -> tuple[int, int]:
        """Return the bytes free where the store is, and the bytes of the store."""
        return free_bytes(self._path.parent), self._path.stat().st_size

    @property
    def place(self) -> Path:
        """The file."""
        return self._path


def free_bytes(folder: Path) -> int:
    """Return the bytes that this user may still write there."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


@dataclass(kw_only=True)
class Housekeeping:
    """Done beside all else every few minutes: room is watched, what is old let go of.

    ``alarm`` and ``cured`` take a key and a text. ``keep_days`` 0: raw mail stays for ever.
    """

    store: Keeping
    now: Callable[[], datetime]
    alarm: Callable[[str, str], object]
    cured: Callable[[str, str], object]
    keep_days: int
    min_free: int  # bytes
    room: Callable[[], tuple[int, int]] | None = None
    clock: Callable[[], float] = time.monotonic
    every: float = _EVERY  # seconds
    _next: float | None = field(default=None, init=False)
    _short: bool | None = field(default=None, init=False)

    def keep_one(self) -> bool:
        """Do one unit of work; say if there may be more. Raises `TryLater`."""
        if self._next is not None and self.clock() < self._next:
            return False
        self._watch()
        now = self.now()
        days = self.keep_days * _DAY
        # by the newest mail: a clock that runs a year ahead must not cost all the others
        newest = self.store.newest_mail() if self.keep_days else None
        if newest and self.store.prune_mails(min(now, newest) - days, now):
            return True
        if self.store.prune_vectors(max(days, 30 * _DAY) if days else 90 * _DAY, now):
            return True
        self.store.empty_wal()
        self._next = self.clock() + self.every
        return False

    def _watch(self) -> None:
        """Tell people that the disk gets full while there is room to write that down."""
        try:
            free, size = (self.room or self.store.room)()
        except OSError as error:
            raise TryLater(f"disk of {self.store.place}: {error.strerror}") from error
        where = self.store.place.parent.resolve()
        left = f"{free / MEGA:,.0f} MB"
        if free < self.min_free:
            self._short = True
            self.alarm(
                "disk",
                f"The disk is nearly full: {left} are left in {where}, where the store"
                f" takes {size / MEGA:,.0f} MB. When it is full no more mail is fetched"
                " until there is room; nothing is lost. Make room, or set [store]"
                " keep_mail_days lower.",
            )
        elif self._short is not False and free >= self.min_free * _AMPLE:
            self._short = False
            self.cured("disk", f"The disk has room again: {left} are free.")

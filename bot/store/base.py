"""One SQLite file, one connection, one lock; errors translated here."""

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from bot.errors import BadInput, TryLater
from bot.migrations import migrations
from bot.store.damage import Damaged, check_file, check_ours, damaged, faults

BUSY_SECONDS = 10.0
_BUGS = (
    sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError,
    sqlite3.NotSupportedError,
)  # fmt: skip
_LOST = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Base:
    """The connection and the two ways to use it: `write` and `rows`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._opened = False
        self._damage: Damaged | None = None
        with self._translated():
            check_file(path)
            if not path.exists():
                create(path)
            self._conn = sqlite3.connect(
                path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
            )
        try:
            self._prepare()
        except BaseException:
            self._conn.close()
            raise
        self._opened = True

    def _prepare(self) -> None:
        self._conn.row_factory = sqlite3.Row
        with self._translated():
            check_ours(self._conn, self._path)
            for pragma in (
                *("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"),
                "recursive_triggers=ON",  # a row that is replaced is a row deleted
            ):
                self._conn.execute(f"pragma {pragma}")
            due = migrations.pending(Database(self._conn))
        if due:  # who only reads never waits for who writes
            if len(due) < len(migrations._migrations):  # noqa: SLF001 (it holds data)
                self.sound()
            with self.write():
                migrations.apply(Database(self._conn))

    def sound(self) -> None:
        """Look through the whole file; raise `Damaged` with what to do where it is not.

        Reads every page once: 3 s for 600 MB that are not in memory yet, 0.3 s if they are.
        """
        with self._lock, self._translated():
            found = next(faults(self._conn), None)
        if found is not None:
            raise self._damaged(found)

    def close(self) -> None:
        with self._lock:
            self._conn.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction, all or nothing.

        BEGIN IMMEDIATE, since a deferred one that turns into a writer fails at once
        with "database is locked" where this one waits. One within another is part of it.
        """
        with self._lock, self._translated():
            if self._conn.in_transaction:
                yield self._conn
                return
            self._conn.execute("begin immediate")
            try:
                yield self._conn
                self._conn.execute("commit")
            except BaseException:
                if self._conn.in_transaction:
                    with suppress(sqlite3.OperationalError):  # told by what is raised
                        self._conn.execute("rollback")
                raise

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._lock, self._translated():
            return self._conn.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        found = self.rows(sql, *values)
        return found[0] if found else None

    def _damaged(self, why: object) -> Damaged:
        """Once damage is seen nothing is read or written any more, in no thread."""
        self._damage = damaged(self._path, why)
        return self._damage

    @contextmanager
    def _translated(self) -> Iterator[None]:
        if self._damage is not None:
            raise Damaged(str(self._damage))
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._busy(error) from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, _BUGS) and "closed database" not in str(error):
                raise
            if _lost(error):
                raise self._damaged(error) from error
            raise TryLater(f"database {self._path}: {error}") from error
        except OSError as error:
            if self._opened:
                raise
            raise BadInput(
                f"[store] path: {self._path}: {error.strerror}; check that the folder"
                " exists and may be written"
            ) from error

    def _busy(self, error: sqlite3.OperationalError) -> BadInput | TryLater:
        """Tell what a person must mend from what passes while the program runs.

        A file that cannot be opened or written at the start is named wrong; later it is
        a disk that was full or set read-only for a while.
        """
        said, path = str(error), self._path
        if _lost(error):
            return self._damaged(error)
        if "no such" in said:
            return BadInput(f"[store] path: {path}: {error}")
        if "unable to open" in said and not self._opened:
            return BadInput(
                f"[store] path: {path} cannot be opened; check that the folder exists and"
                " may be written"
            )
        if "readonly" in said and not self._opened:
            return BadInput(
                f"[store] path: {path} may not be written; check who owns it, and whether"
                " its disk was set read-only"
            )
        why = ""
        if "locked" in said:
            why = "; another program holds it, a backup perhaps"
        elif "full" in said:
            why = "; no mail is fetched until there is room again, nothing is lost"
        elif "readonly" in said:
            why = "; its disk was set read-only, it is tried again until that is mended"
        return TryLater(f"database {path}: {error}{why}")


def _lost(error: sqlite3.Error) -> bool:
    """Say if it speaks of a damaged file; by its code, since words may be of a text."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _LOST


def create(path: Path) -> None:
    """Make a new store, readable by its owner only; never leave an empty file behind."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.new-", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        conn = sqlite3.connect(fresh, isolation_level=None)
        try:
            conn.execute("pragma journal_mode=WAL")
        finally:
            conn.close()
        try:
            os.link(fresh, path)
        except OSError:  # another start was faster, or the disk knows no links
            if not path.exists():
                fresh.rename(path)
    finally:
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)

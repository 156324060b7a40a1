"""One SQLite file, one connection, one lock; errors translated here."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.errors import BadInput, TryLater
from bot.migrations import migrations

BUSY_SECONDS = 10.0


class Base:
    """The connection and the two ways to use it: `write` and `rows`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        with self._translated():
            if not path.exists():
                path.touch(mode=0o600)
            self._conn = sqlite3.connect(
                path, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
            )
        try:
            self._prepare()
        except BaseException:
            self._conn.close()
            raise

    def _prepare(self) -> None:
        self._conn.row_factory = sqlite3.Row
        with self._translated():
            for pragma in (
                *("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"),
                "recursive_triggers=ON",  # a row that is replaced is a row deleted
            ):
                self._conn.execute(f"pragma {pragma}")
            due = migrations.pending(Database(self._conn))
        if due:  # who only reads never waits for who writes
            with self.write():
                migrations.apply(Database(self._conn))

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
                    self._conn.execute("rollback")
                raise

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._lock, self._translated():
            return self._conn.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        found = self.rows(sql, *values)
        return found[0] if found else None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "unable to open" in str(error):
                raise BadInput(
                    f"[store] path: {self._path} cannot be opened; check that the folder"
                    " exists and may be written"
                ) from error
            if "readonly" in str(error) or "no such" in str(error):
                raise BadInput(f"[store] path: {self._path}: {error}") from error
            held = "; another program holds it, a backup perhaps" * ("locked" in str(error))
            raise TryLater(f"database {self._path}: {error}{held}") from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError):
                raise
            raise BadInput(
                f"[store] path: {self._path} is damaged or no database ({error});"
                " move it away or put a backup in its place"
            ) from error
        except OSError as error:
            raise BadInput(
                f"[store] path: {self._path}: {error.strerror}; check that the folder"
                " exists and may be written"
            ) from error

"""Everything the bot remembers, in one SQLite file.

Each public method is one transaction. No other module sees a row. `Store` is put
together from one class per noun: `mails`, `matches`, `showing`, `cards`, `outbox`,
`lessons`, `mutes`, `deeds`, `interviews`, `runs`, `filings`, `timely`, `summaries`,
`health`, `looking`.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BadInput
from bot.store.looking import Looking
from bot.store.mails import StoredMail
from bot.store.requests import Ties

__all__ = ["Store", "StoredMail", "Ties"]


class Store(Looking):
    """The store. ``path`` is the SQLite file; it is made, readable by its owner only.

    Raises `BadInput` for a file that cannot be opened or is damaged, `TryLater` for
    one that is locked or a disk that is full.
    """

    def __init__(self, path: Path) -> None:
        self._lock_file: int | None = None
        super().__init__(path)

    def lock(self) -> None:
        """Claim the file for this worker until the process ends."""
        lock = os.open(f"{self._path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(lock)
            raise BadInput(
                f"[store] path: another haro-bot already works on {self._path};"
                " stop it first or give this one another file"
            ) from error
        self._lock_file = lock

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep other processes from fitting mail into what is known at the same time."""
        lock = os.open(f"{self._path}.reading", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def close(self) -> None:
        super().close()
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None

"""Everything the bot remembers, in one SQLite file.

Each public method is one transaction. No other module sees a row. `Store` is put
together from one class per noun: `mails`, `matches`, `showing`, `cards`, `outbox`,
`alarms`, `lessons`, `mutes`, `deeds`, `interviews`, `runs`, `filings`, `timely`,
`summaries`, `health`, `looking`, `imports`, `keeping`, `restored`. `damage` tells a file
that is sound, `backups` copies one, `claiming` keeps two workers apart.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store.backups import back_up
from bot.store.claiming import claim, wait_for
from bot.store.damage import Damaged
from bot.store.imports import Imports
from bot.store.keeping import Housekeeping, Keeping
from bot.store.looking import Looking
from bot.store.mails import StoredMail
from bot.store.requests import Ties
from bot.store.restored import Restored
from bot.store.returning import begin_anew, put_back

__all__ = [
    "Damaged", "Housekeeping", "Store", "StoredMail", "Ties", "back_up", "begin_anew",
    "put_back",
]  # fmt: skip


class Store(Restored, Keeping, Imports, Looking):
    """The store. ``path`` is the SQLite file; it is made, readable by its owner only.

    Raises `BadInput` for a file that cannot be opened or is damaged, `TryLater` for
    one that is locked or a disk that is full.
    """

    def __init__(self, path: Path) -> None:
        self._lock_file: int | None = None
        super().__init__(path)

    def lock(self) -> None:
        """Claim the file for this worker until the process ends, and look if it is sound.

        Raises `BadInput` where another worker has it, `Damaged` where it is not sound.
        """
        self._lock_file = claim(self._path)
        self.sound()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep other processes from fitting mail into what is known at the same time."""
        lock = wait_for(self._path, "reading")
        try:
            yield
        finally:
            os.close(lock)

    def close(self) -> None:
        super().close()
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None

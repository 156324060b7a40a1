"""What is done with a digest once it was read: marked as read, or moved."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.inbox.account import Account
from bot.inbox.aside import Aside, Impossible
from bot.inbox.errands import Stop, Stopped, never
from bot.inbox.memory import Readings
from bot.inbox.telling import Say, Telling, nobody

log = logging.getLogger(__name__)

BACK = timedelta(days=14)
EVERY = 30.0  # seconds between questions to the store
PAUSE = 600.0  # seconds after something that only a person can change
BATCH = 50


class Tidying:
    """Marks or moves what the store has read, by a short connection of its own.

    Only letters in which queries of a known newsletter were read and believed. What was
    stopped half-way is done at the next pass: the work is what is read and still there.
    """

    def __init__(
        self,
        account: Account,
        memory: Readings,
        *,
        now: Callable[[], datetime],
        alarm: Say = nobody,
        cured: Say = nobody,
        stop: Stop = never,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._account = account
        self._memory = memory
        self._now = now
        self._telling = Telling(alarm, cured)
        self._stop = stop
        self._clock = clock
        self._next = float("-inf")
        self._done: set[tuple[int, int]] = set()  # UIDVALIDITY and UID

    def tidy_one(self) -> bool:
        """Mark or move some letters; say if there were any. Raises TryLater."""
        if self._clock() < self._next:
            return False
        account = self._account
        found = self._memory.read_letters(account.key, account.folder, self._now() - BACK)
        read = {(letter.uidvalidity, letter.uid) for letter in found}
        self._done &= read
        some = sorted(read - self._done)[-BATCH:]
        if not some:
            self._next = self._clock() + EVERY
            return False
        key = f"after:{account.title}"
        try:
            count = self._tidied(some)
        except Impossible as error:
            self._telling.alarm(key, str(error))
            self._next = self._clock() + PAUSE
            return False
        except Stopped:
            return False
        self._telling.cured(
            key, f"Mailbox {account.name}: what was read in {account.folder} is put away."
        )
        self._done.update(some)
        return count > 0

    def _tidied(self, some: list[tuple[int, int]]) -> int:
        account, stop = self._account, self._stop
        line = Aside.open(account, stop)
        try:
            validity = line.open_for_writing(stop)
            uids = [uid for numbering, uid in some if numbering == validity]
            count = 0
            if uids and account.after == "mark":
                count = line.mark(uids, stop)
            elif uids and account.after == "move":
                count = line.move(uids, account.move_to, stop)
        finally:
            if line.alive:
                line.log_out()
        if count:
            done = "moved" if account.after == "move" else "marked as read"
            log.info("mailbox %s: %d letters %s", account.title, count, done)
        return count

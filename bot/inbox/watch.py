"""The inbox: fetch what is new, wait for more."""

import logging
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from bot.domain import Letter
from bot.errors import TryLater
from bot.inbox.account import Account
from bot.inbox.errands import Stop, Stopped, never
from bot.inbox.failures import FolderGone, HungUp
from bot.inbox.line import TOO_HIGH, Envelope, Folder, Line
from bot.inbox.memory import Memory
from bot.inbox.telling import Say, Telling, nobody
from bot.inbox.troubles import ROUNDS, Troubles

log = logging.getLogger(__name__)

SLICE = 270.0  # seconds; then the folder is searched, whatever was told or not
SETTLED = 600.0  # seconds; servers close older lines as a matter of course
BATCH = 100  # letters whose sizes are asked for at once
RENUMBERED = 3  # new numberings in a day that are nothing to tell people
PACE = 1.0  # seconds; a chatty or broken server must not keep us spinning
TICK = 0.2

Progress = Callable[[int, int], object]  # letters done, letters in all


class Inbox:
    """One folder of one mailbox, kept up with. Not for use by two threads at a time.

    ``alarm`` and ``cured`` hear, by a key, what a person must know of this folder, and
    that it is over; ``progress`` hears how far a look has come.
    """

    def __init__(
        self,
        account: Account,
        memory: Memory,
        *,
        now: Callable[[], datetime],
        alarm: Say = nobody,
        cured: Say = nobody,
        progress: Progress = lambda _done, _all: None,
    ) -> None:
        self._account = account
        self._memory = memory
        self._now = now
        self._telling = Telling(alarm, cured)
        self._progress = progress
        self._line: Line | None = None
        self._uidvalidity = 0
        self._renumbered: list[datetime] = []
        self._troubles = Troubles(time.monotonic)
        self._too_early: set[int] = set()  # the server's day began before ours
        self._since = date.min
        self._batch = BATCH
        self._rested_at = float("-inf")

    @property
    def name(self) -> str:
        """The mailbox's name, with the folder's where several are watched; unique."""
        return self._account.title

    @property
    def section(self) -> str:
        """The mailbox's name in the settings: all its folders have one login."""
        return self._account.name

    def fetch_new(self, stop: Stop = never) -> int:
        """Keep every letter the folder holds and we have not; return how many were new.

        The newest come first: their deadlines leave the most time. Connects if need be.
        Ends early, with what it has, when told to stop. Raises TryLater or LoginRefused;
        what was kept by then stays kept. A letter listed without its bytes is a TryLater,
        too, until people have been told of it.
        """
        new = 0
        with suppress(Stopped):
            for letter in self._letters(stop):
                new += self._memory.keep(letter)
        return new

    def wait(self, seconds: float, stop: Stop = never) -> None:
        """Return when something may be new, or it is time to look again, or to stop.

        Always follow it with `fetch_new`. Raises TryLater on a dead connection.
        """
        seconds = min(seconds, SLICE)
        line = self._line
        if line is not None and line.alive:
            try:
                with suppress(Stopped):
                    line.rest(seconds, stop)
            except HungUp as error:
                # Gmail after a day, any with OAuth when the token ends
                if error.after is not None or line.age < SETTLED:
                    raise
                log.info("mailbox %s: %s; connecting again", self.name, error)
        while time.monotonic() - self._rested_at < min(PACE, seconds) and not stop():
            time.sleep(TICK)
        self._rested_at = time.monotonic()

    def close(self) -> None:
        """Log out, within about two seconds. Never raises."""
        if self._line is not None and self._line.alive:
            self._line.log_out()
        self._line = None

    def _letters(self, stop: Stop) -> Iterator[Letter]:
        account, started = self._account, self._now()
        if self._line is None or not self._line.alive:
            self._line = Line.open(account, stop)
        line = self._line
        folder = self._entered(line, stop)
        since = self._memory.search_since(
            account.key, account.folder, account.since_days, started
        )
        if since < self._since:  # the clock was ahead
            self._too_early.clear()
        self._since = since
        listed = self._listed(line, folder, since, stop)
        todo, done = self._troubles.in_turn(listed), 0
        for some in self._batches(todo):
            for uid, envelope in self._sized(line, some, stop):
                if stop():
                    return
                yield from self._letter(line, uid, envelope, since, stop)
                done += 1
                self._progress(done, len(todo))
        self._after_all(listed)
        self._memory.scanned(account.key, account.folder, started)

    def _entered(self, line: Line, stop: Stop) -> Folder:
        account = self._account
        key = f"folder:{self.name}"
        try:
            folder = line.examine(stop)
        except FolderGone as error:
            self._telling.alarm(key, str(error), raised=True)
            raise
        self._telling.cured(
            key, f"Mailbox {account.name} has its folder {account.folder} again."
        )
        self._number(folder.uidvalidity)
        return folder

    def _number(self, uidvalidity: int) -> None:
        now, key = self._now(), f"numbering:{self.name}"
        lately = [at for at in self._renumbered if now - at < timedelta(days=1)]
        if uidvalidity != self._uidvalidity:
            self._troubles.clear()
            self._too_early.clear()
            if self._uidvalidity:
                lately.append(now)
                log.warning(
                    "mailbox %s: the server numbered folder %s anew; known letters are"
                    " recognised by their bytes",
                    self._account.name,
                    self._account.folder,
                )
        self._uidvalidity, self._renumbered = uidvalidity, lately
        if len(lately) > RENUMBERED:
            self._telling.alarm(
                key,
                f"Mailbox {self._account.name}: the server numbers the letters of folder"
                f" {self._account.folder} anew again and again. Nothing is lost or doubled,"
                " but each time all recent mail is fetched once more; ask who runs the"
                " server.",
            )
        elif not lately:
            self._telling.cured(
                key,
                f"Mailbox {self._account.name}: folder {self._account.folder} has kept its"
                " numbers for a day.",
            )

    def _listed(self, line: Line, folder: Folder, since: date, stop: Stop) -> "array[int]":
        """Return the UIDs of all that was not looked at yet, in eight bytes each."""
        account, listed = self._account, array("Q")
        # servers compare days in a zone of their own, so ask for one more
        first = since - timedelta(days=1)
        highest = -1
        for found in line.search(first, folder.messages, stop):
            if highest < 0:  # the highest come first
                highest = found[-1] if found else 0
                self._put_back(folder, highest)
            if found:
                known = self._too_early | self._memory.seen_uids(
                    account.key, account.folder, self._uidvalidity, found[0], found[-1]
                )
                listed.extend(uid for uid in found if uid not in known)
        return listed

    def _put_back(self, folder: Folder, highest: int) -> None:
        """Forget letters that a server put back from a backup does not know any more.

        Their numbers are given to others then, and those would be taken for seen. Not
        where the server itself lists higher ones than it says there are.
        """
        account, next_uid = self._account, folder.next_uid
        if not highest < next_uid < TOO_HIGH:
            return
        place = (account.key, account.folder, self._uidvalidity)
        if self._memory.seen_uids(*place, next_uid, TOO_HIGH - 1):
            log.warning(
                "mailbox %s: the server went back to an older state of folder %s; what"
                " comes is told from what is known by its bytes",
                account.name,
                account.folder,
            )
            self._memory.forget(*place, next_uid)
            self._troubles.clear()
            self._too_early.clear()

    def _batches(self, todo: list[int]) -> Iterator[list[int]]:
        """Give many letters at a time, but those that made trouble one by one, last."""
        some: list[int] = []
        for uid in todo:
            troubled = self._troubles.has(uid)
            if some and (troubled or len(some) >= self._batch):
                yield some
                some = []
            some.append(uid)
        if some:
            yield some

    def _sized(
        self, line: Line, uids: list[int], stop: Stop
    ) -> Iterator[tuple[int, Envelope | None]]:
        """Give each letter's UID and what is known of it."""
        try:
            envelopes = line.envelopes(uids, stop)
        except TryLater:
            self._batch = max(1, self._batch // 5)  # one odd line must not hide the rest
            if len(uids) == 1:
                self._missing(uids[0])
            raise
        for uid in uids:
            envelope = envelopes.get(uid)
            if envelope is None and len(uids) > 1:  # what is asked alone is answered better
                envelope = line.envelopes([uid], stop).get(uid)
            yield uid, envelope

    def _letter(
        self, line: Line, uid: int, envelope: Envelope | None, since: date, stop: Stop
    ) -> Iterator[Letter]:
        """Give the letter, or nothing if it is too early, too big or has no bytes yet."""
        if envelope is None:
            self._missing(uid)
            return
        at = envelope.received_at
        if at is not None and at.astimezone(UTC).date() < since:
            self._too_early.add(uid)
            return
        if envelope.size > self._account.max_bytes:
            self._memory.oversize(self._made(uid, b"", envelope), envelope.size)
            return
        try:
            raw = line.body(uid, stop, size=envelope.size)
        except TryLater:
            self._missing(uid)  # others come first from now on
            raise
        if raw is None:
            self._missing(uid)
            return
        self._troubles.came(uid)
        yield self._made(uid, raw, envelope)

    def _made(self, uid: int, raw: bytes, envelope: Envelope) -> Letter:
        return Letter(
            mailbox=self._account.key,
            folder=self._account.folder,
            uidvalidity=self._uidvalidity,
            uid=uid,
            raw=raw,
            received_at=envelope.received_at or self._now(),
        )

    def _missing(self, uid: int) -> None:
        if self._troubles.failed(uid) == ROUNDS:
            log.error(
                "mailbox %s: the server lists letter %d of folder %s and gives no bytes for"
                " it, %d times; look at it with a mail program",
                self._account.name,
                uid,
                self._account.folder,
                ROUNDS,
            )

    def _after_all(self, listed: "array[int]") -> None:
        account, key = self._account, f"letters:{self.name}"
        self._batch = BATCH
        self._troubles.keep_only(listed)
        if told := self._troubles.told:
            self._telling.alarm(
                key,
                f"Mailbox {account.name}: the server lists {len(told)} letters in folder"
                f" {account.folder} that it does not give us, the newest with the UID"
                f" {told[-1]}. Look there with a mail program; they are asked for now and"
                " then.",
            )
        else:
            self._telling.cured(
                key, f"Mailbox {account.name} gives us every letter of {account.folder}."
            )
        if self._troubles.fresh:
            raise TryLater(
                f"{account.place} lists letters of folder {account.folder} and gives no"
                " bytes for them yet"
            )

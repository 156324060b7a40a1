"""The inbox: fetch what is new, wait for more."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from bot.domain import Letter
from bot.errors import TryLater
from bot.inbox.account import Account
from bot.inbox.errands import Stop, Stopped, never
from bot.inbox.line import Envelope, Line
from bot.inbox.memory import Memory

log = logging.getLogger(__name__)

SLICE = 270.0  # seconds; routers forget a silent connection after 5 to 15 minutes
ROUNDS = 5  # how often a letter may come without its bytes before people are told
PACE = 1.0  # seconds; a chatty or broken server must not keep us spinning
TICK = 0.2


class Inbox:
    """One folder of one mailbox, kept up with. Not for use by two threads at a time."""

    def __init__(
        self, account: Account, memory: Memory, *, now: Callable[[], datetime]
    ) -> None:
        self._account = account
        self._memory = memory
        self._now = now
        self._line: Line | None = None
        self._uidvalidity = 0
        self._without_bytes: dict[int, int] = {}  # uid -> rounds
        self._too_early: set[int] = set()  # the server's day began before ours
        self._rested_at = float("-inf")

    @property
    def name(self) -> str:
        return self._account.name

    def fetch_new(self, stop: Stop = never) -> int:
        """Keep every letter the folder holds and we have not; return how many were new.

        Connects if need be. Ends early, with what it has, when told to stop. Raises
        TryLater or LoginRefused; what was kept by then stays kept. A letter listed without
        its bytes is a TryLater, too, until people have been told of it.
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
        if self._line is not None and self._line.alive:
            with suppress(Stopped):
                self._line.rest(seconds, stop)
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
        self._enter(line.examine(stop).uidvalidity)
        since = self._memory.search_since(
            account.key, account.folder, account.since_days, started
        )
        # servers compare days in a zone of their own, so ask for one more
        found = line.search(since - timedelta(days=1), stop)
        seen = self._memory.seen_uids(account.key, account.folder, self._uidvalidity)
        for uid in found:
            if stop():
                return
            if uid not in seen and uid not in self._too_early:
                yield from self._letter(line, uid, since, stop)
        self._forget_the_gone(found)
        if any(rounds < ROUNDS for rounds in self._without_bytes.values()):
            raise TryLater(
                f"{account.place} lists letters of folder {account.folder} and gives no"
                " bytes for them yet"
            )
        self._memory.scanned(account.key, account.folder, started)

    def _enter(self, uidvalidity: int) -> None:
        if uidvalidity == self._uidvalidity:
            return
        if self._uidvalidity:
            log.warning(
                "mailbox %s: the server numbered folder %s anew; known letters are"
                " recognised by their bytes",
                self._account.name,
                self._account.folder,
            )
        self._uidvalidity = uidvalidity
        self._without_bytes.clear()
        self._too_early.clear()

    def _letter(self, line: Line, uid: int, since: date, stop: Stop) -> Iterator[Letter]:
        """Give the letter, or nothing if it is too early, too big or has no bytes yet."""
        envelope = line.envelope(uid, stop)
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
        raw = line.body(uid, stop)
        if raw is None:
            self._missing(uid)
            return
        self._without_bytes.pop(uid, None)
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
        rounds = self._without_bytes[uid] = self._without_bytes.get(uid, 0) + 1
        if rounds == ROUNDS:
            log.error(
                "mailbox %s: the server lists letter %d of folder %s and gives no bytes for"
                " it, %d times; look at it with a mail program",
                self._account.name,
                uid,
                self._account.folder,
                rounds,
            )

    def _forget_the_gone(self, found: list[int]) -> None:
        for uid in self._without_bytes.keys() - set(found):
            del self._without_bytes[uid]


def check(account: Account) -> str:
    """Log in, open the folder and say what is there. Raises BotError with the cure."""
    line = Line.open(account, never)
    try:
        folder = line.examine(never)
        notices = (
            "new mail is noticed at once" if line.can_idle else "looked at every minute"
        )
    finally:
        line.log_out()
    return (
        f"mailbox {account.name}: logged in at {account.place}, folder {account.folder}"
        f" holds {folder.messages} messages; {notices}"
    )

"""One live connection; every question the program asks a mail server."""

import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, Self, TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from bot.errors import TryLater
from bot.inbox import idling
from bot.inbox.account import Account
from bot.inbox.dial import dial, hang_up
from bot.inbox.errands import Stop, Stopped, never, run_errand
from bot.inbox.failures import ODD_LINE, FolderGone, HungUp, said, translated
from bot.inbox.throttle import asked_pause

T = TypeVar("T")

DIAL_LIMIT = 110.0
GOODBYE_LIMIT = 2.0
HEARTBEAT_LIMIT = 60.0  # seconds for the answer that ends a silence, however it drips
SLOWEST = 20_000.0  # bytes a second; a letter that comes slower is given up
GONE_PAUSE = 600.0  # seconds between looks for a folder that is not there
TOO_HIGH = 2**63  # for a UID; the standard ends at 2**32
MOST_FOUND = 50_000  # messages searched in one go: a line of an answer has its limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    uidvalidity: int
    messages: int
    next_uid: int = 0  # of the next letter at least; 0 where the server does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What is asked before the letter itself."""

    size: int  # bytes
    received_at: datetime | None


class Line:
    """A connection that is logged in.

    Whatever a method raises, TryLater or Stopped, the line is dead afterwards.
    """

    def __init__(self, account: Account, client: IMAPClient) -> None:
        self._account = account
        self._client = client
        self._can_idle = bool(client.has_capability("IDLE"))
        self._closing = Lock()
        self._opened_at = time.monotonic()
        self.alive = True

    @classmethod
    def open(cls, account: Account, stop: Stop) -> Self:
        with translated(account):
            client = run_errand(
                lambda: dial(account),
                stop=stop,
                limit=DIAL_LIMIT,
                left_behind=_hang_up_later,
            )
            return cls(account, client)

    @property
    def can_idle(self) -> bool:
        return self._can_idle

    @property
    def age(self) -> float:
        """Seconds since the connection was opened."""
        return time.monotonic() - self._opened_at

    def examine(self, stop: Stop, *, folder: str = "") -> Folder:
        """Open the account's folder, or another one, for reading only."""
        folder = folder or self._account.folder
        found = self._ask(lambda client: self._examine(client, folder), stop)
        validity = int(found.get(b"UIDVALIDITY") or 0)
        if not 0 < validity < TOO_HIGH:
            self.hang_up()
            raise TryLater(
                f"{self._account.place} gives folder {folder} no UIDVALIDITY, without which"
                " letters cannot be told apart; choose another folder or server"
            )
        return Folder(
            uidvalidity=validity,
            messages=int(found.get(b"EXISTS") or 0),
            next_uid=int(found.get(b"UIDNEXT") or 0),
        )

    def search(self, since: date, messages: int, stop: Stop) -> Iterator[list[int]]:
        """Give the UIDs of that day, in the server's own time zone, and later.

        In slices of the folder's ``messages``, the highest numbers first: what is deleted
        meanwhile moves others down, to where the search has not been yet.
        """
        idling.told_of_more(self._client)  # whatever was told so far, this search covers
        low = max(messages - MOST_FOUND, 0) + 1
        high = "*"
        while True:
            asked: list[Any] = ["SINCE", since]
            if messages > MOST_FOUND:
                asked = [f"{low}:{high}", *asked]
            yield self._uids(asked, stop)
            if low == 1:
                return
            low, high = max(low - MOST_FOUND, 1), str(low - 1)

    def envelopes(self, uids: Sequence[int], stop: Stop) -> dict[int, Envelope]:
        """Return those of which the server says, for now, how large they are."""
        asked = ["RFC822.SIZE", "INTERNALDATE"]
        found = self._ask(lambda client: client.fetch(list(uids), asked), stop)
        made = {}
        for uid in uids:
            entry = found.get(uid, {})
            size, at = entry.get(b"RFC822.SIZE"), entry.get(b"INTERNALDATE")
            if isinstance(size, int):
                made[uid] = Envelope(size=size, received_at=in_utc(at))
        return made

    def body(self, uid: int, stop: Stop, *, size: int = 0) -> bytes | None:
        """Return None when the server, for now, gives no bytes.

        ``size``: how many there are to come, which decides how long they may take.
        """
        asked, limit = ["BODY.PEEK[]"], self._account.answer_timeout + size / SLOWEST
        entry = self._ask(lambda client: client.fetch([uid], asked), stop, limit=limit).get(
            uid, {}
        )
        raw = entry.get(b"BODY[]")
        return raw if isinstance(raw, bytes) and raw else None

    def rest(self, seconds: float, stop: Stop) -> None:
        """Wait for something new, in IDLE if the server has it.

        IDLE is ended and begun again at every beat: a server that is gone is noticed by
        its missing answer, and none drops us for being silent.
        """
        if idling.told_of_more(self._client):
            return
        end, beat = time.monotonic() + seconds, self._account.beat
        try:
            while self._can_idle:
                left = end - time.monotonic()
                if left <= 0 or stop() or self._idle(min(left, beat), stop):
                    return
        except idling.IdleRefused:
            self._can_idle = False
        if idling.watch(self._client, min(seconds, beat), stop):
            self._ask(lambda client: client.noop(), stop)

    def log_out(self) -> None:
        """Say goodbye, briefly, and close. Never raises."""
        with suppress(TryLater, Stopped):
            self._ask(lambda client: client.logout(), never, limit=GOODBYE_LIMIT)
        self.hang_up()

    def hang_up(self) -> None:
        """Close without a word. Never raises."""
        if self.alive:
            self._close()

    def _idle(self, seconds: float, stop: Stop) -> bool:
        """Say if anything was told."""
        limit = min(self._account.answer_timeout, HEARTBEAT_LIMIT)
        told = self._ask(idling.begin, stop, limit=limit)
        if not told:
            with self._guarded():
                told = idling.watch(self._client, seconds, stop)
        return self._ask(idling.end, stop, limit=limit) or told

    def _uids(self, asked: list[Any], stop: Stop) -> list[int]:
        found = sorted(uid for uid in map(int, self._searched(asked, stop)) if uid > 0)
        if found and found[-1] >= TOO_HIGH:
            self.hang_up()
            raise TryLater(f"{self._account.place} lists letters by numbers that are none")
        return found

    def _searched(self, asked: list[Any], stop: Stop) -> list[Any]:
        found: list[Any] = self._ask(lambda client: client.search(asked), stop)
        return found

    def _examine(self, client: IMAPClient, folder: str) -> dict[bytes, Any]:
        try:
            found: dict[bytes, Any] = client.select_folder(folder, readonly=True)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            names = sorted(str(name) for _, _, name in client.list_folders())
            words = said(self._account, error)
            if folder in names or folder.upper() == "INBOX":
                raise TryLater(
                    f"{self._account.place} does not open folder {folder} now ({words})",
                    after=asked_pause(words),
                ) from None
            raise FolderGone(
                f"mailbox {self._account.name}: {self._account.place} does not open folder"
                f" {folder} ({words}); it has: {', '.join(names)[:500] or 'none'}. Name one"
                " of them in the settings, or give the folder its old name again",
                after=GONE_PAUSE,
            ) from None
        return found

    def _ask(self, question: Callable[[Any], T], stop: Stop, *, limit: float = 0) -> T:
        with self._guarded():
            return run_errand(
                lambda: question(self._client),
                stop=stop,
                limit=limit or self._account.answer_timeout,
                left_behind=self._cut,
            )

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            with translated(self._account):
                yield
        except (TryLater, Stopped) as error:
            self.hang_up()
            words = idling.last_words(self._client)
            if isinstance(error, Stopped) or not words:
                raise
            bye = said(self._account, Exception(words))
            raise HungUp(
                f"{self._account.place} hung up: {bye}", after=asked_pause(bye)
            ) from None

    def _close(self) -> None:
        with self._closing:
            self.alive = False
            hang_up(self._client)

    def _cut(self, done: "Future[T]") -> None:
        """End, from outside, a read that blocks; its own thread then closes the rest."""
        self.alive = False
        done.add_done_callback(lambda _: self._close())
        with self._closing, suppress(OSError, *ODD_LINE):
            # through a twin: SSLSocket.shutdown() pulls the TLS away under the reader
            twin = socket.socket(fileno=os.dup(self._client.socket().fileno()))
            with twin:
                twin.shutdown(socket.SHUT_RDWR)


def in_utc(at: object) -> datetime | None:
    """Return what a server says of when a letter came; None if that is no moment."""
    if not isinstance(at, datetime) or at.tzinfo is None:
        return None
    try:
        return at.astimezone(UTC)
    except (ValueError, OverflowError):  # a zone of 25 hours, the end of the year 9999
        return None


def _hang_up_later(done: "Future[Any]") -> None:
    def close(dialled: "Future[Any]") -> None:
        if dialled.exception() is None:
            hang_up(dialled.result())

    done.add_done_callback(close)

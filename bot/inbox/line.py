"""One live connection; every question the program asks a mail server."""

import os
import socket
from collections.abc import Callable, Iterator
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
from bot.inbox.failures import ODD_LINE, said, translated

T = TypeVar("T")

DIAL_LIMIT = 90.0
GOODBYE_LIMIT = 2.0
POLL = 60.0  # seconds between looks where the server has no IDLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    uidvalidity: int
    messages: int


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

    def examine(self, stop: Stop) -> Folder:
        """Open the folder for reading only."""
        folder = self._account.folder
        found = self._ask(self._examine, stop)
        validity = found.get(b"UIDVALIDITY")
        if not validity:
            self.hang_up()
            raise TryLater(
                f"{self._account.place} gives folder {folder} no UIDVALIDITY, without which"
                " letters cannot be told apart; choose another folder or server"
            )
        return Folder(uidvalidity=int(validity), messages=int(found.get(b"EXISTS") or 0))

    def search(self, since: date, stop: Stop) -> list[int]:
        """Return the UIDs of that day, in the server's own time zone, and later."""
        idling.told_of_more(self._client)  # whatever was told so far, this search covers
        found = self._ask(lambda client: client.search(["SINCE", since]), stop)
        return sorted(int(uid) for uid in found)

    def envelope(self, uid: int, stop: Stop) -> Envelope | None:
        """Return None when the server, for now, says nothing of this letter."""
        asked = ["RFC822.SIZE", "INTERNALDATE"]
        entry = self._ask(lambda client: client.fetch([uid], asked), stop).get(uid, {})
        size = entry.get(b"RFC822.SIZE")
        if not isinstance(size, int):
            return None
        at = entry.get(b"INTERNALDATE")
        aware = isinstance(at, datetime) and at.tzinfo is not None
        return Envelope(size=size, received_at=at.astimezone(UTC) if aware else None)

    def body(self, uid: int, stop: Stop) -> bytes | None:
        """Return None when the server, for now, gives no bytes."""
        asked = ["BODY.PEEK[]"]
        entry = self._ask(lambda client: client.fetch([uid], asked), stop).get(uid, {})
        raw = entry.get(b"BODY[]")
        return raw if isinstance(raw, bytes) and raw else None

    def rest(self, seconds: float, stop: Stop) -> None:
        """Wait for something new, in IDLE if the server has it."""
        if idling.told_of_more(self._client):
            return
        if self._can_idle:
            try:
                self._idle(seconds, stop)
            except idling.IdleRefused:
                self._can_idle = False
            else:
                return
        if idling.watch(self._client, min(seconds, POLL), stop):
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

    def _idle(self, seconds: float, stop: Stop) -> None:
        early = self._ask(idling.begin, stop)
        if not early:
            with self._guarded():
                idling.watch(self._client, seconds, stop)
        self._ask(idling.end, stop)

    def _examine(self, client: IMAPClient) -> dict[bytes, Any]:
        folder = self._account.folder
        try:
            found: dict[bytes, Any] = client.select_folder(folder, readonly=True)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            names = sorted(str(name) for _, _, name in client.list_folders())
            words = said(self._account, error)
            raise TryLater(
                f"{self._account.place} does not open folder {folder} ({words});"
                f" it has: {', '.join(names)[:500] or 'none'}. Set folder to one of them"
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
        except (TryLater, Stopped):
            self.hang_up()
            raise

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


def _hang_up_later(done: "Future[Any]") -> None:
    def close(dialled: "Future[Any]") -> None:
        if dialled.exception() is None:
            hang_up(dialled.result())

    done.add_done_callback(close)

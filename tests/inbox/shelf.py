"""A memory for the inbox that forgets when the test ends, and what tests build with it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol, cast

from bot.domain import Letter
from bot.inbox import Account
from bot.inbox.dial import dial


class Door(Protocol):
    """Where a test server can be reached."""

    host: str
    port: int
    user: str
    password: str


class Server(Door, Protocol):
    """What MiniImap and Dovecot have in common."""

    def deliver(self, raw: bytes, *, at: datetime | None = None) -> object: ...
    def restart(self) -> None: ...
    def new_uidvalidity(self) -> None: ...


@dataclass
class Shelf:
    letters: list[Letter] = field(default_factory=list)  # one per distinct bytes
    refused: list[tuple[Letter, int]] = field(default_factory=list)
    scans: list[datetime] = field(default_factory=list)
    since: date | None = None
    on_keep: Callable[[Letter], None] = lambda _: None
    _seen: set[tuple[str, str, int, int]] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)

    @property
    def raws(self) -> list[bytes]:
        return [letter.raw for letter in self.letters]

    def seen_uids(
        self, mailbox: str, folder: str, uidvalidity: int, low: int, high: int
    ) -> set[int]:
        place = (mailbox, folder, uidvalidity)
        found = {uid for *where, uid in self._seen if tuple(where) == place}
        return {uid for uid in found if low <= uid <= high}

    def forget(self, mailbox: str, folder: str, uidvalidity: int, first: int) -> None:
        place = (mailbox, folder, uidvalidity)
        self._seen = {s for s in self._seen if s[:3] != place or s[3] < first}

    def keep(self, letter: Letter) -> bool:
        self.on_keep(letter)
        self._see(letter)
        sha256 = hashlib.sha256(letter.raw).hexdigest()
        if sha256 in self._known:
            return False
        self._known.add(sha256)
        self.letters.append(letter)
        return True

    def search_since(self, _: str, __: str, since_days: int, now: datetime) -> date:
        return self.since or (now - timedelta(days=since_days)).date()

    def scanned(self, _: str, __: str, now: datetime) -> None:
        self.scans.append(now)

    def oversize(self, letter: Letter, size: int) -> None:
        self._see(letter)
        self.refused.append((letter, size))

    def _see(self, letter: Letter) -> None:
        self._seen.add((letter.mailbox, letter.folder, letter.uidvalidity, letter.uid))


def now() -> datetime:
    return datetime.now(UTC)


def account(server: Door, **changes: Any) -> Account:
    made = Account(
        name="imap",
        host=server.host,
        port=server.port,
        security="none",
        username=server.user,
        password=server.password,
    )
    return replace(made, **changes)


def letter(subject: str) -> bytes:
    return b"Subject: %s\r\n\r\nhello\r\n" % subject.encode()


def flags(account: Account) -> list[set[bytes]]:
    """Look at every message's flags with a connection of its own."""
    client = dial(account)
    client.select_folder(account.folder, readonly=True)
    found = client.fetch(client.search("ALL"), ["FLAGS"])
    client.logout()
    return [set(cast("tuple[bytes, ...]", entry[b"FLAGS"])) for entry in found.values()]

"""What tests of marking, moving and the spam folder share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from imapclient import IMAPClient

from bot.inbox import Account
from bot.inbox.dial import dial
from tests.inbox.shelf import Shelf, now


@dataclass(frozen=True)
class Read:
    """A letter that was read as a newsletter."""

    uidvalidity: int
    uid: int
    source: str = "haro"
    received_at: datetime = field(default_factory=now)
    proven: bool = True


@dataclass
class Desk(Shelf):
    """A shelf that knows what became of letters: those with "digest" in them are read."""

    set_aside: set[bytes] = field(default_factory=set)
    unproven: set[bytes] = field(default_factory=set)
    due: dict[str, datetime] = field(default_factory=dict)

    def read_letters(self, mailbox: str, folder: str, since: datetime) -> list[Read]:
        return [
            Read(
                *(kept.uidvalidity, kept.uid),
                received_at=kept.received_at,
                proven=kept.raw not in self.unproven,
            )
            for kept in self.letters
            if (kept.mailbox, kept.folder) == (mailbox, folder)
            and kept.received_at >= since
            and b"digest" in kept.raw
            and kept.raw not in self.set_aside
        ]

    def look_due(self, what: str, at: datetime, every: timedelta) -> bool:
        return what not in self.due or at >= self.due[what]

    def looked_at(self, what: str, due: datetime) -> None:
        self.due[what] = due


@dataclass
class Ears:
    """What people were told, in order."""

    alarms: list[tuple[str, str]] = field(default_factory=list)
    cures: list[str] = field(default_factory=list)

    def alarm(self, key: str, text: str) -> None:
        self.alarms.append((key, text))

    def cured(self, key: str, _: str) -> None:
        self.cures.append(key)


@contextmanager
def looking(account: Account, folder: str = "INBOX") -> Iterator[IMAPClient]:
    """Open a folder with a mail program of its own, for writing."""
    client = dial(account)
    client.select_folder(folder)
    yield client
    client.logout()


def subjects(account: Account, folder: str = "INBOX") -> dict[str, set[str]]:
    """Return the subject of every message in a folder, with its flags."""
    found: dict[str, set[str]] = {}
    with looking(account, folder) as client:
        entries: dict[int, dict[bytes, Any]] = client.fetch(
            client.search(["UNDELETED"]), ["FLAGS", "BODY.PEEK[]"]
        )
    for entry in entries.values():
        subject = entry[b"BODY[]"].split(b"\r\n")[0].removeprefix(b"Subject: ")
        flags = {flag.decode() for flag in entry[b"FLAGS"]} - {"\\Recent"}
        found[subject.decode()] = flags
    return found

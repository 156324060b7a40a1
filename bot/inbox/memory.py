"""What the inbox needs of the store, handed in so that neither imports the other."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.domain import Letter


class ReadLetter(Protocol):
    """A letter in which queries of a known newsletter were read."""

    @property
    def uidvalidity(self) -> int: ...
    @property
    def uid(self) -> int: ...
    @property
    def source(self) -> str:
        """The newsletter's name."""

    @property
    def received_at(self) -> datetime: ...
    @property
    def proven(self) -> bool:
        """Whether it is known that the newsletter sent it."""


class Readings(Protocol):
    """What the store knows of what became of letters."""

    def read_letters(
        self, mailbox: str, folder: str, since: datetime
    ) -> Sequence[ReadLetter]:
        """Return what came since then, was read, and was not set aside."""


class Memory(Protocol):
    """Every method is one transaction."""

    def seen_uids(
        self, mailbox: str, folder: str, uidvalidity: int, low: int, high: int, /
    ) -> set[int]:
        """Return the UIDs from low to high kept or refused under this UIDVALIDITY."""

    def forget(self, mailbox: str, folder: str, uidvalidity: int, first: int, /) -> None:
        """Forget what was seen under this UID and the higher ones; no bytes are lost."""

    def keep(self, letter: Letter) -> bool:
        """Store the bytes and mark the UID seen; say if the bytes were new."""

    def search_since(
        self, mailbox: str, folder: str, since_days: int, now: datetime
    ) -> date:
        """Return the first day (UTC) that may hold letters not kept yet."""

    def scanned(self, mailbox: str, folder: str, now: datetime) -> None:
        """Record that everything the folder held at ``now`` has been looked at."""

    def oversize(self, letter: Letter, size: int) -> None:
        """Mark the UID seen and refused for its size in bytes, and tell people.

        The letter comes without its bytes.
        """


class JunkMemory(Memory, Readings, Protocol):
    """What a look into the spam folder needs."""

    def look_due(self, what: str, now: datetime, every: timedelta) -> bool:
        """Say if a thing that is looked at now and then is due."""

    def looked_at(self, what: str, due: datetime) -> None:
        """Note that it was looked at, and when it is due again."""

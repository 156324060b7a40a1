"""What the inbox needs of the store, handed in so that neither imports the other."""

from datetime import date, datetime
from typing import Protocol

from bot.domain import Letter


class Memory(Protocol):
    """Every method is one transaction."""

    def seen_uids(self, mailbox: str, folder: str, uidvalidity: int) -> set[int]:
        """Return the UIDs kept or refused under this UIDVALIDITY."""

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

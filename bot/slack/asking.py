"""What people's questions need of the store, besides what the cards need."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain import Alarm, Found, Health, Ranked, Week
from bot.slack.desk import Desk


class AskingDesk(Desk, Protocol):
    """Reads only. ``companies``: those of whose queries the person may know."""

    def search(
        self, words: str, companies: Collection[str], *, now: datetime, most: int = 20
    ) -> list[Found]:
        """Return requests of the last 60 days that hold all words, the newest first."""

    def held(
        self, companies: Collection[str], now: datetime, most: int = 20
    ) -> list[Found]:
        """Return the weak matches that are open and have no card, the best first."""

    def waiting(self, companies: Collection[str], now: datetime) -> int:
        """Count the good matches that wait for their card."""

    def matched(
        self, asked: str, companies: Collection[str], now: datetime
    ) -> list[Ranked]:
        """Return what is known of one request: by card number, query id or words."""

    def health(self, now: datetime, companies: Collection[str] = ()) -> Health:
        """Say whether mail comes in, is ranked for these companies, and goes out."""

    def alarms(self) -> tuple[Alarm, ...]:
        """Return what people were told is wrong and is not over, the oldest first."""

    def week(self, now: datetime, companies: Collection[str]) -> Week:
        """Count what happened within the last seven days."""

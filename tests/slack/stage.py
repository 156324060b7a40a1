"""One fake Slack, one desk and one workspace, ready to play."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain import Card, Deadline
from bot.slack.app import Workspace
from bot.slack.calls import Access
from tests import make
from tests.slack.bridge import APP, BOT, Bridge
from tests.slack.desk import MemoryDesk


def now() -> datetime:
    return datetime.now(UTC)


def card(number: int = 1, **changes: Any) -> Card:
    """Make a card that is due tomorrow by the real clock."""
    at = now() + timedelta(hours=30)
    query = make.query(
        id=f"q{number}",
        summary=f"Query {number}",
        deadline=Deadline(text="tomorrow", at=at, sure=True, until=at),
    )
    return make.card(**{"id": number, "channel": "C01PITCH", "query": query, **changes})


class Stage:
    def __init__(self, slack: Bridge, desk: MemoryDesk, seat: Workspace) -> None:
        self.slack = slack
        self.desk = desk
        self.seat = seat

    async def drain(self) -> None:
        while await self.seat.work_once():
            pass

    def cards(self) -> list[dict[str, Any]]:
        return self._messages("query_card")

    def threads(self) -> list[dict[str, Any]]:
        return self._messages("query_thread")

    def notices(self) -> list[str]:
        return [m["text"] for m in self._messages("bot_notice")]

    def _messages(self, event_type: str) -> list[dict[str, Any]]:
        found = self.slack.memory.messages
        return [m for m in found if m.get("metadata", {}).get("event_type") == event_type]

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [args for name, args in self.slack.log if name == method]


def access(slack: Bridge, **changes: str) -> Access:
    values = {"bot_token": BOT, "app_token": APP, "base_url": slack.base_url}
    return Access(**{**values, **changes})


def workspace(slack: Bridge, desk: MemoryDesk, **changes: Any) -> Workspace:
    values: dict[str, Any] = {
        "channels": ["#pitches"],
        "ops_channel": "#ops",
        "pace": 0.0,
        "grace": 0.05,
        "ping_interval": 0.5,
    }
    return Workspace(access(slack), desk, now, **{**values, **changes})


@asynccontextmanager
async def stage(
    *cards: Card, connect: bool = False, **changes: Any
) -> AsyncIterator[Stage]:
    desk = MemoryDesk(*cards)
    async with Bridge() as slack:
        seat = workspace(slack, desk, **changes)
        try:
            await seat.start_checks(socket=connect)
            if connect:
                await seat.connect()
            yield Stage(slack, desk, seat)
        finally:
            await seat.close()


async def until(true: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait for something to become true; fail when it does not."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "waited in vain"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def lag(most: float = 0.1) -> AsyncIterator[None]:
    """Fail when anything holds the event loop for longer than ``most`` seconds."""
    gaps = [0.0]

    async def tick() -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.005)
            gaps.append(time.monotonic() - began)

    ticking = asyncio.create_task(tick())
    try:
        yield
    finally:
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
    assert max(gaps) < most, f"the loop was held for {max(gaps):.3f} s"

"""One fake Slack, one desk and one workspace, ready to play."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain import Card, Deadline, Team
from bot.slack.app import Workspace
from bot.slack.calls import Access
from tests import make
from tests.slack import emulator
from tests.slack.bridge import APP, BOT, Bridge
from tests.slack.desk import Desk, real_time
from tests.slack.guard import MOST, ThreadClock, free_loop

ALICE, BOB = "U01ALICE", "U02BOB"
now = real_time


class Clock:
    """The real time, and more: `move` it ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return real_time() + self.ahead

    def move(self, **much: float) -> None:
        self.ahead += timedelta(**much)


def card(number: int = 1, **changes: Any) -> Card:
    """Make a card that is due tomorrow by the real clock."""
    at = now() + timedelta(hours=30)
    query = make.query(
        id=f"q{number}",
        summary=f"Query {number}",
        deadline=Deadline(text="tomorrow", at=at, sure=True, until=at),
    )
    return make.card(**{"id": number, "channel": "C01PITCH", "query": query, **changes})


def tall(number: int = 1, **changes: Any) -> Card:
    """Make a card that says more than has room on it: in two parts, before and after."""
    made = card(number)
    query = replace(made.query, body="Do whitening strips harm enamel? " * 120)
    outline = make.outline(text="Strips thinned enamel. " * 120)
    return replace(made, **{"query": query, "outline": outline, **changes})


def team(company: str = "Acme Dental", **changes: Any) -> Team:
    values = {"channel": "C01PITCH", "timezone": "America/New_York", **changes}
    return Team(company=company, **values)


class Stage:
    """``teams`` may be changed while it plays; ``clock`` may be moved."""

    def __init__(
        self, slack: Bridge, desk: Desk, seat: Workspace, clock: Clock, teams: list[Team]
    ) -> None:
        self.slack = slack
        self.desk = desk
        self.seat = seat
        self.clock = clock
        self.teams = teams

    async def drain(self) -> None:
        """Do all there is to do in Slack."""
        while await self.seat.work_once():
            pass

    async def settled(self) -> None:
        """Let every click be dealt with, and all that follows from it."""
        await self.seat.answering.drained()
        await self.drain()

    def shown(self, number: int = 1) -> Card:
        """Return a card as it stands by the stage's clock."""
        return self.desk.shown(number, self.clock())

    def cards(self) -> list[dict[str, Any]]:
        return self._messages("query_card")

    def details(self) -> list[dict[str, Any]]:
        return self._messages("query_detail")

    def threads(self) -> list[dict[str, Any]]:
        return self._messages("query_thread")

    def replies(self) -> list[dict[str, Any]]:
        return self._messages("query_reply")

    def summaries(self) -> list[dict[str, Any]]:
        return self._messages("bot_summary")

    def notices(self) -> list[str]:
        return [m["text"] for m in self._messages("bot_notice")]

    def whispers(self) -> list[dict[str, Any]]:
        return self.slack.memory.whispers

    def _messages(self, event_type: str) -> list[dict[str, Any]]:
        found = self.slack.memory.messages
        return [m for m in found if m.get("metadata", {}).get("event_type") == event_type]

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [args for name, args in self.slack.log if name == method]


def a_slack() -> Bridge:
    """Make a fake Slack: ours, or the emulator behind it where BOT_EMULATE_ALL is set."""
    return emulator.Emulated() if emulator.ALL else Bridge()


def access(slack: Bridge, **changes: str) -> Access:
    values = {"bot_token": BOT, "app_token": APP, "base_url": slack.base_url}
    return Access(**{**values, **changes})


def workspace(slack: Bridge, desk: Desk, **changes: Any) -> Workspace:
    values: dict[str, Any] = {
        "now": now,
        "channels": ["#pitches"],
        "ops_channel": "#ops",
        "pace": 0.0,
        "grace": 0.05,
        "ping_interval": 0.5,
        **changes,
    }
    return Workspace(access(slack), desk, values.pop("now"), **values)


@asynccontextmanager
async def stage(
    *cards: Card, connect: bool = False, teams: list[Team] | None = None, **changes: Any
) -> AsyncIterator[Stage]:
    """Play with these cards queued; with Socket Mode where ``connect``.

    At the end no acknowledgement may have been one that Slack drops, and nothing but
    the test itself may have held the loop.
    """
    desk, clock = Desk(*cards), Clock()
    mine = list(teams or [])
    values = {"now": clock, "teams": lambda: mine, **changes}
    async with a_slack() as slack:
        seat = workspace(slack, desk, **values)
        try:
            await seat.start_checks(socket=connect)
            if connect:
                await seat.connect()
            with free_loop():
                yield Stage(slack, desk, seat, clock, mine)
            assert slack.wrong == []
        finally:
            await seat.close()
            desk.close()


async def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for something to become true; fail when it does not."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "waited in vain"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def lag(most: float = MOST) -> AsyncIterator[None]:
    """Fail when anything holds the event loop for longer than ``most`` seconds."""
    gaps, clock = [0.0], ThreadClock()

    async def tick() -> None:
        while True:
            began = clock.now()
            await asyncio.sleep(0.005)
            gaps.append(clock.now() - began)

    ticking = asyncio.create_task(tick())
    try:
        yield
    finally:
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        clock.close()
    assert max(gaps) < most, f"the loop was held for {max(gaps):.3f} s"

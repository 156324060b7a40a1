"""How many connections Slack counts: people hear of it, however it goes up and down."""

import asyncio
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from bot.slack import crowd
from bot.slack.crowd import Crowd
from tests import make
from tests.slack.desk import Desk

HOUR = 3600.0


class Clock:
    """A monotonic clock and a wall clock that go together."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return make.NOW + timedelta(seconds=self.seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(crowd, "time", clock)
    return clock


def told(desk: Desk) -> list[str]:
    rows = desk.rows("select text from outbox order by id")
    return ["over" if "only connection" in row["text"] else "bad" for row in rows]


def counted(clock: Clock, *hellos: tuple[float, int]) -> list[str]:
    """Return what people were told after hellos, each so many seconds after the last."""

    async def play() -> list[str]:
        with closing(Desk()) as desk:
            seat = Crowd(desk, clock.now, ops_channel="#ops", wake=lambda: None)
            for seconds, connections in hellos:
                clock.seconds += seconds
                await seat.count(connections)
                for _ in range(40):  # those that wait for hours go on waiting
                    if seat._telling is None or seat._telling.done():
                        break
                    await asyncio.sleep(0.005)
            await seat.close()
            return told(desk)

    return asyncio.run(play())


def test_another_worker_is_told_at_once_and_so_is_its_end(clock: Clock) -> None:
    assert counted(clock, (0, 1), (60, 2), (3600, 2), (3600, 1)) == ["bad", "over"]


def test_a_number_that_comes_and_goes_all_day_floods_no_channel(clock: Clock) -> None:
    """As where a network drops connections that Slack goes on counting for hours."""
    day = [(1200.0, 1 + turn % 2) for turn in range(72)]
    assert counted(clock, *day) == ["bad", "over", "bad"]


def test_the_second_end_of_a_day_is_told_when_it_lasts(clock: Clock) -> None:
    some = [(0.0, 2), (HOUR, 1), (HOUR, 2), (2 * HOUR, 1), (2 * HOUR, 1)]
    assert counted(clock, *some) == ["bad", "over", "bad"]
    assert counted(clock, *some, (3 * HOUR, 1)) == ["bad", "over", "bad", "over"]

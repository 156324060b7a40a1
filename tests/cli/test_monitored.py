"""What a monitor hears while the store is held by somebody else."""

import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest

from bot.cli import monitored
from bot.cli.monitored import Monitored
from bot.cli.overview import Overview
from bot.errors import TryLater
from bot.seeing.pulse import Pulse


class Source:
    """Looks at a store that may be held."""

    def __init__(self) -> None:
        self.at = 0.0
        self.looks = 0
        self.free = threading.Event()
        self.free.set()
        self.shown = Monitored(
            look=self.look,
            pulse=Pulse(),
            slack=lambda: "connected",
            known=frozenset(),
            clock=lambda: self.at,
        )

    def look(self) -> Overview:
        self.looks += 1
        self.free.wait(30)
        return cast("Overview", SimpleNamespace(wrong=("disk",)))


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[Source]:
    monkeypatch.setattr(monitored, "WAIT", 0.1)
    made = Source()
    yield made
    made.free.set()


def test_while_the_store_is_held_what_was_so_a_minute_ago_at_most_is_told_and_soon(
    source: Source,
) -> None:
    assert source.shown.wrong() == ("disk",)
    source.free.clear()
    source.at = 59.0
    began = time.monotonic()
    assert source.shown.wrong() == ("disk",)
    source.at = 61.0
    with pytest.raises(TryLater):
        source.shown.wrong()
    assert time.monotonic() - began < 5
    assert source.looks == 2  # who asks again and again makes no queue
    source.free.set()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            assert source.shown.wrong() == ("disk",)
            break
        except TryLater:
            time.sleep(0.02)
    else:
        pytest.fail("nothing is told though the store is free again")

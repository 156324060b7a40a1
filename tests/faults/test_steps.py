"""Killed at any named step, nothing is lost and nothing doubled.

The steps are every commit, before and after it, and every message to Slack, before it is
sent and after it has arrived.
"""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.e2e import stage
from tests.faults.nursery import Nursery
from tests.inbox.miniimap import MiniImap

pytestmark = pytest.mark.slow

NOW = "2026-09-15T10:00:00Z"
SIDE_BY_SIDE = 2
MORNING = stage.digest(
    ("Dentists on whitening strips", "Do whitening strips harm enamel?"),
    ("Enamel care for teenagers", "How do braces change enamel care?"),
)
NOON = stage.digest(
    ("Enamel care for teenagers", "How do braces change enamel care?"),
    ("What is teeth whitening worth?", "How often do patients come back for whitening?"),
    (
        "Strips or trays at the dentist",
        "Which whitening do dentists advise, strips or trays?",
    ),
    sent="Tue, 15 Sep 2026 16:07:00 +0000",
)
EXPECTED = 4
EVERYTHING = "[matching]\nthreshold = 0.0\nhold = 0.0"


class Ground:
    """A nursery and some Slacks, which steps borrow one after the other."""

    def __init__(self, nursery: Nursery, slacks: list[stage.Slack]) -> None:
        self._nursery = nursery
        self._slacks: SimpleQueue[stage.Slack] = SimpleQueue()
        for slack in slacks:
            self._slacks.put(slack)

    def run(self, home: Path, at: str = "") -> tuple[list[str], str]:
        """Run to the end, after a kill if one is asked for; return cards and output."""
        slack = self._slacks.get()
        try:
            slack("reset")
            with MiniImap() as imap:
                imap.deliver(MORNING)
                imap.deliver(NOON)
                path = stage.config(home, slack, imap.port, more=EVERYTHING)
                if at:
                    assert self._once(path, at) == -signal.SIGKILL, at
                assert self._once(path) == 0, (home / "log").read_text()
            cards = sorted(card["text"].split(" · ")[0] for card in slack.cards())
        finally:
            self._slacks.put(slack)
        return cards, (home / "log").read_text()

    def _once(self, path: Path, at: str = "") -> int:
        argv = ["run", "--once", "--config", str(path)]
        env = stage.environment(BOT_NOW=NOW, KILL_AT=at)
        return self._nursery.start(argv, env, path.parent / "log").wait()


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    slacks: list[stage.Slack] = []
    try:
        slacks += (stage.Slack() for _ in range(SIDE_BY_SIDE))
        with Nursery() as nursery:
            yield Ground(nursery, slacks)
    finally:
        for slack in slacks:
            slack.close()


def test_killed_at_every_step_every_card_is_there_exactly_once(
    ground: Ground, tmp_path: Path
):
    wanted, said = ground.run(tmp_path / "clean")
    assert len(wanted) == len(set(wanted)) == EXPECTED
    commits, posts = (int(n) for n in said.split("steps ")[1].split()[:2])
    steps = [f"{when}:{n}" for when in ("before", "after") for n in range(1, commits + 1)]
    steps += [f"{when}:{n}" for when in ("posting", "posted") for n in range(1, posts + 1)]
    assert len(steps) >= 60
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        found = pool.map(
            lambda at: (at, ground.run(tmp_path / at.replace(":", "-"), at)[0]), steps
        )
        wrong = {at: cards for at, cards in found if cards != wanted}
    assert wrong == {}

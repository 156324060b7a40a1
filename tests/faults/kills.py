"""`kill -9` at random moments, in tests and as a program.

    python tests/faults/kills.py --kills 500 [--digests 120] [--seed 7]

The program takes a folder of its own, a real Dovecot where there is one, prints what
happened and ends with 1 if anything was lost or doubled.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

if __package__ in (None, ""):  # run as a program
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.e2e import stage
from tests.faults.nursery import Nursery
from tests.faults.world import CHECK, KEPT, Ways, World
from tests.inbox.dovecot import Dovecot

LIVES = (1.0, 2.5)  # the longest a worker lives, in seconds, by how busy the machine is
CONNECTED = "connected to Slack"  # what a worker says then
STARTS = 5  # or so many times what a start takes: 0.15 s, and a digest 0.3
SENDING = "select id, attempts from outbox where state = 'sending'"
WAITING = "select 1 from outbox where state = 'pending'"
UNREAD = "select 1 from mails where id not in (select mail_id from digests)"
UNRANKED = "select 1 from queries where id not in (select query_id from matches)"
# so that a kill now and then finds a message half sent
SLOW_SLACK = {"delay": 0.01, "linger": 0.01}


def chosen_seed(given: int | None = None) -> int:
    """Return the seed asked for, else another one each time; printed to be repeated."""
    seed = given if given is not None else int(os.environ.get("BOT_SEED") or time.time_ns())
    print(f"BOT_SEED={seed}", flush=True)  # noqa: T201 (shown when a test fails)
    return seed


@dataclass
class Killed:
    """What was done: ``found`` counts what the kills came in the middle of."""

    kills: int = 0
    found: Counter[str] = field(default_factory=Counter)
    unsure: set[tuple[object, ...]] = field(default_factory=set)  # messages cut off so far

    def note(self, world: World) -> None:
        """Add one kill and what the worker was in the middle of."""
        self.kills += 1
        cut_off = set(world.left_behind(SENDING)) - self.unsure
        self.unsure |= cut_off
        if cut_off:
            what = "a message on its way"
        elif len(world.left_behind(KEPT)) < len(world.delivered):
            what = "mail not fetched yet"
        elif world.left_behind(UNREAD):
            what = "a mail not read yet"
        elif world.left_behind(UNRANKED):
            what = "a ranking"
        else:
            what = "posting" if world.left_behind(WAITING) else "rest"
        self.found[what] += 1


def kill_at_random(
    world: World, chance: random.Random, *, kills: int, digests: int
) -> Killed:
    """Let workers live one after the other while digests come in; each ends by a kill.

    Raises AssertionError where a kill left a damaged file, or a mail that was kept is gone.
    """
    done, kept = Killed(), 0
    world.slack("set", **SLOW_SLACK)
    longest = min(max(LIVES[0], STARTS * _start(world)), LIVES[1])
    while done.kills < kills:
        life = world.live()
        end = time.monotonic() + chance.uniform(0.0, longest)
        due = round(digests * (done.kills + 1) / kills)
        while len(world.delivered) < due:
            time.sleep(max(0.0, chance.uniform(0.0, end - time.monotonic())))
            world.deliver()
        time.sleep(max(0.0, end - time.monotonic()))
        assert life.kill(), f"a worker ended by itself: {life.code}\n{world.log[-3000:]}"
        done.note(world)
        assert world.left_behind(CHECK) in ([("ok",)], []), "the file is damaged"
        now = len(world.left_behind(KEPT))
        assert now >= kept, "a mail that was kept is gone"
        kept = now
    return done


def _start(world: World) -> float:
    """Return the seconds until a worker is connected to Slack."""
    began = time.monotonic()
    life = world.live()
    stage.until(lambda: world.slack("state")["connections"], 30.0, 0.02)
    took = time.monotonic() - began
    assert life.stop() == 0, world.log[-3000:]
    return took


def finish(world: World, seconds: float = 90.0) -> float:
    """Let one worker end what is left, then stop it; return the seconds it took."""
    began, before = time.monotonic(), world.log.count(CONNECTED)
    life = world.live()
    # the one before may have done it all: none is told to stop that has hardly begun
    stage.until(lambda: world.log.count(CONNECTED) > before, seconds, 0.05)
    world.settle(seconds)
    took = time.monotonic() - began
    assert life.stop() == 0, world.log[-3000:]
    return took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=int(os.environ.get("BOT_KILLS", "500"))
    )
    parser.add_argument("--digests", type=int, default=0)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    seed = chosen_seed(given.seed)
    digests = given.digests or max(30, given.kills // 4)
    began = time.monotonic()
    home = Path(tempfile.mkdtemp(prefix="kills-"))  # kept where something went wrong
    with Nursery() as nursery, stage.Slack() as slack, Dovecot(home / "mail") as server:
        world = World(home, nursery, slack, server, Ways(mail=server.port), seed=seed)
        chance = random.Random(seed)
        done = kill_at_random(world, chance, kills=given.kills, digests=digests)
        finish(world)
        wrong = world.wrong()
    minutes = (time.monotonic() - began) / 60
    asked, posted = len(world.letters.asked), world.letters.printed
    print(  # noqa: T201
        f"{done.kills} kills in {minutes:.1f} min over {digests} digests with {posted}"
        f" queries, {asked} of them different.\nIn the middle of: {dict(done.found)}.\n"
        f"Wrong: {wrong or 'nothing: each card once, no mail lost, the file whole'}"
    )
    if wrong:
        return 1
    shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())

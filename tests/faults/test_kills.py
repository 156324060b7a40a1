"""The failure feared most: killed at any moment, each expected card stands once."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.e2e import stage
from tests.faults.kills import chosen_seed, finish, kill_at_random
from tests.faults.nursery import Nursery
from tests.faults.world import Ways, World
from tests.inbox.dovecot import Dovecot, missing
from tests.inbox.miniimap import MiniImap

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("BOT_KILLS", "60"))
DIGESTS = max(30, KILLS // 4)
COLD = max(1, KILLS // 100)  # kills of the program as people start it, which takes seconds


@pytest.mark.dovecot
@pytest.mark.skipif(bool(missing()), reason=missing())
def test_killed_at_random_moments_every_card_is_there_exactly_once(tmp_path: Path):
    seed = chosen_seed()
    with Nursery() as nursery, stage.Slack() as slack, Dovecot(tmp_path / "mail") as server:
        world = World(tmp_path, nursery, slack, server, Ways(mail=server.port), seed=seed)
        chance = random.Random(seed)
        done = kill_at_random(world, chance, kills=KILLS, digests=DIGESTS)
        finish(world)
        assert world.wrong() == {}, done
    assert done.kills == KILLS
    assert len(world.delivered) >= DIGESTS
    assert len(world.letters.asked) < world.letters.printed  # some came again
    assert done.unsure, done  # the worst moment was among them: a message on its way


@pytest.mark.model
def test_the_program_as_it_is_survives_kills_too(tmp_path: Path):
    seed = chosen_seed()
    chance = random.Random(seed)
    with Nursery() as nursery, stage.Slack() as slack, MiniImap() as server:
        world = World(tmp_path, nursery, slack, server, Ways(mail=server.port), seed=seed)
        world.deliver()
        for _ in range(COLD):
            with stage.Worker(world.path) as worker:
                time.sleep(chance.uniform(1.0, 4.0))
                worker.process.kill()
                assert worker.process.wait(10) == -signal.SIGKILL, worker.said()
        with stage.Worker(world.path) as worker:
            world.settle(90.0)
            assert worker.stop()[0] == 0
        assert world.wrong() == {}

"""Every fault of a mail server, thirty times shorter than real, and all of them at once."""

from pathlib import Path

import pytest

from tests.faults import chaos
from tests.faults.faults import FAULTS, SCALE, ground, tried
from tests.faults.kills import chosen_seed
from tests.inbox.dovecot import missing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.dovecot,
    pytest.mark.skipif(bool(missing()), reason=missing()),
]
CHAOS = 10.0  # seconds; `tests/faults/chaos.py` goes on for as long as one likes


def test_mail_of_and_after_every_fault_becomes_a_card_once_and_in_time(tmp_path: Path):
    with ground(tmp_path, chosen_seed(), SCALE) as (at, life):
        took = {fault.name: tried(fault, at) for fault in FAULTS if fault.short}
        assert {name: what for name, what in took.items() if isinstance(what, str)} == {}
        at.world.settle()
        assert life.stop() == 0  # the same worker all the time
        assert at.world.wrong() == {}


def test_kills_and_faults_all_at_once_lose_and_double_nothing(tmp_path: Path):
    out = chaos.run(tmp_path, seed=chosen_seed(), seconds=CHAOS)
    assert out.wrong == {}, out
    assert out.digests
    assert sum(out.done.values()) > 5

"""Every fault of a mail server and of the way to it, and how soon mail is cards again.

    python tests/faults/faults.py [--only WORDS] [--seed 7]

Run as a program it takes the program's own limits and real lengths, under half an hour in
all, and prints a table. The test takes everything thirty times shorter.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):  # run as a program
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.e2e import stage
from tests.faults.kills import chosen_seed
from tests.faults.nursery import Life, Nursery
from tests.faults.proxy import Proxy
from tests.faults.world import Ways, World
from tests.inbox.dovecot import PASSWORD, USER, Dovecot

SCALE = 1 / 30
SHORT = {  # the program's own limits, as short as the faults are in the test
    "bot.inbox.account.Account.beat": 50 * SCALE,
    "bot.inbox.account.Account.connect_timeout": 15 * SCALE,
    "bot.inbox.account.Account.read_timeout": 45 * SCALE,
    "bot.inbox.account.Account.answer_timeout": 90 * SCALE,
    "bot.inbox.backoff.Backoff.longest": 300 * SCALE,
    "bot.inbox.backoff.REFUSED": 3.0,  # a quarter of an hour really
}
LOADED = 10.0  # seconds that a busy machine may add to any of them


@dataclass(frozen=True, kw_only=True)
class Ground:
    world: World
    server: Dovecot
    line: Proxy
    scale: float  # 1: everything takes as long as it does


def nothing(_: Ground) -> None:
    return


@dataclass(frozen=True, kw_only=True)
class Fault:
    """``lasts`` seconds; mail of that time is cards within ``promised`` seconds of its end.

    ``kept``: it goes on until the mail is there. ``attached``: bytes in the letter.
    ``short``: it says something when everything is thirty times shorter.
    """

    name: str
    begin: Callable[[Ground], object]
    end: Callable[[Ground], object] = nothing
    lasts: float = 0.0
    promised: float
    kept: bool = False
    attached: int = 0
    short: bool = True


def signalled(number: int) -> Callable[[Ground], None]:
    def send(ground: Ground) -> None:
        master = int((ground.server.home / "run" / "master.pid").read_text())
        os.killpg(master, number)

    return send


def passwords(word: str) -> Callable[[Ground], None]:
    def write(ground: Ground) -> None:
        passwd = ground.server.home / "passwd"
        passwd.write_text(f"{USER}:{{PLAIN}}{word}::::::\n")
        ground.line.cut()

    return write


def well(ground: Ground) -> None:
    ground.line.well()


def cut_by_now(ground: Ground) -> None:
    assert ground.line.has_cut


def lasting(how: Callable[[Ground], None]) -> Callable[[Ground], None]:
    """Let a new connection be made, too, on a line that is so."""

    def begin(ground: Ground) -> None:
        how(ground)
        ground.line.cut()

    return begin


def slow(name: str, seconds: float, promised: float) -> Fault:
    return Fault(
        name=name,
        begin=lasting(lambda g: g.line.slow(seconds * g.scale)),
        end=well,
        kept=True,
        promised=promised,
        short=seconds * SCALE > 0.1,
    )


FAULTS = (
    Fault(
        name="server stopped, started a minute later",
        begin=lambda g: g.server.stop(),
        end=lambda g: g.server.start(),
        lasts=60,
        promised=70,
    ),
    Fault(
        name="server says BYE and is back at once",
        begin=lambda g: g.server.restart(),
        promised=10,
    ),
    Fault(
        name="server hangs for a minute and a half (SIGSTOP)",
        begin=signalled(signal.SIGSTOP),
        end=signalled(signal.SIGCONT),
        lasts=90,
        promised=120,
    ),
    Fault(
        name="login refused for a minute (password changed)",
        begin=passwords("another-password"),
        end=passwords(PASSWORD),
        lasts=60,
        promised=920,
    ),
    Fault(
        name="connection reset in the middle of a FETCH",
        begin=lambda g: g.line.cut_after(200_000),
        end=cut_by_now,
        kept=True,
        attached=600_000,
        promised=10,
    ),
    Fault(
        name="half-open: the line forgets the connection",
        begin=lambda g: g.line.hole(),
        end=well,
        lasts=3,
        promised=120,
    ),
    Fault(
        name="half-open for two minutes, new connections as well",
        begin=lambda g: g.line.hole(),
        end=well,
        lasts=120,
        promised=120,
    ),
    Fault(
        name="connections reset at once for a minute",
        begin=lambda g: g.line.refuse(),
        end=well,
        lasts=60,
        promised=70,
    ),
    Fault(
        name="folder numbered anew (UIDVALIDITY)",
        begin=lambda g: g.server.new_uidvalidity(),
        promised=10,
    ),
    slow("every answer 100 ms late", 0.1, 10),
    slow("every answer 1 s late", 1.0, 45),
    slow("every answer 10 s late", 10.0, 180),
    Fault(
        name="answers drip, 500 bytes every 0.2 s",
        begin=lasting(lambda g: g.line.drip(500, 0.2 * g.scale)),
        end=well,
        kept=True,
        promised=45,
    ),
)


@contextmanager
def ground(home: Path, seed: int, scale: float) -> Iterator[tuple[Ground, Life]]:
    """One worker that lives through it all."""
    times = SHORT if scale < 1 else {}
    with (
        Nursery() as nursery,
        stage.Slack() as slack,
        Dovecot(home / "mail") as server,
        Proxy(server.port) as line,
    ):
        ways = Ways(mail=line.port, times=times)
        world = World(home, nursery, slack, server, ways, seed=seed)
        life = world.live()
        world.await_cards(world.deliver(), 30.0)
        yield Ground(world=world, server=server, line=line, scale=scale), life


def suffered(fault: Fault, at: Ground) -> float:
    """Let it happen; return how long mail then took, in seconds.

    That is of a digest that came while it lasted, and of one that came after it. Raises
    AssertionError when one of them is not there in time.
    """
    allowed = fault.promised * at.scale + (LOADED if at.scale < 1 else 0.0)
    fault.begin(at)
    try:
        titles = at.world.deliver(attached=fault.attached)
        if fault.kept:
            return at.world.await_cards(titles, allowed)
        time.sleep(fault.lasts * at.scale)
    finally:
        fault.end(at)
    titles |= at.world.deliver()
    return at.world.await_cards(titles, allowed)


def tried(fault: Fault, at: Ground) -> float | str:
    """Return the seconds it took, or what went wrong."""
    try:
        return suffered(fault, at)
    except AssertionError as error:
        return f"{error}; the log ends: {at.world.log[-1500:]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="faults with these words in their name")
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    failed = False
    home = Path(tempfile.mkdtemp(prefix="faults-"))  # kept where something went wrong
    with ground(home, chosen_seed(given.seed), 1.0) as (at, life):
        for fault in FAULTS:
            if given.only not in fault.name:
                continue
            took = tried(fault, at)
            failed = failed or isinstance(took, str)
            told = took if isinstance(took, str) else f"{took:.1f} s"
            print(f"{fault.name} | within {fault.promised:.0f} s | {told}", flush=True)  # noqa: T201
        wrong = at.world.wrong() if life.stop() == 0 else {"ended": life.code}
    print(f"wrong: {wrong or 'nothing'}")  # noqa: T201
    if failed or wrong:
        return 1
    shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())

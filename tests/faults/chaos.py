"""Everything at once: kills, a mail server that comes and goes, lines that fail.

python tests/faults/chaos.py --minutes 20 [--seed 7]
"""

import argparse
import imaplib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

if __package__ in (None, ""):  # run as a program
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.e2e import stage
from tests.faults.faults import SHORT
from tests.faults.kills import SLOW_SLACK, chosen_seed, finish
from tests.faults.nursery import Life, Nursery
from tests.faults.proxy import Proxy
from tests.faults.world import CHECK, Ways, World
from tests.inbox.dovecot import Dovecot

LIMITS = SHORT | {
    "bot.slack.calls.POST_TIMEOUT": 2.0,
    "bot.slack.step.LONGEST_PAUSE": 3.0,
    "bot.slack.outbox._UNSETTLED": 2.0,
    "bot.inbox.tidying.EVERY": 1.0,
    "bot.worker.BESIDE_SECONDS": 0.5,
}
READ = "Read"  # the folder that digests are moved to
MOST = 900  # requests; a channel takes a thousand cards a day
WEIGHTS = {
    "quiet": 6, "kill": 5, "cut": 4, "cut in a letter": 3, "hole": 2, "slow": 3, "drip": 2,
    "refused": 1, "restart": 1, "frozen": 1, "numbered anew": 1, "Slack cut": 4,
    "Slack slow": 2, "Slack hole": 1,
}  # fmt: skip


@dataclass
class Chaos:
    """What is there to break. ``life``: the worker of the moment."""

    world: World
    server: Dovecot
    mail: Proxy
    slack: Proxy
    chance: random.Random
    life: Life

    def go_on(self, seconds: float) -> Counter[str]:
        """Break things for so long; return what was done how often."""
        done: Counter[str] = Counter()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.chance.random() < 0.5 and len(self.world.letters.asked) < MOST:
                large = self.chance.random() < 0.2
                self.world.deliver(attached=300_000 if large else 0)
            what = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            self._do(what)
            done[what] += 1
            self.mail.well()
            self.slack.well()
            assert not self.life.ended(), self.world.log[-3000:]
        return done

    def _do(self, what: str) -> None:
        chance, mail, web = self.chance, self.mail, self.slack
        deeds: dict[str, Callable[[], object]] = {
            "quiet": lambda: None,
            "kill": self._kill,
            "cut": mail.cut,
            "cut in a letter": lambda: mail.cut_after(chance.randint(1, 20_000)),
            "hole": mail.hole,
            "slow": lambda: mail.slow(chance.uniform(0.02, 0.3)),
            "drip": lambda: mail.drip(chance.randint(50, 2000), 0.01),
            "refused": mail.refuse,
            "restart": self.server.restart,
            "frozen": self._frozen,
            "numbered anew": self.server.new_uidvalidity,
            "Slack cut": lambda: web.cut_after(chance.randint(1, 5000)),
            "Slack slow": lambda: web.slow(chance.uniform(0.02, 0.3)),
            "Slack hole": web.hole,
        }
        deeds[what]()
        time.sleep(chance.uniform(0.05, 1.0 if what != "hole" else 4.0))

    def _kill(self) -> None:
        assert self.life.kill(), self.world.log[-3000:]
        assert self.world.left_behind(CHECK) in ([("ok",)], [])
        self.life = self.world.live()

    def _frozen(self) -> None:
        master = int((self.server.home / "run" / "master.pid").read_text())
        os.killpg(master, signal.SIGSTOP)
        time.sleep(self.chance.uniform(0.1, 2.5))
        os.killpg(master, signal.SIGCONT)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """``rest``: seconds until all was done once nothing was broken any more.

    ``moved``: digests that were read and put away.
    """

    done: Counter[str]
    wrong: dict[str, object]
    digests: int
    asked: int
    moved: int
    rest: float


def standing(folder: Path) -> Counter[str]:
    """Count the letters in a folder and all below it, by their sha256."""
    files = (file for file in folder.rglob("*") if file.parent.name in {"new", "cur"})
    return Counter(sha256(file.read_bytes()).hexdigest() for file in files)


def run(home: Path, *, seed: int, seconds: float) -> Outcome:
    chance = random.Random(seed)
    with ExitStack() as stack:
        nursery = stack.enter_context(Nursery())
        slack = stack.enter_context(stage.Slack())
        server = stack.enter_context(Dovecot(home / "mail"))
        mail, web = (stack.enter_context(Proxy(port)) for port in (server.port, slack.port))
        ways = Ways(mail=mail.port, web=web.port, move_to=READ, times=LIMITS)
        world = World(home, nursery, slack, server, ways, seed=seed)
        with imaplib.IMAP4(server.host, server.port) as person:
            person.login(server.user, server.password)
            person.create(READ)
        slack("set", **SLOW_SLACK)
        chaos = Chaos(world, server, mail, web, chance, world.live())
        done = chaos.go_on(seconds)
        assert chaos.life.kill(), world.log[-3000:]
        rest = finish(world, 120.0)
        wrong, there = world.wrong(), standing(server.inbox)
        if gone := Counter(world.delivered) - there:
            wrong["letters gone from the mailbox"] = list(gone)
        if more := there - Counter(world.delivered):
            wrong["letters twice in the mailbox"] = list(more)
        return Outcome(
            done=done,
            wrong=wrong,
            digests=len(world.delivered),
            asked=len(world.letters.asked),
            moved=standing(server.inbox / f".{READ}").total(),
            rest=rest,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="chaos-"))  # kept where something went wrong
    out = run(home, seed=chosen_seed(given.seed), seconds=given.minutes * 60)
    print(  # noqa: T201
        f"{given.minutes:.1f} min, {out.digests} digests ({out.moved} moved),"
        f" {out.asked} different queries, {dict(out.done)};"
        f" all done {out.rest:.1f} s after the last fault.\n"
        f"Wrong: {out.wrong or 'nothing: each card once, no mail lost, the file whole'}"
    )
    if out.wrong:
        return 1
    shutil.rmtree(home)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The worker as a user has it: seconds from delivery to the first card, resident memory.

    python benchmarks/worker.py

A digest of 20 queries is delivered to an IMAP server on this machine while the model is
not loaded, another while it is warm, then one of 60 queries; Slack is the tests' bridge.
Prints seconds and MB (resident, with all processes); no figure decides pass or fail.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.e2e import stage
from tests.inbox.miniimap import MiniImap

NOW = "2026-09-15T10:00:00Z"
GIVE_UP = 120  # seconds
TOPICS = ("strips", "braces", "gels", "trays", "toothpaste", "smokers", "coffee", "crowns")


def items(count: int, start: int) -> list[tuple[str, str]]:
    found = []
    for n in range(start, start + count):
        topic = TOPICS[n % len(TOPICS)]
        body = " ".join(
            f"Question {n}.{k}: what do dentists see in patients with {topic}?"
            for k in range(12)
        )
        found.append((f"Dentists on teeth whitening and {topic}, part {n}", body))
    return found


def first_card(slack: stage.Slack, worker: stage.Worker, before: int) -> tuple[float, int]:
    """Return seconds until one more card stands in Slack, and the largest memory."""
    began, largest = time.monotonic(), 0
    while len(slack.cards()) <= before:
        largest = max(largest, worker.memory())
        time.sleep(0.05)
        if time.monotonic() - began > GIVE_UP:
            raise SystemExit(f"no card within 120 s:\n{worker.said()[-2000:]}")
    return time.monotonic() - began, largest


def settle(slack: stage.Slack, worker: stage.Worker, cards: int) -> int:
    """Wait until that many cards stand in Slack; return the largest memory."""
    largest = 0
    while len(slack.cards()) < cards:
        largest = max(largest, worker.memory())
        time.sleep(0.05)
    return largest


def main() -> None:
    more = (
        "max_per_day = 500\n[matching]\nthreshold = 0.0\nhold = 0.0\n"
        "[embedding]\nidle_seconds = 40"
    )
    with tempfile.TemporaryDirectory() as home, stage.Slack() as slack, MiniImap() as imap:
        path = stage.config(Path(home), slack, imap.port, more=more)
        with stage.Worker(path, BOT_NOW=NOW) as worker:
            stage.until(lambda: slack("state")["connections"], 60)
            time.sleep(3)
            print(f"idle before any digest         {worker.memory():5d} MB")
            imap.deliver(stage.digest(*items(20, 0)))
            seconds, _ = first_card(slack, worker, 0)
            print(f"20 queries, model not loaded   {seconds:5.1f} s to the first card")
            settle(slack, worker, 20)
            imap.deliver(
                stage.digest(*items(20, 100), sent="Tue, 15 Sep 2026 09:08:00 +0000")
            )
            seconds, _ = first_card(slack, worker, 20)
            print(f"20 queries, model warm         {seconds:5.1f} s to the first card")
            settle(slack, worker, 40)
            imap.deliver(
                stage.digest(*items(60, 300), sent="Tue, 15 Sep 2026 09:10:00 +0000")
            )
            _, largest = first_card(slack, worker, 40)
            largest = max(largest, settle(slack, worker, 100))
            print(f"60 queries, while worked       {largest:5d} MB")
            time.sleep(50)
            print(f"idle a minute after it         {worker.memory():5d} MB")
            code, seconds = worker.stop()
            print(f"SIGTERM                        {seconds:5.1f} s, exit code {code}")


if __name__ == "__main__":
    main()

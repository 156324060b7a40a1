"""What the embedding child costs: seconds, queries a second, memory of all processes.

Run by `make bench`. Measured on two shared cores, November 2026, Python 3.11,
60 invented queries of about 120 tokens, batch 8, mean of two runs (41 and 54 queries/s;
20 and 23 for numpy). Peaks are of parent and child together:

    engine                  first vector s   queries/s   peak MB   idle MB
    sentence-transformers             4.2          48       550        32
    numpy (no torch)                  0.2          21       181        32
"""

import os
import time
from pathlib import Path
from typing import Literal

from bot.embedding import Embedder

TOPICS = ("tax planning", "enamel care", "phishing", "heat pumps", "puppy training")
TEXTS = [
    f"Query {n}: " + f"I am writing about {TOPICS[n % 5]} and want the view of people "
    "who do this every day. What changed this year, what do clients get wrong, and "
    "what does it cost them? Please send two or three sentences for each question. " * 2
    for n in range(60)
]


def megabytes(pid: int, key: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(key))


def measure(engine: Literal["sentence-transformers", "numpy"]) -> None:
    embedder = Embedder(engine=engine, idle_seconds=1)
    start = time.perf_counter()
    embedder.embed(["first"])
    first = time.perf_counter() - start
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    start = time.perf_counter()
    embedder.embed(TEXTS)
    rate = len(TEXTS) / (time.perf_counter() - start)
    mine = megabytes(os.getpid(), "VmRSS")
    peak = mine + sum(megabytes(int(child), "VmHWM") for child in children)
    while not embedder.rest():
        time.sleep(0.1)
    idle = megabytes(os.getpid(), "VmRSS")
    print(f"{engine:24}{first:14.1f}{rate:12.1f}{peak:10}{idle:10}")


if __name__ == "__main__":
    print("engine                  first vector s   queries/s   peak MB   idle MB")
    measure("sentence-transformers")
    measure("numpy")

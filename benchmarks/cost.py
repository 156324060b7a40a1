"""What ranking costs beside encoding, on one core: `python benchmarks/cost.py`.

Digests of 20 judged queries are ranked for 10 companies, then 100 queries for 100. The
strings are encoded in this process by the default engine and kept in a store on disk, as
the worker keeps them; seconds are CPU seconds of one run. The limits:

    everything but encoding / encoding the strings used       0.15
    tokens encoded for the queries / the digests' tokens      4
    times that one string is encoded                          1
    100 companies beyond the first, 100 queries               2 s

Exit code 1 when one is passed.
"""

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from judged import load
from numpy.typing import NDArray

from bot.domain import Profile, Query
from bot.embedding import DEFAULT_MODEL, bert, reference
from bot.embedding.weights import cache_name, default_folder, has_torch
from bot.matching import rank
from bot.pipeline.remembering import Remembering
from bot.store import Store

BESIDE, TOKENS, TIMES, MORE = 0.15, 4.0, 1.0, 2.0
DIGEST, DIGESTS, COMPANIES, MANY = 20, 4, 10, 100
BATCH = 8  # as in the worker
READ = 256  # tokens; the model reads no further
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
QUIET = {"TOKENIZERS_PARALLELISM": "false", "TQDM_DISABLE": "1", "HF_HUB_OFFLINE": "1"}


class Encoder:
    """The vectors of a store, what is missing encoded and counted."""

    def __init__(self, store: Store) -> None:
        self.engine = "sentence-transformers" if has_torch() else "numpy"
        if has_torch():
            self._encode = reference.load(DEFAULT_MODEL, BATCH)
        else:
            self._encode = bert.load(BATCH)
        self._encode(["The first texts are slower.", "They are not counted."])
        self._rows = Remembering(store, self._made, cache_name(self.engine, DEFAULT_MODEL))
        self.seconds = 0.0  # of encoding
        self.looking = 0.0  # of asking the store
        self.times: Counter[str] = Counter()

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each text, as the worker's ranking asks for them."""
        began, before = time.process_time(), self.seconds
        table = self._rows(texts)
        self.looking += time.process_time() - began - (self.seconds - before)
        return table

    def _made(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.times.update(texts)
        start = time.process_time()
        made = self._encode(texts)
        self.seconds += time.process_time() - start
        return made


class Words:
    """Counts tokens as the default model does."""

    def __init__(self) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 (heavy, after the pinning)

        self._whole = Tokenizer.from_file(str(default_folder() / "tokenizer.json"))
        self._whole.no_padding()
        self._whole.no_truncation()

    def count(self, texts: Sequence[str], most: int = 1 << 30) -> int:
        rows = self._whole.encode_batch(list(texts))
        return sum(min(most, len(row.ids)) for row in rows)


class Run:
    """One stretch of ranking: its seconds with and without encoding."""

    def __init__(
        self, encoder: Encoder, queries: Sequence[Query], profiles: Sequence[Profile]
    ) -> None:
        known = set(encoder.times)
        encoding, looking = encoder.seconds, encoder.looking
        began = time.process_time()
        for profile in profiles:
            rank(queries, profile, encoder)
        whole = time.process_time() - began
        self.encoding = encoder.seconds - encoding
        self.looking = encoder.looking - looking
        self.beside = whole - self.encoding
        self.strings = [text for text in encoder.times if text not in known]


def others(profiles: Sequence[Profile], count: int) -> list[Profile]:
    """Return as many companies: the same in turn, under other names, topics shuffled."""
    rng = random.Random(7)
    found = []
    for n in range(count):
        base = profiles[n % len(profiles)]
        topics = tuple(rng.sample(base.topics, len(base.topics)))
        found.append(replace(base, company=f"{base.company} {n}", topics=topics))
    return found


def says(name: str, value: float, limit: float) -> bool:
    """Print one line; return whether the limit is passed."""
    over = value > limit
    print(f"{'OVER' if over else 'PASS'}  {name:58}{value:7.2f}   limit {limit:g}")
    return over


def measure(encoder: Encoder) -> bool:
    """Print every figure; return whether a limit is passed."""
    tune = load("tune", "ABCD", "ABCD")
    queries = random.Random(7).sample(tune.queries, len(tune.queries))
    companies = others(tune.profiles, COMPANIES)
    words = Words()
    rank(queries[:1], others(tune.profiles[-1:], 1)[0], encoder)  # compiles, imports
    encoder.times.clear()
    queries = queries[1:]
    first, queries = Run(encoder, queries[:DIGEST], companies), queries[DIGEST:]
    sent = queries[: DIGEST * DIGESTS]
    later = [
        Run(encoder, sent[start : start + DIGEST], companies)
        for start in range(0, len(sent), DIGEST)
    ]
    queries = queries[len(sent) :][:MANY]
    fresh = others(tune.profiles, MANY)
    one = Run(encoder, queries, fresh[:1])
    rest = Run(encoder, queries, fresh[1:])

    print(f"engine {encoder.engine}, one core, {DIGEST} queries x {COMPANIES} companies")
    for run in (first, *later):
        print(
            f"  {'first digest' if run is first else 'later'}: {len(run.strings)} strings,"
            f" {run.encoding:.2f} s to encode; beside that {run.beside:.2f} s"
            f" (of them the store {run.looking:.2f} s)"
        )
    print(
        f"  {len(queries)} queries: one company {one.beside:.2f} s, {len(fresh) - 1} more"
        f" {rest.beside:.2f} s (of them the store {rest.looking:.2f} s)"
    )
    strings = [text for run in later for text in run.strings]
    encoded = words.count(strings, READ)
    printed = words.count([f"{q.summary}\n{q.body}" for q in sent])
    print(
        f"  {len(sent)} queries: {printed} tokens printed, {encoded} encoded in"
        f" {len(strings)} strings; the first digest with all profiles"
        f" {words.count(first.strings, READ)}"
    )
    beside, encoding = sum(r.beside for r in later), sum(r.encoding for r in later)
    return any(
        [
            says("first digest: beside / encoding", first.beside / first.encoding, BESIDE),
            says("later digests: beside / encoding", beside / encoding, BESIDE),
            says("tokens encoded / tokens of the digests", encoded / printed, TOKENS),
            says("times one string was encoded", max(encoder.times.values()), TIMES),
            says("100 x 100 beyond 1 x 100, seconds", rest.beside, MORE),
        ]
    )


def main() -> None:
    if any(os.environ.get(k) != v for k, v in ONE_CORE.items()):  # read at import
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        os.environ.update(ONE_CORE | QUIET)
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 (ourselves)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home) / "cost.db")
        try:
            over = measure(Encoder(store))
        finally:
            store.close()
    sys.exit(int(over))


if __name__ == "__main__":
    main()

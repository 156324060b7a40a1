"""Whether like queries are told apart: `python benchmarks/sameness.py [-v]`.

Invented pairs (`sameness/pairs.json`) always; pairs of real digests, by their ids
(`sameness/labels.json`), where the variable BOT_DIGESTS names their folder. Prints pairs,
precision and recall, the same by kind, the misses, and what `Known` costs in seconds of
CPU. `-v` prints every reason too. What each split was used for: `sameness/README.md`.
"""

import hashlib
import json
import os
import random
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot import mime, sources
from bot.domain import Query
from bot.sameness import Known, same

HERE = Path(__file__).parent / "sameness"
RECEIVED = datetime(2026, 9, 18, tzinfo=UTC)
CUT = 420  # characters at which Qwoted cuts
MANY = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two queries, whether they are one request, and what makes the pair hard."""

    a: Query
    b: Query
    same: bool
    kind: str
    split: str
    name: str


def invented() -> Iterator[Pair]:
    """Yield the invented pairs; ``b`` is written as what differs from ``a``."""
    rows = json.loads((HERE / "pairs.json").read_text("utf-8"))
    for n, row in enumerate(rows):
        fields = [row["a"], row["a"] | row["b"]]
        a, b = (Query(id=f"{n}{s}", **f) for s, f in zip("ab", fields, strict=True))
        yield Pair(
            a=a,
            b=b,
            same=row["same"],
            kind=row["kind"],
            split=row["split"],
            name=f"pair {n}",
        )


def labels() -> list[list[str | bool]]:
    rows: list[list[str | bool]] = json.loads((HERE / "labels.json").read_text("utf-8"))
    return rows


def real(folder: Path) -> tuple[list[Pair], list[str]]:
    """Return the labelled pairs of real queries, and the ids that could not be found."""
    found = dict(printed(folder))
    pairs, missing = [], []
    for source_a, id_a, source_b, id_b, alike, kind in labels():
        names = [f"{source_a} {id_a}", f"{source_b} {id_b}"]
        lost = [name for name in names if name.partition("!")[0] not in found]
        missing += lost
        if lost:
            continue
        a, b = (_print(found[name.partition("!")[0]], name) for name in names)
        if _bare(str(id_a)) == _bare(str(id_b)):
            a, b = (_nameless(q, n) for n, q in enumerate((a, b)))
        pairs.append(
            Pair(
                a=a,
                b=b,
                same=bool(alike),
                kind=str(kind),
                split="real",
                name=" | ".join(names),
            )
        )
    return pairs, missing


def printed(folder: Path) -> Iterator[tuple[str, Query]]:
    """Yield every query of the digests by its key, and once more by each of its prints."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".eml", ".txt"}:
            continue
        mail = (mime.read if path.suffix == ".eml" else mime.read_text)(path.read_bytes())
        for part, view in (("", mail), ("/html", replace(mail, plain=""))):
            if part and not mail.html:
                continue
            for digest in sources.read(view, RECEIVED):
                for query in digest.queries:
                    yield key(query), query
                    yield f"{key(query)}@{path.stem}{part}", query


def key(query: Query) -> str:
    """Return source and id; for a Connectively query a hash of the slug."""
    if query.source != "connectively":
        return f"{query.source} {query.id}"
    slug = query.reply_url.rstrip("/").rpartition("/")[2] or query.id.partition("-")[2]
    return f"connectively {hashlib.sha256(slug.encode()).hexdigest()[:12]}"


def _bare(printed_id: str) -> str:
    return printed_id.partition("!")[0].partition("@")[0]


def _print(query: Query, name: str) -> Query:
    if not name.endswith(f"!{CUT}"):
        return query
    return replace(
        query,
        id=f"cut-{query.id}",
        source="qwoted",
        body=query.body[:CUT] + "...",
        reporter="",
        reply_to="",
        reply_url="",
        cut=True,
    )


def _nameless(query: Query, n: int) -> Query:
    alias = query.reply_to.startswith(("reply+", "query-"))
    return replace(
        query, id=f"print {n}", reply_to="" if alias else query.reply_to, reply_url=""
    )


@dataclass(slots=True)
class Score:
    """Counts of one group of pairs."""

    right: int = 0
    wrong: int = 0  # merged, but two requests
    missed: int = 0  # one request, not merged
    apart: int = 0

    def add(self, pair: Pair, *, merged: bool) -> None:
        if pair.same:
            self.right += merged
            self.missed += not merged
        else:
            self.wrong += merged
            self.apart += not merged

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong) if self.right else 1.0

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed) if self.right else 1.0


def score(pairs: Iterable[Pair]) -> tuple[Score, list[str]]:
    """Return the counts, and a line for each pair judged wrongly."""
    total, lines = Score(), []
    for pair in pairs:
        why = same(pair.a, pair.b)
        total.add(pair, merged=bool(why))
        if bool(why) != pair.same:
            lines.append(f"{pair.kind}: {pair.name}: {why or 'held apart'}")
    return total, lines


def show(name: str, pairs: list[Pair], *, every: bool) -> None:
    total, lines = score(pairs)
    print(
        f"{name}: {len(pairs)} pairs ({sum(p.same for p in pairs)} same), "
        f"precision {total.precision:.3f}, recall {total.recall:.3f}"
    )
    kinds: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        kinds[f"{'same' if pair.same else 'different'}: {pair.kind}"].append(pair)
    for kind in sorted(kinds):
        part, _ = score(kinds[kind])
        good = part.right + part.apart
        print(f"  {kind:44} {good:3d} of {len(kinds[kind]):3d}")
    for line in lines:
        print("  WRONG", line)
    if every:
        for pair in pairs:
            print("  ", pair.name, pair.kind, "->", same(pair.a, pair.b) or "different")


def speed(length: int) -> None:
    """Print what a `Known` of many queries costs; bodies of ``length`` characters."""
    bases = [
        row["a"]["body"] for row in json.loads((HERE / "pairs.json").read_text("utf-8"))
    ]
    words = sorted({word for body in bases for word in body.split()})
    dice = random.Random(7)
    queries = []
    for n in range(MANY):
        body = " ".join(dice.choices(words, k=length // 6))[:length]
        if n % 10 == 0:  # some share their template
            body = bases[0] + body[: length - len(bases[0])]
        queries.append(
            Query(
                id=f"q{n}",
                source="haro",
                summary=body[:60],
                body=body,
                outlet=f"Paper {n % 400}",
            )
        )
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    known = Known()
    for query in queries:
        known.add(query)
    own = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    again = Known()
    began = time.process_time()
    for query in queries:
        again.add(query)
    added = time.process_time() - began
    fresh = [replace(q, id=f"n{n}") for n, q in enumerate(dice.sample(queries, 20))]
    began = time.process_time()
    hits = sum(known.find(query) is not None for query in fresh)
    took = time.process_time() - began
    print(
        f"{MANY} of {length} characters: add all {added * 1000:.0f} ms, "
        f"find 20 {took * 1000:.0f} ms ({hits} found), {own / 1e6:.0f} MB beside the texts"
    )


def main() -> None:
    every = "-v" in sys.argv[1:]
    pairs = list(invented())
    for split in ("tune", "test", "fresh"):
        show(f"invented, {split}", [p for p in pairs if p.split == split], every=every)
    if folder := os.environ.get("BOT_DIGESTS"):
        known, missing = real(Path(folder))
        show("real", known, every=every)
        for name in sorted(set(missing)):
            print("  NOT FOUND", name)
    speed(1000)
    speed(4000)


if __name__ == "__main__":
    main()

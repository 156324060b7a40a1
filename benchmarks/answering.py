"""Which stored fact answers a question, and does any: pairs of invented companies.

    python benchmarks/answering.py [--set NAME] [--cache DIR] [-v]

Two kinds of set. The natural ones hold 304 questions each to the companies of
`ranking/companies` (A to F, and G to L), of which some fact answers 104. Some of these (45
and 35) were read from `ranking/queries`, as the program reads them; the others were written
by somebody who had the facts before them, in ordinary words of the topic. Read ones are far
harder, as they say little by themselves ("How long is too long?"): the right fact is first
for .78 and .71 of them, and .29 and .26 count as answered, where of the written ones it is
all and nine in ten. The 200 that no fact answers were all read: 110 from queries that fit
the company, 90 from others. What could be judged either way was left out.

The other two (`answering/*.toml`, three companies of 20 facts each) are meant to be hard:
195 questions that avoid the words of the facts, of which 75 have an answer and the other
120 are nearly all near to a fact.

The weights are round and old; a logistic regression on a dozen figures did no better on
``natural-dev``. The limit from which on a question counts as answered was set on
``natural-held`` (where .03 of what has no answer is said to have one), so its figures are
its best there; on ``natural-dev`` it says so of .095. One hand labelled both. ``-v`` names
the errors of a dev set. Columns of the table:

    right first   of the questions that have an answer: the best fact is one
    have          of these: said to be answered; "and right": by a fact that does
    false         of the questions without an answer: said to be answered
"""

import argparse
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ranking import Vectors

from bot.domain import Fact, Profile
from bot.embedding import Embedder
from bot.pitching.answering import Embed, scores
from bot.pitching.facts import ANSWERS, NEAR, standing

HERE = Path(__file__).parent / "answering"
RANKING = Path(__file__).parent / "ranking" / "companies"
COMPANIES = {
    "natural-dev": [RANKING / f"{part}.toml" for part in "ABCDEF"],
    "natural-held": [RANKING / f"{part}.toml" for part in "GHIJKL"],
    "dev": [HERE / "dev.toml"],
    "held": [HERE / "held.toml"],
}
FALSE = 0.03  # of what has no answer may be said to have one
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The questions to one company; ``right`` [question, fact]."""

    profile: Profile
    ids: tuple[str, ...]
    questions: tuple[str, ...]
    summaries: tuple[str, ...]
    right: NDArray[np.bool_]


def load(name: str) -> list[Pairs]:
    """Read a set of `COMPANIES`: one value a company, its facts sayable by anybody."""
    rows = [json.loads(ln) for ln in (HERE / f"{name}.jsonl").read_text().splitlines()]
    companies = [
        company
        for path in COMPANIES[name]
        for company in tomllib.loads(path.read_text())["companies"]
    ]
    return [_pairs(held, [r for r in rows if r["company"] == held["company"]])
            for held in companies]  # fmt: skip


def _pairs(held: dict[str, object], rows: Sequence[dict[str, object]]) -> Pairs:
    facts = tuple(
        Fact(id=fact["id"], text=fact["text"], tags=tuple(fact["tags"]))
        for fact in held["facts"]  # type: ignore[attr-defined]
    )
    return Pairs(
        profile=Profile(company=str(held["company"]), facts=facts),
        ids=tuple(str(row["id"]) for row in rows),
        questions=tuple(str(row["question"]) for row in rows),
        summaries=tuple(str(row["summary"]) for row in rows),
        right=np.array([[f.id in row["answers"] for f in facts] for row in rows]),  # type: ignore[operator]
    )


def said(sets: Sequence[Pairs], embed: Embed) -> list[Floats]:
    """Return the scores that the program sees, [question, fact] for each company."""
    texts = [
        text
        for pairs in sets
        for text in (
            *pairs.questions,
            *pairs.summaries,
            *(line.meaning for line in standing(pairs.profile, date.max)),
        )
    ]
    vectors = Vectors("once", embed, None)
    vectors(texts)
    return [_said(pairs, vectors) for pairs in sets]


def _said(pairs: Pairs, embed: Embed) -> Floats:
    lines = standing(pairs.profile, date.max)
    return np.concatenate(
        [
            scores([question], summary, lines, embed)[0]
            for question, summary in zip(pairs.questions, pairs.summaries, strict=True)
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of some questions; all [question]."""

    best: Floats  # score of the best fact
    right: NDArray[np.bool_]  # that it answers
    answerable: NDArray[np.bool_]

    @classmethod
    def of(cls, found: Sequence[Floats], right: Sequence[NDArray[np.bool_]]) -> "Told":
        """Take ``found`` and ``right`` company by company, each [question, fact]."""
        tops = [c.argmax(axis=1) for c in found]
        return cls(
            best=np.concatenate([c.max(axis=1) for c in found]),
            right=np.concatenate(
                [r[np.arange(len(r)), top] for r, top in zip(right, tops, strict=True)]
            ),
            answerable=np.concatenate([r.any(axis=1) for r in right]),
        )

    @property
    def first(self) -> float:
        return float(self.right[self.answerable].mean())

    def at(self, limit: float) -> tuple[float, float, float]:
        """Return have, have and right, false, where ``limit`` and more is an answer."""
        said = self.best >= limit
        there = self.answerable
        return (
            float(said[there].mean()),
            float((said & self.right)[there].mean()),
            float(said[~there].mean()),
        )

    def limit(self, false: float) -> float:
        """Return the lowest limit at which no more than ``false`` is wrongly answered."""
        wrong = np.sort(self.best[~self.answerable])[::-1]
        return float(np.nextafter(wrong[int(false * len(wrong))], 1))


def row(name: str, told: Told, limit: float) -> str:
    have, and_right, false = told.at(limit)
    return (
        f"{name:<24} {told.first:11.3f} {limit:6.2f} {have:6.3f} {and_right:9.3f}"
        f" {false:6.3f}"
    )


HEAD = (
    f"{'':<24} {'right first':>11} {'limit':>6} {'have':>6} {'and right':>9} {'false':>6}"
)


def rows(name: str, told: Told) -> None:
    print(row(f"{name} (have)", told, ANSWERS))
    print(row(f"{name} (have or thin)", told, NEAR))
    print(row(f"{name} at {FALSE} false", told, told.limit(FALSE)))


def name_errors(pairs: Pairs, found: Floats) -> None:
    for i, (each, top) in enumerate(zip(found, found.argmax(axis=1), strict=True)):
        said = "have" if each[top] >= ANSWERS else "thin" if each[top] >= NEAR else "ask"
        there = bool(pairs.right[i].any())
        if (there and not pairs.right[i, top]) or (not there and said == "have"):
            fact = pairs.profile.facts[top].id
            print(f"{pairs.ids[i]} {said} {each[top]:.2f} {fact}: {pairs.questions[i]}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=list(COMPANIES), default="natural-dev")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    if options.v and not options.set.endswith("dev"):
        parser.error("only the errors of a dev set are named")
    sets = load(options.set)
    with Embedder() as embedder:
        vectors = Vectors(embedder.name, embedder.embed, options.cache)
        found = said(sets, vectors)
        vectors.close()
    print(HEAD)
    rows(options.set, Told.of(found, [pairs.right for pairs in sets]))
    if options.v:
        for pairs, each in zip(sets, found, strict=True):
            name_errors(pairs, each)


if __name__ == "__main__":
    main()

"""Which stored fact answers a question, and does any: pairs of invented companies.

    python benchmarks/answering.py [--set NAME] [--cache DIR] [-v]

Three kinds of set. The natural ones hold 304 questions each to the companies of
`ranking/companies` (A to F, and G to L), of which some fact answers 104. Some of these (45
and 35) were read from `ranking/queries`, as the program reads them; the others were written
by somebody who had the facts before them, in ordinary words of the topic. Read ones are far
harder, as they say little by themselves ("How long is too long?"): the right fact is first
for .78 and .71 of them. The 200 that no fact answers were all read: 110 from queries that
fit the company, 90 from others. What could be judged either way was left out.

Two (`answering/dev.toml` and `held.toml`, three companies of 20 facts each) are meant to be
hard: 195 questions that avoid the words of the facts, of which 75 have an answer and the
other 120 are nearly all near to a fact.

The last two (`kinds-*`, companies of 8 facts each) ask of the very subject of a fact what
it does not say: "How do whitening strips work?" of a fact on what they do to enamel. 34 and
54 such questions, and 22 and 32 that a fact answers. The errors of two companies of
kinds-held were read once, and two rules added then; Larkfield Movers came after all rules:
of its 18 without an answer 1 is said to have one (by nearness alone 10), of the 10 others
all.

The weights are round and old; a logistic regression on a dozen figures did no better on
``natural-dev``. Kinds of questions (`bot.pitching.answering`) were told apart on
``natural-dev`` and ``kinds-dev``; the limit was set on ``natural-held`` (where .03 of what
has no answer is said to have one), so its figures are its best there. One hand labelled
all. ``-v`` names the errors of a dev set. Columns of the table:

    right first   of the questions that have an answer: the nearest fact is one
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
from bot.pitching.answering import ANSWERS, Embed, found, kind, scores
from bot.pitching.facts import NEAR, standing

HERE = Path(__file__).parent / "answering"
RANKING = Path(__file__).parent / "ranking" / "companies"
COMPANIES = {
    "natural-dev": [RANKING / f"{part}.toml" for part in "ABCDEF"],
    "natural-held": [RANKING / f"{part}.toml" for part in "GHIJKL"],
    "dev": [HERE / "dev.toml"],
    "held": [HERE / "held.toml"],
    "kinds-dev": [HERE / "kinds-dev.toml"],
    "kinds-held": [HERE / "kinds-held.toml"],
}
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

    nearest: NDArray[np.bool_]  # the nearest fact is right
    near: Floats  # its score
    said: NDArray[np.bool_]  # that a fact answers
    right: NDArray[np.bool_]  # the fact that is shown is right
    answerable: NDArray[np.bool_]

    @classmethod
    def of(cls, sets: Sequence[Pairs], scored: Sequence[Floats]) -> "Told":
        """Take the sets and, for each, its scores: [question, fact]."""
        rows = [
            (right, each, found(question, each, standing(pairs.profile, date.max)))
            for pairs, table in zip(sets, scored, strict=True)
            for question, right, each in zip(
                pairs.questions, pairs.right, table, strict=True
            )
        ]
        return cls(
            nearest=np.array([right[each.argmax()] for right, each, _ in rows]),
            near=np.array([each.max() for _, each, _ in rows]),
            said=np.array([answered for _, _, (_, answered) in rows]),
            right=np.array([right[shown] for right, _, (shown, _) in rows]),
            answerable=np.array([right.any() for right, _, _ in rows]),
        )

    @property
    def first(self) -> float:
        return float(self.nearest[self.answerable].mean())

    def have(self) -> tuple[float, float, float]:
        """Return said to be answered, and rightly so; and wrongly said so."""
        return self._of(self.said, self.right)

    def at(self, limit: float) -> tuple[float, float, float]:
        """Return the same by nearness alone: from a limit on, all is an answer."""
        return self._of(self.near >= limit, self.nearest)

    def _of(
        self, said: NDArray[np.bool_], right: NDArray[np.bool_]
    ) -> tuple[float, float, float]:
        there = self.answerable
        return (
            float(said[there].mean()),
            float((said & right)[there].mean()),
            float(said[~there].mean()),
        )


HEAD = f"{'':<31} {'right first':>11} {'have':>6} {'and right':>9} {'false':>6}"


def rows(name: str, told: Told) -> None:
    for what, (have, and_right, false) in (
        ("have", told.have()),
        ("have or thin", told.at(NEAR)),
        ("by nearness alone", told.at(ANSWERS)),
    ):
        print(f"{name + ', ' + what:<31} {told.first:11.3f} {have:6.3f} {and_right:9.3f}"
              f" {false:6.3f}")  # fmt: skip


def name_errors(pairs: Pairs, scored: Floats) -> None:
    lines = standing(pairs.profile, date.max)
    for i, (question, each) in enumerate(zip(pairs.questions, scored, strict=True)):
        shown, answered = found(question, each, lines)
        there = bool(pairs.right[i].any())
        if (there and not (answered and pairs.right[i, shown])) or (not there and answered):
            state = "have" if answered else "thin" if each[shown] >= NEAR else "ask"
            wants = f"{lines[shown].id} ({kind(question)})"
            print(f"{pairs.ids[i]} {state} {each[shown]:.2f} {wants}: {question}")


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
        scored = said(sets, vectors)
        vectors.close()
    print(HEAD)
    rows(options.set, Told.of(sets, scored))
    if options.v:
        for pairs, each in zip(sets, scored, strict=True):
            name_errors(pairs, each)


if __name__ == "__main__":
    main()

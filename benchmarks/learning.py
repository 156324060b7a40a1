"""How decisions move the ranking: `python benchmarks/learning.py [tune] [test]`.

Simulated: the grades decide (2 and 3 are good), one decision in ten is wrong. A company
meets what the unlearned ranking posts or holds, in order of arrival, and half of the
good ones it did not show; then, to reach a hundred, the next nearest. Skips of grade 1
say "source", of grade 0 "topic", one skip in five says nothing. Each half of the queries
is learned from and the other ranked, for several orders of arrival; figures are average
precision learned less unlearned, on queries nobody decided on.
"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from judged import CROSSED, GOOD, TEST, TUNE, Floats, Judged, average_precision, load
from numpy.typing import NDArray
from ranking import Vectors

from bot.domain import Cause
from bot.embedding import Embedder
from bot.matching import VERSION, Embed, Thresholds, fusion
from bot.matching.comparing import Compared
from bot.matching.eligibility import Finding
from bot.matching.examples import Example
from bot.matching.learning import Learned

AFTER = (1, 5, 10, 20, 50, 100)  # decisions
ORDERS = 24
WRONG, SILENT, WANTED = 0.1, 0.2, 0.5
HARM = -0.01
POST, HOLD = (math.log(p / (1 - p)) for p in (Thresholds().post, Thresholds().hold))
START = datetime(2026, 1, 1, tzinfo=UTC)

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """All queries as one company sees them unlearned."""

    name: str
    grades: NDArray[np.int64]
    raw: Floats  # log-odds before what is unmet caps them
    base: Floats  # and after
    needs: Sequence[tuple[Finding, ...]]
    vectors: Sequence[NDArray[np.floating] | None]
    traits: Sequence[frozenset[str]]
    own: Sequence[bool]

    def halves(self, rng: np.random.Generator) -> tuple[Indices, Indices]:
        """Split the queries by chance, the good ones evenly."""
        good = self.grades >= GOOD
        order = [rng.permutation(np.flatnonzero(part)) for part in (good, ~good)]
        first = np.concatenate([part[::2] for part in order])
        second = np.concatenate([part[1::2] for part in order])
        return rng.permutation(first), rng.permutation(second)

    def example(self, query: int, number: int, rng: np.random.Generator) -> Example:
        """Decide on a query as somebody would who is wrong one time in ten."""
        grade = self.grades[query]
        good, cause = bool(grade >= GOOD), Cause.SOURCE if grade else Cause.TOPIC
        if rng.random() < WRONG:
            good = not good
            cause = list(Cause)[rng.integers(len(Cause))]
        silent = rng.random() < SILENT
        return Example(
            vector=self.vectors[query],
            base=float(self.base[query]),
            traits=self.traits[query],
            good=good,
            cause=None if good or silent else cause,
            at=START + timedelta(hours=number),
        )

    def stream(self, queries: Indices, rng: np.random.Generator) -> list[Example]:
        """Return decisions in the order in which they would be met."""
        seen = self.base[queries] >= HOLD
        lucky = rng.random(len(queries)) < WANTED
        first = queries[seen | ((self.grades[queries] >= GOOD) & lucky)]
        rest = np.setdiff1d(queries, first)
        near = rest[np.argsort(-self.base[rest], kind="stable")]
        more = rng.permutation(near[: max(0, AFTER[-1] - len(first))])
        order = [*first.tolist(), *more.tolist()][: AFTER[-1]]
        return [self.example(query, i, rng) for i, query in enumerate(order)]

    def learned(self, queries: Indices, examples: Sequence[Example]) -> Floats:
        """Return the log-odds of some queries after some decisions."""
        known = Learned.of(examples)
        out = self.base[queries].copy()
        for row, i in enumerate(queries.tolist()):
            told = (self.vectors[i], float(self.raw[i]), self.traits[i])
            shift = sum(t.points for t in known.terms(*told, own=self.own[i]))
            out[row], _ = fusion.capped(float(self.raw[i]) + shift, self.needs[i])
        return out


def companies(judged: Judged, embed: Embed) -> list[Company]:
    """Read all pairs once, with no lesson."""
    out, rows = [], range(len(judged.queries))
    for column, profile in enumerate(judged.profiles):
        known = Compared.of(profile, embed, judged.queries)
        needs = list(known.needs)
        raw = [fusion.total(known.terms(i)) for i in rows]
        out.append(
            Company(
                name=profile.company,
                grades=judged.grades[:, column],
                raw=np.array(raw),
                base=np.array([fusion.capped(raw[i], needs[i])[0] for i in rows]),
                needs=needs,
                vectors=[known.vector(i) for i in rows],
                traits=[known.traits(i) for i in rows],
                own=[known.own(i) for i in rows],
            )
        )
    return out


def simulate(judged: Judged, embed: Embed) -> None:
    """Print what decisions change, company by company and all together."""
    seen = companies(judged, embed)
    gains = np.full((len(seen), len(AFTER), ORDERS), np.nan)
    base = np.full((len(seen), ORDERS), np.nan)
    pooled = np.zeros((2, len(AFTER), ORDERS))
    posted = np.zeros((len(AFTER) + 1, 3))  # good and posted, posted, good
    for order in range(ORDERS):
        split = [company.halves(np.random.default_rng(order)) for company in seen]
        held = [_half(seen, split, side, order) for side in (0, 1)]
        for column in range(len(seen)):
            each = [_precisions(half[column]) for half in held]
            plain = np.nanmean([p for p, _ in each])
            base[column, order] = plain
            gains[column, :, order] = np.nanmean([a for _, a in each], axis=0) - plain
        for half in held:
            good = np.concatenate([g for g, _, _ in half])
            before = average_precision(good, np.concatenate([b for _, b, _ in half]))
            for k in range(len(AFTER)):
                after = average_precision(good, np.concatenate([a[k] for _, _, a in half]))
                pooled[:, k, order] += before / 2, (after - before) / 2
            for good_, before_, after_ in half:
                for k, odds in enumerate([before_, *after_]):
                    up = odds >= POST
                    posted[k] += (up & good_).sum(), up.sum(), good_.sum()
    _show(judged, seen, base, gains, pooled)
    for name, by in (("posted: precision", 1), ("posted: recall", 2)):
        first, *rest = posted[:, 0] / posted[:, by]
        print(f"{name:27s} {first:.3f}" + "".join(f"{r - first:+8.3f}" for r in rest))


Half = list[tuple[NDArray[np.bool_], Floats, list[Floats]]]


def _half(
    seen: Sequence[Company], split: Sequence[tuple[Indices, Indices]], side: int, order: int
) -> Half:
    """Return what is good, the unlearned log-odds and the learned ones, by company."""
    out: Half = []
    for column, (company, halves) in enumerate(zip(seen, split, strict=True)):
        known, held = halves[side], halves[1 - side]
        stream = company.stream(known, np.random.default_rng((order, column, side)))
        after = [company.learned(held, stream[:count]) for count in AFTER]
        out.append((company.grades[held] >= GOOD, company.base[held], after))
    return out


def _precisions(
    half: tuple[NDArray[np.bool_], Floats, list[Floats]],
) -> tuple[float, Floats]:
    good, base, after = half
    learned = np.array([average_precision(good, scores) for scores in after])
    return average_precision(good, base), learned


def _show(
    judged: Judged, seen: Sequence[Company], base: Floats, gains: Floats, pooled: Floats
) -> None:
    print(f"\n{judged.name}: {len(judged.queries)} queries, {ORDERS} orders of arrival")
    heads = "".join(f"{count:8d}" for count in AFTER)
    print(f"{'decisions':22s} good    AP{heads}   worst order")
    for column, company in enumerate(seen):
        mean, worst = gains[column].mean(axis=1), gains[column].min()
        line = f"{base[column].mean():.3f}" + "".join(f"{gain:+8.3f}" for gain in mean)
        harm = "  below the law" if mean.min() < HARM else ""
        good = (company.grades >= GOOD).sum()
        print(f"{company.name:22s} {good:4d} {line}  {worst:+.3f}{harm}")
    for name, unlearned, gain in (
        ("mean", base.mean(), gains.mean(axis=(0, 2))),
        ("pooled", pooled[0].mean(), pooled[1].mean(axis=1)),
    ):
        print(f"{name:27s} {unlearned:.3f}" + "".join(f"{g:+8.3f}" for g in gain))


def main() -> None:
    wanted = sys.argv[1:] or ["tune", "test", "crossed"]
    print(f"ranking version {VERSION}; average precision, learned less unlearned")
    with Embedder() as embedder:
        embed = Vectors(embedder.name, embedder.embed, None)
        for name, parts in (("tune", TUNE[0]), ("test", TEST), ("crossed", CROSSED)):
            if name in wanted:
                simulate(load(name, *parts), embed)


if __name__ == "__main__":
    main()

"""Fits the weights of `bot/matching/fusion.py` on the pairs for tuning; prints them.

    python benchmarks/fitting.py [--cache DIR]

A logistic regression by Newton's method on the figures of every pair, each divided by its
spread, pulled towards the priors below: what is rarely asked for (a hosted visit, fame)
keeps nearly its prior. Also prints what companies left out of the fit would get.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from judged import TUNE, Judged, average_precision, load, precision_at_recall
from numpy.typing import NDArray
from ranking import Vectors

from bot.embedding import Embedder
from bot.matching import Embed, fusion
from bot.matching import figures as figures_of

Floats = NDArray[np.float64]
PULL = 3.0  # of the prior, on figures divided by their spread
STEPS = 50
FEW = 20  # pairs below which a prior is kept as it is
# log-odds before any pair is seen
PRIORS: Mapping[str, float] = {
    "role:met": 2.0,
    "group:met": 1.0,
    "rank:met": 1.0,
    "trade:met": 1.0,
    "products:met": 1.0,
    "role:unmet": -1.5,
    "role:unknown": -0.7,
    "story:unknown": -0.7,
    "in-house:unknown": -0.5,
    "academic:unknown": -0.5,
    "language:met": 0.5,
    "language:unknown": -0.7,
    "years:unknown": -0.2,
    "hosted:unknown": -2.0,
} | {
    f"{name}:unmet": -2.5
    for name in (
        "story",
        "products",
        "in-house",
        "large",
        "learner",
        "hosted",
        "famous",
        "refused",
        "place",
        "academic",
        "sponsor",
        "no experts",
    )
}


def table(judged: Judged, embed: Embed) -> tuple[list[str], Floats, NDArray[np.bool_]]:
    """Return the names of the figures, [query, company, figure], and what is hard unmet."""
    names = [
        *fusion.WEIGHTS,
        *sorted({*fusion.STATES, *PRIORS, "knows:unknown", "place:met"}),
    ]
    place = {name: i for i, name in enumerate(names)}
    found = np.zeros((*judged.grades.shape, len(names)))
    hard = np.zeros(judged.grades.shape, dtype=bool)
    for j, profile in enumerate(judged.profiles):
        for i, (values, capped) in enumerate(figures_of(judged.queries, profile, embed)):
            hard[i, j] = capped
            for name, value in values.items():
                if name in place:
                    found[i, j, place[name]] = value
    return names, found, hard


def fitted(x: Floats, good: NDArray[np.bool_], prior: Floats) -> tuple[float, Floats]:
    """Return the start and the weights; ``x`` [pair, figure], ``good`` [pair]."""
    spread = np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    design = np.concatenate([np.ones((len(x), 1)), x / spread], axis=1)
    mean = np.concatenate([[0.0], prior * spread])
    pull = np.full(len(mean), PULL)
    pull[0] = 1e-6
    weights = mean.copy()
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (good - sure) - pull * (weights - mean)
        bend = (design * (sure * (1 - sure))[:, None]).T @ design + np.diag(pull)
        weights += np.linalg.solve(bend, slope)
    return float(weights[0]), weights[1:] / spread


def main() -> None:
    folder = (
        Path(sys.argv[sys.argv.index("--cache") + 1]) if "--cache" in sys.argv else None
    )
    embedder = Embedder()
    embed = Vectors(embedder.name, embedder.embed, folder)
    blocks = [load("tune", *parts) for parts in TUNE]
    tables = [table(judged, embed) for judged in blocks]
    names = tables[0][0]
    x = np.concatenate([found.reshape(-1, len(names)) for _, found, _ in tables])
    hard = np.concatenate([capped.ravel() for _, _, capped in tables])
    good = np.concatenate([judged.good.ravel() for judged in blocks])
    company = np.concatenate(
        [np.tile([p.company for p in b.profiles], len(b.queries)) for b in blocks]
    )
    prior = np.array([PRIORS.get(name, 0.0) for name in names])
    held = np.zeros(len(good))
    for name in np.unique(company):
        out = company == name
        start, weights = fitted(x[~out], good[~out], prior)
        held[out] = 1 / (1 + np.exp(-(x[out] @ weights + start)))
    held = np.where(hard, fusion.CAP * held, held)
    print(
        f"companies left out: AP {average_precision(good, held):.3f}   "
        f"precision at recall .9 {precision_at_recall(good, held):.2f}"
    )
    start, weights = fitted(x, good, prior)
    seen = np.asarray((x != 0).sum(axis=0) >= FEW)
    weights = np.where(seen, weights, prior)
    print(f"START = {start:.2f}")
    for i, (name, weight) in enumerate(zip(names, weights, strict=True)):
        wrong = weight < 0 if name.endswith(":met") else ":" in name and weight > 0
        if wrong and name != "knows:unknown":
            continue  # chance: too few of them to say
        if seen[i] or name in PRIORS:
            print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()

"""The figures of a ranking over many resamples of its queries at once.

A resample is a row of how often each query is in it (Efron 1979); the first row has each
query once, so that it gives the plain figures. Pairs of equal score count as one place,
so that no order of a file decides.
"""

import numpy as np
from judged import GOOD, RECALL, TOP, Floats, Grades
from numpy.typing import NDArray

NAMES = ("nDCG@10", "average precision", "precision at recall .9")
TIMES = 1000
SEED = 7
SLACK = 1e-9  # 0.9 of ten hits is nine
DISCOUNT = np.concatenate([[0.0], np.cumsum(1 / np.log2(np.arange(2, TOP + 2)))])


def resamples(queries: int, times: int = TIMES) -> Grades:
    """Return [1 + times, queries]: how often each query is in each resample."""
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(queries, np.full(queries, 1 / queries), size=times)
    return np.concatenate([np.ones((1, queries), np.int64), drawn])


def figures(grades: Grades, scores: Floats, samples: Grades) -> Floats:
    """Return [samples, 3]: the figures of `NAMES`; nan where nothing good was drawn.

    ``grades`` and ``scores`` are [query, company].
    """
    average, precise = _one_threshold(grades >= GOOD, scores, samples)
    return np.stack([_ndcg(grades, scores, samples), average, precise], axis=1)


def interval(drawn: Floats) -> Floats:
    """Return [2, ...]: the 95 % interval of resampled figures, one row each."""
    return np.asarray(np.nanpercentile(drawn, [2.5, 97.5], axis=0), dtype=np.float64)


def calibration(good: NDArray[np.bool_], scores: Floats, bins: int = 5) -> Floats:
    """Return [bins, 3]: pairs, mean score and share good (nan if empty) of equal bins."""
    place = np.minimum((scores.ravel() * bins).astype(np.int64), bins - 1)
    pairs = np.bincount(place, minlength=bins).astype(np.float64)
    said = np.bincount(place, weights=scores.ravel(), minlength=bins)
    true = np.bincount(place, weights=good.ravel().astype(np.float64), minlength=bins)
    held = np.where(pairs > 0, pairs, np.nan)
    return np.stack([pairs, said / held, true / held], axis=1)


def calibration_error(table: Floats) -> float:
    """Return the mean distance of score and share good, each bin by its pairs."""
    pairs, said, true = table.T
    return float(np.nansum(pairs * np.abs(said - true)) / max(1.0, pairs.sum()))


def _one_threshold(
    good: NDArray[np.bool_], scores: Floats, samples: Grades
) -> tuple[Floats, Floats]:
    order, starts = _places(scores.ravel())
    drawn = samples[:, order // scores.shape[1]]
    seen = np.add.reduceat(drawn, starts, axis=1).cumsum(axis=1)
    new = np.add.reduceat(drawn * good.ravel()[order], starts, axis=1)
    hits = new.cumsum(axis=1)
    total = hits[:, -1]
    precision = hits / np.maximum(seen, 1)
    with np.errstate(invalid="ignore"):
        average = (new * precision).sum(axis=1) / total
    reached = np.argmax(hits >= RECALL * total[:, None] - SLACK, axis=1)
    precise = precision[np.arange(len(samples)), reached]
    return average, np.where(total > 0, precise, np.nan)


def _ndcg(grades: Grades, scores: Floats, samples: Grades) -> Floats:
    total, companies = np.zeros(len(samples)), np.zeros(len(samples))
    for column, points in zip(grades.T, scores.T, strict=True):
        ideal = _gain(column, column.astype(np.float64), samples)
        some = ideal > 0
        total += np.where(
            some, _gain(column, points, samples) / np.where(some, ideal, 1), 0
        )
        companies += some
    with np.errstate(invalid="ignore"):
        return np.asarray(total / companies, dtype=np.float64)


def _gain(column: Grades, points: Floats, samples: Grades) -> Floats:
    """Return [samples]: the discounted gain of the first ten, split among equals."""
    order, starts = _places(points)
    drawn = samples[:, order]
    held = np.add.reduceat(drawn, starts, axis=1)
    gain = np.add.reduceat(drawn * (2.0 ** column[order] - 1), starts, axis=1)
    last = held.cumsum(axis=1)
    share = DISCOUNT[np.minimum(last, TOP)] - DISCOUNT[np.minimum(last - held, TOP)]
    return np.asarray((share * gain / np.maximum(held, 1)).sum(axis=1), dtype=np.float64)


def _places(points: Floats) -> tuple[Grades, Grades]:
    """Return the order, best first, and where in it each new score begins."""
    order = np.argsort(-points, kind="stable")
    changed = np.diff(points[order]) != 0
    return order, np.concatenate([[0], np.flatnonzero(changed) + 1])

"""One number from many: near in meaning, sharing words, and eligible.

    near   = half summary, half the nearest stretch of the body, per facet,
             less a part of how near the facet is to ordinary requests
    facet  = 0.8 near + 0.2 shared words
    topic  = the best facet and, less, the second best: a company with many facets
             gains nothing by having many
    score  = logistic(topic), lowered by what the reporter asks for and we lack

Nothing depends on the other queries of the batch, so a score means the same for
every company and on every day.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.matching.eligibility import Finding
from bot.matching.facets import Facet
from bot.matching.lexical import content, overlap

Floats = NDArray[np.float32]

DENSE, LEXICAL = 0.8, 0.2
BEST, SECOND = 0.65, 0.35
ORDINARY_SHARE = 0.5
MIDDLE, STEEP = 0.345, 7.5  # set on benchmarks/ranking
ROLE_MET = 1.25  # added before the logistic
ROLE_FULL = 0.25  # the whole of it from here: the right trade does not make a topic
UNMET, UNKNOWN = 0.45, 0.85  # factors
CAP = 0.4  # of anything with a hard requirement unmet: below posting


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One query, ready to compare."""

    summary: Floats | None  # its vector
    windows: Floats | None  # one row for each stretch of the body
    head_words: frozenset[str]
    body_words: frozenset[str]

    def near(self, vectors: Floats) -> Floats:
        """Return how near each row is, half by the summary and half by the body."""
        head = vectors @ self.summary if self.summary is not None else None
        body = (vectors @ self.windows.T).max(axis=1) if self.windows is not None else None
        if head is None:
            return np.zeros(len(vectors), np.float32) if body is None else body
        return head if body is None else np.asarray((head + body) / 2, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The facets of one company, ready to compare."""

    facets: Sequence[Facet]
    vectors: Floats
    ordinary: Floats  # how near each facet is to ordinary requests
    words: Sequence[frozenset[str]] = field(default=())

    @classmethod
    def of(cls, found: Sequence[Facet], vectors: Floats, background: Floats) -> "Measure":
        ordinary = np.asarray((vectors @ background.T).mean(axis=1), dtype=np.float32)
        words = tuple(content(facet.text) for facet in found)
        return cls(facets=found, vectors=vectors, ordinary=ordinary, words=words)

    def scores(self, reading: Reading) -> Floats:
        """Return one figure for each facet: how much the query is about it."""
        if not self.facets:
            return np.zeros(0, dtype=np.float32)
        near = reading.near(self.vectors) - ORDINARY_SHARE * np.maximum(self.ordinary, 0)
        shared = np.array(
            [overlap(words, reading.head_words, reading.body_words) for words in self.words]
        )
        weights = np.array([facet.weight for facet in self.facets])
        return np.asarray((DENSE * near + LEXICAL * shared) * weights, dtype=np.float32)


def topic(scores: Floats) -> float:
    """Return the best facet, steadied by the second."""
    if not len(scores):
        return 0.0
    ordered = sorted((float(s) for s in scores), reverse=True)
    second = ordered[1] if len(ordered) > 1 else ordered[0]
    return BEST * ordered[0] + SECOND * second


def score(about: float, findings: Sequence[Finding]) -> float:
    """Return 0 to 1: how likely a publicist would answer."""
    met = any(f.state == "met" and f.role for f in findings)
    lift = ROLE_MET * min(1.0, max(0.0, about) / ROLE_FULL) if met else 0.0
    result = 1 / (1 + math.exp(-STEEP * (about - MIDDLE) - lift))
    for finding in findings:
        result *= {"unmet": UNMET, "unknown": UNKNOWN}.get(finding.state, 1.0)
    if any(f.hard for f in findings):
        result = min(result, CAP)
    return round(result, 4)

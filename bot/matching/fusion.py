"""One number from many: near in meaning, sharing words, asked for, and eligible.

    score = 1 / (1 + e^-sum)        sum = start + weight x figure, over the figures below

Every figure is one line of `Match.terms`. The weights are a logistic regression on the
judged pairs for tuning (`benchmarks/fitting.py`), so the score is a probability that the
pair is worth answering and one threshold serves all companies. What a figure would be by
chance is taken off first: a company's nearness to invented calls about everything, so
that neither a query near to everything nor a profile with many facets gains by it.
A hard requirement unmet caps the score.
"""

import math
from collections.abc import Mapping, Sequence

from bot.domain import Term
from bot.matching.eligibility import Finding

START = -7.40
# figure -> log-odds for one unit of it
WEIGHTS: Mapping[str, float] = {
    "topic": 19.84,
    "words": 7.97,
    "asked": 2.33,
    "like a story": -2.02,
    "like in-house": -1.59,
    "nobody": 0.85,
}
# requirement and its state -> log-odds
STATES: Mapping[str, float] = {
    "academic:unknown": -0.50,
    "academic:unmet": -5.38,
    "famous:unmet": -3.08,
    "group:met": 2.41,
    "hosted:unknown": -2.00,
    "hosted:unmet": -3.46,
    "in-house:unknown": -2.74,
    "in-house:unmet": -5.99,
    "knows:unknown": 1.31,
    "language:met": 0.50,
    "language:unknown": -1.85,
    "large:unmet": -3.76,
    "learner:unmet": -2.50,
    "place:unmet": -5.71,
    "products:met": 2.19,
    "products:unmet": -4.03,
    "refused:unmet": -5.74,
    "role:met": 2.79,
    "role:unknown": -1.36,
    "role:unmet": -1.98,
    "sponsor:unmet": -3.32,
    "story:unknown": -1.35,
    "story:unmet": -4.77,
    "trade:met": 1.00,
    "years:unknown": -0.20,
}
ASKED_FOR = 0.2  # cosine that being asked for is worth when the expert is chosen
CAP = 0.3  # of anything with a hard requirement unmet
FAR = 12.0  # log-odds: nothing is surer


def total(terms: Sequence[Term]) -> float:
    """Return the sum in log-odds."""
    return max(-FAR, min(FAR, sum(term.points for term in terms)))


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def odds(probability: float) -> float:
    """Return the log-odds of a probability, within reach."""
    if probability <= 0:
        return -FAR
    return max(-FAR, min(FAR, math.log(probability / max(1e-12, 1 - probability))))


def weight(name: str) -> float:
    """Return the log-odds that one unit of a figure, or a requirement, counts; or 0."""
    return WEIGHTS.get(name, STATES.get(name, 0.0))


def capped(odds: float, findings: Sequence[Finding]) -> tuple[float, Term | None]:
    """Return the log-odds with what is certainly unmet, and the line that says so.

    The score of a capped pair is CAP times what it was: below any threshold for posting,
    in the same order as before.
    """
    hard = next((f for f in findings if f.hard), None)
    if hard is None:
        return odds, None
    kept = CAP * probability(odds)
    low = max(-FAR, math.log(kept / (1 - kept)))
    return low, Term(name="cap", said=f"certainly unmet: {hard.name}", points=low - odds)

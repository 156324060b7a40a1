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

START = -7.23
# figure -> log-odds for one unit of it
WEIGHTS: Mapping[str, float] = {
    "topic": 20.20,
    "words": 7.52,
    "asked": 2.01,
    "like a story": -1.34,
    "like in-house": -1.59,
    "nobody": 0.66,
}
# requirement and its state -> log-odds
STATES: Mapping[str, float] = {
    "academic:unknown": -0.50,
    "academic:unmet": -5.59,
    "famous:unmet": -3.45,
    "group:met": 1.91,
    "hosted:unknown": -2.00,
    "hosted:unmet": -3.36,
    "in-house:unknown": -2.76,
    "in-house:unmet": -5.67,
    "knows:unknown": 1.18,
    "language:met": 0.50,
    "language:unknown": -1.99,
    "large:unmet": -3.69,
    "learner:unmet": -2.50,
    "no experts:unmet": -4.18,
    "place:unmet": -5.58,
    "products:met": 1.87,
    "products:unmet": -4.30,
    "refused:unmet": -5.60,
    "role:met": 2.45,
    "role:unknown": -1.30,
    "role:unmet": -1.78,
    "sponsor:unmet": -3.57,
    "story:unknown": -1.72,
    "story:unmet": -5.97,
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

    The score of a capped pair is CAP times what it was, in the same order as before; it
    is never posted, whatever the threshold (`comparing`).
    """
    hard = next((f for f in findings if f.hard), None)
    if hard is None:
        return odds, None
    kept = CAP * probability(odds)
    low = max(-FAR, math.log(kept / (1 - kept)))
    return low, Term(name="cap", said=f"certainly unmet: {hard.name}", points=low - odds)

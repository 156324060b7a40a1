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

START = -6.80
# figure -> log-odds for one unit of it
WEIGHTS: Mapping[str, float] = {
    "topic": 16.55,
    "words": 5.12,
    "asked": 5.54,
    "like a story": -2.51,
    "like in-house": -2.06,
    "nobody": 1.18,
}
# requirement and its state -> log-odds
STATES: Mapping[str, float] = {
    "famous:unmet": -2.58,
    "group:met": 2.40,
    "hosted:unmet": -3.39,
    "in-house:unknown": -1.25,
    "in-house:unmet": -3.58,
    "knows:unknown": 1.77,
    "large:unmet": -2.83,
    "learner:unmet": -2.51,
    "place:met": 0.29,
    "place:unmet": -5.24,
    "products:met": 1.71,
    "products:unmet": -3.28,
    "rank:met": 0.27,
    "refused:unmet": -3.17,
    "role:met": 3.34,
    "role:unknown": -1.61,
    "role:unmet": -2.39,
    "story:unknown": -1.82,
    "story:unmet": -3.61,
    "trade:met": 3.03,
}
ASKED_FOR = 0.2  # cosine that being asked for is worth when the expert is chosen
CAP = 0.3  # of anything with a hard requirement unmet
FAR = 12.0  # log-odds: nothing is surer


def total(terms: Sequence[Term]) -> float:
    """Return the sum in log-odds."""
    return max(-FAR, min(FAR, sum(term.points for term in terms)))


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


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

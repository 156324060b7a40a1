"""One decision, and how much it says of what: the law of the causes.

    cause of a skip   teaches
    topic             its topic; what is asked for by half
    source            what is asked for, not its topic
    outlet            that outlet, nothing else
    late              nothing
    other or none     its topic and what is asked for, little

A good decision teaches its topic and what is asked for.
"""

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain import Cause

Floats = NDArray[np.floating]

TOPIC, OUTLET = "facet:", "outlet:"  # how the names of traits begin; any other: asked
FACET, ASKED = 0.2, 0.4  # prior deviations of their weights, log-odds
WEAK, HALF = 0.4, 0.5
FAR = 2.5  # log-odds: a ranking is never surer of itself than this
TINY = 1e-9


def prior(trait: str) -> float:
    """Return the prior deviation of a trait's weight."""
    return FACET if trait.startswith(TOPIC) else ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One decision, as the unlearned ranking saw its query.

    ``vector``: a unit vector, the mean of ordinary requests taken away; None without
    text. All of one company have the same length. ``base``: log-odds. ``traits``:
    "facet:..." for what it is about, "outlet:..." for where, any other ("reads:story",
    "role:unmet") for who or what is asked for.
    """

    vector: Floats | None
    base: float
    traits: frozenset[str]
    good: bool
    cause: Cause | None = None  # of a skip
    at: datetime

    @property
    def odds(self) -> float:
        """The base within reach of being wrong, 0 where there is none."""
        return 0.0 if math.isnan(self.base) else max(-FAR, min(FAR, self.base))

    @property
    def weak(self) -> bool:
        return not self.good and self.cause in {None, Cause.OTHER}

    @property
    def teaches(self) -> bool:
        """Say whether it says anything but of its outlet."""
        return self.good or self.cause not in {Cause.OUTLET, Cause.LATE}

    @property
    def about(self) -> float:
        """How much it says of its topic."""
        return 1.0 if self.good or self.cause is Cause.TOPIC else WEAK * self.weak

    @property
    def asking(self) -> float:
        """How much it says of what is asked for."""
        if self.cause is Cause.TOPIC and not self.good:
            return HALF
        return WEAK if self.weak else 1.0

    def share(self, trait: str) -> float:
        """Return how much it says of one of its traits, in prior deviations."""
        if trait not in self.traits or trait.startswith(OUTLET):
            return 0.0
        return prior(trait) * (self.about if trait.startswith(TOPIC) else self.asking)

    def key(self) -> tuple[datetime, float, bool, str, list[str], bytes]:
        """Order examples, whatever order they came in."""
        vector = b"" if self.vector is None else np.asarray(self.vector, float).tobytes()
        return self.at, self.odds, self.good, self.cause or "", sorted(self.traits), vector


def place(rows: Floats | None, ordinary: Floats) -> Floats | None:
    """Return the unit mean of some vectors, less that of ordinary requests.

    ``rows``: one for the summary and one for the body, say; None or empty: None.
    """
    if rows is None or not len(rows):
        return None
    found = rows.mean(axis=0) - (ordinary.mean(axis=0) if len(ordinary) else 0.0)
    size = float(np.linalg.norm(found))
    return np.asarray(found / size) if size > TINY else None

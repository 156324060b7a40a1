"""What people's decisions add to the score of one company, and in which words.

    shift = squash(m (near + facet + asked + bias)) + outlet

A decision teaches only by what the unlearned ranking got wrong: an approval of what
stood at 0.95 teaches next to nothing, a skip of it much. A Gaussian process on the
log-odds with the unlearned ranking as its mean: near is a kernel on the vectors, the
rest are shrunken weights. A label that the ranking finds incredible is believed less
(one in ten is taken to be wrong).

What a skip teaches depends on its cause (see examples). These always hold, n being
the decisions that teach:

    |shift without outlet| <= MOST n / (n + SLOW)     |shift| <= MOST
    own: shift >= -OWN, so what the unlearned ranking puts at 0.5 stays over 0.3
    what is asked for, and outlets, are only ever lowered: no approval lifts a query
        over a requirement
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bot.domain import Cause, Term
from bot.matching.examples import HALF, OUTLET, TOPIC, Example, prior

Floats = NDArray[np.floating]

MOST = 2.0  # log-odds
OWN = 0.8  # the most that a query about one of the company's own topics is lowered
SLOW = 20.0  # decisions until half of it is believed
NEAR, WIDE = 1.25, 0.5  # prior deviation in log-odds; width of the kernel in cosine
BIAS = 0.1
WORST = 1.0  # the most that an outlet is lowered
DOUBT = 2.0  # an outlet's decisions that count for nothing yet
MISSED = 1.0  # a good query that was not shown costs as much as a bad one that was
WRONG = 0.1  # share of labels that are taken to be wrong
LATEST = 500  # decisions that are read: the time to learn is cubic
LIKE = 0.35  # cosine from which two queries are called alike
SMALL = 0.01  # log-odds: lines below are put together
STEPS, CLOSE = 40, 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What the decisions of one company add to its log-odds. ``Learned()``: nothing."""

    vectors: Floats = field(default_factory=lambda: np.zeros((0, 0)))  # one a decision
    pulls: Floats = field(default_factory=lambda: np.zeros(0))  # of each, log-odds
    points: dict[str, float] = field(default_factory=dict)  # of each trait, log-odds
    bias: float = 0.0
    size: float = 0.0  # decisions that teach, weak ones by half
    good: Counter[str] = field(default_factory=Counter)  # decisions by trait
    bad: Counter[str] = field(default_factory=Counter)
    skips: Counter[str] = field(default_factory=Counter)  # by cause
    approved: int = 0

    @classmethod
    def of(cls, examples: Iterable[Example]) -> "Learned":
        """Learn from the latest ``LATEST`` examples; their order does not matter."""
        kept = sorted(examples, key=Example.key)
        skips = Counter(str(e.cause or Cause.OTHER) for e in kept if not e.good)
        known = [e for e in kept if e.teaches][-LATEST:]
        outlets, good, bad = _outlets(kept)
        for e in known:
            (good if e.good else bad).update(t for t in e.traits if e.share(t))
        told = cls(points=outlets, good=good, bad=bad, skips=skips)
        told = replace(told, approved=sum(e.good for e in kept))
        if not known:
            return told
        unit = np.array([e.about for e in known])
        vectors = _rows([e.vector for e in known])
        names = sorted({t for e in known for t in e.traits if e.share(t)})
        table = np.array([[e.share(t) for t in names] for e in known])
        kernel = (NEAR**2) * _alike(vectors, vectors) * np.outer(unit, unit)
        kernel += table @ table.T + BIAS**2
        pull = _fit(kernel, known)
        size = sum(HALF if e.weak else 1.0 for e in known)
        believed = size / (size + SLOW)
        points = dict(zip(names, (believed * table.T @ pull).tolist(), strict=True))
        points = {t: prior(t) * _down(t, points[t]) for t in names}
        return replace(
            told,
            vectors=vectors,
            pulls=believed * NEAR**2 * unit * pull,
            points={t: p for t, p in points.items() if p} | outlets,
            bias=float(believed * BIAS**2 * pull.sum()),
            size=size,
        )

    @property
    def bound(self) -> float:
        """The most that all but the outlet moves, in log-odds."""
        return MOST * self.size / (self.size + SLOW)

    def terms(
        self,
        vector: Floats | None,
        base: float,  # noqa: ARG002 (the law may come to depend on it)
        traits: frozenset[str],
        *,
        own: bool,
    ) -> tuple[Term, ...]:
        """Return the log-odds to add to ``base``, each with what it came from.

        ``own``: the query is about one of the company's own topics lines.
        """
        found = self._near(vector)
        if self.bias:
            word = "approved" if self.bias > 0 else "skipped"
            found.append((f"{word} more often than expected", self.bias))
        outlets: list[tuple[str, float]] = []
        for name in sorted(traits & self.points.keys()):
            line = (self._said(name), self.points[name])
            (outlets if name.startswith(OUTLET) else found).append(line)
        raw = sum(points for _, points in found)
        if self.bound and raw:
            squash = self.bound * float(np.tanh(raw / self.bound)) / raw
            found = [(said, points * squash) for said, points in found]
        found += outlets
        total = sum(points for _, points in found)
        allowed = max(min(total, MOST), -OWN if own else -MOST)
        if total and allowed != total:
            found = [(said, points * allowed / total) for said, points in found]
        return tuple(_terms(found))

    def lines(self) -> tuple[str, ...]:
        """Say what was learned, in words; () where nobody decided anything."""
        skipped = sum(self.skips.values())
        if not self.approved + skipped:
            return ()
        causes = ", ".join(
            f"{n} {_CAUSES[Cause(c)]}" for c, n in sorted(self.skips.items())
        )
        out = [f"approved or wanted {self.approved}, skipped {skipped}"]
        out[0] += f" ({causes})" if causes else ""
        out.append(f"moves a score by at most {self.bound:.2f} log-odds, outlets apart")
        if abs(self.bias) >= SMALL:
            word = "approved" if self.bias > 0 else "skipped"
            out.append(f"{self.bias:+.2f}  {word} more often than expected")
        most = sorted(self.points.items(), key=lambda item: (-abs(item[1]), item[0]))
        out += [f"{p:+.2f}  {self._said(t)}" for t, p in most if abs(p) >= SMALL]
        return tuple(out)

    def _near(self, vector: Floats | None) -> list[tuple[str, float]]:
        if vector is None or self.vectors.shape[1] != len(vector):
            return []
        each = self.pulls * _alike(self.vectors, np.asarray([vector], float))[:, 0]
        cosines = self.vectors @ vector
        out = []
        for word, side in (("approved", self.pulls > 0), ("skipped", self.pulls < 0)):
            alike = int((side & (cosines >= LIKE)).sum())
            some = f"like {_count(alike, f'{word} query', f'{word} queries')}"
            said = some if alike else f"a little like {word} queries"
            out.append((said, float(each[side].sum())))
        return [(said, points) for said, points in out if points]

    def _said(self, trait: str) -> str:
        name, good, bad = trait.replace(":", " ", 1), self.good[trait], self.bad[trait]
        if self.points[trait] > 0:
            return f"{name}: approved {good} of {good + bad}, more than expected"
        times = _count(bad, "time", "times")
        return f"{name}: skipped {times}" + (f", approved {good}" if good else "")


_CAUSES = {
    Cause.TOPIC: "not our topic",
    Cause.SOURCE: "another kind of source",
    Cause.OUTLET: "weak outlet",
    Cause.LATE: "too late",
    Cause.OTHER: "other",
}


def _fit(kernel: Floats, known: Sequence[Example]) -> Floats:
    """Return how hard each decision pulls: its trust times what was got wrong of it.

    Newton's method on the log posterior (Rasmussen and Williams 2006, 3.4), with
    half steps where a whole one would overshoot.
    """
    base = np.array([e.odds for e in known])
    sign = np.where([e.good for e in known], 1.0, -1.0)
    right = _sure(sign * base)
    trust = (1 - WRONG) * right / ((1 - WRONG) * right + WRONG * (1 - right))
    trust *= [MISSED if e.good else HALF if e.weak else 1.0 for e in known]

    def worth(pull: Floats) -> float:
        shift = kernel @ pull
        seen = trust * np.logaddexp(0, -sign * (base + shift))
        return float(-seen.sum() - pull @ shift / 2)

    pull = np.zeros(len(known))
    best = worth(pull)
    for _ in range(STEPS):
        shift = kernel @ pull
        wrong = _sure(-sign * (base + shift))
        steep = trust * wrong * (1 - wrong)
        goal = steep * shift + trust * sign * wrong
        step = np.linalg.solve(np.eye(len(known)) + steep[:, None] * kernel, goal) - pull
        size = 1.0
        while (now := worth(pull + size * step)) < best and size > CLOSE:
            size /= 2
        if now < best:
            break
        pull, gained, best = pull + size * step, now - best, now
        if gained < CLOSE:
            break
    return pull


def _sure(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))


def _rows(vectors: Sequence[Floats | None]) -> Floats:
    """Return one row for each, of zeros where there is none as long as the last."""
    length = next((len(v) for v in reversed(vectors) if v is not None), 0)
    rows = np.zeros((len(vectors), length))
    for row, vector in zip(rows, vectors, strict=True):
        if vector is not None and len(vector) == length:
            row[:] = vector
    return rows


def _alike(rows: Floats, others: Floats) -> Floats:
    """Return 1 for the same direction and 0 for unrelated ones, steep in between."""
    nothing = np.exp(-1 / WIDE)
    cosines = np.clip(rows @ others.T, -1, 1)
    return np.asarray((np.exp((cosines - 1) / WIDE) - nothing) / (1 - nothing))


def _outlets(
    kept: Sequence[Example],
) -> tuple[dict[str, float], Counter[str], Counter[str]]:
    """Return what each outlet loses, and the decisions that say so and against it."""
    bad: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for e in kept:
        named = [t for t in e.traits if t.startswith(OUTLET)]
        if e.good:
            good.update(named)
        elif e.cause is Cause.OUTLET:
            bad.update(named)
    points = {t: -WORST * n / (n + good[t] + DOUBT) for t, n in bad.items()}
    return points, good, bad


def _down(trait: str, points: float) -> float:
    return points if trait.startswith(TOPIC) else min(points, 0.0)


def _terms(found: Sequence[tuple[str, float]]) -> Iterable[Term]:
    """Make lines of what was found, the small ones together."""
    rest = 0.0
    for said, points in found:
        if abs(points) >= SMALL:
            yield Term(name="learned", said=said, points=points)
        else:
            rest += points
    if rest:
        yield Term(name="learned", said="smaller things", points=rest)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"

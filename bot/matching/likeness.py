"""What kind of call a query reads like, by the model: nearness to invented calls.

`likeness.jsonl` holds short calls on many topics, each topic once for every kind, so
that what tells them apart is who is wanted and not the topic. A linear reading (ridge
regression on their vectors, one for each kind) works with any embedding model and is
made anew for each. The same calls are the background: what any company is a little like.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

NAMES = {
    "expert": "an expert",
    "story": "people with a story",
    "business": "owners on their own company",
    "inhouse": "in-house people",
    "product": "products",
    "other": "fame, sponsors or a visit",
}
RIDGE = 1.0  # of unit vectors


@dataclass(frozen=True, slots=True)
class Call:
    kind: str
    text: str


@cache
def calls() -> tuple[Call, ...]:
    """Return the invented calls, in their order."""
    text = files("bot.matching").joinpath("likeness.jsonl").read_text(encoding="utf-8")
    return tuple(Call(**json.loads(line)) for line in text.splitlines())


@cache
def texts() -> tuple[str, ...]:
    """Return what must be embedded, once for each model."""
    return tuple(call.text for call in calls())


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Reads kinds off vectors of one model."""

    kinds: tuple[str, ...]
    middle: Floats
    weights: Floats  # [dimension, kind]
    usual: Floats  # the share of each kind among the calls

    @classmethod
    def of(cls, vectors: Floats) -> "Likeness":
        """Learn from the vectors of `texts`, one row each."""
        return _fitted(
            np.ascontiguousarray(vectors, dtype=np.float32).tobytes(), len(vectors)
        )

    def read(self, vectors: Floats) -> Floats:
        """Return [text, kind], about 0 to 1: how much each text is of each kind."""
        return np.asarray((vectors - self.middle) @ self.weights + self.usual)

    def kind(self, row: Sequence[float] | Floats) -> str:
        return self.kinds[int(np.argmax(row))]


@lru_cache(maxsize=4)
def _fitted(data: bytes, rows: int) -> Likeness:
    vectors = np.frombuffer(data, dtype=np.float32).reshape(rows, -1).astype(np.float64)
    kinds = tuple(NAMES)
    told = np.array([[c.kind == kind for kind in kinds] for c in calls()], dtype=np.float64)
    middle, usual = vectors.mean(axis=0), told.mean(axis=0)
    x, y = vectors - middle, told - usual
    weights = x.T @ np.linalg.solve(x @ x.T + RIDGE * np.eye(rows), y)
    return Likeness(
        kinds=kinds,
        middle=middle.astype(np.float32),
        weights=weights.astype(np.float32),
        usual=usual.astype(np.float32),
    )

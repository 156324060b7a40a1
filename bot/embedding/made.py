"""Vectors made beforehand with the default model, of texts that every ranking needs.

They save the seconds that encoding them takes at a first start. `made.npz` is written by
`python benchmarks/making.py`; half precision, cosine with the engines' own above 0.9999.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@cache
def vectors() -> Mapping[str, NDArray[np.float32]]:
    """Return a unit vector for each text that has one, by `name` of the text."""
    with files("bot.embedding").joinpath("made.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        names, rows = stored["names"], stored["rows"].astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return dict(zip(names.tolist(), rows, strict=True))


def name(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:24]

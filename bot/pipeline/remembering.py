"""The vectors of texts: kept in the store, what is missing made by the model."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching import BACKGROUND, Embed
from bot.store import Store

PORTION = 512  # texts; what ends a slow machine's work loses no more than these


class Remembering:
    """Embeds texts, each only once in the life of the store.

    What every ranking compares with stays in memory: under 1 MB.
    """

    def __init__(self, store: Store, embed: Embed, engine: str) -> None:
        self._store, self._embed, self._engine = store, embed, engine
        self._kept: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each text, in the order given."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        found = dict(self._kept)
        wanted = [text for text in dict.fromkeys(texts) if text not in found]
        found |= {
            text: np.frombuffer(vector, dtype=np.float32)
            for text, vector in self._store.vectors(self._engine, wanted).items()
        }
        missing = [text for text in wanted if text not in found]
        for some in (missing[i : i + PORTION] for i in range(0, len(missing), PORTION)):
            made = dict(zip(some, self._embed(some), strict=True))
            self._store.add_vectors(
                self._engine, {text: row.tobytes() for text, row in made.items()}
            )
            found |= made
        if not self._kept and BACKGROUND[0] in found:
            self._kept = {text: found[text] for text in BACKGROUND if text in found}
        return np.stack([found[text] for text in texts])

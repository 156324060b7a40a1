"""Vectors that were made are kept, however the making of the rest ends."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.pipeline import remembering
from bot.pipeline.remembering import Remembering
from bot.store import Store

TEXTS = [f"text {number}" for number in range(50)]


def test_a_slow_model_that_is_ended_again_and_again_still_gets_to_the_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "PORTION", 10)
    made: list[str] = []

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        """End the process, as it were, after two requests of each life."""
        if len(lives[-1]) == 2:
            raise SystemExit
        lives[-1].append(len(texts))
        made.extend(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    lives: list[list[int]] = []
    while len(lives) < 10:
        lives.append([])
        try:
            rows = Remembering(store, embed, "e")(TEXTS)
            break
        except SystemExit:
            continue
    assert len(lives) == 3
    assert made == TEXTS  # each once
    assert rows[:, 0].tolist() == [len(text) for text in TEXTS]

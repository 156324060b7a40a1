"""Vectors made beforehand are those that the engine would make."""

import numpy as np
import pytest

from bot.embedding import Embedder, made
from bot.errors import TryLater
from bot.matching import BACKGROUND


def test_every_text_of_the_background_has_its_vector():
    stored = made.vectors()
    assert {made.name(text) for text in BACKGROUND} == set(stored)
    assert all(abs(np.linalg.norm(row) - 1) < 1e-5 for row in stored.values())


def test_they_are_given_without_starting_the_model(monkeypatch):
    with Embedder(engine="numpy") as embedder:
        monkeypatch.setattr(embedder, "_ask", lambda _: pytest.fail("the model was asked"))
        rows = embedder.embed(BACKGROUND[:3])
    assert rows.shape == (3, 384)
    assert rows.dtype == np.float32


def test_another_child_is_asked_for_everything():
    with Embedder(command=["true"]) as other, pytest.raises(TryLater):
        other.embed(BACKGROUND[:1])


@pytest.mark.model
def test_they_are_what_the_engine_makes():
    some = list(BACKGROUND[::40])
    with (
        Embedder(engine="numpy") as stored,
        Embedder(engine="numpy", made_before=False) as engine,
    ):
        cosines = (stored.embed(some) * engine.embed(some)).sum(axis=1)
    assert cosines.min() > 0.9999

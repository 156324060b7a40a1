"""What kind of call a text reads like, by the model."""

from collections import Counter

import numpy as np
import pytest

from bot.embedding import Embedder
from bot.matching import likeness
from bot.matching.likeness import Likeness
from tests import make


def test_every_kind_has_as_many_calls_on_as_many_topics():
    counts = Counter(call.kind for call in likeness.calls())
    assert set(counts) == set(likeness.NAMES)
    assert len(set(counts.values())) == 1
    assert len(set(likeness.texts())) == len(likeness.texts())


def test_the_calls_themselves_are_read_for_what_they_are():
    vectors = make.embed(likeness.texts())
    learned = Likeness.of(vectors)
    read = learned.read(vectors)
    right = [
        learned.kind(row) == call.kind
        for row, call in zip(read, likeness.calls(), strict=True)
    ]
    assert np.mean(right) > 0.9


@pytest.fixture(scope="module")
def model():
    with Embedder(engine="numpy") as embedder:
        yield Likeness.of(embedder.embed(likeness.texts())), embedder.embed


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Did your landlord keep your deposit? I want to hear your story.", "story"),
        ("Brands: send samples of your new lip balms for our winter round-up.", "product"),
        ("A hydrologist to explain why wells run dry, please, with title.", "expert"),
        ("Sponsors and exhibitors wanted for our spring fair.", "other"),
    ],
)
def test_the_model_tells_the_kinds_apart_on_topics_it_has_no_call_for(text, kind, model):
    learned, embed = model
    (row,) = learned.read(embed([text]))
    assert learned.kind(row) == kind

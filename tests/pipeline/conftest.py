"""A pipeline over a real store, with a bag of words for a model; an expert's mailbox."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import shipped
from bot.domain import Profile
from bot.errors import TryLater
from bot.matching import Thresholds
from bot.pipeline import Desks, Pipeline
from bot.pitching import Prompts
from bot.store import Store
from tests import make
from tests.inbox.dovecot import Dovecot, missing
from tests.inbox.miniimap import MiniImap
from tests.pipeline.expert import DRAFTS, SENT, Expert

NOW = make.NOW
PROMPTS = Prompts.load(shipped.folder("prompts"))
ALL = Thresholds(post=0.0, hold=0.0)


class Model:
    """A bag of words that counts its calls and can fail."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.failing = 0

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.failing:
            self.failing -= 1
            raise TryLater("the model is away")
        self.texts += texts
        return make.embed(texts)


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def profiles() -> list[Profile]:
    return [make.profile()]


@pytest.fixture
def pipeline(store: Store, model: Model, profiles: list[Profile]) -> Pipeline:
    return Pipeline(
        store=store,
        profiles=lambda: profiles,
        embed=model,
        engine="words",
        prompts=PROMPTS,
        desks=Desks(channel="C1", ops_channel="OPS", max_per_day=3),
        now=lambda: NOW,
        thresholds=ALL,
    )


@pytest.fixture(params=["mini", pytest.param("dovecot", marks=pytest.mark.dovecot)])
def expert(
    request: pytest.FixtureRequest, store: Store, tmp_path: Path
) -> Iterator[Expert]:
    if request.param == "dovecot" and missing():
        pytest.skip(missing())
    opened = MiniImap() if request.param == "mini" else Dovecot(tmp_path)
    with opened as server:
        made = Expert(store, server)
        made.folders(DRAFTS, SENT)
        yield made


@pytest.fixture
def mini(store: Store) -> Iterator[Expert]:
    with MiniImap() as server:
        made = Expert(store, server)
        made.folders(DRAFTS, SENT)
        yield made

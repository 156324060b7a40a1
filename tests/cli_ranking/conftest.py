"""A config with two companies, a store beside it, and a model that is a bag of words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import matching
from bot.cli import stored
from bot.store import Store
from tests.cli_ranking import stage

RANK = matching.rank


@pytest.fixture
def real_rank() -> Callable[..., object]:
    return RANK


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with config.toml; ranking and model are those of `stage`."""
    for name in ("BOT_IMAP__PASSWORD", "BOT_SLACK__BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_NOW", stage.NOW.isoformat())
    monkeypatch.setattr(stored, "Embedder", stage.Model)
    monkeypatch.setattr(matching, "rank", stage.rank)
    monkeypatch.chdir(tmp_path)
    stage.Model.asked = []
    stage.config(tmp_path)
    return tmp_path


@pytest.fixture
def kept(home: Path) -> Iterator[Store]:
    """Return the store beside the config, with five queries of one mail."""
    store = Store(home / "haro-bot.db")
    stage.keep(store, *stage.QUERIES)
    yield store
    store.close()

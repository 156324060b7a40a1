"""A config with two companies, and a store with three cards, one of them in Slack."""

import getpass
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.cli import stage


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with config.toml."""
    for name in ("BOT_IMAP__PASSWORD", "BOT_SLACK__BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_NOW", stage.NOW.isoformat())
    monkeypatch.setattr(getpass, "getuser", lambda: "ann")
    monkeypatch.chdir(tmp_path)
    stage.config(tmp_path)
    return tmp_path


@pytest.fixture
def kept(home: Path) -> Iterator[Store]:
    """Return the store beside the config: cards 1 and 2 of Acme, 3 of the tyre shop."""
    store = Store(home / "haro-bot.db")
    stage.fill(store)
    yield store
    store.close()

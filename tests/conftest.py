from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.store import Store

# the same examples every time, so that what passed here passes anywhere; `make properties`
# looks for new ones
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "bot.db")
    yield store
    store.close()

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

from bot.store import Store

# the same examples every time, so that what passed here passes anywhere; `make properties`
# looks for new ones
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")

HERE = Path(__file__).parent
# They do again and again what other tests do once; measuring more than doubles their time.
UNMEASURED = tuple(
    HERE / name
    for name in (
        "faults",
        "properties",
        "robustness",
        "security",
        "slack/test_blocks.py",
        "slack/test_kill.py",
        "slack/test_listing.py",
        "slack/test_load.py",
        "slack/test_messages.py",
        "slack/test_storms.py",
        "test_links_broken.py",
        "test_sameness.py",
    )
)


@contextmanager
def unmeasured() -> Iterator[None]:
    """Take no coverage: neither of this process nor of those it starts."""
    measuring = Coverage.current()
    asked = {name: os.environ.pop(name) for name in [*os.environ] if "COVERAGE" in name}
    if measuring:
        measuring.stop()
    try:
        yield
    finally:
        os.environ.update(asked)
        if measuring:
            measuring.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if not any(item.path.is_relative_to(place) for place in UNMEASURED):
        return (yield)
    with unmeasured():
        return (yield)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "bot.db")
    yield store
    store.close()

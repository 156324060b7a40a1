from collections.abc import Iterator

import pytest
from pydantic_ai import models


@pytest.fixture(autouse=True)
def nothing_leaves() -> Iterator[None]:
    """Refuse every request of a real client; tests of the client allow theirs."""
    models.ALLOW_MODEL_REQUESTS = False
    yield
    models.ALLOW_MODEL_REQUESTS = False

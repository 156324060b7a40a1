from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.consent import GMAIL, Consent, Grant, keep, microsoft_of
from tests.consent.provider import Provider


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as made:
        yield made


@dataclass
class Clock:
    at: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def asked(provider: Provider, folder: Path, **changes: Any) -> Consent:
    """Return a consent to the provider on loopback."""
    gmail = changes.pop("gmail", True)
    service = GMAIL if gmail else microsoft_of("common")
    made = Consent(
        name="agency",
        username="press@example.com",
        service=replace(service, token_url=f"{provider.url}/token"),
        client_id="client-1",
        client_secret="app-secret" if gmail else "",
        file=folder / "tokens" / "agency.json",
        again=f"haro-bot login {service.name} --config config.toml --mailbox agency",
    )
    return replace(made, **changes)


def given(consent: Consent, refresh: str = "refresh-1", **changes: Any) -> Grant:
    """Keep a grant as `haro-bot login` would."""
    grant = Grant(
        service=consent.service.name,
        client_id=consent.client_id,
        username=consent.username,
        refresh_token=refresh,
    )
    grant = replace(grant, **changes)
    keep(consent.file, grant)
    return grant

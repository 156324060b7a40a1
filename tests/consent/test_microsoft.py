"""Consent to Microsoft by a code; a made-up Microsoft on loopback, never the real one."""

import json
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pytest

from bot.consent import microsoft_of
from bot.consent.microsoft import consented
from bot.errors import GiveUp, TryLater
from tests.consent.conftest import asked
from tests.consent.provider import Provider, refused


class Line:
    """What msal wants of an HTTP client; every host is the provider."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def get(self, url: str, **_: object) -> SimpleNamespace:
        return self._asked(url, None)

    def post(self, url: str, data: dict[str, str | None] | None = None, **_: object):
        form = {k: v for k, v in (data or {}).items() if v is not None}
        return self._asked(url, urlencode(form).encode())

    def close(self) -> None: ...

    def _asked(self, url: str, data: bytes | None) -> SimpleNamespace:
        assert urlsplit(url).hostname == "login.microsoftonline.com"
        there = self._provider.url + urlsplit(url).path
        try:
            answer = urllib.request.urlopen(there, data, timeout=20)  # noqa: S310
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode()
            return SimpleNamespace(
                status_code=answer.status,
                text=text,
                headers=dict(answer.headers),
                json=lambda: json.loads(text),
                raise_for_status=lambda: None,
            )


def test_a_person_who_types_the_code_lets_us_in_for_good(
    provider: Provider, tmp_path: Path
) -> None:
    provider.pending = 2
    said: list[str] = []
    consent = asked(provider, tmp_path, gmail=False)
    grant = consented(consent, said.append, http_client=Line(provider))
    assert grant.refresh_token == "refresh-1"
    assert (grant.service, grant.client_id) == ("microsoft", "client-1")
    assert "https://login.example.com/device" in said[0]
    assert "ABCD-EFGH" in said[0]
    assert "press@example.com" in said[1]
    scopes = set(provider.forms[0]["scope"].split())
    assert scopes >= {
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "offline_access",
    }
    assert {form["path"] for form in provider.forms} == {
        "/common/oauth2/v2.0/devicecode",
        "/common/oauth2/v2.0/token",
    }


def test_the_token_is_asked_for_where_consent_was_given() -> None:
    service = microsoft_of("contoso.example")
    assert service.token_url.startswith(f"{service.authority}/")
    assert service.authority == "https://login.microsoftonline.com/contoso.example"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (refused("unauthorized_client", "AADSTS700016: no"), "mend client_id or tenant"),
        (refused("invalid_client", "AADSTS7000218: secret"), "Allow public client flows"),
        (refused("server_error"), "gives no code"),
    ],
)
def test_an_app_that_is_not_set_up_says_how(
    provider: Provider, tmp_path: Path, answer, said: str
) -> None:
    provider.answers.append(answer)
    consent = asked(provider, tmp_path, gmail=False)
    with pytest.raises(GiveUp, match=said):
        consented(consent, lambda _: None, http_client=Line(provider))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("authorization_declined", GiveUp),
        ("access_denied", GiveUp),
        ("expired_token", TryLater),
    ],
)
def test_a_person_who_says_no_or_nothing_is_heard(
    provider: Provider, tmp_path: Path, error: str, kind: type[Exception]
) -> None:
    consent = asked(provider, tmp_path, gmail=False)

    def on_code(text: str) -> None:
        if "ABCD" in text:
            provider.answers.append(refused(error))

    with pytest.raises(kind):
        consented(consent, on_code, http_client=Line(provider))


def test_no_lasting_consent_is_said(provider: Provider, tmp_path: Path) -> None:
    provider.refresh_on_consent = False
    consent = asked(provider, tmp_path, gmail=False)
    with pytest.raises(GiveUp, match="offline_access"):
        consented(consent, lambda _: None, http_client=Line(provider))


def test_without_a_network_it_is_tried_again(tmp_path: Path) -> None:
    with Provider() as gone:
        consent = asked(gone, tmp_path, gmail=False)
    with pytest.raises(TryLater, match="cannot be asked"):
        consented(consent, lambda _: None, http_client=Line(gone))

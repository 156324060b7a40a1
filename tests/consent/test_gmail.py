"""Consent to Gmail in a browser; a made-up Google on loopback, never the real one."""

import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.consent import Consent, gmail
from bot.errors import BadInput, GiveUp, TryLater
from tests.consent.conftest import asked
from tests.consent.provider import Provider, refused


@pytest.fixture(autouse=True)
def _in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # loopback has no certificate


def at(provider: Provider, folder: Path) -> Consent:
    consent = asked(provider, folder)
    there = f"{provider.url}/authorize"
    return replace(consent, service=replace(consent.service, authorize_url=there))


class Person:
    """Reads what is said, and does as told with the address in a browser of theirs."""

    def __init__(self, act: Callable[[str, dict[str, str]], None]) -> None:
        self.said: list[str] = []
        self.asked: dict[str, str] = {}
        self._act = act
        self._threads: list[threading.Thread] = []

    def __call__(self, text: str) -> None:
        self.said.append(text)
        if text.startswith("http"):
            query = parse_qs(urlsplit(text).query)
            self.asked = {name: values[0] for name, values in query.items()}
            back = self.asked["redirect_uri"]
            thread = threading.Thread(target=self._act, args=(back, self.asked))
            self._threads.append(thread)
            thread.start()

    def done(self) -> None:
        for thread in self._threads:
            thread.join()


def agree(back: str, asked: dict[str, str]) -> None:
    visit(f"{back}?state={asked['state']}&code=code-1&scope={asked['scope']}")


def visit(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as page:  # noqa: S310 (loopback)
            assert b"close this window" in page.read()
            return 200
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_person_who_agrees_lets_us_in_for_good(
    provider: Provider, tmp_path: Path
) -> None:
    person = Person(agree)
    grant = gmail.consented(at(provider, tmp_path), person, patience=60)
    person.done()
    assert grant.refresh_token == "refresh-1"
    assert (grant.service, grant.username) == ("gmail", "press@example.com")
    assert person.asked["scope"] == "https://mail.google.com/"
    assert person.asked["access_type"] == "offline"
    assert person.asked["prompt"] == "consent"
    assert person.asked["code_challenge_method"] == "S256"
    assert len(provider.forms[0]["code_verifier"]) >= 43
    port = urlsplit(person.asked["redirect_uri"]).port
    assert any(f"ssh -L {port}:127.0.0.1:{port}" in line for line in person.said)


def test_what_was_not_asked_for_is_ignored(provider: Provider, tmp_path: Path) -> None:
    seen: list[int] = []

    def with_noise(back: str, asked: dict[str, str]) -> None:
        seen.append(visit(f"{back}favicon.ico"))
        seen.append(visit(f"{back}?code=of-a-stranger"))
        seen.append(visit(f"{back}?state=wrong&code=of-a-stranger"))
        seen.append(visit(f"{back}?state={asked['state']}"))
        agree(back, asked)

    person = Person(with_noise)
    grant = gmail.consented(at(provider, tmp_path), person, patience=60)
    person.done()
    assert seen == [404] * 4
    assert grant.refresh_token == "refresh-1"


def test_a_person_who_says_no_is_heard(provider: Provider, tmp_path: Path) -> None:
    seen: list[int] = []

    def refuse(back: str, asked: dict[str, str]) -> None:
        seen.append(visit(f"{back}?state={asked['state']}&error=access_denied"))

    person = Person(refuse)
    with pytest.raises(GiveUp, match="access_denied"):
        gmail.consented(at(provider, tmp_path), person, patience=60)
    person.done()
    assert seen == [200]
    assert provider.forms == []


def test_nobody_is_waited_for_for_ever(provider: Provider, tmp_path: Path) -> None:
    with pytest.raises(TryLater, match="nobody answered"):
        gmail.consented(at(provider, tmp_path), Person(lambda *_: None), patience=0.1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: p.answers.append(refused("invalid_client", "", 401)), "invalid_client"),
        (lambda p: setattr(p, "refresh_on_consent", False), "no lasting consent"),
        (lambda p: setattr(p, "scope", "openid"), "does not cover mail"),
    ],
)
def test_a_consent_that_is_worth_nothing_says_what_to_do(
    provider: Provider, tmp_path: Path, change, said: str
) -> None:
    change(provider)
    person = Person(agree)
    with pytest.raises(GiveUp, match=said):
        gmail.consented(at(provider, tmp_path), person, patience=60)
    person.done()


def test_a_port_that_is_taken_is_named(provider: Provider, tmp_path: Path) -> None:
    taken = urlsplit(provider.url).port or 0
    with pytest.raises(BadInput, match=f"--port {taken}"):
        gmail.consented(at(provider, tmp_path), Person(agree), port=taken)

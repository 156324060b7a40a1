"""Access tokens bought with a kept refresh token."""

import json
import logging
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from bot.consent import grants, loose, token_source
from bot.errors import LoginRefused, TryLater
from tests.consent.conftest import Clock, asked, given
from tests.consent.provider import Provider, refused
from tests.inbox.dovecot import make_certificate

SECRETS = ("refresh-1", "app-secret", "access-1")


def test_a_token_is_bought_once_and_again_before_it_ends(
    provider: Provider, tmp_path: Path, clock: Clock
) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    token = token_source(consent, clock=clock)
    first = token(False)
    clock.at += 3200
    assert token(False) == first
    clock.at += 200  # less than five minutes are left
    second = token(False)
    assert [first, second] == provider.issued
    assert provider.forms[0] == {
        "path": "/token",
        "grant_type": "refresh_token",
        "client_id": "client-1",
        "client_secret": "app-secret",
        "refresh_token": "refresh-1",
    }


def test_a_short_token_is_used_for_half_its_life(
    provider: Provider, tmp_path: Path, clock: Clock
) -> None:
    provider.seconds = 200
    consent = asked(provider, tmp_path)
    given(consent)
    token = token_source(consent, clock=clock)
    first = token(False)
    clock.at += 99
    assert token(False) == first
    clock.at += 2
    assert token(False) != first


def test_a_refused_token_is_followed_by_another(provider: Provider, tmp_path: Path) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    token = token_source(consent)
    assert token(False) != token(True)
    assert len(provider.issued) == 2


def test_folders_with_one_source_buy_one_token_between_them(
    provider: Provider, tmp_path: Path
) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    token = token_source(consent)
    token(False)
    got: list[str] = []
    provider.open.clear()
    there = threading.Barrier(5)

    def ask() -> None:
        there.wait()
        got.append(token(True))  # all four were refused at once

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    there.wait()
    time.sleep(0.3)  # they are at the lock by now
    provider.open.set()
    for thread in threads:
        thread.join()
    assert set(got) == {provider.issued[-1]}
    assert len(provider.issued) == 2


def test_a_rotated_refresh_token_is_stored_before_the_access_token_is_used(
    provider: Provider, tmp_path: Path
) -> None:
    provider.rotates = True
    consent = asked(provider, tmp_path, gmail=False)
    given(consent)
    token = token_source(consent)
    for n in range(1, 4):
        token(True)
        assert grants.read(consent.file).refresh_token == "refresh-1" + "+" * n
    assert token_source(consent)(False) == provider.issued[-1]  # as after a restart
    assert provider.forms[0]["scope"] == (
        "https://outlook.office.com/IMAP.AccessAsUser.All offline_access"
    )
    assert "client_secret" not in provider.forms[0]


def test_a_rotated_token_that_cannot_be_stored_is_not_lost_and_nothing_is_used(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.rotates = True
    consent = asked(provider, tmp_path, gmail=False)
    given(consent)
    token = token_source(consent)
    with monkeypatch.context() as patched:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patched.setattr(os, "fsync", full)
        for _ in range(2):
            with pytest.raises(TryLater, match="No space left"):
                token(False)
    assert provider.refresh == "refresh-1+"  # the old one is dead by now
    assert grants.read(consent.file).refresh_token == "refresh-1"
    assert [file.name for file in consent.file.parent.iterdir()] == ["agency.json"]
    assert token(False) == provider.issued[-1]
    assert grants.read(consent.file).refresh_token == "refresh-1++"


def test_a_new_consent_is_not_overwritten_by_one_that_could_not_be_stored(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.rotates = True
    consent = asked(provider, tmp_path, gmail=False)
    given(consent)
    token = token_source(consent)
    with monkeypatch.context() as patched:
        patched.setattr(
            Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(30, "ro"))
        )
        with pytest.raises(TryLater, match="ro"):
            token(False)
    provider.refresh = "of a new login"
    given(consent, "of a new login")
    assert token(False) == provider.issued[-1]
    assert provider.forms[-1]["refresh_token"] == "of a new login"


@pytest.mark.parametrize(
    ("gmail", "answer", "said"),
    [
        (True, refused("invalid_grant", "Token has been expired or revoked."), "Testing"),
        (False, refused("invalid_grant", "AADSTS700082: it ran out"), "AADSTS700082"),
        (False, refused("interaction_required"), "no longer honours the consent"),
        (False, refused("invalid_client", "x", 401), "client_id"),
        (False, refused("unauthorized_client", "AADSTS700016: eve@example.com"), "tenant"),
    ],
)
def test_what_only_a_person_can_mend_says_what_to_run(
    provider: Provider, tmp_path: Path, gmail, answer, said: str
) -> None:
    consent = asked(provider, tmp_path, gmail=gmail)
    given(consent)
    provider.answers.append(answer)
    with pytest.raises(LoginRefused, match=said) as caught:
        token_source(consent)(False)
    assert f"`{consent.again}`" in str(caught.value)
    assert "agency" in str(caught.value)
    assert "eve@" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ((503, {"Retry-After": "7"}, {}), 7.0),
        ((429, {"Retry-After": "999999"}, {}), 3600.0),
        ((500, {"Retry-After": "soon"}, b"<html>oops"), None),
        ((502, {}, b""), None),
        (refused("temporarily_unavailable"), None),
        ((200, {}, b"<html>log in to the hotel"), None),
        ((200, {}, {"access_token": "two words"}), None),
        ((200, {}, {"access_token": 7}), None),
        ((200, {}, []), None),
        ((200, {}, b"[" * 90_000), None),
        ((403, {}, {"error": {"code": 403}}), None),
        ((200, {}, b'{"a": "' + b"x" * 200_000 + b'"}'), None),
    ],
)
def test_what_passes_by_itself_is_tried_again(
    provider: Provider, tmp_path: Path, clock: Clock, answer, after: float | None
) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    provider.answers.append(answer)
    token = token_source(consent, clock=clock)
    with pytest.raises(TryLater) as caught:
        token(False)
    assert not isinstance(caught.value, LoginRefused)
    assert caught.value.after == after
    if after:
        with pytest.raises(TryLater):
            token(False)
        assert len(provider.forms) == 1  # nobody knocks before the time it asked for
        clock.at += after
    assert token(False) == provider.issued[-1]


@pytest.mark.parametrize("seconds", [b"9" * 400, b"NaN", b"-1", b'"soon"', b"null"])
def test_a_token_that_does_not_say_how_long_it_is_good_is_good_for_an_hour(
    provider: Provider, tmp_path: Path, clock: Clock, seconds: bytes
) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    told = b'{"access_token": "of-an-hour", "expires_in": %s}' % seconds
    provider.answers.append((200, {}, told))
    token = token_source(consent, clock=clock)
    assert token(False) == "of-an-hour"
    clock.at += 3000
    assert token(False) == "of-an-hour"
    clock.at += 600
    assert token(False) == provider.issued[-1]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_sent_on_to_another_place(
    provider: Provider, tmp_path: Path, status: int
) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    provider.answers.append((status, {"Location": f"{provider.url}/elsewhere"}, b""))
    with pytest.raises(TryLater, match=f"answers with {status}"):
        token_source(consent)(False)
    assert provider.visits == []


def test_a_provider_that_cannot_be_reached_is_tried_again(tmp_path: Path) -> None:
    with Provider() as gone:
        consent = asked(gone, tmp_path)
    given(consent)
    with pytest.raises(TryLater, match="cannot be asked: Connection refused"):
        token_source(consent)(False)


def test_secrets_are_shown_to_nobody_without_a_good_certificate(tmp_path: Path) -> None:
    with Provider(make_certificate(tmp_path)) as provider:
        consent = asked(provider, tmp_path)
        given(consent)
        with pytest.raises(TryLater, match="certificate is not trusted"):
            token_source(consent)(False)
        assert provider.forms == []


def test_secrets_are_not_sent_in_the_clear(provider: Provider, tmp_path: Path) -> None:
    consent = asked(provider, tmp_path)
    object.__setattr__(consent.service, "token_url", "http://tokens.example.com/")
    given(consent)
    with pytest.raises(ValueError, match="http:"):
        token_source(consent)(False)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"client_id": "another"}, "another client_id"),
        ({"username": "eve@example.com"}, "another username"),
        ({"service": "microsoft"}, "a consent for microsoft"),
    ],
)
def test_a_consent_to_something_else_is_not_used(
    provider: Provider, tmp_path: Path, changes, said: str
) -> None:
    consent = asked(provider, tmp_path)
    given(consent, **changes)
    with pytest.raises(LoginRefused, match=said) as caught:
        token_source(consent)(False)
    assert consent.again in str(caught.value)
    assert provider.forms == []


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"{}", b'{"service": 1}'])
def test_where_nobody_gave_consent_the_command_is_named(
    provider: Provider, tmp_path: Path, content: bytes | None
) -> None:
    consent = asked(provider, tmp_path)
    if content is not None:
        given(consent)
        consent.file.write_bytes(content)
    with pytest.raises(LoginRefused) as caught:
        token_source(consent)(False)
    assert f"`{consent.again}`" in str(caught.value)
    assert str(consent.file) in str(caught.value)


def test_a_login_beside_a_running_worker_is_noticed(
    provider: Provider, tmp_path: Path
) -> None:
    consent = asked(provider, tmp_path)
    given(consent, "revoked")
    token = token_source(consent)
    with pytest.raises(LoginRefused):
        token(False)
    given(consent, "refresh-1")
    assert token(False) == provider.issued[-1]


def test_a_grant_is_its_owners_alone(provider: Provider, tmp_path: Path) -> None:
    consent = asked(provider, tmp_path)
    umask = os.umask(0)
    try:
        given(consent)
    finally:
        os.umask(umask)
    assert stat.S_IMODE(consent.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(consent.file.parent.stat().st_mode) == 0o700
    assert loose(consent.file) == ""


def test_a_grant_that_others_can_read_is_warned_of_once(
    provider: Provider, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    consent.file.chmod(0o644)
    token = token_source(consent)
    token(False)
    token(True)
    warned = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert warned == [loose(consent.file)]
    assert f"chmod 600 {consent.file}" in warned[0]
    assert stat.S_IMODE(consent.file.stat().st_mode) == 0o644  # nothing is done in silence


def test_no_secret_shows_in_logs_messages_or_repr(
    provider: Provider, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    consent = asked(provider, tmp_path)
    grant = given(consent)
    token = token_source(consent)
    token(False)
    provider.answers.append((400, {}, {"error": "invalid_grant", **dict.fromkeys(SECRETS)}))
    with pytest.raises(LoginRefused) as caught:
        token(True)
    shown = caplog.text + str(caught.value) + repr((consent, grant, token))
    assert not [secret for secret in SECRETS if secret in shown]


def test_two_programs_do_not_renew_one_grant_at_once(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    monkeypatch.setattr(grants, "LOCK_LIMIT", 0.2)
    with (
        grants.locked(consent.file),
        pytest.raises(TryLater, match="another haro-bot"),
    ):
        token_source(consent)(False)
    assert token_source(consent)(False) == provider.issued[-1]


def test_what_is_kept_holds_no_app_secret_and_no_access_token(
    provider: Provider, tmp_path: Path
) -> None:
    consent = asked(provider, tmp_path)
    given(consent)
    token_source(consent)(False)
    kept = json.loads(consent.file.read_text())
    assert set(kept) == {"service", "client_id", "username", "refresh_token"}

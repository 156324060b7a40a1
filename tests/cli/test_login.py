"""`haro-bot login`, and a worker's way in afterwards; a made-up Google on loopback."""

import argparse
import json
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import config, consent
from bot.cli import login, signing
from bot.cli.clock import wall
from bot.config.server import Server
from bot.consent import gmail, grants
from bot.errors import BadInput, LoginRefused
from bot.inbox import check
from bot.seeing.logs import MASK
from tests.consent.provider import Provider
from tests.consent.test_gmail import Person, agree
from tests.inbox.miniimap import CAPABILITIES, MiniImap

CONFIG = """
[imap]
host = "127.0.0.1"
port = {port}
security = "none"
username = "press@example.com"
sign_in = "gmail"
client_id = "client-1"
"""


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with Provider() as made:
        monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
        monkeypatch.setenv("BOT_IMAP__CLIENT_SECRET", "app-secret")
        there = replace(
            consent.GMAIL,
            token_url=f"{made.url}/token",
            authorize_url=f"{made.url}/authorize",
        )
        monkeypatch.setattr(consent, "GMAIL", there)
        yield made


@pytest.fixture
def server(google: Provider) -> Iterator[MiniImap]:
    """Let in whoever bears the token that was bought last."""
    offers = f"{CAPABILITIES} AUTH=XOAUTH2"
    with MiniImap(user="press@example.com", capabilities=offers) as made:
        made.tokens = Latest(google)  # type: ignore[assignment]
        yield made


class Latest:
    def __init__(self, google: Provider) -> None:
        self._google = google

    def __contains__(self, token: object) -> bool:
        return token in self._google.issued[-1:]


@pytest.fixture
def path(server: MiniImap, tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(CONFIG.format(port=server.port))
    return file


def log_in(path: Path, monkeypatch: pytest.MonkeyPatch, mailbox: str | None = None) -> int:
    """Run the command; a person agrees in a browser."""
    person = Person(agree)
    asks = gmail.consented
    with monkeypatch.context() as patched:
        patched.setattr(
            gmail, "consented", lambda asked, say, **more: asks(asked, person, **more)
        )
        code = login.run(
            argparse.Namespace(config=str(path), service="gmail", mailbox=mailbox, port=0),
            wall,
        )
    person.done()
    return code


def way_in(path: Path):
    settings, _ = config.load(path)
    assert settings.imap is not None
    return signing.account_of(path, "imap", settings.imap)


def test_a_person_agrees_once_and_the_mailbox_opens(
    path: Path, google: Provider, monkeypatch, capsys
):
    assert log_in(path, monkeypatch) == 0
    said = capsys.readouterr().out
    assert f"Kept in {path.parent}/tokens/imap.json" in said
    assert "INBOX holds 0 messages" in said
    kept = path.parent / "tokens" / "imap.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not [s for s in ("app-secret", "access-1", "refresh-1") if s in said]


def test_a_stale_token_is_renewed_and_a_revoked_consent_says_what_to_run(
    path: Path, google: Provider, monkeypatch
):
    log_in(path, monkeypatch)
    account = way_in(path)
    assert "INBOX" in check(account)
    google.issued.append("another")  # what is in memory gets nobody in any more
    assert "INBOX" in check(account)
    google.issued.append("another")
    google.refresh = "revoked"
    with pytest.raises(LoginRefused) as caught:
        check(account)
    assert f"Run `haro-bot login gmail --config {path}`" in str(caught.value)
    google.refresh = "refresh-1"
    log_in(path, monkeypatch)
    assert "INBOX" in check(account)  # the running worker finds the new consent


def test_no_log_line_holds_a_token_that_was_handed_out(path: Path):
    server = Server(
        username="press@example.com",
        host="imap.example.com",
        sign_in="command",
        token_command=("echo", "opaque+token/of.microsoft"),
    )
    token = signing.account_of(path, "imap", server).token
    assert token is not None
    line = f"the server repeats {token(False)} in its own words"
    assert MASK.masked(line) == "the server repeats [secret] in its own words"


def test_a_mailbox_that_does_not_open_keeps_the_consent_and_says_why(
    path: Path, server: MiniImap, monkeypatch, capsys
):
    server.tokens = set()
    assert log_in(path, monkeypatch) == 1
    assert "does not open yet" in capsys.readouterr().out
    assert (path.parent / "tokens" / "imap.json").exists()


def test_before_consent_is_given_the_command_is_named(path: Path, monkeypatch):
    settings, _ = config.load(path)
    assert settings.imap is not None
    with pytest.raises(BadInput, match="haro-bot login gmail --config") as caught:
        signing.demand(path, "imap", settings.imap)
    assert str(path.parent / "tokens" / "imap.json") in str(caught.value)
    log_in(path, monkeypatch)
    signing.demand(path, "imap", settings.imap)


def test_a_folder_that_cannot_hold_a_renewed_consent_is_found_at_the_start(
    path: Path, monkeypatch
):
    log_in(path, monkeypatch)
    settings, _ = config.load(path)
    assert settings.imap is not None
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(BadInput, match="tokens cannot be written"):
        signing.demand(path, "imap", settings.imap)


def test_a_google_app_without_its_secret_is_refused_before_anybody_is_asked(
    path: Path, monkeypatch
):
    monkeypatch.delenv("BOT_IMAP__CLIENT_SECRET")
    with pytest.raises(BadInput, match="BOT_IMAP__CLIENT_SECRET is not set"):
        log_in(path, monkeypatch)


def test_without_the_extra_its_installation_is_named(path: Path, monkeypatch):
    monkeypatch.setitem(sys.modules, "bot.consent.gmail", None)
    monkeypatch.delitem(sys.modules, "google_auth_oauthlib.flow", raising=False)
    monkeypatch.setitem(sys.modules, "google_auth_oauthlib", None)
    monkeypatch.delitem(sys.modules, "bot.consent.gmail")
    args = argparse.Namespace(config=str(path), service="gmail", mailbox=None, port=0)
    with pytest.raises(BadInput, match=r'pip install "haro-bot\[login\]"'):
        login.run(args, wall)


MORE = """
[mailboxes.agency]
host = "127.0.0.1"
port = {port}
security = "none"
username = "press@example.com"
sign_in = "gmail"
client_id = "client-2"
"""


def test_one_of_several_mailboxes_is_named(path: Path, server: MiniImap, monkeypatch):
    monkeypatch.setenv("BOT_MAILBOXES__AGENCY__CLIENT_SECRET", "x")
    path.write_text(path.read_text() + MORE.format(port=server.port))
    assert log_in(path, monkeypatch, "agency") == 0
    assert grants.read(path.parent / "tokens" / "agency.json").client_id == "client-2"
    asked = signing.consent_of(
        path, "mailboxes.agency", config.load(path)[0].mailboxes["agency"]
    )
    assert asked.again.endswith("--mailbox agency")


@pytest.mark.parametrize(
    ("service", "mailbox", "said"),
    [
        ("gmail", "nobody", "there are: imap"),
        ("microsoft", None, 'no mailbox has sign_in = "microsoft"'),
        ("microsoft", "imap", 'sign_in is "gmail"'),
    ],
)
def test_a_mailbox_that_is_not_meant_is_refused(path: Path, service, mailbox, said):
    args = argparse.Namespace(config=str(path), service=service, mailbox=mailbox, port=0)
    with pytest.raises(BadInput, match=said):
        login.run(args, wall)


def test_a_folder_that_cannot_be_written_is_named(path: Path, monkeypatch):
    (path.parent / "tokens").write_text("in the way")
    with pytest.raises(BadInput, match=r"tokens/imap\.json: cannot be written"):
        log_in(path, monkeypatch)


def test_a_program_that_prints_tokens_gets_in(
    server: MiniImap, tmp_path: Path, monkeypatch
):
    monkeypatch.delenv("BOT_IMAP__CLIENT_SECRET")
    server.tokens = {"tok-1"}
    (tmp_path / "token").write_text("#!/bin/sh\necho tok-1\n")
    (tmp_path / "token").chmod(0o755)
    path = tmp_path / "config.toml"
    text = CONFIG.format(port=server.port).replace("gmail", "command")
    words = f"token_command = {json.dumps(['./token'])}"
    path.write_text(text.replace('client_id = "client-1"', words))
    settings, _ = config.load(path)
    assert settings.imap is not None
    signing.demand(path, "imap", settings.imap)
    assert "INBOX" in check(way_in(path))

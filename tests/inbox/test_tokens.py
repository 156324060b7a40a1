"""Logging in with an access token."""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.consent import token_source
from bot.errors import BadInput, LoginRefused, TryLater
from bot.inbox import Account, Inbox, check
from tests.consent.conftest import asked, given
from tests.consent.provider import Provider
from tests.inbox.dovecot import Dovecot, missing
from tests.inbox.fakeimap import FakeImap, Wire
from tests.inbox.introspection import Introspection
from tests.inbox.miniimap import CAPABILITIES, MiniImap
from tests.inbox.shelf import Shelf, account, letter, now

GOOD, STALE = "good-token-" + "g" * 50, "stale-token-" + "s" * 50


class Tokens:
    """Hands out one token after another; the last one stays."""

    def __init__(self, *tokens: str) -> None:
        self._tokens = list(tokens)
        self.asked: list[bool] = []

    def __call__(self, fresh: bool) -> str:  # noqa: FBT001
        self.asked.append(fresh)
        return self._tokens.pop(0) if len(self._tokens) > 1 else self._tokens[0]


def by_token(server, tokens, **changes) -> Account:
    return account(server, password="", token=tokens, **changes)


def offering(*ways: str, **more) -> MiniImap:
    offers = " ".join(f"AUTH={way}" for way in ways)
    server = MiniImap(capabilities=f"{CAPABILITIES} {offers}", **more)
    server.tokens = {GOOD}
    return server


@pytest.mark.parametrize("ways", [["XOAUTH2"], ["OAUTHBEARER"], ["OAUTHBEARER", "XOAUTH2"]])
@pytest.mark.parametrize("user", ["press@example.com", "a,b=c@example.com"])
def test_a_token_gets_in_by_either_way(ways: list[str], user: str) -> None:
    with offering(*ways, user=user) as server:
        tokens = Tokens(GOOD)
        assert "INBOX holds 0" in check(by_token(server, tokens))
        assert tokens.asked == [False]
        assert "LOGIN" not in server.commands


def test_a_server_may_forbid_passwords_and_take_tokens() -> None:
    with offering("XOAUTH2") as server:
        server.capabilities += " LOGINDISABLED"
        assert "INBOX holds 0" in check(by_token(server, Tokens(GOOD)))


@pytest.mark.parametrize("way", ["XOAUTH2", "OAUTHBEARER"])
def test_a_token_that_is_refused_is_followed_by_a_fresh_one_on_a_new_line(way: str) -> None:
    with offering(way) as server:
        tokens = Tokens(STALE, GOOD)
        assert "INBOX holds 0" in check(by_token(server, tokens))
        assert tokens.asked == [False, True]
        assert server.shown == [STALE, GOOD]


def test_each_connection_asks_for_a_token_anew() -> None:
    with offering("XOAUTH2") as server:
        tokens = Tokens(GOOD)
        inbox = Inbox(by_token(server, tokens), Shelf(), now=now)
        server.deliver(letter("one"))
        assert inbox.fetch_new() == 1
        server.cut()
        with pytest.raises(TryLater):
            inbox.fetch_new()
        server.deliver(letter("two"))
        assert inbox.fetch_new() == 1
        inbox.close()
        assert tokens.asked == [False, False]


def test_where_a_fresh_token_is_refused_as_well_people_are_told_what_to_look_at() -> None:
    with offering("XOAUTH2") as server, pytest.raises(LoginRefused) as caught:
        check(by_token(server, Tokens(STALE)))
    assert "check that username is the account" in str(caught.value)
    assert "app password" not in str(caught.value)
    assert server.shown == [STALE, STALE]


@pytest.mark.parametrize(
    ("refusal", "shown", "told"),
    [
        ("NO [UNAVAILABLE] Temporary authentication failure.", 2, TryLater),
        ("NO [ALERT] come back later", 2, TryLater),
        ("NO AUTHENTICATE failed.", 2, LoginRefused),
        ("NO [LIMIT] too many", 1, TryLater),
        ("NO [INUSE] in use", 1, TryLater),
        ("NO Request is throttled. Suggested Backoff Time: 9000 milliseconds", 1, TryLater),
    ],
)
def test_a_busy_server_is_not_asked_twice_and_a_passing_fault_is_none_of_the_token(
    refusal: str, shown: int, told: type[TryLater]
) -> None:
    with offering("XOAUTH2") as server:
        server.refusal = refusal
        with pytest.raises(TryLater) as caught:
            check(by_token(server, Tokens(STALE)))
    assert type(caught.value) is told
    assert len(server.shown) == shown


def test_a_server_without_a_way_for_tokens_is_named_and_not_shown_one() -> None:
    with MiniImap() as server, pytest.raises(TryLater, match="neither XOAUTH2"):
        check(by_token(server, Tokens(GOOD)))
    assert server.shown == []


def test_where_starttls_was_stripped_the_token_is_not_sent() -> None:
    with (
        offering("XOAUTH2") as server,
        pytest.raises(TryLater, match="so the token was not sent"),
    ):
        check(by_token(server, Tokens(GOOD), security="starttls"))
    assert server.shown == []


def test_what_the_source_of_tokens_says_comes_through_and_nobody_is_called() -> None:
    def none(fresh: bool) -> str:  # noqa: FBT001
        raise LoginRefused("Run `haro-bot login gmail`")

    with offering("XOAUTH2") as server:
        with pytest.raises(LoginRefused, match="haro-bot login gmail"):
            check(by_token(server, none))
        assert server.commands == []


def test_a_server_that_hangs_up_on_a_token_is_no_reason_for_another() -> None:
    def script(wire: Wire) -> None:
        wire.send(b"* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] fake\r\n")
        wire.go_on_until(b"AUTHENTICATE", capabilities=b"IMAP4rev1 AUTH=XOAUTH2")

    tokens = Tokens(STALE, GOOD)
    with FakeImap(script) as server, pytest.raises(TryLater) as caught:
        check(by_token(server, tokens))
    assert not isinstance(caught.value, LoginRefused)
    assert tokens.asked == [False]


@pytest.mark.parametrize("stale", [STALE, "short-7Zq"])
def test_no_token_shows_in_logs_messages_or_repr(
    caplog: pytest.LogCaptureFixture, stale: str
) -> None:
    caplog.set_level(logging.DEBUG)
    with offering("XOAUTH2") as server:
        server.refusal = f"NO [AUTHENTICATIONFAILED] {stale} is not {GOOD}"
        made = by_token(server, Tokens(stale))
        with pytest.raises(LoginRefused) as caught:
            check(made)
        server.refusal = "NO no"
        check(by_token(server, Tokens(GOOD)))
    shown = caplog.text + "".join(traceback.format_exception(caught.value)) + repr(made)
    assert not [token for token in (GOOD, stale, GOOD[11:]) if token in shown]


def test_a_password_and_a_token_are_one_too_many(mini: MiniImap) -> None:
    with pytest.raises(BadInput, match="take one of them out"):
        account(mini, token=Tokens(GOOD))


def test_a_username_cannot_smuggle_a_field_into_what_is_sent(mini: MiniImap) -> None:
    with pytest.raises(BadInput, match="username"):
        by_token(mini, Tokens(GOOD), username="a\1auth=Bearer x")


@pytest.fixture
def oauth(tmp_path: Path) -> Iterator[tuple[Introspection, Dovecot]]:
    if missing():
        pytest.skip(missing())
    with (
        Introspection(Dovecot.user) as judge,
        Dovecot(tmp_path, tokens_at=judge.url) as server,
    ):
        judge.good, judge.expired = {GOOD}, {STALE}
        yield judge, server


@pytest.mark.dovecot
def test_a_real_server_and_a_real_source_renew_and_say_when_consent_is_gone(
    oauth, tmp_path: Path
) -> None:
    judge, server = oauth
    with Provider() as provider:
        consent = asked(provider, tmp_path)
        given(consent)
        judge.good = provider.issued
        made = by_token(server, token_source(consent))
        assert "INBOX holds 0" in check(made)
        judge.expired = {provider.issued[0]}  # before its time, as after a new password
        judge.good = provider.issued = []
        provider.issued.append("unknown-to-us")
        assert "INBOX holds 0" in check(made)
        judge.expired |= {provider.issued[1]}
        judge.good = set()
        provider.refresh = "revoked"
        with pytest.raises(LoginRefused, match=f"Run `{consent.again}`"):
            check(made)


@pytest.mark.dovecot
def test_a_real_server_lets_a_fresh_token_in_after_a_stale_one(oauth) -> None:
    _, server = oauth
    tokens = Tokens(STALE, GOOD)
    changes = {"security": "tls", "port": server.tls_port, "ca_file": server.ca_file}
    assert "INBOX holds 0" in check(by_token(server, tokens, **changes))
    assert tokens.asked == [False, True]
    with pytest.raises(LoginRefused, match="fresh token was refused as well"):
        check(by_token(server, Tokens(STALE), **changes))

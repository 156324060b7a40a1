"""Connecting, TLS and login."""

import time
import traceback
from pathlib import Path

import pytest

from bot.errors import BotError, LoginRefused, TryLater
from bot.inbox import Inbox, check
from tests.inbox.dovecot import make_certificate
from tests.inbox.fakeimap import CAPABILITIES, FakeImap, Wire
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import Shelf, account, now

GREETING = b"* OK [CAPABILITY " + CAPABILITIES + b"] fake\r\n"


def answering_login(answer: bytes) -> FakeImap:
    def script(wire: Wire) -> None:
        wire.send(GREETING)
        tag = wire.go_on_until(b"LOGIN")
        wire.send(answer.replace(b"TAG", tag))

    return FakeImap(script)


@pytest.mark.parametrize(
    "answer",
    [
        b"TAG NO [AUTHENTICATIONFAILED] Authentication failed.\r\n",
        b"TAG NO [AUTHORIZATIONFAILED] no such user\r\n",
        b"TAG NO [EXPIRED] password expired\r\n",
        b"TAG NO LOGIN failed.\r\n",
        b"TAG NO [ALERT] Application-specific password required\r\n",
    ],
)
def test_a_login_that_will_not_get_better_by_itself_is_refused(answer: bytes) -> None:
    with (
        answering_login(answer) as server,
        pytest.raises(LoginRefused, match="app password"),
    ):
        check(account(server))


@pytest.mark.parametrize(
    "answer",
    [
        b"TAG NO [UNAVAILABLE] Temporary authentication failure.\r\n",
        b"TAG NO [INUSE] mailbox in use\r\n",
        b"TAG NO come back later\r\n",
        b"* BYE [UNAVAILABLE] shutting down (now\r\n",
        b"",
    ],
)
def test_a_login_that_fails_in_passing_is_tried_again(answer: bytes) -> None:
    with answering_login(answer) as server, pytest.raises(TryLater) as caught:
        check(account(server))
    assert not isinstance(caught.value, LoginRefused)


@pytest.mark.parametrize("wire", ['s3"cret', 's3\\"cret', "AGJvdABzMyJjcmV0"])
def test_a_server_that_repeats_the_password_does_not_make_us_repeat_it(wire: str) -> None:
    answer = f"TAG NO [AUTHENTICATIONFAILED] wrong: {wire} here\r\n"
    with answering_login(answer.encode()) as server:
        given = account(server, password='s3"cret', username="bot")
        with pytest.raises(LoginRefused, match=r"wrong: \*\*\* here") as caught:
            check(given)
    assert wire not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("password", ["pä ß", 'qu"o\\te', "with space", "%&{5}"])
@pytest.mark.parametrize("user", ["bot", "bot@example.com", "two words"])
def test_any_username_and_password_get_through_whole(user: str, password: str) -> None:
    with MiniImap(user=user, password=password) as server:
        assert "INBOX holds 0 messages" in check(account(server))


def test_where_starttls_was_stripped_the_password_is_not_sent() -> None:
    heard: list[bytes] = []

    def script(wire: Wire) -> None:
        wire.send(GREETING)
        while True:
            tag, rest = wire.command()
            heard.append(rest)
            wire.ok(tag)

    with (
        FakeImap(script) as server,
        pytest.raises(TryLater, match="does not offer STARTTLS"),
    ):
        check(account(server, security="starttls"))
    assert not [line for line in heard if line.startswith((b"LOGIN", b"AUTH"))]


def test_a_server_that_claims_we_are_logged_in_cannot_skip_starttls() -> None:
    def script(wire: Wire) -> None:
        wire.send(b"* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome\r\n")
        wire.go_on_until(b"NEVER", capabilities=b"IMAP4rev1 STARTTLS")

    with FakeImap(script) as server, pytest.raises(TryLater):
        check(account(server, security="starttls"))


def test_a_server_that_takes_no_login_in_the_clear_is_not_told_the_password() -> None:
    with MiniImap(capabilities="IMAP4rev1 LOGINDISABLED") as server:
        with pytest.raises(TryLater, match="starttls"):
            check(account(server))
        assert "LOGIN" not in server.commands


def test_starttls_with_our_own_authority_gets_in(certificate: tuple[Path, Path]) -> None:
    with MiniImap(certificate=certificate, starttls=True) as server:
        check(account(server, security="starttls", ca_file=str(certificate[0])))
        assert server.commands.index("STARTTLS") < server.commands.index("LOGIN")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_untrusted_certificate_is_refused_with_the_cure(
    certificate: tuple[Path, Path], security: str
) -> None:
    with MiniImap(certificate=certificate, starttls=security == "starttls") as server:
        with pytest.raises(TryLater, match=r"not trusted: self.signed .*set ca_file"):
            check(account(server, security=security))
        assert "LOGIN" not in server.commands


def test_a_certificate_made_out_to_another_name_is_refused_with_the_cure(
    certificate: tuple[Path, Path],
) -> None:
    other = make_certificate(certificate[0].parent, "mail.example.com")
    with (
        MiniImap(certificate=other) as server,
        pytest.raises(TryLater, match="host must be a name the certificate is made out to"),
    ):
        check(account(server, security="tls", ca_file=str(other[0])))


def test_tls_on_a_port_without_it_is_explained(mini: MiniImap) -> None:
    with pytest.raises(TryLater, match='port 993 goes with security = "tls"'):
        check(account(mini, security="tls"))


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_ca_file_that_cannot_be_read_is_named(
    mini: MiniImap, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "ca.pem"
    if content:
        file.write_text(content)
    with pytest.raises(TryLater, match=r"ca_file .*ca\.pem"):
        check(account(mini, security="tls", ca_file=str(file)))


def test_a_port_where_nothing_listens_is_explained() -> None:
    with MiniImap() as server:
        gone = account(server)
    with pytest.raises(TryLater, match="nothing listens there"):
        check(gone)


def test_a_host_that_does_not_exist_is_explained(mini: MiniImap) -> None:
    with pytest.raises(BotError, match="no such host"):
        check(account(mini, security="tls", host="imap.invalid"))


@pytest.mark.parametrize("security", ["none", "tls"])
def test_a_server_that_says_nothing_is_given_up(security: str) -> None:
    began = time.monotonic()
    with (
        FakeImap(lambda wire: wire.pause(30)) as server,
        pytest.raises(TryLater, match="does not answer"),
    ):
        check(account(server, security=security, connect_timeout=0.4))
    assert time.monotonic() - began < 2


def test_a_stop_does_not_wait_for_a_server_that_says_nothing() -> None:
    began = time.monotonic()
    with FakeImap(lambda wire: wire.pause(30)) as server:
        inbox = Inbox(account(server), Shelf(), now=now)
        assert inbox.fetch_new(lambda: time.monotonic() - began > 0.1) == 0
        assert time.monotonic() - began < 2


def test_a_server_that_sends_us_away_at_the_door_is_tried_again() -> None:
    with (
        FakeImap(lambda wire: wire.send(b"* BYE too many connections\r\n")) as server,
        pytest.raises(TryLater, match="too many connections"),
    ):
        check(account(server))

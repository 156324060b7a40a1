"""Connecting, TLS and login."""

import logging
import re
import socket
import ssl
from contextlib import suppress

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from bot.errors import TryLater
from bot.inbox.account import Account
from bot.inbox.failures import ODD_LINE, blames_the_token

log = logging.getLogger(__name__)

_ATOM = re.compile(r"[A-Za-z0-9!#$&'+,./:;<=>?@^_`|~-]+")  # needs no quotes in LOGIN
_KEEPALIVE = (
    *(("TCP_KEEPIDLE", 40), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 3)),
    ("TCP_USER_TIMEOUT", 45_000),  # milliseconds; what was sent and nobody received
)


def dial(account: Account) -> IMAPClient:
    """Return an IMAPClient that is logged in. Raises whatever the library raises.

    A token that is refused is followed by a fresh one, on a new connection.
    """
    if account.token is None:
        return _dialled(account, "")
    try:
        return _dialled(account, account.token(False))
    except LoginError as error:
        if not blames_the_token(account, error):
            raise
    log.info("mailbox %s: the token was refused; a fresh one is tried", account.name)
    return _dialled(account, account.token(True))


def _dialled(account: Account, token: str) -> IMAPClient:
    context = None if account.security == "none" else _trust(account)
    client = IMAPClient(
        account.host,
        account.port,
        ssl=account.security == "tls",
        ssl_context=context,
        timeout=SocketTimeout(account.connect_timeout, account.read_timeout),
    )
    try:
        # imapclient sets 5: every letter would be repr()ed, in memory and in debug logs
        client._imap.debug = 0  # noqa: SLF001 (there is no public switch)
        client.normalise_times = False  # aware dates
        _keep_alive(client.socket())
        if account.security == "starttls":
            _upgrade(account, client, context)
        if token:
            _present(account, client, token)
        else:
            _log_in(account, client)
        _settle(client)
    except BaseException:
        hang_up(client)
        raise
    log.info("connected to mailbox %s", account.title)
    return client


def hang_up(client: IMAPClient) -> None:
    """Close the socket without a word. Never raises."""
    with suppress(OSError, IMAPClientError, *ODD_LINE):
        client.shutdown()


def _trust(account: Account) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=account.ca_file or None)
    except OSError as error:  # ssl.SSLError is one
        raise TryLater(
            f"mailbox {account.name}: ca_file {account.ca_file} cannot be read"
            f" ({error.strerror or 'not a certificate'}); it must be a PEM file"
        ) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if account.ca_file:
        # a company's own authority is rarely to the letter of RFC 5280, which Python 3.13
        # began to demand; the chain, the dates and the host name are verified all the same
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def _keep_alive(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEPALIVE:
        option = getattr(socket, name, None)  # not on every system
        if option is not None:
            sock.setsockopt(socket.IPPROTO_TCP, option, value)


def _upgrade(account: Account, client: IMAPClient, context: ssl.SSLContext | None) -> None:
    if not client.has_capability("STARTTLS"):
        what = "the password" if account.token is None else "the token"
        raise TryLater(
            f"{account.place} does not offer STARTTLS, so {what} was not sent;"
            ' use security = "tls" (port 993), or somebody is tampering with the line'
        )
    client.starttls(context)


def _log_in(account: Account, client: IMAPClient) -> None:
    if client.has_capability("LOGINDISABLED"):
        raise TryLater(
            f"{account.place} takes no password on an open line;"
            ' use security = "tls" (port 993) or "starttls" (port 143)'
        )
    plain_enough = _ATOM.fullmatch(account.username) and account.password.isascii()
    login = client.login if plain_enough else client.plain_login
    login(account.username, account.password)


def _present(account: Account, client: IMAPClient, token: str) -> None:
    """Log in with an access token, by whichever way the server offers."""
    user, bearer = account.username, f"auth=Bearer {token}\1\1"
    if client.has_capability("AUTH=XOAUTH2"):
        way, first, after_no = "XOAUTH2", f"user={user}\1{bearer}", ""
    elif client.has_capability("AUTH=OAUTHBEARER"):
        named = user.replace("=", "=3D").replace(",", "=2C")
        way, first, after_no = "OAUTHBEARER", f"n,a={named},\1{bearer}", "\1"
    else:
        raise TryLater(
            f"{account.place} offers no login by token (neither XOAUTH2 nor OAUTHBEARER);"
            ' use sign_in = "password" there, or check host'
        )
    # a second challenge says why not; what is sent then only ends the exchange
    answers = iter((first, after_no))
    try:
        client.sasl_login(way, lambda _: next(answers, None))
    except LoginError as error:
        error.args = (str(error).replace(token, "***"),)
        raise


def _settle(client: IMAPClient) -> None:
    # asked for now: later, an EXISTS could ride on this answer and be lost
    client.capabilities()
    if client.has_capability("ID"):
        # some servers insist on it; whatever they answer is of no interest
        with suppress(IMAPClientError, *ODD_LINE):
            client.id_({"name": "haro-bot"})

"""Connecting, TLS and login."""

import logging
import re
import socket
import ssl
from contextlib import suppress

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from bot.errors import TryLater
from bot.inbox.account import Account
from bot.inbox.failures import ODD_LINE

log = logging.getLogger(__name__)

_ATOM = re.compile(r"[A-Za-z0-9!#$&'+,./:;<=>?@^_`|~-]+")  # needs no quotes in LOGIN
_KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 3))


def dial(account: Account) -> IMAPClient:
    """Return an IMAPClient that is logged in. Raises whatever the library raises."""
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
        _log_in(account, client)
        _settle(client)
    except BaseException:
        hang_up(client)
        raise
    log.info("connected to mailbox %s", account.name)
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
        raise TryLater(
            f"{account.place} does not offer STARTTLS, so the password was not sent;"
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


def _settle(client: IMAPClient) -> None:
    # asked for now: later, an EXISTS could ride on this answer and be lost
    client.capabilities()
    if client.has_capability("ID"):
        # some servers insist on it; whatever they answer is of no interest
        with suppress(IMAPClientError, *ODD_LINE):
            client.id_({"name": "haro-bot"})

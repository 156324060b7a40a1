"""Whatever goes wrong with a mail server, as one of our errors, in words with a cure.

No message holds the password, and none quotes a server's data lines: they may be mail.
"""

import base64
import re
import socket
import ssl
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from bot.errors import LoginRefused, TryLater
from bot.inbox.account import Account
from bot.inbox.errands import Stuck
from bot.inbox.throttle import asked_pause

# what imapclient and imaplib raise over a line they cannot read
ODD_LINE = (
    *(ValueError, TypeError, IndexError, KeyError, AttributeError),
    *(RecursionError, OverflowError, MemoryError),  # thousands of brackets, 99...9 bytes
)

_PASSING = {"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"}
_PERMANENT = {"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED"}
# servers older than RFC 5530, Exchange and Gmail's alerts give words, not a code
_PERMANENT_WORDS = re.compile(
    r"(?:login|authenticate|authentication) fail|invalid (?:credentials|login|password)"
    r"|application-specific password|web login required",
    re.IGNORECASE,
)
_LIKE_A_TOKEN = re.compile(r"[A-Za-z0-9+/_=~.-]{40,}")
_QUOTES_A_LINE = re.compile(r"\b(?:response|line|literal)\b\W* (?=b?['\"])")
_GONE = (ConnectionResetError, BrokenPipeError, ConnectionAbortedError, ssl.SSLEOFError)


class HungUp(TryLater):
    """The server, or something on the way, closed the connection."""


class FolderGone(TryLater):
    """The account has no folder of that name. The inbox tells people of it itself."""


@contextmanager
def translated(account: Account) -> Iterator[None]:
    """Let only our own errors out of this block. For talk with the server, nothing else."""
    try:
        yield
    except LoginError as error:
        raise _login_failed(account, error) from None
    except IMAPClientError as error:
        words = said(account, error)
        pause = asked_pause(words)
        if isinstance(error, IMAPClientAbortError):
            raise HungUp(
                f"{account.place} broke the connection: {words}", after=pause
            ) from None
        raise TryLater(f"{account.place} refused a command: {words}", after=pause) from None
    except _GONE as error:
        raise HungUp(_not_reached(account, error)) from None
    except OSError as error:
        raise TryLater(_not_reached(account, error)) from None
    except ODD_LINE as error:
        raise TryLater(
            f"{account.place} sent a line that cannot be read ({_where(error)});"
            " the connection is dropped and tried again"
        ) from None
    except Stuck:
        raise TryLater(
            f"{account.place} did not finish an answer in time;"
            " the connection is dropped and tried again"
        ) from None


def said(account: Account, error: BaseException) -> str:
    """Return the server's own words, short, on one line and without secrets."""
    text = error.args[0] if error.args else ""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    text = re.sub(r"^b(['\"])(.*)\1$", r"\2", text, flags=re.DOTALL)
    text = _QUOTES_A_LINE.split(text, maxsplit=1)[0]
    for shape in _shapes(account):
        text = text.replace(shape, "***")
    if account.token is not None:
        text = _LIKE_A_TOKEN.sub("***", text)
    text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())[:200] or type(error).__name__


def _shapes(account: Account) -> Iterator[str]:
    """Yield the password as it may have gone over the line: in base64, quoted, plain."""
    word = account.password
    if word:
        yield base64.b64encode(f"\0{account.username}\0{word}".encode()).decode()
        quoted = word.replace("\\", "\\\\").replace('"', '\\"')
        for shape in (quoted, word):
            yield repr(shape.encode())[2:-1]  # as the library quotes a server
            yield shape


def blames_the_token(account: Account, error: LoginError) -> bool:
    """Tell if a login may have failed for its token, so that a fresh one is worth a try."""
    if isinstance(error.__context__, IMAPClientAbortError):  # cut off, not refused
        return False
    words = said(account, error)
    if asked_pause(words) is not None:
        return False
    # UNAVAILABLE is what Dovecot says of a token that it cannot have looked up
    return _code(words) not in _PASSING - {"UNAVAILABLE"}


def _code(words: str) -> str:
    found = re.search(r"\[([A-Z-]+)", words)
    return found[1] if found else ""


def _login_failed(account: Account, error: LoginError) -> TryLater:
    words = said(account, error)
    name = _code(words)
    refused = name in _PERMANENT or (
        name not in _PASSING and _PERMANENT_WORDS.search(words) is not None
    )
    if not refused:
        return TryLater(
            f"{account.place} cannot log us in just now: {words}", after=asked_pause(words)
        )
    cure = (
        " Check username and password; many providers want an app password here"
        if account.token is None
        else " A fresh token was refused as well: check that username is the account the"
        " token is for, and that its provider and its administrator allow IMAP"
    )
    return LoginRefused(
        f"{account.place} refused the login of mailbox {account.name}:"
        f" {words.rstrip('.')}.{cure}"
    )


def _not_reached(account: Account, error: OSError) -> str:
    place = account.place
    if isinstance(error, ssl.SSLCertVerificationError):
        cure = (
            "host must be a name the certificate is made out to"
            if "mismatch" in error.verify_message
            else "if this is your own server, set ca_file to its authority's PEM file"
        )
        return f"the certificate of {place} is not trusted: {error.verify_message}; {cure}"
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return (
            f"{place} does not speak TLS 1.2 or newer here ({error.reason or 'no reason'});"
            ' port 993 goes with security = "tls", port 143 with "starttls"'
        )
    if isinstance(error, socket.gaierror):
        return f"{place}: no such host ({error.strerror}); check host and the network"
    if isinstance(error, ConnectionRefusedError):
        return f"{place}: nothing listens there; check host and port"
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return f"{place} does not answer; check host, port and the network"
    return f"{place}: the connection was lost ({error.strerror or type(error).__name__})"


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{last}"

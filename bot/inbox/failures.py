"""Whatever goes wrong with a mail server, as one of our errors, in words with a cure.

No message holds the password, and none quotes a server's data lines: they may be mail.
"""

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

# what imapclient and imaplib raise over a line they cannot read
ODD_LINE = (ValueError, TypeError, IndexError, KeyError, AttributeError)

_PASSING = {"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"}
_PERMANENT = {"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED"}
# servers older than RFC 5530, Exchange and Gmail's alerts give words, not a code
_PERMANENT_WORDS = re.compile(
    r"(?:login|authenticate|authentication) fail|invalid (?:credentials|login|password)"
    r"|application-specific password|web login required",
    re.IGNORECASE,
)
_QUOTES_A_LINE = re.compile(r"\b(?:response|line|literal)\b\W* (?=b?['\"])")


@contextmanager
def translated(account: Account) -> Iterator[None]:
    """Let only our own errors out of this block. For talk with the server, nothing else."""
    try:
        yield
    except LoginError as error:
        raise _login_failed(account, error) from None
    except IMAPClientError as error:
        aborted = isinstance(error, IMAPClientAbortError)
        what = "broke the connection" if aborted else "refused a command"
        raise TryLater(f"{account.place} {what}: {said(account, error)}") from None
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
    if account.password:
        text = text.replace(account.password, "***")
    text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())[:200] or type(error).__name__


def _login_failed(account: Account, error: LoginError) -> TryLater:
    words = said(account, error)
    code = re.search(r"\[([A-Z-]+)", words)
    name = code[1] if code else ""
    refused = name in _PERMANENT or (
        name not in _PASSING and _PERMANENT_WORDS.search(words) is not None
    )
    if not refused:
        return TryLater(f"{account.place} cannot log us in just now: {words}")
    return LoginRefused(
        f"{account.place} refused the login of mailbox {account.name}: {words}."
        " Check username and password; many providers want an app password here"
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

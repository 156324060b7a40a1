"""The one request that turns a refresh token into an access token."""

import json
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from bot.consent.services import advice, why
from bot.errors import LoginRefused, TryLater

LIMIT = 30.0  # seconds
MOST_BYTES = 100_000
LONGEST_PAUSE = 3600.0
USUAL_SECONDS = 3600.0
_OVERLOADED = 429
_BROKEN = 500
_PASSING = {"temporarily_unavailable", "server_error", "slow_down", "internal_failure"}
_APP = {  # the app is wrong, not the consent
    *("invalid_client", "unauthorized_client", "disabled_client", "deleted_client"),
    *("invalid_request", "unsupported_grant_type"),
}
_CONSENT = {
    *("invalid_grant", "invalid_scope", "access_denied", "admin_policy_enforced"),
    *("interaction_required", "consent_required", "login_required", "org_internal"),
}
_TOKEN = re.compile(r"[!-~]{1,16000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    access: str = field(repr=False)
    seconds: float  # how long it is good
    refresh: str = field(default="", repr=False)  # "": the old one stays


def exchanged(url: str, form: Mapping[str, str], *, title: str, cure: str) -> Tokens:
    """Ask for an access token; ``cure`` says what a person does where it is refused.

    Raises LoginRefused where only a person can mend it, TryLater for all else.
    """
    status, headers, body = _posted(url, form, title)
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    known: dict[str, Any] = answer if isinstance(answer, dict) else {}
    error = known.get("error")
    error = error if isinstance(error, str) else ""
    if status == _OVERLOADED or status >= _BROKEN or error in _PASSING:
        raise TryLater(f"{title} gives no token just now ({status})", after=_pause(headers))
    if error in _APP | _CONSENT:
        if error in _APP:
            what = "does not take the app's client_id, or not with this secret"
            cure = f"Compare both with the app's page there. {cure} once they are right"
        else:
            what = "no longer honours the consent: withdrawn, run out, or a new password"
        raise LoginRefused(f"{title} {what} ({why(known)}{advice(known)}). {cure}")
    access, refresh = known.get("access_token"), known.get("refresh_token") or ""
    if (
        status != 200  # noqa: PLR2004 (OK)
        or not (isinstance(access, str) and _TOKEN.fullmatch(access))
        or not isinstance(refresh, str)
    ):
        raise TryLater(f"{title} answers with {status} and no token; something in between?")
    return Tokens(access=access, seconds=_seconds(known), refresh=refresh)


def _posted(url: str, form: Mapping[str, str], title: str) -> tuple[int, Message, bytes]:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname != "127.0.0.1":
        raise ValueError(url)
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    opener = build_opener(_Stay(), HTTPSHandler(context=context))
    request = Request(  # noqa: S310 (the scheme is looked at above)
        url, data=urlencode(form).encode(), headers={"Accept": "application/json"}
    )
    end = time.monotonic() + LIMIT
    try:
        try:
            response = opener.open(request, timeout=LIMIT)
        except HTTPError as error:
            response = error
        with response:
            return response.status, response.headers, _body(response, end)
    except (OSError, HTTPException) as error:  # URLError is an OSError
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, ssl.SSLCertVerificationError):
            why = f"its certificate is not trusted: {reason.verify_message}"
        else:
            why = getattr(reason, "strerror", None) or type(reason).__name__
        raise TryLater(f"{title} ({parts.hostname}) cannot be asked: {why}") from None


class _Stay(HTTPRedirectHandler):
    """A secret is sent to nobody but whom it is meant for."""

    def redirect_request(self, *_: object) -> None:
        return None


def _body(response: "HTTPResponse | HTTPError", end: float) -> bytes:
    found = b""
    while chunk := response.read1(MOST_BYTES):
        found += chunk
        if len(found) > MOST_BYTES:
            raise OSError(0, "the answer is too long")
        if time.monotonic() > end:
            raise TimeoutError(0, "the answer takes too long")
    return found


def _pause(headers: Message) -> float | None:
    """Return the pause in seconds that a busy server asks for."""
    said = str(headers.get("Retry-After", "")).strip()
    if re.fullmatch(r"\d{1,6}", said):
        return min(float(said), LONGEST_PAUSE)
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    left = (at - datetime.now(UTC)).total_seconds()
    return min(max(left, 1.0), LONGEST_PAUSE)


def _seconds(known: Mapping[str, Any]) -> float:
    try:
        seconds = float(known.get("expires_in", USUAL_SECONDS))
    except (ValueError, TypeError, OverflowError):
        return USUAL_SECONDS
    return seconds if 0 < seconds < 10 * 86400 else USUAL_SECONDS

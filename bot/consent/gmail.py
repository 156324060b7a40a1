"""Consent to Gmail, given in a browser; the answer comes back to this machine."""

import hmac
import queue
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from google_auth_oauthlib.flow import InstalledAppFlow
from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

from bot.consent.grants import Grant
from bot.consent.source import Consent
from bot.errors import BadInput, GiveUp, TryLater

PATIENCE = 900.0  # seconds for a person to find the password and the phone
_REQUEST_LIMIT = 30.0  # seconds, of one request
_TO_TELL = "You may close this window; haro-bot says in the terminal how it went.\n"


def consented(
    consent: Consent,
    say: Callable[[str], None],
    *,
    port: int = 0,
    patience: float = PATIENCE,
) -> Grant:
    """Send a person to Google and wait for the answer. ``port``: 0 is any free one.

    Raises GiveUp where the person or Google says no, TryLater where nobody answers.
    """
    service = consent.service
    flow = InstalledAppFlow.from_client_config(
        {
            "installed": {
                "client_id": consent.client_id,
                "client_secret": consent.client_secret,
                "auth_uri": service.authorize_url,
                "token_uri": service.token_url,
            }
        },
        [service.scope],
    )
    with _Ear(port) as ear:
        flow.redirect_uri = f"http://127.0.0.1:{ear.port}/"
        url, state = flow.authorization_url(
            prompt="consent",  # else a second consent brings no refresh token
            login_hint=consent.username,
        )
        ear.state = state
        say(f"Open this address in a browser and sign in as {consent.username}:")
        say(url)
        say(
            "If the browser is on another machine than this one, first open there:"
            f" ssh -L {ear.port}:127.0.0.1:{ear.port} {socket.gethostname()}"
        )
        code = ear.heard(patience)
    return Grant(
        service=service.name,
        client_id=consent.client_id,
        username=consent.username,
        refresh_token=_refresh_token(flow, code, consent),
    )


def _refresh_token(flow: Any, code: str, consent: Consent) -> str:  # noqa: ANN401 (the library's)
    title = consent.service.title
    try:
        answer = flow.fetch_token(code=code, timeout=_REQUEST_LIMIT)
    except OAuth2Error as error:
        raise GiveUp(
            f"{title} refused the exchange ({error.error}); compare client_id and client"
            " secret with the app's page there; the app must be of the type Desktop"
        ) from None
    except Warning:  # how oauthlib says it
        raise GiveUp(
            f"the consent does not cover mail; {consent.cure} again and tick every box"
        ) from None
    except OSError as error:  # requests' own are
        raise TryLater(f"{title} cannot be asked: {type(error).__name__}") from None
    refresh = answer.get("refresh_token")
    if not isinstance(refresh, str) or not refresh:
        raise GiveUp(f"{title} gave no lasting consent; {consent.cure} again")
    return refresh


class _Ear:
    """Hears on loopback what the browser is sent back with; whatever else is ignored."""

    def __init__(self, port: int) -> None:
        self.state = ""
        answers: queue.Queue[dict[str, str]] = queue.Queue()
        self._answers = answers
        ear = self

        class Handler(BaseHTTPRequestHandler):
            timeout = _REQUEST_LIMIT  # browsers open lines and say nothing

            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                given = {name: values[0] for name, values in query.items()}
                ours = bool(ear.state) and hmac.compare_digest(
                    given.get("state", "").encode(), ear.state.encode()
                )
                ours = ours and bool(given.keys() & {"code", "error"})
                self.send_response(200 if ours else 404)
                self.send_header("Content-Type", "text/plain; charset=utf-8")
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(_TO_TELL.encode() if ours else b"Nothing here.\n")
                if ours:
                    answers.put(given)

            def log_message(self, *_: object) -> None:
                """Say nothing: the path holds the code."""

        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        except (OSError, OverflowError):
            raise BadInput(
                f"--port {port}: cannot listen there; choose another, or leave it out"
            ) from None
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), daemon=True
        )

    def heard(self, patience: float) -> str:
        """Return the code that Google gives for the consent."""
        try:
            answer = self._answers.get(timeout=patience)
        except queue.Empty:
            raise TryLater(
                f"nobody answered within {patience / 60:.0f} minutes; start again"
            ) from None
        if "code" not in answer:
            said = answer["error"] if answer["error"].isidentifier() else "no reason"
            raise GiveUp(f"no consent was given ({said})")
        return answer["code"]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

"""A Google and a Microsoft on loopback: the pages that hand out tokens, and no more.

with Provider() as provider:            # provider.url, .forms
    provider.refresh = "r1"             # the refresh token that is honoured
    provider.answers.append((503, {"Retry-After": "7"}, {}))   # said next, once
"""

import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, dict[str, str], Any]


class Provider:
    def __init__(self, certificate: tuple[Path, Path] | None = None) -> None:
        self.refresh = "refresh-1"
        self.rotates = False
        self.seconds = 3600
        self.issued: list[str] = []  # access tokens
        self.forms: list[dict[str, str]] = []  # what was posted
        self.answers: list[Answer] = []
        self.visits: list[str] = []  # pages that were asked for
        self.open = threading.Event()  # cleared: every answer waits
        self.open.set()
        self.code = "code-1"
        self.pending = 0  # how often the device's person still hesitates
        self.refresh_on_consent = True
        self.scope = ""
        self.claims: dict[str, str] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(*provider.page(self.path))

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                form = parse_qs(self.rfile.read(length).decode())
                self.answer(*provider.posted(self.path, {k: v[0] for k, v in form.items()}))

            def answer(self, status: int, headers: dict[str, str], what: Any) -> None:
                body = what if isinstance(what, bytes) else json.dumps(what).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if certificate else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def page(self, path: str) -> Answer:
        self.visits.append(path)
        if path == "/elsewhere":
            return 200, {}, {"access_token": "of-a-stranger"}
        if urlsplit(path).path.endswith("/.well-known/openid-configuration"):
            tenant = urlsplit(path).path.split("/")[1]
            base = f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0"
            return 200, {}, {
                "issuer": f"https://login.microsoftonline.com/{tenant}/v2.0",
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
                "device_authorization_endpoint": f"{base}/devicecode",
            }  # fmt: skip
        return 404, {}, {}

    def posted(self, path: str, form: dict[str, str]) -> Answer:
        self.forms.append(form | {"path": path})
        self.open.wait(30)
        if self.answers:
            return self.answers.pop(0)
        if path.endswith("/devicecode"):
            return 200, {}, {
                "user_code": "ABCD-EFGH",
                "device_code": "device-1",
                "verification_uri": "https://login.example.com/device",
                "expires_in": 900,
                "interval": 0.05,
                "message": "type it",
            }  # fmt: skip
        return self.token(form)

    def token(self, form: dict[str, str]) -> Answer:
        kind = form.get("grant_type", "")
        if kind == "refresh_token":
            if form.get("refresh_token") != self.refresh:
                return refused("invalid_grant", "Token has been expired or revoked.")
            if self.rotates:
                self.refresh = f"{self.refresh}+"
        elif kind.endswith("device_code"):
            if self.pending:
                self.pending -= 1
                return refused("authorization_pending", "not yet")
        elif form.get("code") != self.code:
            return refused("invalid_grant", "Bad code")
        self.issued.append(f"access-{len(self.issued) + 1}-{'x' * 40}")
        given: dict[str, Any] = {
            "access_token": self.issued[-1],
            "expires_in": self.seconds,
            "token_type": "Bearer",
        }
        if self.scope:
            given["scope"] = self.scope
        if self.rotates or (kind != "refresh_token" and self.refresh_on_consent):
            given["refresh_token"] = self.refresh
        return 200, {}, given


def refused(error: str, words: str = "", status: int = 400) -> Answer:
    return status, {}, {"error": error, "error_description": words}

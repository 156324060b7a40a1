"""Tells a Dovecot which access tokens are good, as an OAuth server does (RFC 7662)."""

import json
import threading
from collections.abc import Collection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class Introspection:
    def __init__(self, user: str) -> None:
        self.good: Collection[str] = ()
        self.expired: Collection[str] = ()
        here = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                token = str(self.headers.get("Authorization")).removeprefix("Bearer ")
                status = 200 if token in [*here.good, *here.expired] else 401
                active = str(token in here.good).lower()
                body = json.dumps({"active": active, "email": user, "scope": "imap"})
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())

            do_POST = do_GET  # noqa: N815 (the library's name)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/introspect"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

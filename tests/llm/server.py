"""A server with OpenAI's address and, by script, many ways to fail."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USAGE = {"prompt_tokens": 700, "completion_tokens": 90, "total_tokens": 790}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer of the server."""

    status: int = 200
    body: str = ""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False  # nothing is said until the server ends


def completion(
    text: str | None, *, reason: str = "stop", usage: Any = USAGE, **message: Any
) -> Said:
    """Answer as a model does."""
    choice = {
        "index": 0,
        "finish_reason": reason,
        "message": {"role": "assistant", "content": text, **message},
    }
    body = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1789000000,
        "model": "small-2026",
        "choices": [choice],
    }
    return Said(body=json.dumps(body | ({"usage": usage} if usage else {})))


def fault(status: int, text: str = "no", **headers: str) -> Said:
    body = json.dumps({"error": {"message": text, "type": "x", "code": None}})
    return Said(status=status, body=body, headers=headers)


@dataclass
class Server:
    port: int
    asked: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


@contextmanager
def serving(script: Sequence[Said]) -> Iterator[Server]:
    """Serve the script, its last answer again and again."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["content-length"])
            asked = json.loads(self.rfile.read(size))
            said = script[min(len(made.asked), len(script) - 1)]
            made.asked.append({"path": self.path, **asked})
            made.heads.append({k.lower(): v for k, v in self.headers.items()})
            if said.silent:
                over.wait(20)
                return
            body = said.body.encode()
            self.send_response(said.status)
            self.send_header("content-type", said.kind)
            self.send_header("content-length", str(len(body)))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    made = Server(port=http.server_address[1])
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        over.set()
        http.shutdown()
        http.server_close()
        thread.join()

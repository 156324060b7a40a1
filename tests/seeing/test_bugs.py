"""A bug report names type and place, and holds no word of a mail."""

import gzip
import http.server
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from bot.errors import BadInput, BotError, TryLater
from bot.seeing.bugs import Bugs

MARKER = "MARKER-of-a-mail ann@example.com"
log = logging.getLogger("bot.pipeline")


class Sink:
    """A service that keeps what it is sent."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.heard = threading.Event()
        bodies, heard = self.bodies, self.heard

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                bodies.append(body.decode() + str(self.headers))
                heard.set()
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def dsn(self) -> str:
        return f"http://key@127.0.0.1:{self.server.server_port}/1"


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink()
    yield sink
    sink.server.shutdown()
    sink.server.server_close()


@pytest.fixture
def bugs(sink: Sink) -> Iterator[Bugs]:
    bugs = Bugs(sink.dsn, "0.0")
    yield bugs
    bugs.close()


def fail(body: str = MARKER) -> None:
    subject = f"local {body}"
    try:
        int(body)
    except ValueError as error:
        raise KeyError(subject) from error


def world(error: Exception) -> None:
    raise error


def caught(error: Exception | None = None) -> None:
    try:
        if error is not None:
            world(error)
        fail()
    except (BotError, OSError, KeyError):
        log.error("breaks: %s", MARKER)  # noqa: TRY400 (as the worker does)


def test_what_arrives_is_type_and_place_and_no_text(sink: Sink, bugs: Bugs):
    log.error("no exception: %s", MARKER)
    caught()
    assert sink.heard.wait(15)
    bugs.close()
    (body,) = sink.bodies
    assert "MARKER" not in body
    assert "ann@" not in body
    event = json.loads(body.splitlines()[2])
    first, last = event["exception"]["values"]
    assert (first["type"], last["type"]) == ("ValueError", "KeyError")
    frame = last["stacktrace"]["frames"][-1]
    assert frame["function"] == "fail"
    assert sorted(frame) == ["function", "lineno", "module"]
    assert sorted(event) == [
        *("event_id", "exception", "level", "platform", "release", "timestamp"),
    ]
    assert event["release"] == "0.0"


def test_the_same_bug_is_sent_once_and_what_is_expected_never(sink: Sink, bugs: Bugs):
    caught(TryLater("the world"))
    caught(OSError("the disk"))
    for _ in range(3):
        caught()
    bugs.close()
    assert len(sink.bodies) == 1


def test_nothing_is_sent_any_more_after_the_end(sink: Sink, bugs: Bugs):
    bugs.close()
    caught()
    bugs.report(ValueError(MARKER))
    assert not sink.heard.wait(0.3)


def test_what_is_no_dsn_is_said_without_it(sink: Sink):
    with pytest.raises(BadInput, match="BOT_ERRORS__DSN is no DSN") as told:
        Bugs("nonsense-secret", "0.0")
    assert "nonsense" not in str(told.value)


def test_a_missing_client_is_said_with_the_cure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(BadInput, match=r"haro-bot\[sentry\]"):
        Bugs("https://key@sentry.example.com/1", "0.0")

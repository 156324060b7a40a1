"""One line an event, for people or as JSON; what may quote a mail is not printed."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.seeing import logs

OURS = logging.getLogger("bot.pipeline")
THEIRS = logging.getLogger("slack_sdk.web")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    kept = (root.handlers[:], root.level, ours.level, threading.excepthook)
    logging.captureWarnings(capture=False)
    yield
    root.handlers[:], level, our_level, threading.excepthook = kept
    root.setLevel(level)
    ours.setLevel(our_level)
    logging.captureWarnings(capture=False)


def made(**more) -> io.StringIO:
    out = io.StringIO()
    logs.set_up(out, **more)
    return out


def broken(text: str) -> None:
    try:
        int(f"no number: {text}")
    except ValueError:
        OURS.exception("mail %d breaks the parser", 3)


def test_a_human_line_has_time_level_and_what_happened():
    out = made()
    OURS.info("mail %d read: source=%s", 3, "haro")
    day, clock, level, said = out.getvalue().split(" ", 3)
    assert datetime.fromisoformat(f"{day} {clock.partition(',')[0]}").year >= 2026
    assert (level, said) == ("INFO", "mail 3 read: source=haro\n")


def test_a_json_line_is_one_object_with_fields_and_an_instant_in_utc():
    out = made(style="json")
    OURS.warning("mail %d read: source=%s queries=%d ok=%s", 3, "haro", 27, None)
    row = json.loads(out.getvalue())
    assert datetime.fromisoformat(row["ts"]).utcoffset() == timedelta(0)
    assert (row["level"], row["logger"], row["thread"]) == (
        *("warning", "bot.pipeline"),
        threading.current_thread().name,
    )
    assert row["event"] == "mail 3 read: source=haro queries=27 ok=None"
    assert row["fields"] == {"mail": 3, "source": "haro", "queries": 27}


class Broken:
    """A value that cannot be shown."""

    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), 10**400, Broken()])
def test_whatever_is_logged_every_line_is_json(value: object):
    out = made(style="json")
    OURS.info("ranked: score=%s", value)

    def never(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    (line,) = out.getvalue().splitlines()
    assert json.loads(line, parse_constant=never)["level"] in {"info", "error"}


@pytest.mark.parametrize("style", ["human", "json"])
@pytest.mark.parametrize("verbose", [False, True])
def test_a_hostile_subject_forges_no_line(style: str, *, verbose: bool):
    out = made(style=style, verbose=verbose)
    OURS.info("mail: %s", "hi\n2026-11-27 09:00:00,000 INFO all is well\x1b[2J\u2028x")
    broken("text\nwith\r\nlines\x1b[1A")
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert all(line.isprintable() for line in lines)
    if style == "json":
        assert [json.loads(line)["level"] for line in lines] == ["info", "error"]


@pytest.mark.parametrize("style", ["human", "json"])
def test_what_an_exception_says_is_printed_only_on_request(style: str):
    out = made(style=style)
    broken("MARKER of a mail")
    assert "ValueError at test_logs.py:" in out.getvalue()
    assert "MARKER" not in out.getvalue()
    out = made(style=style, verbose=True)
    broken("MARKER of a mail, ann@example.com")
    assert "MARKER" in out.getvalue()
    assert "ann@" not in out.getvalue()


def test_libraries_are_heard_from_warnings_on_and_quote_nothing():
    out = made(level="debug")
    THEIRS.debug("body: MARKER")
    THEIRS.info("body: MARKER")
    THEIRS.warning("Failed to send (MARKER, xoxb-1-2): {'text': 'MARKER'}")
    THEIRS.error("%s", "'MARKER'")
    OURS.debug("ours is there")
    said = out.getvalue()
    assert "MARKER" not in said
    assert "WARNING slack_sdk.web: Failed to send (more with -v)" in said
    assert "DEBUG ours is there" in said
    assert len(said.splitlines()) == 3


def test_every_detail_of_libraries_is_masked_as_well():
    out = made(verbose=True)
    THEIRS.debug("headers: %s", {"Authorization": "Bearer xoxb-1-abc", "to": "a@b.example"})
    logging.getLogger("imapclient").debug("> LOGIN ann@example.com password=hunter2hunter")
    said = out.getvalue()
    assert "headers" in said
    for secret in ("xoxb-1", "a@b", "ann@", "hunter2"):
        assert secret not in said


def test_a_level_leaves_out_what_is_below():
    out = made(level="error")
    OURS.warning("not this")
    THEIRS.warning("nor this")
    OURS.error("this")
    assert out.getvalue().endswith("ERROR this\n")
    assert len(out.getvalue().splitlines()) == 1


def test_a_line_whose_values_do_not_fit_prints_none_of_them(capsys):
    out = made()
    OURS.info("two %s %s", "MARKER")
    OURS.info("%d mails", "MARKER")

    class Bad:
        def __str__(self) -> str:
            raise RuntimeError("MARKER")

    OURS.info("it is %s", Bad())
    assert len(out.getvalue().splitlines()) == 3
    assert "MARKER" not in out.getvalue() + capsys.readouterr().err


def test_lines_end_somewhere():
    out = made()
    OURS.info("x" * 1_000_000)
    assert len(out.getvalue()) < 3000


def test_warnings_and_lost_threads_are_lines_too(capsys):
    out = made()
    logs.adopt()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("MARKER", UserWarning, stacklevel=1)
    thread = threading.Thread(target=lambda: {"x": 1}["y"], name="lost")
    thread.start()
    thread.join()
    said = out.getvalue()
    assert "py.warnings" in said
    assert "lost ended: a bug; KeyError at test_logs.py:" in said
    assert "MARKER" not in said
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_written_stops_nothing(capsys):
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    logs.set_up(Full())
    OURS.error("MARKER")
    assert capsys.readouterr() == ("", "")
    assert sys.exc_info() == (None, None, None)

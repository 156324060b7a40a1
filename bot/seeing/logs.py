"""Logs: one line an event, for people or as JSON, and nothing in them that is secret.

Everything any logger says goes out by the one handler made here, and is masked there:
text, arguments, tracebacks. What an exception says may quote a mail, so unless every
detail is wanted only its type and place are printed; of a library's line only the words
before the first value.
"""

import json
import logging
import math
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from bot.seeing.masking import Mask, one_line

OURS = "bot"
LONGEST, LONGEST_DETAIL = 2000, 20_000  # letters of a line
_LIBRARY_WORDS = re.compile(r"[^(:{\[\"'<`\n]*")  # up to the first value
_NAMED = re.compile(r"(?:\b(\w+)=|\b(card|mail|mailbox|message|query|source) )?%[sd]")
_FRAMES = 3
_SIMPLE = (str, int, float, bool)

MASK = Mask()  # of this process


class Line(logging.Formatter):
    """A line for people. ``detail``: also what exceptions and libraries say."""

    def __init__(self, mask: Mask, *, detail: bool) -> None:
        super().__init__()
        self._mask = mask
        self._detail = detail

    def format(self, record: logging.LogRecord) -> str:
        at = self.formatTime(record)
        return f"{at} {record.levelname} {self.event(record)}"

    def event(self, record: logging.LogRecord) -> str:
        """Return what happened: masked, on one line, of bounded length."""
        text = _message(record)
        if not (_ours(record) or self._detail):
            said = _LIBRARY_WORDS.match(text)
            words = " ".join(said.group().split()) if said else ""
            text = f"{record.name}: {words or 'something went wrong'} (more with -v)"
        return self._safe("; ".join([text, *self._error(record)]))

    def _error(self, record: logging.LogRecord) -> list[str]:
        if not (isinstance(record.exc_info, tuple) and record.exc_info[1]):
            return []
        error = record.exc_info[1]
        if self._detail:
            told = "".join(traceback.format_exception(error))
            return [" | ".join(line.strip() for line in told.splitlines())]
        return [where(error)]

    def _safe(self, text: str) -> str:
        most = LONGEST_DETAIL if self._detail else LONGEST
        line = one_line(self._mask.masked(text))
        return line if len(line) <= most else f"{line[:most]} ..."


class Json(Line):
    """The same as one JSON object: ts (UTC), level, logger, thread, event, fields."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        row: dict[str, Any] = {
            "ts": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": self._safe(record.name),
            "thread": self._safe(record.threadName or ""),
            "event": self.event(record),
        }
        if fields := self._fields(record):
            row["fields"] = fields
        if record.exc_info and record.exc_info[1]:
            row["error"] = self._safe(where(record.exc_info[1]))
        return json.dumps(row)

    def _fields(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return the arguments that the line itself names: card 3, source=haro."""
        args = record.args if isinstance(record.args, tuple) else ()
        if not _ours(record) or not isinstance(record.msg, str):
            return {}
        names = [first or second for first, second in _NAMED.findall(record.msg)]
        if len(names) != len(args):
            return {}
        named = {name: arg for name, arg in zip(names, args, strict=True) if name}
        return {
            name: self._safe(arg) if isinstance(arg, str) else arg
            for name, arg in named.items()
            if isinstance(arg, _SIMPLE)
            and not (isinstance(arg, float) and not math.isfinite(arg))  # JSON has none
        }


class Handler(logging.StreamHandler[TextIO]):
    """Writes lines; what cannot be written as one is never shown half-formed."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        error = sys.exc_info()[1]
        if isinstance(error, (BrokenPipeError, OSError, ValueError)):
            return  # nobody reads the log any more, or its disk is full: work goes on
        place = f"{Path(record.pathname).name}:{record.lineno}"
        said = f"a log line of {place} could not be made"
        if isinstance(self.formatter, Json):
            said = json.dumps({"level": "error", "logger": OURS, "event": said})
        self.stream.write(f"{said}\n")


def set_up(
    stream: TextIO, *, style: str = "human", level: str = "info", verbose: bool = False
) -> None:
    """Send the lines of every logger to ``stream``.

    ``style``: "human" or "json". ``level``: the least that our own lines must be; those
    of libraries must be warnings. ``verbose`` lets everything through, masked as well.
    """
    handler = Handler(stream)
    handler.setFormatter((Json if style == "json" else Line)(MASK, detail=verbose))
    if not verbose:
        handler.addFilter(lambda record: _ours(record) or record.levelno >= logging.WARNING)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel("DEBUG" if verbose else level.upper())
    logging.getLogger(OURS).setLevel(logging.NOTSET)


def are_json() -> bool:
    """Say whether lines are JSON objects now."""
    return any(isinstance(one.formatter, Json) for one in logging.getLogger().handlers)


def adopt() -> None:
    """Make lines of warnings, and of errors in threads that nobody watches."""
    logging.captureWarnings(capture=True)
    threading.excepthook = _lost


def where(error: BaseException) -> str:
    """Name an error and its place without its text, which may quote a mail."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    return f"{type(error).__name__} at {places}" if places else type(error).__name__


def _ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{str(record.msg)[:40]} (a log line whose values do not fit)"


def _lost(args: threading.ExceptHookArgs) -> None:
    """Say like any other line that a thread nobody watches ended with an error."""
    log = logging.getLogger(f"{OURS}.seeing")
    name = args.thread.name if args.thread else "a thread"
    error = args.exc_value
    if error is not None and not isinstance(error, SystemExit):
        log.error("%s ended: a bug", name, exc_info=error)

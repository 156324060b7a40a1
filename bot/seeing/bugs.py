"""Bugs to a Sentry-like service, if one is named: what broke and where, no word of a mail.

An exception's own text, local variables, source lines, log lines before it, names of
machine and user all stay here; type, module, function and line go out.
"""

import logging
import sys
import threading
import time
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from bot.errors import BadInput, BotError
from bot.seeing.logs import MASK, OURS

AGAIN = 3600.0  # seconds; the same bug is not sent more often
_MOST = 500  # bugs remembered
_GOODBYE = 2.0  # seconds for what is still to be sent
_EXPECTED = (BotError, OSError)  # the world's doing, not a bug
_FRAME = ("module", "function", "lineno")


class Bugs(logging.Handler):
    """Sends every exception that our own code logs as an error. Made only with a DSN.

    Raises `BadInput` where the client is not installed or the DSN is none.
    """

    def __init__(
        self, dsn: str, version: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(logging.ERROR)
        self._clock = clock
        self._sent: dict[tuple[object, ...], float] = {}
        self._guard = threading.Lock()
        MASK.hide([dsn, urlsplit(dsn).username or ""])
        self._sdk = _client()
        try:
            self._sdk.init(  # send_default_pii is off unless set, and named no more
                dsn=dsn,
                release=version,
                before_send=_bare,
                default_integrations=False,
                auto_enabling_integrations=False,
                include_local_variables=False,
                include_source_context=False,
                max_breadcrumbs=0,
                auto_session_tracking=False,
                send_client_reports=False,
                spotlight=False,
                server_name="",
                environment="production",
                shutdown_timeout=_GOODBYE,
            )
        except ValueError:  # the client's BadDsn is one
            raise BadInput(
                "BOT_ERRORS__DSN is no DSN; copy it whole from the settings of the service"
            ) from None
        logging.getLogger(OURS).addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Send the exception of a line, or the one being handled where it was written."""
        given = record.exc_info if isinstance(record.exc_info, tuple) else sys.exc_info()
        if given[1] is not None:
            self.report(given[1])

    def report(self, error: BaseException) -> None:
        """Send a bug; what is expected, and what was sent lately, is not sent."""
        if isinstance(error, _EXPECTED) or not isinstance(error, Exception):
            return
        if self._is_new(error):
            self._sdk.capture_exception(error)

    def close(self) -> None:
        """Stop, and wait a moment for what is still under way."""
        logging.getLogger(OURS).removeHandler(self)
        self._sdk.flush(timeout=_GOODBYE)
        self._sdk.get_client().close(timeout=0)
        # nothing is sent any more, whatever SENTRY_DSN says
        self._sdk.init(dsn="", spotlight=False)
        super().close()

    def _is_new(self, error: BaseException) -> bool:
        last = error.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        place = (last.tb_frame.f_code.co_filename, last.tb_lineno) if last else ()
        key, now = (type(error), *place), self._clock()
        with self._guard:
            if now - self._sent.get(key, float("-inf")) < AGAIN:
                return False
            if len(self._sent) >= _MOST:
                self._sent.clear()
            self._sent[key] = now
        return True


def _client() -> ModuleType:
    try:
        import sentry_sdk  # noqa: PLC0415 (only where a DSN is set)
    except ImportError:
        raise BadInput(
            "BOT_ERRORS__DSN is set, and the client it needs is not installed: install"
            ' "haro-bot[sentry]", or take the variable out'
        ) from None
    return sentry_sdk


def _bare(event: Mapping[str, Any], hint: object) -> dict[str, Any] | None:
    """Return an event that holds what is listed here and nothing else."""
    del hint
    values = (event.get("exception") or {}).get("values") or []
    if not values:
        return None  # a message, not an exception
    return {
        "event_id": event.get("event_id"),
        "timestamp": event.get("timestamp"),
        "platform": "python",
        "level": "error",
        "release": event.get("release"),
        "exception": {
            "values": [
                {
                    "type": value.get("type"),
                    "module": value.get("module"),
                    "stacktrace": {"frames": _frames(value)},
                }
                for value in values
            ]
        },
    }


def _frames(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    frames = (value.get("stacktrace") or {}).get("frames") or []
    return [{key: frame.get(key) for key in _FRAME} for frame in frames]

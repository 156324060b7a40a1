"""The one clock of the program."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot.errors import BadInput

Now = Callable[[], datetime]


def clock(start: str | None) -> Now:
    """Return a clock in UTC that starts at ``start`` (ISO 8601) and runs on.

    Without ``start`` or the variable BOT_NOW it is the wall clock. A start without an
    offset is taken as UTC. Raises `BadInput` for what is no date.
    """
    text = start or os.environ.get("BOT_NOW", "")
    if not text:
        return wall
    name = "--now" if start else "BOT_NOW"
    try:
        begin = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"{name}: {text!r} is no ISO 8601 time; write one such as 2026-09-15T12:00:00Z"
        ) from None
    if begin.tzinfo is None:
        begin = begin.replace(tzinfo=UTC)
    begin = begin.astimezone(UTC)
    started = time.monotonic()

    def now() -> datetime:
        return datetime.fromtimestamp(begin.timestamp() + time.monotonic() - started, UTC)

    return now


def wall() -> datetime:
    return datetime.now(UTC)

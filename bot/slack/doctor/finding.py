"""What a look at one thing brought."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a thing stands; the value is what a terminal prints."""

    OK = "ok"
    NOTE = "note"  # it works; a person should know this
    FAIL = "FAIL"  # it does not; the words say what to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at, and what was seen."""

    what: str
    level: Level
    seen: str


def ok(what: str, seen: str) -> Finding:
    return Finding(what=what, level=Level.OK, seen=seen)


def note(what: str, seen: str) -> Finding:
    return Finding(what=what, level=Level.NOTE, seen=seen)


def fail(what: str, seen: str) -> Finding:
    return Finding(what=what, level=Level.FAIL, seen=seen)

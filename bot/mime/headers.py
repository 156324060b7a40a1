"""Headers of a stranger's message, read one by one; none of them can stop the rest."""

import codecs
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TypeVar

from bot.charsets import decode, tidy

T = TypeVar("T")

MAX_HEADER = 10_000  # characters of one header value

_HEADER = re.compile(
    rb"(?:From|To|Cc|Date|Sent|Subject|Message-ID|Reply-To|Received|Return-Path|"
    rb"Delivered-To|MIME-Version|Content-Type|List-ID|X-[\w-]{1,60})[ \t]*:",
    re.IGNORECASE,
)
_FOLD = re.compile(r"\r?\n[ \t]+|\r?\n")


def attempt(step: Callable[[], T], otherwise: T) -> T:
    """Take one step on a stranger's bytes; `otherwise` where it fails."""
    try:
        return step()
    except Exception:  # noqa: BLE001 (the email package raises anything on hostile mail)
        return otherwise


def begin(raw: bytes) -> bytes:
    """Take off what stands before the headers of a message."""
    return raw.removeprefix(codecs.BOM_UTF8).lstrip() if begins_with_headers(raw) else raw


def begins_with_headers(raw: bytes) -> bool:
    """Whether the first lines are two or more well known headers, folded or not."""
    lines = raw[:MAX_HEADER].removeprefix(codecs.BOM_UTF8).lstrip().splitlines()
    found = 0
    for number, line in enumerate(lines):
        if _HEADER.match(line):
            found += 1
        elif not line.startswith((b" ", b"\t")) and not (number == 0 and _is_mbox(line)):
            break
    return found > 1


def _is_mbox(line: bytes) -> bool:
    return line.startswith(b"From ")


def raw_header(part: Message, name: str) -> str:
    value = attempt(lambda: str(part.get(name) or ""), "")
    return value[:MAX_HEADER]


def header(part: Message, name: str) -> str:
    value = _FOLD.sub(" ", raw_header(part, name))
    pieces: list[tuple[str | bytes, str | None]]
    pieces = attempt(lambda: list(decode_header(value)), [(value, None)])
    text = "".join(
        piece if isinstance(piece, str) else decode(piece, str(charset or ""))
        for piece, charset in pieces
    )
    return " ".join(tidy(text).split())


def sent_at(part: Message) -> datetime | None:
    value = header(part, "date")
    return attempt(lambda: _aware(parsedate_to_datetime(value)), None)


def _aware(moment: datetime) -> datetime:
    """Return moment in UTC; "-0000" gives a naive one, which is UTC already."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)

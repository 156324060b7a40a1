"""HARO as run by Featured since April 2025 (docs/formats.md; seen in 2026)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import deadlines, digest, wrapping
from bot.digest import Item, Layout, Source
from bot.domain import Digest, Query
from bot.marks import count, mark

NAME = "haro"

_BACK = re.compile(
    r"^\s*(?:\[?back to (?:the )?(?:top|category index)\]?(?:\s*[(<]\S*[)>])?\s*)+$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*-{30,80}\s*$")
_EXACT_RULE = re.compile(r"^\s*-{35}\s*$")
_FOOTER = re.compile(
    r"^\s*(?:HARO connects journalists with expert sources"
    r"|Powered by Featured\b|Your HARO subscription address is|For delivery help:"
    r"|Forwarded this email\? Join HARO|Unsubscribe\b.*unsubscribe)",
    re.IGNORECASE,
)
_LINES = re.MULTILINE | re.IGNORECASE
_MARKS = (
    mark("reply+", r"\breply\+[\w-]{8,100}@helpareporter\.com\b", re.IGNORECASE),
    mark("Journalist", r"^[ \t]{0,9}HARO\s+Journalist\s+Profile\s+URL:", re.MULTILINE),
    mark("pitches", r"^[ \t]{0,9}No AI Pitches Considered\s*$", _LINES),
    mark("Powered by Featured", r"Powered by Featured\b"),
    mark("Summary:", r"^[ \t]{0,9}\d{1,3}\)\s*Summary:", re.MULTILINE),
)


def _end(lines: Sequence[str], last: bool) -> int:  # noqa: FBT001 (as Layout.end says)
    """Return where an item ends: at "Back to Top" and a line of 35 dashes.

    Without that, the last item ends where the footer or the last dashes begin. Dashes
    inside a reporter's text are text.
    """
    for i, line in enumerate(lines):
        if "ack" in line.lower() and _BACK.match(line):
            after = wrapping.after(lines, i)
            if not after or _RULE.match(after):
                return i
    pairs = list(zip(lines, wrapping.following(lines), strict=True))
    for i, (line, after) in enumerate(pairs):
        if _EXACT_RULE.match(line) and not after:
            return i
        closes = _BACK.match(line) or _EXACT_RULE.match(line)
        if last and (_FOOTER.match(line) or (closes and _FOOTER.match(after))):
            return i
    return len(lines)


LAYOUT = Layout(
    start=re.compile(
        r"^\s*(?P<number>\d{1,3}(?:\.\d{1,2})?)\)\s*Summary\s*:\s*", re.IGNORECASE
    ),
    labels={
        "Name": "reporter",
        "Category": "category",
        "Email": "email",
        "E-mail": "email",
        "HARO Journalist Profile URL": "profile",
        "Muck Rack URL": "profile",
        "Media Outlet": "outlet",
        "Deadline": "deadline",
        "Deadline date": "deadline",
        "Due date": "deadline",
        "Query": "body",
    },
    end=_end,
    footer=_FOOTER,
    furniture=re.compile(
        rf"{_BACK.pattern}|{_RULE.pattern}|^\s*\*{{20,}}\s*$", re.IGNORECASE
    ),
    flag=re.compile(r"^\s*no\s+ai\s+pitche?s?\b.*$", re.IGNORECASE),
    strict=True,
)


def claims(text: str) -> int:
    """Count the marks of this newsletter in a text."""
    return count(text, _MARKS)


def read(text: str, anchor: datetime) -> Digest:
    """Read one digest; ``anchor`` is when it was printed."""
    return digest.read(NAME, text, LAYOUT, lambda item: _query(item, anchor))


def _query(item: Item, anchor: datetime) -> Query:
    due = deadlines.read(item.fields.get("deadline", ""), anchor)
    return replace(digest.query(NAME, item), deadline=due)


SOURCE = Source(
    name=NAME,
    title="HARO",
    domains=("helpareporter.com",),
    claims=claims,
    read=read,
    confirmed=True,
    ways=True,
)

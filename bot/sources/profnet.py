"""ProfNet (docs/formats.md): headings seen in real digests of the 2000s, no mail around.

    10. BEHAVIOR/TODAY: Title—Outlet (ST)

No address and no deadline stand there: "/TODAY" says that an answer is due that day,
and a query without a way to answer is kept all the same, for a person to look up. The
columns of later single mails (Deadline, Status, Subject, Originator) are known from a
public parser and read like any labels.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from bot import skeleton, wrapping
from bot.digest import Source
from bot.domain import Digest
from bot.marks import lower
from bot.skeleton import Found, Page, furniture

NAME = "profnet"

_HEADING = re.compile(
    r"^\s{0,8}(?P<number>\d{1,3})\.\s{1,4}(?P<category>[A-Z][A-Z0-9 &,'.-]{1,50}"
    r"(?:/(?!TODAY)[A-Z &-]{2,40}){0,2})(?P<today>/TODAY)?:\s{1,4}(?P<title>\S.{0,400})$"
)
_OUTLET = re.compile(r"\s{0,3}(?:—|--| [–-] )\s{0,3}")
_MAYBE = re.compile(r"\n\s{0,8}\d{1,3}\.\s{1,4}[A-Z][A-Z]")
_COLUMNS = re.compile(
    r"^[ \t]{0,9}(?:originator|status)[ \t]{0,3}:", re.IGNORECASE | re.MULTILINE
)
_WORDS = {"query text": "body", "originator": "reporter", "subject": "summary"}
_SEVERAL = 2
_GOES_ON = 3  # lines a long heading may be wrapped over


def claims(text: str) -> int:
    """Count the names it goes by, with its headings or columns; two headings suffice."""
    maybe = _MAYBE.search(f"\n{text}")
    headings = len(_headings(text.split("\n"))) if maybe else 0
    named = "profnet" in lower(text)
    if headings >= _SEVERAL:
        return _SEVERAL + named
    return 2 * int(named and bool(headings or _COLUMNS.search(text)))


def read(text: str, anchor: datetime) -> Digest:
    """Read every query of a mail; ``anchor`` is when it was printed."""
    lines = text.split("\n")
    starts = _headings(lines)
    if not starts:
        return skeleton.read(NAME, text, anchor, zone=SOURCE.zone, words=_WORDS)
    return skeleton.told(NAME, text, _page(lines, starts), anchor, zone=SOURCE.zone)


def _headings(lines: Sequence[str]) -> list[int]:
    """Return the lines that are headings: each names an outlet, there or one line on."""
    return [
        i
        for i, line in enumerate(lines)
        if _HEADING.match(line) and any(map(_OUTLET.search, lines[i : i + _GOES_ON]))
    ]


def _page(lines: Sequence[str], starts: Sequence[int]) -> Page:
    items: list[Found] = []
    rest = list(lines[: starts[0]])
    columns = wrapping.width(lines[starts[0] :])
    for start, stop in pairwise([*starts, len(lines)]):
        end = furniture.foot(lines, start) if stop == len(lines) else stop
        items.append(_item(lines[start:end], columns))
        rest += lines[end:stop]
    left = (x.strip() for x in rest if x.strip() and not furniture.is_furniture(x))
    return Page(items=tuple(items), leftovers=tuple(left))


def _item(lines: Sequence[str], columns: int) -> Found:
    """Read a heading, which may be wrapped, and the text below it."""
    found = _HEADING.match(lines[0])
    if found is None:  # never: _headings asked the same
        return Found(body="\n".join(lines))
    heading, at = found["title"], 1
    while at < min(len(lines), _GOES_ON) and not _OUTLET.search(heading):
        heading, at = f"{heading} {lines[at].strip()}", at + 1
    parts = _OUTLET.split(heading)
    outlet = parts[-1] if len(parts) > 1 else ""
    title = heading[: len(heading) - len(outlet)].rstrip(" —–-") if outlet else heading
    body = [line for line in lines[at:] if not furniture.is_furniture(line) or not line]
    values = {"summary": title, "outlet": outlet.strip(), "category": found["category"]}
    if found["today"]:
        values["deadline"] = "TODAY"
    return Found(
        number=found["number"],
        values=values,
        body=wrapping.unwrap("\n".join(body), columns),
    )


SOURCE = Source(
    name=NAME,
    title="ProfNet",
    domains=("profnet.com", "prnewswire.com"),
    claims=claims,
    read=read,
)

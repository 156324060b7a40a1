"""ProfNet (docs/formats.md): headings seen in real digests of the 2000s, no mail around.

    10. BEHAVIOR/TODAY: Title—Outlet (ST)

No address and no deadline stand there: "/TODAY" says that an answer is due that day,
and a query without a way to answer is kept all the same, for a person to look up. The
columns of later single mails are known from a public parser; below them stands the text.
Where other labels stand among them they are read like any labels.

    BEHAVIOR/TODAY: Title—Outlet (ST)
    Deadline: ..  Status: ..  Subject: ..  Originator: ..     (a line each, in any order)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bot import skeleton, wrapping
from bot.digest import Source
from bot.domain import Digest
from bot.marks import lower
from bot.skeleton import Found, Page, furniture, labels

NAME = "profnet"

_HEADING = re.compile(
    r"^\s{0,8}(?P<number>\d{1,3})\.\s{1,4}(?P<category>[A-Z][A-Z0-9 &,'.-]{1,50}"
    r"(?:/(?!TODAY)[A-Z &-]{2,40}){0,2})(?P<today>/TODAY)?:\s{1,4}(?P<title>\S.{0,400})$"
)
_LONE = re.compile(  # the heading of a single mail has no number
    r"^\s{0,8}(?P<category>[A-Z][A-Z0-9 &,'.-]{1,50}(?:/(?!TODAY)[A-Z &-]{2,40}){0,2})"
    r"(?P<today>/TODAY)?:\s{1,4}(?P<title>\S.{0,400})$"
)
_COLUMN = re.compile(
    r"^[ \t]{0,9}(?P<name>deadline|status|subject|originator)[ \t]{0,3}:(?P<value>.*)$",
    re.IGNORECASE,
)
_OUTLET = re.compile(r"\s{0,3}(?:—|--| [–-] )\s{0,3}")
_MAYBE = re.compile(r"\n\s{0,8}\d{1,3}\.\s{1,4}[A-Z][A-Z]")
_COLUMNS = re.compile(
    r"^[ \t]{0,9}(?:originator|status)[ \t]{0,3}:", re.IGNORECASE | re.MULTILINE
)
_WORDS = {"query text": "body", "originator": "reporter", "subject": "summary"}
_STATE = re.compile(r"\([A-Z]{2}\)\s{0,9}$")  # "Title—Outlet (NY)"
_SEVERAL = 2
_GOES_ON = 3  # lines a long heading may be wrapped over
_COLUMNED = 3  # different columns of a single mail


@dataclass(frozen=True, slots=True, kw_only=True)
class _Single:
    """A query with columns: its first line, its heading if it has one, its columns."""

    start: int
    text: int  # the line at which its text begins
    heading: re.Match[str] | None
    columns: dict[str, str]


def claims(text: str) -> int:
    """Count the names it goes by, with its headings or columns; two headings suffice."""
    maybe = _MAYBE.search(f"\n{text}")
    headings = len(_headings(text.split("\n"))) if maybe else 0
    small = lower(text)
    named = "profnet" in small
    if headings >= _SEVERAL:
        return _SEVERAL + named
    if named:
        return 2 * int(bool(headings or _COLUMNS.search(text)))
    singles = () if headings or "originator" not in small else _singles(text.split("\n"))
    return 2 * int(any(x.columns.get("originator") and _is_its_own(x) for x in singles))


def _is_its_own(single: _Single) -> bool:
    """Whether a heading is ProfNet's without its name: due today, or with a state."""
    heading = single.heading
    return bool(heading and (heading["today"] or _STATE.search(heading["title"])))


def read(text: str, anchor: datetime) -> Digest:
    """Read every query of a mail; ``anchor`` is when it was printed."""
    lines = text.split("\n")
    starts = _headings(lines)
    singles = () if starts else _singles(lines)
    if singles:
        page = _columned(lines, singles)
        return skeleton.told(NAME, text, page, anchor, zone=SOURCE.zone)
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


def _singles(lines: Sequence[str]) -> list[_Single]:
    """Return the queries whose columns stand together, a text right below; [] if none.

    Columns that other labels follow are no such mail's.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    found: list[_Single] = []
    run: list[tuple[int, re.Match[str]]] = []
    for n, i in enumerate(filled):
        column = _COLUMN.match(lines[i])
        if column:
            run.append((n, column))
            continue
        columns = {m["name"].lower(): m["value"].strip() for _, m in reversed(run)}
        if len(columns) >= _COLUMNED and columns.get("deadline"):
            if any(label.target not in labels.SOFT for label in labels.find([lines[i]])):
                return []
            above = filled[run[0][0] - 1] if run[0][0] else -1
            heading = _LONE.match(lines[above]) if above >= 0 else None
            heading = heading if heading and _OUTLET.search(heading["title"]) else None
            start = above if heading else filled[run[0][0]]
            found.append(_Single(start=start, text=i, heading=heading, columns=columns))
        run = []
    return found


def _columned(lines: Sequence[str], singles: Sequence[_Single]) -> Page:
    items: list[Found] = []
    rest = list(lines[: singles[0].start])
    width = wrapping.width(lines[singles[0].text :])
    stops = [*(single.start for single in singles[1:]), len(lines)]
    for single, stop in zip(singles, stops, strict=True):
        end = furniture.foot(lines, single.text) if stop == len(lines) else stop
        said, heading = single.columns, single.heading
        title, outlet = _parted(heading["title"]) if heading else ("", "")
        items.append(
            Found(
                values={
                    "summary": said.get("subject") or title,
                    "outlet": outlet,
                    "category": heading["category"] if heading else "",
                    "reporter": said.get("originator", ""),
                    "deadline": said["deadline"],
                },
                body=_text(lines[single.text : end], width),
            )
        )
        rest += [title if said.get("subject") not in {None, "", title} else ""]
        rest += [f"Status: {said['status']}" if said.get("status") else ""]
        rest += lines[end:stop]
    return Page(items=tuple(items), leftovers=_left(rest))


def _page(lines: Sequence[str], starts: Sequence[int]) -> Page:
    items: list[Found] = []
    rest = list(lines[: starts[0]])
    columns = wrapping.width(lines[starts[0] :])
    for start, stop in pairwise([*starts, len(lines)]):
        end = furniture.foot(lines, start) if stop == len(lines) else stop
        items.append(_item(lines[start:end], columns))
        rest += lines[end:stop]
    return Page(items=tuple(items), leftovers=_left(rest))


def _left(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(x.strip() for x in lines if x.strip() and not furniture.is_furniture(x))


def _parted(heading: str) -> tuple[str, str]:
    """Return the title and the outlet of a heading."""
    parts = _OUTLET.split(heading)
    outlet = parts[-1] if len(parts) > 1 else ""
    title = heading[: len(heading) - len(outlet)].rstrip(" —–-") if outlet else heading
    return title, outlet.strip()


def _text(lines: Sequence[str], columns: int) -> str:
    kept = [line for line in lines if not furniture.is_furniture(line) or not line]
    return wrapping.unwrap("\n".join(kept), columns)


def _item(lines: Sequence[str], columns: int) -> Found:
    """Read a heading, which may be wrapped, and the text below it."""
    found = _HEADING.match(lines[0])
    if found is None:  # never: _headings asked the same
        return Found(body="\n".join(lines))
    heading, at = found["title"], 1
    while at < min(len(lines), _GOES_ON) and not _OUTLET.search(heading):
        heading, at = f"{heading} {lines[at].strip()}", at + 1
    title, outlet = _parted(heading)
    values = {"summary": title, "outlet": outlet, "category": found["category"]}
    if found["today"]:
        values["deadline"] = "TODAY"
    return Found(number=found["number"], values=values, body=_text(lines[at:], columns))


SOURCE = Source(
    name=NAME,
    title="ProfNet",
    domains=("profnet.com", "prnewswire.com"),
    claims=claims,
    read=read,
)

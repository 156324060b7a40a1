"""Featured.com's workflow mails (docs/formats.md; seen September 2026, as a paste).

An item is an outlet, a tag, a text, "Match reasoning" (a machine's words, kept out),
a date and "View Details". A podcast has no request and no date, and is an item too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot import deadlines, digest, fields, forwards, links, wrapping
from bot.digest import Source
from bot.domain import Digest, Query
from bot.marks import count, mark

NAME = "featured"

_LINK = r"\s*(?:[(<\[]*(?P<way>https?://[^\s()<>]{1,2000})[)>\]]*)?\s*$"
_TAG = re.compile(
    r"^[ \t]{0,9}(?:Journalist Requests|Monitor HARO|Find Podcasts)[ \t]{0,9}$",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"^\s*(?:[A-Z][\w&]{0,20})(?:\s[A-Z][\w&]{0,20}){0,3}\s*$")
_DETAILS = re.compile(rf"^\s*View Details{_LINK}", re.IGNORECASE)
_ALONE = re.compile(r"^[<(\[]?(?P<way>https?://[^\s<>()\[\]]{1,2000})[>)\]]?$")
_REASON = re.compile(r"^\s*Match reasoning\s*:?\s*$", re.IGNORECASE)
_FULL = re.compile(r"\s*View full brief\s*(?:-+>|→|›|»)?[^\n]{0,300}$", re.IGNORECASE)
_LATEST = re.compile(r"^\s*Latest:\s.{3,200}$", re.IGNORECASE)
_DATE = re.compile(
    r"^\s*(?:Deadline:\s*)?(?P<date>(?:[A-Z][a-z]{2,8}\.?\s\d{1,2})(?:,?\s20\d\d)?"
    r"(?:,?\s(?:at\s)?\d{1,2}:\d\d\s?[AP]M(?:\s[A-Z]{1,5})?)?)\s*$",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"^\s*(?:.{1,200}:\s*)?(?P<number>\d{1,3}) new(?: opportunit\w+)?"
    r"(?:\s-\s.{1,40})?\s*$"
)
_RUN = re.compile(
    r"^\s*(?P<name>.{1,80}?)\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}, \w{3,9} \d{1,2}, "
    r"\d{1,2}:\d\d\s[AP]M\s*$"
)
_SUMMARY = re.compile(r"^\s*Workflow summary:", re.IGNORECASE)
_FOOTER = re.compile(
    rf"^\s*(?:View workflow run{_LINK}"
    r"|You[’']re receiving this because your workflow is set to)",
    re.IGNORECASE,
)
_AROUND = forwards.around("Featured")
_RULE = re.compile(r"^\s*[-_=]{3,}\s*$")
_LINES = re.MULTILINE | re.IGNORECASE
_MARKS = (
    mark("match reasoning", r"^[ \t]{0,9}Match reasoning[ \t]{0,9}$", _LINES),
    mark("journalist requests|monitor haro|find podcasts", _TAG.pattern, _LINES),
    mark("workflow summary:", r"^[ \t]{0,9}Workflow summary:", _LINES),
    mark("your workflow is", r"your workflow is set to email results", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """The lines of one item, the link to it, and whether "View Details" has ended it."""

    lines: list[str]
    way: str = ""
    closed: bool = False


@dataclass(slots=True, kw_only=True)
class _Page:
    """What has been read so far."""

    anchor: datetime
    columns: int
    queries: list[Query] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def claims(text: str) -> int:
    """Count the marks of this newsletter in a text."""
    return count(text, _MARKS)


def read(text: str, anchor: datetime) -> Digest:
    """Read one mail; ``anchor`` is when it was printed."""
    lines = [line.strip() for line in links.clean(text).split("\n")]
    page = _Page(anchor=anchor, columns=wrapping.width(lines))
    promised, start = _head(lines, page)
    pending: list[str] = []
    below = False  # the link of "View Details" may stand on a line of its own
    for line in [*lines[start:], "View workflow run"]:
        if below and (alone := _ALONE.match(line)):
            page.queries[-1] = replace(page.queries[-1], reply_url=alone["way"])
            below = False
            continue
        details = _DETAILS.match(line)
        below = below and not line
        if details is None and not _FOOTER.match(line):
            pending.append(line)
            continue
        pieces = _apart(pending) if details or _is_item(pending) else []
        if not pieces:
            page.leftovers += _unknown(pending)
        for number, piece in enumerate(pieces, 1):
            closed = details is not None and number == len(pieces)
            way = details["way"] or "" if details and closed else ""
            before = len(page.queries)
            _take(_Item(lines=piece, way=way, closed=closed), page)
            below = closed and not way and len(page.queries) > before
        pending = []
    count = len(page.queries)
    if promised is not None and promised != count:
        page.problems.append(f"{promised} new promised, {count} read")
    if promised is None and not count and page.leftovers:
        page.problems.append("no query in it could be read")
    return Digest(
        source=NAME,
        queries=tuple(page.queries),
        leftovers=tuple(page.leftovers),
        problems=tuple(page.problems),
        expected=promised,
    )


def _head(lines: Sequence[str], page: _Page) -> tuple[int | None, int]:
    """Read what stands before the items: how many are promised, and where they begin."""
    first = next((i for i, line in enumerate(lines) if _TAG.match(line)), len(lines))
    said = next((i for i in range(first) if _SUMMARY.match(lines[i])), None)
    if said is None:
        start = next((i for i in range(first - 1, -1, -1) if lines[i]), 0)
    else:
        start = said + 1
        while page.columns and start < first and lines[start]:
            start += 1
    head = lines[: start if said is None else said]
    runs = [found["name"] for line in head if (found := _RUN.match(line))]
    counts = [int(found["number"]) for line in head if (found := _NEW.match(line))]
    page.leftovers += (
        line
        for line in _unknown(head)
        if not (_RUN.match(line) or _NEW.match(line))
        and not any(line.startswith(f"{name} - ") for name in runs)
    )
    return (counts[-1] if counts else None), start


def _unknown(lines: Iterable[str]) -> list[str]:
    return [
        line
        for line in lines
        if len(line) > 1 and not (_AROUND.match(line) or _RULE.match(line))
    ]


def _is_item(lines: Sequence[str]) -> bool:
    return any(_TAG.match(line) or _REASON.match(line) for line in lines)


def _apart(lines: list[str]) -> list[list[str]]:
    """Cut before the outlet of each further item: "View Details" is missing there."""
    pieces: list[list[str]] = []
    begin, reasoned = 0, False
    for at, line in enumerate(lines):
        if reasoned and _TAG.match(line):
            outlet = next((i for i in range(at - 1, begin, -1) if lines[i]), at)
            pieces.append(lines[begin:outlet])
            begin, reasoned = outlet, False
        reasoned = reasoned or bool(_REASON.match(line))
    return [*pieces, lines[begin:]]


def _take(item: _Item, page: _Page) -> None:
    """Make a query of one item; what is nobody's in it is left over."""
    filled = [(at, line) for at, line in enumerate(item.lines) if line]
    while filled and (_RULE.match(filled[0][1]) or len(filled[0][1]) == 1):
        filled.pop(0)
    tag = next((n for n, (_, line) in enumerate(filled) if _TAG.match(line)), None)
    if tag is None:  # a tag nobody has seen yet
        tag = 1 if len(filled) > 2 and _ANY_TAG.match(filled[1][1]) else -1  # noqa: PLR2004
    outlet = filled[tag - 1][1] if tag > 0 else ""
    page.leftovers += _unknown(line for _, line in filled[: max(0, tag - 1)])
    begin = filled[tag][0] + 1 if tag >= 0 else 0
    body = item.lines[begin:]
    reason = next((n for n, line in enumerate(body) if _REASON.match(line)), len(body))
    body, after = body[:reason], _behind_reason(body[reason + 1 :], page)
    if reason == len(item.lines) - begin:  # no reasoning: date and address end the text
        while body and (not body[-1] or _is_end(body[-1])):
            after.append(body.pop())
    date = next((found["date"] for x in after if (found := _DATE.match(x))), "")
    address = next((a for x in after if _is_end(x) and (a := fields.address(x))), "")
    page.leftovers += _unknown(x for x in after if not _is_end(x))
    _add(item, body, (outlet, filled[tag][1] if tag >= 0 else ""), (date, address), page)


def _is_end(line: str) -> bool:
    return bool(_DATE.match(line) or fields.ADDRESS.fullmatch(line.strip("<> ")))


def _behind_reason(lines: list[str], page: _Page) -> list[str]:
    """Return the lines behind a machine's reasons, which are one paragraph.

    Where more stands before the date nobody knows which is the machine's: then all.
    """
    end = next((n for n, line in enumerate(lines) if _is_end(line)), len(lines))
    reasons = wrapping.unwrap("\n".join(lines[:end]), page.columns)
    return lines if "\n" in reasons else lines[end:]


def _add(
    item: _Item,
    lines: Sequence[str],
    heading: tuple[str, str],
    end: tuple[str, str],
    page: _Page,
) -> None:
    outlet, outlet_url = fields.outlet(heading[0])
    text = wrapping.unwrap("\n".join(lines), page.columns)
    body = _FULL.sub("", text)
    said = "\n".join(x for x in body.split("\n") if not _LATEST.match(x)).strip() or body
    summary = fields.title(said) or outlet
    if not (body or outlet):
        page.problems.append("an item without a text")
        page.leftovers += [x for x in (heading[1], *end) if x]
        return
    if not item.closed:
        page.problems.append(f'"{summary[:60]}" is not ended by "View Details"')
    if not outlet:
        page.problems.append(f'"{summary[:60]}" names no outlet')
    page.queries.append(
        digest.finish(
            Query(
                id=fields.hashed(NAME, outlet, summary),
                source=NAME,
                summary=summary,
                body=body,
                outlet=outlet,
                outlet_url=outlet_url,
                category=heading[1],
                reply_to=end[1],
                reply_url=item.way,
                deadline=deadlines.read(end[0], page.anchor),
                cut=body != text or body.endswith(("...", "…")),
            )
        )
    )


SOURCE = Source(
    name=NAME,
    title="Featured",
    domains=("featured.com",),
    claims=claims,
    read=read,
    confirmed=True,
)

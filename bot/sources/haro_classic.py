"""HARO of 2008 (Peter Shankman) and of 2011 to 2024 (Vocus, Cision): docs/formats.md.

Written from one real query of 2008, parsed fields of 2022 and public parsers; the
mail around them was never seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot import asks, deadlines, digest, wrapping
from bot.digest import Item, Layout, Source
from bot.domain import Digest, Query, Requirement
from bot.marks import count, mark

NAME = "haro-classic"

_BACK = re.compile(
    r"^\s*(?:\[?back to (?:the )?(?:top|category index)\]?(?:\s*[(<]\S*[)>])?[\s|]*)+$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*-{30,80}\s*$")
_FOOTER = re.compile(
    r"12051 Indian Creek|Beltsville, MD|^\s*(?:HARO is a (?:free )?service"
    r"|You are receiving this|Copyright\b.*(?:Vocus|Cision|HARO|Help a Reporter)"
    r"|©.*(?:Vocus|Cision|Help a Reporter)|(?:To )?unsubscribe\b"
    r"|Manage (?:your )?(?:subscription|preferences))",
    re.IGNORECASE,
)
_LINES = re.MULTILINE | re.IGNORECASE
_STRONG = (
    mark("query-", r"\bquery-[\w]{2,12}@helpareporter\.(?:net|com)\b", re.IGNORECASE),
    mark("outlet/publication", r"^[ \t]{0,9}Media\s+Outlet/Publication:", _LINES),
    mark("Anonymous?", r"^[ \t]{0,9}Anonymous\?", re.MULTILINE),
    mark("geographic", r"^[ \t]{0,9}Specific\s+Geographic\s+Region\?", _LINES),
    mark("back to category index", r"back to category index", re.IGNORECASE),
    mark("12051 Indian Creek", r"12051 Indian Creek"),
    mark("Vocus", r"Vocus\b(?<!\wVocus)"),
    mark("Cision", r"Cision\b(?<!\wCision)"),  # a literal first: "decision" is frequent
)
_ITEM = re.compile(r"^[ \t]{0,9}(?:\d{1,3}(?:\.\d{1,2})?\)\s*)?Summary\s*:", re.MULTILINE)
_TITLE = re.compile(r"\s+Title\s*:\s*", re.IGNORECASE)


def _end(lines: Sequence[str], last: bool) -> int:  # noqa: FBT001 (as Layout.end says)
    """Return where an item ends: at "Back to Top" and dashes, else at what is last."""
    pairs = list(zip(lines, wrapping.following(lines), strict=True))
    for i, (line, after) in enumerate(pairs):
        if _BACK.match(line) and (not after or _RULE.match(after) or _BACK.match(after)):
            return i
    for i, (line, after) in enumerate(pairs):
        if _RULE.match(line) and not after:
            return i
        closes = _BACK.match(line) or _RULE.match(line)
        if last and (_FOOTER.search(line) or (closes and _FOOTER.search(after))):
            return i
    return len(lines)


_START = re.compile(
    r"^\s*(?:(?P<number>\d{1,3}(?:\.\d{1,2})?)\)\s*)?Summary\s*:\s*", re.IGNORECASE
)
LAYOUT = Layout(
    start=_START,
    labels={
        "Category": "category",
        "Name": "reporter",
        "Title": "title",
        "Email": "email",
        "Media Outlet/Publication": "outlet",
        "Media Outlet": "outlet",
        "Anonymous?": "anonymous",
        "Specific Geographic Region?": "regional",
        "Region": "region",
        "Deadline": "deadline",
        "Query": "body",
    },
    end=_end,
    footer=_FOOTER,
    furniture=re.compile(
        rf"{_BACK.pattern}|{_RULE.pattern}|^\s*\*{{20,}}\s*$", re.IGNORECASE
    ),
    flag=re.compile(r"^\s*no\s+ai\s+pitche?s?\b.*$", re.IGNORECASE),
    inner="Requirements",
)


_STATED = re.compile(
    r"(?:^\s*|[.!?…)]\s+)Requirements\s*:\s*", re.MULTILINE | re.IGNORECASE
)


def claims(text: str) -> int:
    """Count the marks of this newsletter in a text; a Summary alone is not enough."""
    found = count(text, _STRONG)
    return 2 * found if found and _ITEM.search(text) else 0


def read(text: str, anchor: datetime) -> Digest:
    """Read one digest; ``anchor`` is when it was printed. "EST" was printed all year."""
    return digest.read(NAME, text, LAYOUT, lambda item: _query(item, anchor))


def _query(item: Item, anchor: datetime) -> Query:
    values = item.fields
    return replace(
        digest.query(NAME, item),
        reporter=_TITLE.split(values.get("reporter", ""))[0],
        deadline=deadlines.read(values.get("deadline", ""), anchor),
        requirements=tuple(_required(item.body, values.get("region", ""))),
        anonymous=values.get("anonymous", "").lower().startswith("y"),
    )


def _required(body: str, region: str) -> Iterator[Requirement]:
    """Yield the region, and each line or sentence of what stands under Requirements."""
    if region:
        yield Requirement(kind="location", sentence=f"Region: {region}")
    if found := _STATED.search(body):
        for sentence in asks.sentences(body[found.end() :]):
            yield Requirement(kind="stated", sentence=sentence[: asks.LONGEST])


SOURCE = Source(
    name=NAME,
    title="HARO (2008 to 2024)",
    domains=("helpareporter.net", "vocus.com", "cision.com"),
    claims=claims,
    read=read,
)

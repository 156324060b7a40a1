"""Alerts of #journorequest posts, as JournoRequests and its like send (docs/formats.md).

No real alert was seen, only such posts as another newsletter passes them on: a text
with hashtags. Read is what such a mail must have: per post a text with its hashtag, a
line with an @handle above or below it, and a link. A post without an address is
answered where it was posted. Words of the mail around the posts are shown unread.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from bot import fields, skeleton, wrapping
from bot.digest import Source
from bot.domain import Digest
from bot.marks import lower
from bot.skeleton import Found, Page, furniture

NAME = "journorequest"

_NAMES = (
    re.compile(r"\bjourno-?requests?\.com\b", re.IGNORECASE),
    re.compile(r"(?<![#\w])Journo ?Requests?\b"),
)
_TAG = re.compile(
    r"#(?:journo|pr|blogger|media|expert|travel|beauty|food)(?:journo)?_?requests?\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^\W{0,4}(?:by |from )?(?P<name>[^@#\n:]{0,60}?)[\s(·|-]{0,4}@(?P<handle>\w{2,30})\)?"
    r"(?:\s?[·|,-]\s?.{0,60}|\s{1,3}(?:via|on) .{0,60})?\s*$"
)
_VIA = re.compile(r"^\W{0,4}via\b.{0,80}$", re.IGNORECASE)
_DUE = re.compile(r"\bdeadline(?: is|:| -|)\s{1,3}(?P<due>[^.!?#\n]{3,60})", re.IGNORECASE)
_BY = re.compile(
    r"\bby (?P<due>(?:\d{1,2}(?::\d\d)? ?[ap]m (?:on )?|noon (?:on )?)?"
    r"(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"(?: at)?(?: \d{1,2}(?::\d\d)? ?[ap]m| noon)?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W{0,4}(?P<label>deadline|outlet|publication)\s{0,2}:\s{0,3}(?P<value>.{0,200})$",
    re.IGNORECASE,
)
_WORDS = 6  # words of a line with the link to a post


def claims(text: str) -> int:
    """Count the names it goes by, if there are posts; a hashtag alone is anybody's."""
    small = lower(text)
    if "request" not in small or "journo" not in small:
        return 0
    named = sum(bool(name.search(text)) for name in _NAMES)
    return named + 1 if named and _TAG.search(text) else 0


def read(text: str, anchor: datetime) -> Digest:
    """Read every post of a mail; ``anchor`` is when it was printed."""
    return skeleton.told(NAME, text, _page(text.split("\n")), anchor, zone=SOURCE.zone)


def _page(lines: Sequence[str]) -> Page:
    """Part the mail at its posts: where a by-line or the text of a tagged post begins."""
    end = furniture.foot(lines, 0)
    starts = _starts(lines[:end])
    items: list[Found] = []
    left = list(lines[: starts[0]] if starts else lines)
    columns = wrapping.width(lines)
    for start, stop in pairwise([*starts, end]):
        item, rest = _post(lines[start:stop], columns)
        items += [item] if item else []
        left += rest
    left += lines[end:] if starts else []
    said = (x.strip() for x in left if x.strip() and not furniture.is_furniture(x))
    return Page(items=tuple(items), leftovers=tuple(said))


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where posts begin: at each by-line if they stand above, else at the texts."""
    tagged = [i for i, line in enumerate(lines) if _TAG.search(line)]
    tagged = [i for i in tagged if fields.URL.sub("", lines[i]).strip()]
    bylines = [i for i, line in enumerate(lines) if _BYLINE.match(line)]
    if bylines and tagged and bylines[0] < tagged[0]:
        return bylines
    return sorted({_top(lines, i) for i in tagged})


def _top(lines: Sequence[str], at: int) -> int:
    """Return the first line of the paragraph that a line with a hashtag ends."""
    while at and lines[at - 1].strip() and _is_text(lines[at - 1]):
        at -= 1
    return at


def _is_text(line: str) -> bool:
    other = _BYLINE.match(line) or _VIA.match(line) or _LABEL.match(line)
    alone = fields.URL.fullmatch(line.strip()) or furniture.is_furniture(line)
    return not other and not alone and not _TAG.search(line)


def _post(lines: Sequence[str], columns: int) -> tuple[Found | None, list[str]]:
    """Read one post: its text, who wrote it, where to answer."""
    text: list[str] = []
    ways: list[str] = []
    rest: list[str] = []
    values: dict[str, str] = {}
    for line in lines:
        closed = text and not text[-1].strip() and any(map(_TAG.search, text))
        if value := _value(line, values):
            values.update(value)
        elif _is_way(line):
            ways.append(line)
        elif _VIA.match(line) or (closed and line.strip()):
            rest.append(line)
        elif not line.strip() or not furniture.is_furniture(line):
            text.append(line)
    body = wrapping.unwrap("\n".join(text), columns)
    if not body:
        return None, list(lines)
    if "deadline" not in values and (due := _DUE.search(body) or _BY.search(body)):
        values["deadline"] = due["due"].strip()
    if address := fields.address(body):
        values["email"] = address
    elif ways:
        values["link"] = fields.link(ways[0])
    rest += [way for way in ways if way not in ways[:1] or "email" in values]
    return Found(values=values, body=body), rest


def _value(line: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return what a line beside the text of a post says, {} if it is no such line."""
    if (byline := _BYLINE.match(line)) and "reporter" not in values:
        name = byline["name"].strip(" (-–—·")
        return {"reporter": f"{name} (@{byline['handle']})" if name else byline[0].strip()}
    if (label := _LABEL.match(line)) and label["value"]:
        field = "deadline" if label["label"].lower() == "deadline" else "outlet"
        return {} if field in values else {field: label["value"].strip()}
    return {}


def _is_way(line: str) -> bool:
    """Whether a line is a link with few words around it, and no text of a post."""
    linked = fields.URL.search(line) and not _TAG.search(line)
    return bool(linked) and len(line.split()) <= _WORDS


SOURCE = Source(
    name=NAME,
    title="JournoRequest alerts",
    domains=("journorequests.com", "journorequest.com"),
    claims=claims,
    read=read,
    zone="Europe/London",
)

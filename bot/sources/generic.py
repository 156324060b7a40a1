"""Any mail of "Label: value" lines with a deadline and a way to answer (docs/formats.md).

The honest fallback: it reads only what names itself. What lacks a deadline, a link or
address, or the request itself is left over and reported, never guessed at.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from bot import deadlines, digest, fields, wrapping
from bot.digest import Source
from bot.domain import Digest, Query

NAME = "generic"

_FIELDS = {
    "summary": "summary headline title topic query@title request@title story subject@line",
    "body": "query request writer's@request journalist's@request description details brief"
    " opportunity enquiry inquiry question questions call-out callout message",
    "reporter": "reporter journalist writer author name contact contact@name reporter@name"
    " journalist@name originator",
    "outlet": "publication outlet media@outlet media@outlet/publication magazine"
    " publication@name media media@title",
    "deadline": "deadline submit@by respond@by reply@by answer@by due due@date closing@date"
    " closes deadline@date",
    "email": "email e-mail reply@to reply@email contact@email email@address respond@to"
    " to@submit@a@quote,@please@email@the@writer",
    "link": "link url apply apply@here respond@here respond reply@here view@request"
    " pitch@here submit@here answer@here",
    "category": "category categories industry industries sector beat",
    "extra": "requirements notes region location compensation",
    "website": "website media@website outlet@url publication@url",
}
_LABELS = {
    label.replace("@", " "): target
    for target, names in _FIELDS.items()
    for label in names.split()
}
_LINE = re.compile(
    r"^[ \t]{0,8}(?P<label>"
    + "|".join(
        re.escape(label).replace(r"\ ", r"[ \t]+")
        for label in sorted(_LABELS, key=len, reverse=True)
    )
    + r")[ \t]*:[ \t]*(?P<value>.*)$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^\s*(?:unsubscribe\b|you(?: are|[’']re) receiving|this email was sent"
    r"|manage (?:your )?(?:subscription|preferences|alerts)|copyright\b|©)",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*[-_=*]{3,}\s*$")
_LONG = ("body", "extra")  # may hold blank lines
_NEEDED = 4  # different labels before a mail looks like queries


def claims(text: str) -> int:
    """Return 1 if labels for a deadline, the press and a way to answer are all there."""
    found = {_target(_LINE.match(line)) for line in text.split("\n")} - {""}
    press = found & {"reporter", "outlet"}
    asked = found & {"summary", "body"}
    reachable = (
        found & {"email", "link"} or fields.ADDRESS.search(text) or fields.URL.search(text)
    )
    return int(
        len(found) >= _NEEDED
        and "deadline" in found
        and bool(press and asked and reachable)
    )


def _target(found: re.Match[str] | None) -> str:
    return _LABELS[" ".join(found["label"].lower().split())] if found else ""


def read(text: str, anchor: datetime) -> Digest:
    """Read what names itself; lines of items that lack the needful are left over."""
    lines = text.split("\n")
    if not claims(text):
        return Digest(source="", leftovers=tuple(x.strip() for x in lines if x.strip()))
    columns = wrapping.width(lines)
    queries: list[Query] = []
    leftovers: list[str] = []
    for chunk in _chunks(lines):
        query, rest = _query(chunk, anchor, columns)
        leftovers += rest
        if query is not None:
            queries.append(digest.finish(query))
    return Digest(source=NAME, queries=tuple(queries), leftovers=tuple(leftovers))


def _chunks(lines: Sequence[str]) -> list[Sequence[str]]:
    """Cut before each repeat of the label that came first."""
    first = next((m["label"].lower() for line in lines if (m := _LINE.match(line))), "")
    cuts = [
        i
        for i, line in enumerate(lines)
        if (m := _LINE.match(line)) and m["label"].lower() == first
    ]
    edges = [0, *cuts[1:], len(lines)]
    return [lines[a:b] for a, b in pairwise(edges)]


def _query(
    lines: Sequence[str], anchor: datetime, columns: int
) -> tuple[Query | None, list[str]]:
    """Read one chunk: each label once, values until the next label or a blank line."""
    values: dict[str, list[str]] = {}
    rest: list[str] = []
    current = ""
    for i, line in enumerate(lines):
        found = _LINE.match(line)
        target = _target(found)
        if _FOOTER.match(line):
            rest += lines[i:]
            break
        if found and (target not in values or target == "extra"):
            current = target
            kept = line.strip() if target == "extra" else found["value"]
            values.setdefault(current, []).append(kept)
        elif _RULE.match(line):
            current = ""
        elif current:
            values[current].append(line)
            if not line.strip() and current not in _LONG and any(values[current]):
                current = ""
        else:
            rest.append(line)
    kept_values = {name: "\n".join(value).strip() for name, value in values.items()}
    return _built(kept_values, rest, lines, anchor, columns)


def _built(
    values: dict[str, str],
    rest: list[str],
    lines: Sequence[str],
    anchor: datetime,
    columns: int,
) -> tuple[Query | None, list[str]]:
    """Return a query if it has all it needs, else every line as left over."""
    text = "\n".join(values.values())
    reply_to = fields.address(values.get("email", "")) or fields.address(text)
    reply_url = fields.link(values.get("link", "")) or (
        "" if reply_to else fields.link(text)
    )
    body = "\n\n".join(filter(None, (values.get("body", ""), values.get("extra", ""))))
    summary = " ".join((values.get("summary") or body.split("\n")[0]).split())
    if not (values.get("deadline") and (reply_to or reply_url) and summary):
        return None, [line.strip() for line in lines if line.strip()]
    outlet, outlet_url = fields.outlet(" ".join(values.get("outlet", "").split()))
    query = Query(
        id=fields.hashed(NAME, reply_to or reply_url, summary),
        source=NAME,
        summary=summary,
        body=wrapping.unwrap(body or summary, columns),
        reporter=" ".join(values.get("reporter", "").split()),
        outlet=outlet,
        outlet_url=fields.link(values.get("website", "")) or outlet_url,
        category=" ".join(values.get("category", "").split()),
        reply_to=reply_to,
        reply_url=reply_url,
        deadline=deadlines.read(values["deadline"].split("\n")[0], anchor),
    )
    return query, [line.strip() for line in rest if line.strip()]


SOURCE = Source(
    name=NAME,
    title="Labelled mail",
    domains=(),
    claims=claims,
    read=read,
)

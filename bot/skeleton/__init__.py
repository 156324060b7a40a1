"""A mail of a newsletter nobody described: its skeleton is what repeats in it.

    labels      which lines are labels           furniture   rules, buttons, footers
    starts      the label that comes round       labelled    items of labelled lines
    closed      items that a deadline ends       found       what both hand over
    tops        where such an item begins        due         lines that say until when
    press       whether the press asks           headings    titles without a label
    hints       whether an unread mail may ask   drift       a layout that has changed
    values      what an item takes up            footed      texts above their labels
    edges       items that lack the first label

`read` is the door: the sources whose real mail was never seen, and the generic reader,
differ only in the words they add and in how much they ask of a mail.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot import deadlines, digest, fields, index
from bot.digest import Source
from bot.domain import Deadline, Digest, Query, Requirement
from bot.marks import lower
from bot.skeleton import closed, labelled, labels, press
from bot.skeleton.found import Found, Page

__all__ = [
    "Found",
    "Page",
    "drafted",
    "marks",
    "page",
    "read",
    "source",
    "told",
    "whole",
]

_MOST = 100_000  # lines of a mail that are read; the largest digest seen has 600
_SURE = 6  # different labels of an item that may lack a way to answer
_SHOWN = 60  # characters of a title in a problem
_LONGEST = 140  # characters of the words around a link that leads to an answer
_ANSWER = re.compile(
    r"\b(?:respond|reply|answer|apply|pitch|submit|view (?:the )?(?:full )?(?:request|query"
    r"|call-?out|details|brief|enquiry)|read more|send|click)\b",
    re.IGNORECASE,
)
_TAGGED = re.compile(  # a text part may hold links as HTML
    r"<a\s[^<>]{0,500}?href=[\"'](?P<link>https?://[^\"'<>\s]{1,2500})[\"'][^<>]{0,500}>"
    r"(?P<said>[^<>\n]{1,300})</a>",
    re.IGNORECASE,
)
_STRICT = re.compile(  # "Apply here: https://..." within a text
    r"\b(?:respond|reply|answer|apply|pitch|submit)\b[^.!?\n]{0,60}?https?://\S{1,2000}",
    re.IGNORECASE,
)


def marks(text: str, names: Sequence[str], layout: re.Pattern[str]) -> int:
    """Count the names (lower case) that a text bears, and 1 for the layout.

    Neither counts without the other: a mention is no mail, a label is anybody's.
    """
    small = lower(text)
    named = sum(name in small for name in names)
    return named + 1 if named and layout.search(text) else 0


def source(
    *,
    name: str,
    title: str,
    domains: tuple[str, ...],
    names: Sequence[str],
    layout: re.Pattern[str],
    zone: str = "America/New_York",
    words: Mapping[str, str] | None = None,
    claims: Callable[[str], int] | None = None,
) -> Source:
    """Return a newsletter of which nothing but such words is known: unconfirmed.

    ``names`` and ``layout`` as in `marks`, ``zone`` and ``words`` as in `read`;
    ``claims`` replaces `marks` where a name need not be printed.
    """
    return Source(
        name=name,
        title=title,
        domains=domains,
        claims=claims or (lambda text: marks(text, names, layout)),
        read=lambda text, anchor: read(name, text, anchor, zone=zone, words=words),
        zone=zone,
    )


def page(
    text: str, words: Mapping[str, str] | None = None, *, strict: bool = False
) -> Page:
    """Return every item of a text with the lines in none; ``words`` are further labels.

    ``strict`` asks of labels that they name the press, a request, a deadline and a way
    to answer, and are not those of tickets, invoices, invitations and job offers.
    """
    lines = _TAGGED.sub(r"\g<said> (\g<link>)", text).split("\n")
    found = _read(lines[:_MOST], words, strict=strict)
    unread = _said(lines[_MOST:]) if found.items else ()
    return Page(items=found.items, leftovers=found.leftovers + unread)


def _read(lines: Sequence[str], words: Mapping[str, str] | None, *, strict: bool) -> Page:
    place = index.find(lines)
    promised = index.entries(lines[place[0] : place[1]]) if place else ()
    begin = place[1] if place else 0
    if place and place[1] == place[0] + 1:  # no stars: the first labels end the index
        own = labels.find(lines, begin, words)
        stop = own[0].line if own else len(lines)
        promised = index.entries(lines[place[0] : stop])
    found = labelled.read(lines, begin, promised, words)
    sure = not strict or (
        press.labelled("\n".join(lines), found) and any(map(whole, found.items))
    )
    if found.items and sure:
        return found
    return closed.read(lines)


def whole(item: Found) -> bool:
    """Whether an item has a request, a deadline and a way to answer, or most labels."""
    due = item.values.get("deadline") or item.values.get("date")
    asked = item.body or item.values.get("summary")
    reached = any(_ways(item))
    return bool(due and asked and (reached or len(item.values) + 1 >= _SURE))


def read(
    name: str,
    text: str,
    anchor: datetime,
    *,
    zone: str = "America/New_York",
    words: Mapping[str, str] | None = None,
) -> Digest:
    """Read every item of a mail whose source is known to be ``name``. Never raises."""
    return told(name, text, page(text, words), anchor, zone=zone)


def told(
    name: str, text: str, found: Page, anchor: datetime, *, zone: str = "America/New_York"
) -> Digest:
    """Turn a page into a digest; what the index promises is held against it."""
    lines = text.split("\n")
    place = index.find(lines)
    promised = index.entries(lines[slice(*place)]) if place else ()
    queries = tuple(digest.finish(drafted(name, i, anchor, zone=zone)) for i in found.items)
    problems = list(index.complaints(promised, queries)) if promised else []
    if not queries:
        problems.append("no query in it could be read")
    problems += [
        f'"{query.summary[:_SHOWN]}": text beside its labels was not read'
        for query, item in zip(queries, found.items, strict=True)
        if item.unread
    ]
    return Digest(
        source=name,
        queries=queries,
        leftovers=found.leftovers if queries else _said(lines),
        problems=tuple(problems),
        expected=len(promised) or None,
    )


def _said(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines if line.strip())


def drafted(name: str, item: Found, anchor: datetime, *, zone: str) -> Query:
    """Return the query an item is, its traps still in it."""
    values = item.values
    reply_to, reply_url = _ways(item)
    outlet, outlet_url = fields.outlet(values.get("outlet", ""))
    summary = values.get("summary", "")
    title = re.sub(r"\s*\(https?://\S+\)$", "", summary) or fields.title(item.body)
    said = [values.get(k, "") for k in ("deadline", "date", "time", "zone")]
    due = " ".join(filter(None, said))
    dated = any(said[:2])  # of a time alone nobody knows the day
    region = values.get("region", "")
    stated = (Requirement(kind="location", sentence=f"Region: {region}"),) if region else ()
    key = reply_to or reply_url
    return Query(
        id=fields.key(name, key, title),
        source=name,
        summary=title,
        body=item.body or title,
        number=item.number,
        reporter=values.get("reporter", ""),
        outlet=outlet,
        outlet_url=fields.link(values.get("website", "")) or outlet_url,
        category=values.get("category", ""),
        reply_to=reply_to,
        reply_url=reply_url,
        profile_url=fields.link(values.get("profile", "")),
        deadline=deadlines.read(due, anchor, zone=zone) if dated else Deadline(text=due),
        requirements=stated,
        flag_line=item.flag,
        anonymous=values.get("anonymous", "").lower().startswith("y"),
    )


def _ways(item: Found) -> tuple[str, str]:
    """Return the address, or else the link, to answer an item; a link in prose is none."""
    values = item.values
    reply_to = fields.address(values.get("email", ""))
    if reply_to:
        return reply_to, ""
    shown = fields.link(values.get("link", "")) or fields.link(values.get("email", ""))
    reply_to = "" if shown else fields.address(values.get("link", ""))
    if shown or reply_to:
        return reply_to, shown
    reply_to = fields.address(fields.URL.sub(" ", item.ways))
    for line in reversed(item.ways.split("\n")):
        alone = fields.URL.fullmatch(line.strip().strip("()<>"))
        if fields.URL.search(line) and (alone or _is_answer(line)):
            return reply_to, fields.link(line)
    reply_to = reply_to or fields.address(item.body)
    answer = _STRICT.search(item.body)
    return reply_to, "" if reply_to else (
        fields.form(item.body) or (fields.link(answer[0]) if answer else "")
    )


def _is_answer(line: str) -> bool:
    """Whether the words around a link say that it leads to an answer."""
    said = fields.URL.sub(" ", line)
    return bool(_ANSWER.search(said)) and len(said) <= _LONGEST

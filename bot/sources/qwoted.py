"""Qwoted's requests, one or several in a mail (docs/formats.md; seen September 2026).

"From:" in the body is the outlet, and " > " before the lines of a request is Qwoted's
own quoting. The HTML part has neither: outlet, headline with a link, text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot import deadlines, digest, fields, forwards, links, wrapping
from bot.digest import Source
from bot.domain import Digest, Query
from bot.marks import count, mark

NAME = "qwoted"

_CUT = 300  # characters; Qwoted cuts a text at about 420
_WRAPPED = 55  # columns of a line whose link may go on in the next
_FROM = re.compile(r"^\s{0,3}From:\s*(?P<outlet>[^@<>]{1,200})$", re.IGNORECASE)
_DUE = re.compile(r"^\s*Submit By:\s*(?P<date>.*)$", re.IGNORECASE)
_AGO = re.compile(r"\s*\([^()]{0,80}\)\s*$")
_RESPOND = re.compile(
    r"^\s*(?:>\s?)?Respond to this reporter via Qwoted\s*:?\s*(?P<way>.*)$", re.IGNORECASE
)
_BECAUSE = re.compile(
    r"^\s*\*{0,2}_?Because you follow\s+(?P<tags>.{1,500}?)_?\*{0,2}\s*$", re.IGNORECASE
)
_CLICK = r"https?://(?:[\w-]{1,60}\.){0,3}qwoted\.com\S*"
_HEADLINE = re.compile(
    rf"^(?P<title>.{{1,500}}?)\s{{0,9}}[(<\[]{{1,3}}(?P<way>{_CLICK}?)[)>\]]{{1,3}}\s*$"
)
_ONLY_LINK = re.compile(rf"^\s*[(<\[]*{_CLICK}\s*$", re.IGNORECASE)
_REST = re.compile(r"^(?=\S{0,2000}(?:[\d%=]|[a-z][A-Z]))[\w.%=&-]{1,2000}[)>]?$")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_RULE = re.compile(r"^\s*(?:[-_]{3,}|={3,})\s*$")
_LINK = re.compile(
    r"<a\b[^<>]{0,2000}?href\s{0,3}=\s{0,3}[\"']?(?P<way>[^\"'\s<>]{1,3000})[^<>]{0,2000}>"
    r"(?P<text>[^<>]{0,500})</a\s{0,3}>",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"^\s*(?:We use your profile info and the hashtags you follow"
    r"|Configure Your Email Preferences\b)",
    re.IGNORECASE,
)
_AROUND = forwards.around("Qwoted", r"From:\s.{0,100}@.{1,100}")
_MARKS = (
    mark(
        "submit by:", r"^[ \t]{0,9}Submit By:[ \t]{0,9}\d{1,2}\s[A-Z][a-z]+\s", re.MULTILINE
    ),
    mark("via qwoted", r"Respond to this reporter via Qwoted", re.IGNORECASE),
    mark("because you follow", r"^[ >]{0,9}Because you follow #", re.MULTILINE),
    mark("hashtags you", r"We use your profile info and the hashtags you follow"),
)


@dataclass(slots=True, kw_only=True)
class _Page:
    """What has been read so far; ``pending`` is the request that is being read."""

    anchor: datetime
    columns: int
    tags: str = ""
    queries: list[Query] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    open: bool = False  # a "From:" or a headline has begun it
    answered: bool = True  # the last query has its link
    own: bool = False  # within a paragraph of Qwoted's own


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """One request: outlet, headline, its link, the text, and lines before it all."""

    outlet: str = ""
    title: str = ""
    way: str = ""
    text: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


def claims(text: str) -> int:
    """Count the marks of this newsletter in a text."""
    return count(text, _MARKS)


def read(text: str, anchor: datetime) -> Digest:
    """Read one mail; ``anchor`` is when it was printed."""
    whole = "\n".join(_whole(wrapping.dedent(links.clean(text))))
    lines = _LINK.sub(r"\g<text> (\g<way>)", whole).split("\n")
    page = _Page(anchor=anchor, columns=wrapping.width(lines))
    for at, line in enumerate(lines):
        alone = not "".join(lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]).strip()
        if not line.strip():
            page.own = False
            page.pending += [""] if page.pending else []
        elif not page.own:
            _line(line, page, alone=alone)
    _flush(page)
    if page.queries and not page.queries[-1].reply_url:
        page.queries[-1] = replace(page.queries[-1], cut=True)
        page.problems.append(f'"{page.queries[-1].summary[:60]}" has no link to answer it')
    if not page.queries and page.leftovers:
        page.problems.append("no query in it could be read")
    return Digest(
        source=NAME,
        queries=tuple(page.queries),
        leftovers=tuple(page.leftovers),
        problems=tuple(page.problems),
    )


def _line(line: str, page: _Page, *, alone: bool) -> None:
    """Read one line that is not empty; ``alone`` says that it is a paragraph."""
    if _OWN.match(line):
        _flush(page)
        page.own = page.columns > 0  # a wrapped paragraph goes on
    elif found := _BECAUSE.match(line):
        _flush(page)
        page.tags = found["tags"].strip("*_ ")
    elif alone and not _AROUND.match(line) and _FROM.match(line):
        _flush(page)
        page.pending, page.open = [line], True
    elif found := _DUE.match(line):
        _request(page, found["date"])
    elif found := _RESPOND.match(line):
        _answer(page, found["way"])
    elif not (_is_way(line, page) or _is_nobodys(line, page)):
        page.pending.append(line)
        page.open = page.open or bool(_HEADLINE.match(line))


def _whole(lines: Sequence[str]) -> list[str]:
    """Join a link to the lines it was broken over."""
    kept: list[str] = []
    open_ = False
    for line in lines:
        rest = _QUOTE.sub("", line).strip()
        if open_ and _REST.match(rest):
            kept[-1] += rest
        else:
            kept.append(line)
        tail = kept[-1][-3000:].rpartition("http")[2]
        broken = "qwoted.com" in tail and not re.search(r"[\s)>\"]", tail)
        open_ = broken and len(line) >= _WRAPPED
    return kept


def _is_nobodys(line: str, page: _Page) -> bool:
    if not page.open and _AROUND.match(line):
        return True
    return not any(page.pending) and bool(_RULE.match(line) or _ONLY_LINK.match(line))


def _is_way(line: str, page: _Page) -> bool:
    """Take the link on the line below "Respond" for the last query's."""
    if page.answered or not _ONLY_LINK.match(line):
        return False
    _answer(page, line)
    return True


def _flush(page: _Page) -> None:
    """Leave over what waits; a request that has begun is one without a date too."""
    if page.open and len([line for line in page.pending if line]) > 1:
        _request(page, "")
        return
    page.leftovers += [line.strip() for line in page.pending if line]
    page.pending, page.open = [], False


def _request(page: _Page, printed: str) -> None:
    """Make a query of the lines that wait."""
    lines, page.pending, page.open = page.pending, [], False
    date = _AGO.sub("", printed).strip()
    parts = _parts(lines)
    text = "\n".join(_QUOTE.sub("", line) for line in parts.text)
    body = wrapping.unwrap(text, page.columns)
    page.leftovers += parts.before
    if not (parts.title or body):
        page.problems.append(f'"{date or parts.outlet}" belongs to no request')
        rest = (f"Submit By: {date}" if date else "", parts.outlet)
        page.leftovers += [line for line in rest if line]
        return
    for value, what in ((parts.outlet, "outlet"), (date, "date")):
        if not value:
            page.problems.append(f'"{parts.title[:60]}" names no {what}')
    summary = parts.title or fields.title(body)
    query = Query(
        id=fields.hashed(NAME, parts.outlet, summary),
        source=NAME,
        summary=summary,
        body=body,
        outlet=parts.outlet,
        category=page.tags,
        reply_url=parts.way,
        deadline=deadlines.read(date, page.anchor),
        cut=body.endswith(("...", "…")) and len(body) >= _CUT,
    )
    page.queries.append(digest.finish(query))
    page.answered = False


def _parts(lines: list[str]) -> _Parts:
    """Take a request apart: with "From:" before the outlet, or without as in HTML."""
    filled = [at for at, line in enumerate(lines) if line]
    begin = next((at for at in filled if _FROM.match(lines[at])), None)
    if begin is None:
        linked = [at for at in filled if _HEADLINE.match(lines[at])]
        top = (linked[:1] or filled[1:2] or filled[:1] or [0])[0]
        over = [at for at in filled if at < top]
        outlet = lines[over[-1]].strip() if over else ""
        over = over[:-1]
    else:
        found = _FROM.match(lines[begin])
        outlet = found["outlet"].strip() if found else ""
        over = [at for at in filled if at < begin]
        top = next((at for at in filled if at > begin), begin + 1)
    before = [lines[at].strip() for at in over]
    if top >= len(lines) or _QUOTE.match(lines[top]):
        return _Parts(outlet=outlet, text=lines[top:], before=before)
    head = _HEADLINE.match(lines[top])
    return _Parts(
        outlet=outlet,
        title=(head["title"] if head else lines[top]).strip(),
        way=head["way"] if head else "",
        text=lines[top + 1 :],
        before=before,
    )


def _answer(page: _Page, way: str) -> None:
    """Give the last query the link of its button; it is better than the headline's."""
    if any(page.pending):
        _flush(page)
    link = fields.link(way)
    if page.answered or not page.queries:
        page.leftovers += [way.strip()] if way.strip() else []
    elif link:
        page.queries[-1] = replace(page.queries[-1], reply_url=link)
        page.answered = True


SOURCE = Source(
    name=NAME,
    title="Qwoted",
    domains=("qwoted.com",),
    claims=claims,
    read=read,
    confirmed=True,
)

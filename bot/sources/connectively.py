"""Connectively's alerts since 2026, run by Featured (docs/formats.md; seen September 2026).

No labels: a section, a category with the number of its alerts, and items of a text, an
outlet and "Answer by Sep 17th". Links are cleaned here once more, for those in a mail
log the subscriber in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot import deadlines, digest, fields, forwards, links, wrapping
from bot.digest import Source
from bot.domain import Digest, Query
from bot.marks import count, mark

NAME = "connectively"
SITE = "https://connectively.us/experts"

_LONGEST_OUTLET = 100
_EARLY = "the mail ends early"
_WAYS = 6  # links and addresses at the end of a text
_TAIL = 2500  # characters in which one of them stands
_SECTION = re.compile(
    r"^\s*(?:Q\s?&\s?A|Opportunity|Bylined Article)s?\s+Alerts?\s*$", re.IGNORECASE
)
_COUNT = re.compile(r"^\s*(?P<number>\d{1,4})\s+alerts?\s*$", re.IGNORECASE)
_DUE = re.compile(
    r"^\s*(?:External link\s{1,4})?(?:Answer|View|Pitch|Apply|Respond|Submit)\s+by\s+"
    r"(?P<date>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\s+"
    r"[A-Z][a-z]{2,8})\b(?:,?\s+20\d\d)?)[ ,.]*(?P<way>(?:[<(\[]*(?:https?:|\S{1,200}@)\S*"
    r"\s*)*)$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\s*View\s+(?:All|New)\s+(?:Questions|Opportunities|Requests|Articles|Alerts)\s*"
    r"(?:[<(\[]*https?:\S*)?\s*$",
    re.IGNORECASE,
)
_FAVICON = re.compile(r"^\s*Favicon for (?P<name>[^\t]{1,200}?)(?:\t+|\s{2,}|\s*$)")
_PAGE = re.compile(
    r"connectively\.us/experts/(?P<kind>(?!alerts?/|settings/|profile/)[a-z][a-z-]{2,40})/"
    r"(?P<slug>[\w-]{3,300})",
    re.IGNORECASE,
)
_WAY = re.compile(
    rf"\s{{0,9}}[<(\[]{{0,3}}(?P<way>https?://[^\s<>\"()]{{1,2000}}|(?:mailto:)?{fields.ADDRESS.pattern})"
    r"[>)\]]{0,3}\s{0,9}$",
    re.IGNORECASE,
)
_ONLY_LINK = re.compile(
    r"^\s*[<(\[]*https?://(?:www\.)?connectively\.us\S*\s*$", re.IGNORECASE
)
_RULE = re.compile(r"^\s*[-_=]{10,}\s*$")
# Paragraphs of the newsletter's own; the second pattern is how each of them ends.
_OWN = re.compile(
    r"^\s*(?:Questions matching your keyword|Opportunities matching your keyword"
    r"|Requests for bylined article pitches|None of the alerts you[’']re subscribed"
    r"|You can edit these alerts\b)",
    re.IGNORECASE,
)
_OWN_END = re.compile(
    r"(?:alerts|keyword|Connectively|these emails|keywords)\.\s*$", re.IGNORECASE
)
_AROUND = forwards.around(r"Connectively(?: Alerts for\s.{3,40})?")
_LINES = re.MULTILINE | re.IGNORECASE
_MARKS = (
    mark("q&a alerts", r"^[ \t]{0,9}Q&A Alerts[ \t]{0,9}$", _LINES),
    mark("opportunity alerts", r"^[ \t]{0,9}Opportunity Alerts[ \t]{0,9}$", _LINES),
    mark("article alerts", r"^[ \t]{0,9}Bylined Article Alerts[ \t]{0,9}$", _LINES),
    mark("matching your", r"(?:Questions|Opportunities) matching your keyword"),
    mark("connectively.us", r"connectively\.us/(?:experts|api)/", re.IGNORECASE),
)


@dataclass(slots=True, kw_only=True)
class _Page:
    """What has been read so far, and the lines that are not yet anybody's."""

    anchor: datetime
    columns: int
    queries: list[Query] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    counts: list[tuple[str, int, int]] = field(default_factory=list)  # and read before it
    pending: list[str] = field(default_factory=list)
    within: bool = False

    @property
    def category(self) -> str:
        return self.counts[-1][0] if self.within and self.counts else ""


def claims(text: str) -> int:
    """Count the marks of this newsletter in a text."""
    return count(text, _MARKS)


def read(text: str, anchor: datetime) -> Digest:
    """Read one mail of alerts; ``anchor`` is when it was printed."""
    lines = wrapping.dedent(links.clean(text))
    page = _Page(anchor=anchor, columns=wrapping.width(lines))
    begun = own = linked = due = False
    for line in lines:
        known = _SECTION.match(line) or _MORE.match(line)
        if not line.strip():
            own = False
            page.pending += [""] if page.pending else []
        elif known or (own and not _COUNT.match(line) and not _DUE.match(line)):
            own = own and not known and not _OWN_END.search(line)
            _flush(page)
            page.within = page.within and not _SECTION.match(line)
            begun = begun or bool(known)
        elif _OWN.match(line) and not any(page.pending):
            own = not _OWN_END.search(line)
        elif found := _COUNT.match(line):
            _heading(page, int(found["number"]))
            begun = True
        elif begun and (found := _DUE.match(line)):
            _items(page, found["date"], found["way"])
        elif not _is_nobodys(line, page, begun=begun, linked=linked):
            page.pending.append(line)
        if due:
            _answer(page, line)
        due = bool(_DUE.match(line))
        linked = due or bool(_MORE.match(line))
        if not begun:
            _flush(page)
    _flush(page)
    page.problems += [] if _is_ended(lines) or not page.queries else [_EARLY]
    return _digest(page)


def _is_ended(lines: Sequence[str]) -> bool:
    """Whether the end of a section or of the mail stands below the last alert.

    Links there may be wrapped, and a forwarder's words may follow.
    """
    for line in reversed(lines):
        if _MORE.match(line) or _SECTION.match(line) or _OWN.match(line):
            return True
        if "unsubscribe" in line.lower():
            return True
        if _DUE.match(line) or _COUNT.match(line):
            return False
    return False


def _answer(page: _Page, line: str) -> None:
    """Give the last query the link that stands below its date, if it has no other."""
    found = _PAGE.search(line) if _ONLY_LINK.match(line) else None
    if found and page.queries and not page.queries[-1].reply_url:
        last, slug = page.queries[-1], found["slug"].lower()
        page.queries[-1] = replace(last, id=slug, reply_url=_link(found), reply_to="")


def _link(found: re.Match[str]) -> str:
    return f"{SITE}/{found['kind'].lower()}/{found['slug']}"


def _is_nobodys(line: str, page: _Page, *, begun: bool, linked: bool) -> bool:
    """Whether a line is furniture where it stands."""
    if any(page.pending):
        return False
    return bool(
        _RULE.match(line)
        or (not begun and (_AROUND.match(line) or _ONLY_LINK.match(line)))
        or (linked and _ONLY_LINK.match(line))
    )


def _heading(page: _Page, number: int) -> None:
    """Take the line before "5 alerts" for the name of a category."""
    while page.pending and not page.pending[-1]:
        page.pending.pop()
    name = page.pending.pop().strip() if page.pending else ""
    _flush(page)
    page.counts.append((name, number, len(page.queries)))
    page.within = True


def _flush(page: _Page) -> None:
    """Leave over what waits; what ends like an item is one, though without a date."""
    waiting = [line for line in page.pending if line]
    if any(map(_ends_item, waiting)):
        _items(page, "", "")
        return
    page.leftovers += [line.strip() for line in waiting]
    page.pending = []


def _ends_item(line: str) -> bool:
    return bool(_FAVICON.match(line) or (_PAGE.search(line) and _WAY.search(line[-_TAIL:])))


def _items(page: _Page, date: str, way: str) -> None:
    """Make a query of the lines that wait; of more than one where marks say so."""
    lines, page.pending = page.pending, []
    while lines and not lines[-1]:
        lines.pop()
    pieces = _apart(lines)
    for number, piece in enumerate(pieces, 1):
        last = number == len(pieces)
        query = _query(piece, page, date if last else "", way if last else "")
        if query is None:
            page.problems.append(f'"{date or "?"}" is the date of nothing')
            page.leftovers.append(" ".join(f"{date} {way}".split()))
            continue
        said = f'"{query.summary[:60]}"'
        if not (last and date):
            page.problems.append(f"{said} has no date")
        if not query.outlet:
            page.problems.append(f"{said} names no outlet")
        if not page.category:
            page.problems.append(f"{said} stands below no count of alerts")
        page.queries.append(query)


def _apart(lines: list[str]) -> list[list[str]]:
    """Cut behind each outlet that a mark shows: an item between has lost its date."""
    pieces: list[list[str]] = []
    begin, slug = 0, ""
    for at, line in enumerate(lines):
        found = _PAGE.search(line) if _WAY.search(line[-_TAIL:]) else None
        if found and slug and found["slug"] != slug and at > begin:
            cut = next((i for i in range(begin, at) if slug in lines[i]), begin) + 1
            ahead = [i for i in range(cut, at) if lines[i]]
            if ahead and _is_outlet(lines[ahead[0]]):
                cut = ahead[0] + 1
            pieces.append(lines[begin:cut])
            begin = cut
        slug = found["slug"] if found else slug
        if _FAVICON.match(line) and any(lines[at + 1 :]):
            pieces.append(lines[begin : at + 1])
            begin, slug = at + 1, ""
    return [*pieces, lines[begin:]]


def _is_outlet(line: str) -> bool:
    text = line.strip()
    return len(text) <= _LONGEST_OUTLET and not (
        text.endswith((".", "?", "!", ":", ";", ","))
        or _PAGE.search(text)
        or (_WAY.search(text[-_TAIL:]) and not text.endswith(")"))
    )


def _query(lines: Sequence[str], page: _Page, date: str, way: str) -> Query | None:
    """Make one query of the lines before its date; None of nothing."""
    filled = [at for at, line in enumerate(lines) if line]
    if not filled:
        return None
    at = filled[-1]
    favicon = _FAVICON.match(lines[at])
    outlet = ""
    if favicon or (len(filled) > 1 and _is_outlet(lines[at])):
        outlet = lines[at].rpartition("\t")[2] if favicon else lines[at]
        outlet = favicon["name"] if favicon and "\t" not in lines[at] else outlet
        lines = lines[:at]
    text, ways = _ways("\n".join(lines))
    ways += _ways(f"- {way}")[1]  # an address alone is no text here
    body = wrapping.unwrap(text, page.columns)
    found = _PAGE.search(" ".join(ways))
    away = [w for w in ways if "connectively.us" not in w.lower()]
    reply_to = next((a for w in away if (a := fields.address(w))), "") or fields.address(
        text
    )
    outlet_name, outlet_url = fields.outlet(" ".join(outlet.split()))
    article = next((w for w in away if not fields.address(w)), "")
    return digest.finish(
        Query(
            id=found["slug"].lower() if found else fields.hashed(NAME, outlet_name, body),
            source=NAME,
            summary=fields.title(body),
            body=body,
            outlet=outlet_name,
            outlet_url=outlet_url or article,
            category=page.category,
            reply_to=reply_to,
            reply_url=_link(found) if found else "",
            deadline=deadlines.read(date, page.anchor),
        )
    )


def _ways(text: str) -> tuple[str, list[str]]:
    """Take the links and addresses off the end of a text, each once."""
    found: list[str] = []
    for _ in range(_WAYS):
        way = _WAY.search(text[-_TAIL:])
        if way is None:
            break
        start = max(0, len(text) - _TAIL) + way.start()
        if not text[:start].strip() and not (found or way["way"].startswith("http")):
            break
        said = re.sub("^mailto:", "", way["way"], flags=re.IGNORECASE).rstrip(".,;")
        found += [said] if said not in found else []
        text = text[:start].rstrip()
    return text.strip(), found


def _digest(page: _Page) -> Digest:
    """Hold what was read against what each category promises."""
    edges = (*[before for _, _, before in page.counts][1:], len(page.queries))
    for (name, number, before), after in zip(page.counts, edges, strict=False):
        if after - before != number:
            page.problems.append(
                f"{name or 'a category'}: {number} alerts promised, {after - before} read"
            )
    if page.leftovers and not page.queries and not page.counts:
        page.problems.append("no query in it could be read")
    return Digest(
        source=NAME,
        queries=tuple(page.queries),
        leftovers=tuple(page.leftovers),
        problems=tuple(page.problems),
        expected=sum(number for _, number, _ in page.counts) if page.counts else None,
    )


SOURCE = Source(
    name=NAME,
    title="Connectively",
    domains=("connectively.us",),
    claims=claims,
    read=read,
    confirmed=True,
)

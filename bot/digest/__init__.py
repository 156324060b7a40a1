"""What sources share: labelled items read one by one, ids, and the last touches.

An item begins with "N) Summary:", holds labels of a closed list, each at most once,
and ends where the source says. Nothing behind the label of the body is a label, so
"Deadline: October 1" in a reporter's text is text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot import fields, index, traps, wrapping
from bot.digest.doubts import doubts
from bot.digest.items import apart, unknown
from bot.digest.layout import Item, Layout, Source
from bot.digest.starting import starts
from bot.domain import Digest, Query

__all__ = ["Item", "Layout", "Source", "doubts", "finish", "query", "read"]

_ENDING = 600  # characters in which a body says that it was cut
_GAP = re.compile(r"\n{3,}")
_CUT = re.compile(
    r"(?:\.{3}|…)\s*(?:\[?(?:view|read) (?:full brief|more).*)?$", re.IGNORECASE
)


@dataclass(slots=True, kw_only=True)
class _Page:
    """Everything one digest text was taken apart into."""

    items: list[Item] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    open: bool = False  # nothing ends the last item


def read(name: str, text: str, layout: Layout, draft: Callable[[Item], Query]) -> Digest:
    """Read a digest of labelled items and hold it against its index."""
    lines = wrapping.single(wrapping.dedent(text))
    place = index.find(lines)
    promised = index.entries(lines[place[0] : place[1]]) if place else ()
    if place and place[1] == place[0] + 1:  # no stars: the items end the index
        stop = starts(lines, layout, place[1], ())[:1] or [len(lines)]
        promised = index.entries(lines[place[0] : stop[0]])
    page = _apart(lines, layout, place[1] if place else 0, promised)
    queries = tuple(finish(draft(item)) for item in page.items)
    problems = list(index.complaints(promised, queries)) if place else []
    if place and not promised and not queries:
        problems.append("an index with nothing below it")
    if not place and not queries:
        problems.append("no query in it could be read")
    if page.open and queries:
        queries = (*queries[:-1], replace(queries[-1], cut=True))
        problems.append(f"the mail ends inside number {queries[-1].number or '?'}")
    return Digest(
        source=name,
        queries=queries,
        leftovers=tuple(page.leftovers),
        problems=tuple(problems),
        expected=len(promised) if place else None,
    )


def _apart(
    lines: Sequence[str], layout: Layout, begin: int, promised: Sequence[index.Entry]
) -> _Page:
    page = _Page()
    begins = starts(lines, layout, begin, promised)
    columns = wrapping.width(lines[begins[0] :]) if begins else 0
    if begin and begins:
        page.leftovers += unknown(lines[begin : begins[0]], layout)
    if not begins:
        page.leftovers += unknown(lines[begin:], layout, footed=True)
    for start, stop in pairwise([*begins, len(lines)]):
        chunk = lines[start:stop]
        last = stop == len(lines)
        end = layout.end(chunk, last)
        item, rest = apart(chunk[:end], layout, columns)
        page.items.append(item)
        page.leftovers += rest + unknown(chunk[end:], layout, footed=last)
        page.open = last and layout.strict and not "".join(chunk[end:]).strip()
    return page


def query(name: str, item: Item) -> Query:
    """Return what every labelled newsletter prints alike; a source adds what is its own."""
    values = item.fields
    summary = values.get("summary", "")
    reply_to = fields.address(values.get("email", ""))
    outlet, outlet_url = fields.outlet(values.get("outlet", ""))
    return Query(
        id=fields.key(name, reply_to, summary),
        source=name,
        summary=summary,
        body=item.body,
        number=item.number,
        reporter=values.get("reporter", ""),
        outlet=outlet,
        outlet_url=outlet_url,
        category=values.get("category", ""),
        reply_to=reply_to,
        reply_url="" if reply_to else fields.link(values.get("email", "")),
        profile_url=fields.link(values.get("profile", "")),
        flag_line=item.flag,
    )


def finish(query: Query) -> Query:
    """Take out traps, and find the refusal of machine-written answers.

    What the text asks and demands is another question: `bot.asks.understood`.
    """
    summary, hidden = traps.find(query.summary)
    body, more = traps.find(query.body)
    body = (_GAP.sub("\n\n", body) if "\n\n\n" in body else body).strip()
    reporter, of_reporter = traps.find(query.reporter)
    outlet, of_outlet = traps.find(query.outlet)
    wanted = [(r, *traps.find(r.sentence)) for r in query.requirements]
    stated = [replace(r, sentence=clean) for r, clean, _ in wanted]
    beside = [*of_reporter, *of_outlet, *(one for *_, found in wanted for one in found)]
    told = (*query.traps, *hidden, *more)
    return replace(
        query,
        summary=summary.strip(),
        body=body,
        reporter=reporter,
        outlet=outlet,
        traps=(*told, *(trap for trap in dict.fromkeys(beside) if trap not in told)),
        refusal=_refusal(summary, body),
        requirements=tuple(r for r in stated if r.sentence.strip()),
        anonymous=query.anonymous or query.outlet.strip().lower() == "anonymous",
        cut=query.cut or _is_cut(body[-_ENDING:]),
    )


def _refusal(summary: str, body: str) -> str:
    """Find the refusal; where no line holds one, in lines that may be one sentence."""
    found = traps.refusal(f"{summary}\n{body}")
    if found or body.count("\n") == 2 * body.count("\n\n"):
        return found
    return traps.refusal(wrapping.loose(body))


def _is_cut(ending: str) -> bool:
    return "view full brief" in ending.lower() and bool(_CUT.search(ending))

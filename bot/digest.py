"""What sources share: labelled items read one by one, ids, and the last touches.

An item begins with "N) Summary:", holds labels of a closed list, each at most once,
and ends where the source says. Nothing behind the label of the body is a label, so
"Deadline: October 1" in a reporter's text is text.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from bot import fields, index, traps, wrapping
from bot.domain import Digest, Query

_NEAR = 200  # lines behind the start of an item in which its labels must follow
_SPARE = 5  # lines of text there that are neither a summary nor a label
_WHO = frozenset({"reporter", "email"})  # one of these labels every item has
_ENDING = 600  # characters in which a body says that it was cut
_GAP = re.compile(r"\n{3,}")
_CUT = re.compile(
    r"(?:\.{3}|…)\s*(?:\[?(?:view|read) (?:full brief|more).*)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One newsletter. ``claims`` counts the marks of it in a text; 0 is none of its own.

    ``read`` takes the clean text and the instant it was printed at, and never raises.
    ``confirmed`` says that its format was seen in real mail.
    """

    name: str
    title: str
    domains: tuple[str, ...]
    claims: Callable[[str], int]
    read: Callable[[str, datetime], Digest]
    zone: str = "America/New_York"
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a newsletter prints its items.

    ``start`` matches the first line of an item (group ``number``) up to the summary;
    ``labels`` maps each printed label to a field, one of them "body"; ``end`` returns
    the line of an item at which it ends (told whether it is the last item, for only
    there a footer follows); ``footer`` is where the newsletter's own
    words begin, ``furniture`` a line that is nobody's text; ``inner`` a label that
    may stand once inside the body. In the ``links`` fields any other word is left over.
    """

    start: re.Pattern[str]
    labels: Mapping[str, str]
    end: Callable[[Sequence[str], bool], int]
    footer: re.Pattern[str]
    furniture: re.Pattern[str]
    flag: re.Pattern[str] | None = None
    inner: str = ""
    ignore_case: bool = True
    links: frozenset[str] = frozenset({"email", "profile", "website"})
    label: re.Pattern[str] = field(init=False, repr=False, compare=False)
    targets: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = "|".join(
            re.escape(label).replace(r"\ ", r"\s{1,3}")
            for label in sorted(self.labels, key=len, reverse=True)
        )
        case = re.IGNORECASE if self.ignore_case else re.NOFLAG
        pattern = re.compile(
            rf"^[ \t]*(?P<label>{names})[ \t]*:?[ \t]*(?<=[:?])[ \t]*", re.MULTILINE | case
        )
        object.__setattr__(self, "label", pattern)
        targets = {name.lower(): target for name, target in self.labels.items()}
        object.__setattr__(self, "targets", targets)

    def target(self, found: re.Match[str]) -> str:
        """Return the field that a match of ``label`` stands for."""
        return self.targets[" ".join(found["label"].split()).lower()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One printed item: field -> value on one line, and the text."""

    number: str
    fields: Mapping[str, str]
    body: str
    flag: bool = False


@dataclass(slots=True, kw_only=True)
class _Page:
    """Everything one digest text was taken apart into."""

    items: list[Item] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


def read(name: str, text: str, layout: Layout, draft: Callable[[Item], Query]) -> Digest:
    """Read a digest of labelled items and hold it against its index."""
    lines = text.split("\n")
    place = index.find(lines)
    promised = index.entries(lines[place[0] : place[1]]) if place else ()
    if place and place[1] == place[0] + 1:  # no stars: the items end the index
        stop = _starts(lines, layout, place[1], ())[:1] or [len(lines)]
        promised = index.entries(lines[place[0] : stop[0]])
    page = _apart(lines, layout, place[1] if place else 0, promised)
    queries = tuple(finish(draft(item)) for item in page.items)
    problems = list(index.complaints(promised, queries)) if place else []
    if place and not promised and not queries:
        problems.append("an index with nothing below it")
    if not place and not queries:
        problems.append("no query in it could be read")
    problems += [f"number {q.number or '?'} has no text" for q in queries if not q.body]
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
    starts = _starts(lines, layout, begin, promised)
    edges = [*starts, len(lines)]
    columns = wrapping.width(lines[starts[0] :]) if starts else 0
    if begin and starts:
        page.leftovers += _unknown(lines[begin : starts[0]], layout)
    if not starts:
        page.leftovers += _unknown(lines[begin:], layout, footed=True)
    for start, stop in pairwise(edges):
        chunk = lines[start:stop]
        end = layout.end(chunk, stop == len(lines))
        item, rest = _item(chunk[:end], layout, columns)
        page.items.append(item)
        page.leftovers += rest + _unknown(chunk[end:], layout, footed=stop == len(lines))
    return page


def _starts(
    lines: Sequence[str], layout: Layout, begin: int, promised: Sequence[index.Entry]
) -> list[int]:
    """Return the lines that begin an item.

    Those the index names, and between them those whose numbers rise, if the labels of
    an item follow. A number that the index gives to one start belongs to no other.
    """
    possible: list[tuple[index.Start, bool]] = []
    for i in range(begin, len(lines)):
        match = layout.start.match(lines[i]) if ":" in lines[i] else None
        if match is None:
            continue
        summary, targets = _opening(lines, i, match, layout)
        if targets:
            start = (i, match["number"] or "", summary)
            possible.append((start, not _WHO.isdisjoint(targets)))
    named = index.promised_starts(promised, [start for start, _ in possible])
    taken = {start[1] for start, _ in possible if start[0] in named}
    found: list[int] = []
    last: tuple[int, ...] = ()
    ahead = [_number(start[1]) for start, _ in possible if start[0] in named]
    for (i, printed, _summary), whole in possible:
        number = _number(printed) if printed else last
        leaps = bool(ahead) and last < ahead[0] < number
        if i in named:
            ahead.pop(0)
        elif not whole or (printed and (printed in taken or number <= last or leaps)):
            continue
        found.append(i)
        last = number
    return found


def _number(printed: str) -> tuple[int, ...]:
    return tuple(int(n) for n in printed.split(".")) if printed else ()


def _opening(
    lines: Sequence[str],
    at: int,
    start: re.Match[str],
    layout: Layout,
) -> tuple[str, set[str]]:
    """Return the summary that starts on a line, and the fields whose labels follow.

    Only a few lines of text may stand before the first label, the summary not counted.
    """
    said = [lines[at][start.end() :].strip()]
    targets: set[str] = set()
    spare, open_ = 0, True
    for line in lines[at + 1 : at + _NEAR]:
        if (":" in line or "?" in line) and (found := layout.label.match(line)):
            targets.add(layout.target(found))
            if "body" in targets:
                break
        elif layout.furniture.match(line) or layout.start.match(line):
            break
        elif not targets and not line.strip():
            open_ = open_ and not any(said)
        elif not targets and open_:
            said.append(line.strip())
        elif not targets:
            spare += 1
            if spare > _SPARE:
                break
    return " ".join(filter(None, said)), targets


def _unknown(lines: Iterable[str], layout: Layout, *, footed: bool = False) -> list[str]:
    """Return the lines nobody knows; behind a footer everything is known."""
    found: list[str] = []
    for line in lines:
        if footed and layout.footer.search(line):
            break
        if line.strip() and not layout.furniture.match(line):
            found.append(line.strip())
    return found


def _item(chunk: Sequence[str], layout: Layout, columns: int) -> tuple[Item, list[str]]:
    """Read one item; return it and the lines between labels that are no value."""
    start = layout.start.match(chunk[0])
    text = "\n".join(chunk)
    at = start.end() if start else 0
    name, rest = "summary", []
    values: dict[str, str] = {}
    body, flag = "", False
    for found in layout.label.finditer(text, at):
        target = layout.target(found)
        if target in values or target == name:
            continue
        values[name], spare, flagged = _value(text[at : found.start()], layout)
        rest += spare
        flag = flag or flagged
        name, at = target, found.end()
        if target == "body":
            label = text[text.rfind("\n", 0, at) + 1 : at]
            body = _body(text[at:], layout, columns, indent=len(label))
            break
    else:
        values[name], spare, flagged = _value(text[at:], layout)
        rest += spare
        flag = flag or flagged
    for target in layout.links & values.keys():
        words = [word for word in values[target].split() if not fields.WAY.search(word)]
        rest += [" ".join(words)] if words else []
    number = (start["number"] or "") if start else ""
    return Item(number=number, fields=values, body=body, flag=flag), rest


def _value(text: str, layout: Layout) -> tuple[str, list[str], bool]:
    """Return the first paragraph on one line, the lines behind it, and the flag line."""
    only = text.strip()
    if "\n" not in only:
        flagged = bool(layout.flag and layout.flag.match(only))
        return ("" if flagged else " ".join(only.split())), [], flagged
    lines = text.split("\n")
    flags = [line for line in lines if layout.flag and layout.flag.match(line)]
    lines = [line for line in lines if line not in flags]
    while lines and not lines[0].strip():
        lines.pop(0)
    end = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    value = " ".join(" ".join(lines[:end]).split())
    return value, _unknown(lines[end:], layout), bool(flags)


def _body(text: str, layout: Layout, columns: int, *, indent: int) -> str:
    """Unwrap the reporter's text; a label inside it keeps a paragraph of its own."""
    if layout.inner:
        parts = re.split(
            rf"^[ \t]*{layout.inner}[ \t]*:[ \t]*", text, maxsplit=1, flags=re.MULTILINE
        )
        if len(parts) > 1:
            first = wrapping.unwrap(parts[0], columns, indent=indent)
            second = wrapping.unwrap(parts[1], columns, indent=len(layout.inner) + 2)
            gap = "\n" if re.match(r"[-*•]|\d{1,2}[.)]", second) else " "
            return f"{first}\n\n{layout.inner}:{gap}{second}".strip()
    return wrapping.unwrap(text, columns, indent=indent)


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
    stated = [replace(r, sentence=traps.find(r.sentence)[0]) for r in query.requirements]
    return replace(
        query,
        summary=summary.strip(),
        body=body,
        reporter=traps.find(query.reporter)[0],
        outlet=traps.find(query.outlet)[0],
        traps=(*query.traps, *hidden, *more),
        refusal=traps.refusal(f"{summary}\n{body}"),
        requirements=tuple(r for r in stated if r.sentence.strip()),
        anonymous=query.anonymous or query.outlet.strip().lower() == "anonymous",
        cut=query.cut or _is_cut(body[-_ENDING:]),
    )


def _is_cut(ending: str) -> bool:
    return "view full brief" in ending.lower() and bool(_CUT.search(ending))

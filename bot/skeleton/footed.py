"""Items whose text stands above their labels: a title, a text, then who asks until when.

Who still mends nets            Labels below a text are its own only where each block
                                of them has a text above it and the last has none
I look for people on a coast.   below; else the text below a block is that block's.

Outlet: Slope Notes
Deadline: 17 September
Email: bo@slope.example.com
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.skeleton import furniture, headings, tops, values
from bot.skeleton.labels import SOFT, Label

_DUE = frozenset({"deadline", "date"})
_WAYS = frozenset({"email", "link"})
_NAMED = frozenset({"summary", "body"})
INTRO = re.compile(  # a newsletter's own sentence, above its first item
    r"\b(?:here (?:are|is)|below|following|today|this (?:morning|afternoon|evening|week)"
    r"|welcome|thanks?|latest)\b[^.!?\n]{0,120}"
    r"\b(?:requests?|enquir\w{1,3}|quer\w{1,3}|call-?outs?|alerts?|opportunit\w{1,3})\b",
    re.IGNORECASE,
)
_WHOLE = 3  # different labels of a block


@dataclass(frozen=True, slots=True, kw_only=True)
class Footed:
    """An item: its text is lines ``begin`` to ``start``, its labels stand up to ``end``.

    ``title`` is the first line of the text where that is one.
    """

    title: str
    begin: int
    start: int
    end: int
    labels: Sequence[Label]


def find(lines: Sequence[str], labels: Sequence[Label], begin: int) -> list[Footed]:
    """Return the items of a mail laid out so, in order; of any other none."""
    if any(label.target in _NAMED for label in labels):
        return []
    blocks = _blocks(lines, labels)
    if not blocks:
        return []
    edges = [begin, *(_end(lines, block, len(lines)) for block in blocks)]
    starts = [block[0].line for block in blocks]
    chunks = [lines[a:b] for a, b in zip(edges, starts, strict=False)]
    tail = lines[edges[-1] : furniture.foot(lines, edges[-1])]
    if not any(map(_ruled, chunks)):  # a rule under the labels, none above them
        tail = list(takewhile(lambda line: not furniture.RULE.match(line), tail))
    if any(map(values.says, tail)):
        return []
    begins = [tops.find(chunk, first=False) for chunk in chunks]
    leads = [_title(chunk[at:]) for chunk, at in zip(chunks, begins, strict=True)][1:]
    lead = int(2 * sum(map(bool, leads)) >= len(leads))
    begins[0] = tops.find(chunks[0], first=True, lead=lead)
    own = {label.line for label in labels}
    for n, (edge, chunk) in enumerate(zip(edges, chunks, strict=False)):
        at = begins[n]  # "Category:" above a title is nobody's text
        while at < len(chunk) and (edge + at in own or not chunk[at].strip()):
            at += 1
        begins[n] = at
    if any(at == len(chunk) for at, chunk in zip(begins, chunks, strict=True)):
        return []
    texts = [chunk[at:] for chunk, at in zip(chunks, begins, strict=True)]
    near = 0 if all(map(_title, texts)) else -1  # the text itself, below a title or not
    for text in texts:
        filled = [line for line in text if tops.says(line)]
        if not any(map(_tells, filled[near:])):
            return []
    return [
        Footed(
            title=_title(text),
            begin=start - len(text),
            start=start,
            end=end,
            labels=block,
        )
        for text, start, end, block in zip(texts, starts, edges[1:], blocks, strict=True)
    ]


def _blocks(lines: Sequence[str], labels: Sequence[Label]) -> list[list[Label]]:
    """Return the labels that stand together, where they are enough for an item."""
    groups: list[list[Label]] = []
    for label in labels:
        end = _end(lines, groups[-1], label.line) if groups else 0
        if groups and not any(map(str.strip, lines[end : label.line])):
            groups[-1].append(label)
        else:
            groups.append([label])
    found: list[list[Label]] = []
    for group in groups:
        targets = [label.target for label in group if label.target not in SOFT]
        enough = len(targets) >= _WHOLE and len(targets) == len(set(targets))
        if enough and _DUE & set(targets) and _WAYS & set(targets):
            found.append(group)
    return found


def _end(lines: Sequence[str], block: Sequence[Label], stop: int) -> int:
    """Return the line behind a block: a value goes on over lines that are no text."""
    at = block[-1].line + 1
    if not block[-1].value.strip():
        at = min(at + 1, stop)
    while at < stop and lines[at].strip() and not values.says(lines[at]):
        at += 1
    return at


def _ruled(chunk: Sequence[str]) -> bool:
    """Whether furniture stands right above a block."""
    last = next((line for line in reversed(chunk) if line.strip()), "")
    return furniture.is_furniture(last)


def _tells(line: str) -> bool:
    """Whether a line is a request's text: no title, no greeting, no newsletter's own."""
    return values.says(line) and not tops.brief(line) and not INTRO.search(line)


def _title(text: Sequence[str]) -> str:
    """Return the first line of a text if it is a title: alone, with more below it."""
    filled = [i for i, line in enumerate(text) if line.strip()]
    if len(filled) < 2 or filled[1] - filled[0] < 2:  # noqa: PLR2004 (a title, a gap)
        return ""
    said = text[filled[0]].strip()
    return headings.title([said], [said], 1)

"""Items without labels that a deadline line, or a button, ends: text, outlet, the rest.

    <the request, one paragraph>          Outlet
    Outlet                                Title
    Answer by Sep 17th <link>             <the request>
                                          Submit By: 15 September 3:00PM CDT

Whether the outlet stands first or last is what most items of the mail do. Without a
second such line, without a way to answer, or without a word of the press there is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from bot import fields, wrapping
from bot.skeleton import due, furniture, press, tops
from bot.skeleton.found import Found, Page

_ICON = re.compile(
    r"^\s*Favicon for (?P<said>[^\t\n]{1,100}?)"
    r"(?:\t|\s{2,4}|\s(?=(?P=said)$))(?P<name>\S.{0,200})$"
)
_REASON = re.compile(r"^\s*match reasoning\s*$", re.IGNORECASE)
_LATEST = re.compile(r"^\s*Latest: .{3,80}$")
_CLOCK = re.compile(r"\d ?[ap]m\b", re.IGNORECASE)
_ANSWER_BY = re.compile(r"\W{0,4}answer by\b", re.IGNORECASE)
_HOST = re.compile(r"https?://[^/\s]{3,100}/", re.IGNORECASE)
_FROM = re.compile(r"^\s*From:\s{1,4}(?=\S)", re.IGNORECASE)
_QUOTE = re.compile(r"^[ \t]{0,4}> ?")  # one newsletter sets its texts so
_TRAILING = 2  # a link and an address behind a text
_SEVERAL = 2  # buttons alike before they end items
_SOON = 6  # lines below a date in which its button stands


@dataclass(slots=True, kw_only=True)
class _Block:
    """The lines of one item: before its deadline, the deadline, and behind it."""

    text: list[str] = field(default_factory=list)  # blank lines kept
    due: str = ""
    tag: str = ""
    ways: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read(lines: Sequence[str]) -> Page:
    """Return every item that a deadline or a button ends, and the lines in none."""
    plain = [_plain(line) for line in lines]
    for ends in (_buttons(plain), _deadlines(plain)):
        page = _page(plain, ends) if ends else Page()
        if page.items and _asked(plain, ends, page.items):
            return page
    return Page()


def layouts(lines: Sequence[str]) -> Iterator[Sequence[Found]]:
    """Yield the items that lines may hold, whether or not the press asks in them."""
    plain = [_plain(line) for line in lines]
    for ends in (_buttons(plain), _deadlines(plain)):
        if ends:
            yield _page(plain, ends).items


def _plain(line: str) -> str:
    icon = _ICON.match(line)
    return icon["name"].strip() if icon else line.rstrip()


def _buttons(lines: Sequence[str]) -> list[int]:
    """Return the lines of a button that ends each item, if there are several."""
    found = [i for i, line in enumerate(lines) if furniture.ITEM_BUTTON.match(line)]
    said = [furniture.same(lines[i]) for i in found]
    common = max(set(said), key=said.count, default="")
    ends = {i for i, text in zip(found, said, strict=True) if text == common}
    dates = [i for i, line in enumerate(lines) if due.DATE.match(line)]
    dated = bool(dates) or any(due.said(line) for line in lines)
    tagged = any(map(tops.PRESS_TAG.match, lines))  # of one item too
    dated = dated or (tagged and any(map(_REASON.match, lines)))  # a podcast has no day
    if len(ends) + tagged < _SEVERAL or not dated:
        return []
    timed = [i for i in dates if _CLOCK.search(lines[i])]
    for i in timed or dates:  # an item that lost its button ends with its date
        below = (j for j in range(i + 1, min(i + _SOON, len(lines))) if tops.says(lines[j]))
        if ends.isdisjoint(range(i, next(below, i + _SOON))):
            ends.add(i)
    return sorted(ends)


def _deadlines(lines: Sequence[str]) -> list[int]:
    return [i for i, line in enumerate(lines) if due.said(line)]


def _page(lines: Sequence[str], ends: Sequence[int]) -> Page:
    blocks, tail = _blocks(lines, ends)
    outlet_last = _outlet_last(blocks)
    items: list[Found] = []
    leftovers: list[str] = []
    edge = wrapping.width(lines)
    for block in [part for whole in blocks for part in _torn(whole)]:
        item = _item(block, edge, outlet_last=outlet_last)
        if item is None:
            leftovers += block.rest + [x.strip() for x in block.text if x.strip()]
            leftovers += [x for x in (block.tag, block.due, *block.ways) if x]
            continue
        leftovers += block.rest
        items.append(item)
    return Page(items=tuple(items), leftovers=(*leftovers, *tail))


def _asked(lines: Sequence[str], ends: Sequence[int], items: Sequence[Found]) -> bool:
    """Whether it is the press that asks in items, by their layout or by their words."""
    text = "\n".join(lines)
    if press.tagged(text, items, reasoned=any(map(_REASON.match, lines))):
        return True
    answers = any(_ANSWER_BY.match(lines[i]) for i in ends)
    counted = tops.counted(lines)
    button = any(map(press.BUTTON.match, lines))
    questions = answers or counted or button
    laid_out = len(items) > 1 or (answers and counted) or button
    return press.asked(text, items, questions=questions, laid_out=laid_out)


def _blocks(lines: Sequence[str], ends: Sequence[int]) -> tuple[list[_Block], list[str]]:
    """Part the lines at the ends; behind an end its ways to answer still belong to it.

    Where the first begins is read off the others: their outlets stand first or last.
    """
    blocks: list[_Block] = []
    chunks: list[Sequence[str]] = []
    start = 0
    for end, after in pairwise([*ends, len(lines)]):
        block = _Block(due=due.said(lines[end]))
        chunks.append(lines[start:end])
        if due.DATE.match(lines[end]):
            block.due = lines[end].strip()
        elif block.due or fields.URL.search(lines[end]):
            block.ways.append(lines[end])
        start = end + 1
        while start < after and _goes_with(lines[start]):
            block.ways += [lines[start]] if lines[start].strip() else []
            start += 1
        blocks.append(block)
    for block, chunk in zip(blocks[1:], chunks[1:], strict=True):
        _fill(block, chunk, tops.find(chunk, first=False))
    if blocks:
        lead = _lead(blocks[1:])
        _fill(blocks[0], chunks[0], tops.find(chunks[0], first=True, lead=lead))
    return blocks, [x.strip() for x in lines[start:] if tops.says(x)]


def _lead(blocks: Sequence[_Block]) -> int:
    """Return how many short lines, outlet and title, stand above the text of items."""
    if not blocks or _outlet_last(blocks):
        return 0
    counts: list[int] = []
    for block in blocks:
        filled = [line for line in block.text if line.strip()]
        lines = takewhile(tops.brief, filled[: tops.TITLES])
        counts.append(min(len(list(lines)), len(filled) - 1))
    return max(1, min(counts))


def _goes_with(line: str) -> bool:
    """Whether a line behind a deadline is a way to answer, or blank."""
    if not line.strip():
        return True
    answer = re.match(
        r"^\W{0,4}(?:respond|reply|pitch|answer|apply|e-?mail)\b", line, re.IGNORECASE
    )
    way = fields.URL.search(line) or fields.address(line)
    return bool((answer and way) or (way and len(line.split()) == 1))


def _fill(block: _Block, chunk: Sequence[str], begin: int) -> None:
    """Sort the lines before an end: what is above the item, its text, its own marks."""
    block.rest += [x.strip() for x in chunk[:begin] if tops.says(x)]
    reasoning = False
    for before, line in pairwise(["", *chunk[begin:]]):
        if _REASON.match(line):
            reasoning = True
            block.rest.append(line.strip())
        elif due.DATE.match(line) and not block.due:
            block.due = line.strip()
        elif _LATEST.match(line):
            block.rest.append(line.strip())
        elif tops.TAG.match(line):
            block.tag = line.strip()
        elif (reasoning or not before.strip()) and _is_way(line.strip()):
            block.ways.append(line.strip())
        elif reasoning and line.strip():
            block.rest.append(line.strip())
        elif not furniture.BUTTON.match(line) and not furniture.BACK.match(line):
            block.text.append(line)


def _is_way(line: str) -> bool:
    return bool(fields.URL.fullmatch(line) or fields.ADDRESS.fullmatch(line))


def _torn(block: _Block) -> list[_Block]:
    """Part off the items above one in a block, where those lost their own deadline.

    Such a text ends in a link of its own, beside the one that the deadline repeats,
    and one short line stands below it.
    """
    way = fields.link("\n".join(block.ways))
    host = _HOST.match(way)
    parts: list[_Block] = []
    start = 0
    filled = [i for i, line in enumerate(block.text) if line.strip()]
    for at, below, more in zip(filled, filled[1:], filled[2:], strict=False):
        last = (block.text[at].split() or [""])[-1].strip("()<>")
        own = host and last.startswith(host[0]) and last.rstrip("/") != way.rstrip("/")
        if own and tops.brief(block.text[below]):
            parts.append(_Block(text=block.text[start:more], ways=[last], tag=block.tag))
            start = more
    block.text = block.text[start:]
    return [*parts, block]


def _outlet_last(blocks: Sequence[_Block]) -> bool:
    """Whether most items print their outlet as the last line of their text.

    Above a tag of the press it stands first.
    """
    if sum(bool(tops.PRESS_TAG.match(block.tag)) for block in blocks) * 2 > len(blocks):
        return False
    last = first = 0
    for block in blocks:
        filled = [line for line in block.text if line.strip()]
        if len(filled) > 1:
            last += tops.brief(filled[-1])
            first += tops.brief(filled[0])
    return last >= first


def _item(block: _Block, edge: int, *, outlet_last: bool) -> Found | None:
    """Read one item; None if there is no text in it."""
    filled = [i for i, line in enumerate(block.text) if line.strip()]
    while filled and furniture.RULE.match(block.text[filled[-1]]):
        filled.pop()
    if not filled:
        return None
    lines = block.text[filled[0] : filled[-1] + 1]
    outlet = title = ""
    if len(filled) > 1 and outlet_last and tops.brief(lines[-1]):
        outlet, lines = lines[-1].strip(), lines[:-1]
    elif len(filled) > 1 and tops.brief(lines[0]):
        outlet, lines = lines[0].strip(), lines[1:]
        title, lines = ("", lines) if block.tag else _headline(lines)
    outlet = _FROM.sub("", outlet)
    if all(map(_QUOTE.match, filter(str.strip, lines))):
        lines = [_QUOTE.sub("", line) for line in lines]
    body = wrapping.unwrap("\n".join(lines), edge)
    for _ in range(_TRAILING):
        body, way = _trailing(body, "\n".join(block.ways))
        block.ways += [way] if way else []
    if not body:
        return None
    values = {"outlet": outlet, "deadline": block.due}
    if block.tag:
        values["category"] = block.tag
    if title:
        values["summary"] = title
    return Found(values=values, body=body, ways="\n".join((title, *block.ways)))


def _headline(lines: list[str]) -> tuple[str, list[str]]:
    """Take the title off the lines behind an outlet, if more text follows it."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    if len(filled) < 2:  # noqa: PLR2004 (a title and a text)
        return "", lines
    line = lines[filled[0]].strip()
    bare = tops.LINKED.sub("", line)
    alone = filled[1] - filled[0] > 1 or bare != line
    if not alone or len(bare) > 2 * tops.SHORT or bare.endswith("."):
        return "", lines
    return line, lines[filled[0] + 1 :]


def _trailing(body: str, ways: str) -> tuple[str, str]:
    """Take off the end of a text an address, or a link printed as the way to answer."""
    words = body.rsplit(maxsplit=1)
    if len(words) < 2:  # noqa: PLR2004 (a text and something behind it)
        return body, ""
    text, last = words[0], words[1].strip("()<>")
    if fields.ADDRESS.fullmatch(last) or (fields.URL.fullmatch(last) and last in ways):
        return text.rstrip(), last
    return body, ""

"""Items whose text stands above their labels: a title, a text, then who asks until when.

Who still mends nets            Labels below a text are its own only where each block
                                of them has a title and a text that asks above it, and
I look for people on a coast.   the last has nothing below; else the text below a block
                                is that block's, and the line above the first an intro.

Outlet: Slope Notes
Deadline: 17 September
Email: bo@slope.example.com
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.skeleton import furniture, headings, press, tops, values
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
_SEVERAL = 2  # blocks; one text above one block may be whoever's sent it on


@dataclass(frozen=True, slots=True, kw_only=True)
class Footed:
    """An item: its text is lines ``begin`` to ``start``, its labels stand up to ``end``.

    ``title`` is the first line of the text.
    """

    title: str
    begin: int
    start: int
    end: int
    labels: Sequence[Label]


def find(lines: Sequence[str], labels: Sequence[Label], begin: int) -> list[Footed]:
    """Return the items of a mail laid out so, in order; of any other none.

    In doubt it is another: who takes an intro for the first text gives each query the
    address of the next.
    """
    if any(label.target in _NAMED for label in labels):
        return []
    blocks = _blocks(lines, labels)
    if len(blocks) < _SEVERAL or not _bare(lines, _end(blocks[-1])):
        return []
    own = {label.line for label in labels}
    found: list[Footed] = []
    edge = begin
    for block in blocks:
        start, end = block[0].line, _end(block)
        chunk = lines[edge:start]
        first = edge == begin
        at = (_asked(chunk) if first else 0) or tops.find(chunk, first=first, lead=1)
        while at < len(chunk) and (edge + at in own or not chunk[at].strip()):
            at += 1  # "Category:" above a title is nobody's text
        title = _title(chunk[at:])
        if not title:
            return []
        found.append(
            Footed(title=title, begin=edge + at, start=start, end=end, labels=block)
        )
        edge = end
    return found


def _blocks(lines: Sequence[str], labels: Sequence[Label]) -> list[list[Label]]:
    """Return the labels that stand together; nothing if some are no item's.

    Most are enough for an item. One that lacks a label is an item all the same: left
    out, its text would go to the labels of the next.
    """
    groups: list[list[Label]] = []
    for label in labels:
        end = _on(lines, groups[-1], label.line) if groups else 0
        if groups and not any(map(str.strip, lines[end : label.line])):
            groups[-1].append(label)
        else:
            groups.append([label])
    blocks = [group for group in groups if len(group) > 1 or group[0].target not in SOFT]
    wholes = sum(map(_whole, blocks))
    sure = wholes >= _SEVERAL and wholes * 2 > len(blocks)
    return blocks if sure and all(_closed(lines, block) for block in blocks) else []


def _whole(block: Sequence[Label]) -> bool:
    """Whether labels are enough for an item."""
    targets = {label.target for label in block} - SOFT
    return len(targets) >= _WHOLE and bool(_DUE & targets and _WAYS & targets)


def _closed(lines: Sequence[str], block: Sequence[Label]) -> bool:
    """Whether labels are several, each once and valued, and nothing is right below."""
    targets = [label.target for label in block if label.target not in SOFT]
    last, below = block[-1], "".join(lines[_end(block) : _end(block) + 1])
    valued = last.value.strip() or "".join(lines[last.line + 1 : last.line + 2]).strip()
    return bool(
        valued
        and len(targets) == len(set(targets)) > 1
        and (not below.strip() or furniture.RULE.match(below))
    )


def _on(lines: Sequence[str], block: Sequence[Label], stop: int) -> int:
    """Return where a block may go on: a value does over lines that are no text."""
    at = min(_end(block), stop)
    while at < stop and lines[at].strip() and not values.says(lines[at]):
        at += 1
    return at


def _end(block: Sequence[Label]) -> int:
    """Return the line behind a block's last label; its value may stand below it."""
    return block[-1].line + (1 if block[-1].value.strip() else 2)


def _bare(lines: Sequence[str], at: int) -> bool:
    """Whether nothing but rules stands between line ``at`` and the footer of a mail.

    In the paragraph in which the footer says that it is one, a name may stand above it
    below a rule.
    """
    end = next((i for i in range(at, len(lines)) if furniture.FOOTER.search(lines[i])), -1)
    stop = furniture.foot(lines, at) if end < 0 else end
    top = end
    while top > at and lines[top - 1].strip() and not furniture.RULE.match(lines[top]):
        top -= 1
    if end > top >= at and furniture.RULE.match(lines[top]):
        said = lines[top + 1 : end]
        stop = end if any(values.told(x) or press.asks(x) for x in said) else top
    return not any(x.strip() and not furniture.RULE.match(x) for x in lines[at:stop])


def _asked(chunk: Sequence[str]) -> int:
    """Return where the line above the last paragraph asks, or 0."""
    filled = [i for i, line in enumerate(chunk) if line.strip()]
    last = next((b for a, b in reversed([*pairwise(filled)]) if b - a > 1), 0)
    above = max((i for i in filled if i < last), default=0)
    return above if above and chunk[above].strip().endswith("?") else 0


def _title(text: Sequence[str]) -> str:
    """Return the first line of a text if it is its title: alone, short, and it asks."""
    filled = [i for i, line in enumerate(text) if line.strip()]
    if len(filled) < 2 or filled[1] - filled[0] < 2:  # noqa: PLR2004 (a title, a gap)
        return ""
    said, *_ = paragraphs = "\n".join(text).strip().split("\n\n")
    last = " ".join(paragraphs[-1].split())
    asking = said.endswith("?") and len(said) <= tops.SHORT and last.endswith(".")
    if not (tops.brief(said) or asking) or tops.brief(last) or not values.told(last):
        return ""  # a text, and behind it a title, for what stands below
    if any(map(furniture.is_furniture, text)) or any(map(INTRO.search, paragraphs)):
        return ""
    if not any(map(press.asks, paragraphs[1:])):
        return ""
    return headings.title([said], [said], 1)

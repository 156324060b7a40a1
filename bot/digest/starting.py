"""Where the items of a digest begin, told from what a text only quotes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot import index
from bot.digest.layout import Layout

_NEAR = 200  # lines behind the start of an item in which its labels must follow
_SPARE = 5  # lines of text there that are neither a summary nor a label
_WHO = frozenset({"reporter", "email"})  # one of these labels every item has
_DUE = frozenset({"deadline", "date"})
_GAP = 6  # lines between the end of an item and the next


@dataclass(frozen=True, slots=True, kw_only=True)
class _Possible:
    """A line that reads like the start of an item."""

    start: index.Start
    whole: bool  # it has the label of a person
    full: bool  # and those of a date and of the text


def starts(
    lines: Sequence[str], layout: Layout, begin: int, promised: Sequence[index.Entry]
) -> list[int]:
    """Return the lines that begin an item.

    Those the index names, and between them those whose numbers rise, if the labels of
    an item follow. A number that the index gives to one start belongs to no other.
    Where a number falls, an item begins if nothing else has that number and its labels
    are complete, and the index names it or the item before has ended.
    """
    possible = list(_possible(lines, layout, begin))
    named = index.promised_starts(promised, [p.start for p in possible])
    taken = {p.start[1] for p in possible if p.start[0] in named}
    strays = _strays(
        lines, layout, promised, [p for p in possible if p.full and p.start[0] not in named]
    )
    once = Counter(p.start[1] for p in possible)
    found: list[int] = []
    last: tuple[int, ...] = ()
    ahead = [_number(p.start[1]) for p in possible if p.start[0] in named]
    for p in possible:
        i, printed, _summary = p.start
        number = _number(printed) if printed else last
        leaps = bool(ahead) and last < ahead[0] < number
        if i in named:
            ahead.pop(0)
        elif i in strays and printed and once[printed] == 1:
            number = max(number, last) if not leaps else last
        elif not p.whole or (printed and (printed in taken or number <= last or leaps)):
            continue
        found.append(i)
        last = number
    return found


def _possible(lines: Sequence[str], layout: Layout, begin: int) -> Iterator[_Possible]:
    for i in range(begin, len(lines)):
        match = layout.start.match(lines[i]) if ":" in lines[i] else None
        if match is None:
            continue
        summary, targets = _opening(lines, i, match, layout)
        if targets:
            whole = not _WHO.isdisjoint(targets)
            yield _Possible(
                start=(i, match["number"] or "", summary),
                whole=whole,
                full=whole and "body" in targets and not _DUE.isdisjoint(targets),
            )


def _strays(
    lines: Sequence[str],
    layout: Layout,
    promised: Sequence[index.Entry],
    full: Sequence[_Possible],
) -> set[int]:
    """Return the starts that may be out of order."""
    if not full:
        return set()
    titled = index.titled(promised, [p.start for p in full])
    ended = set()
    for p in full:
        before = next(
            (
                x
                for x in reversed(lines[max(0, p.start[0] - _GAP) : p.start[0]])
                if x.strip()
            ),
            "",
        )
        if before and layout.furniture.match(before):
            ended.add(p.start[0])
    return titled | ended


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

"""What the labels of one item say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot import wrapping
from bot.described.cutting import Cut, Sheet
from bot.described.shape import LONG, Label, flag

_ALONE = 2  # labels that close an item of which there is no second
_WRAPPED = 2  # lines that the value of a label may go on for without a blank line


@dataclass(slots=True, kw_only=True)
class Taken:
    """An item: field -> values as printed, one a label; the lines that are no value."""

    number: str = ""
    heading: str = ""  # what stands behind the start
    values: dict[str, list[str]] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    flag: bool = False

    def one(self, target: str) -> str:
        """Return a value on one line."""
        return " ".join(self.values.get(target, ()))


def early(sheet: Sheet, cuts: Iterable[Cut]) -> frozenset[int]:
    """Return the labels that this newsletter prints before the text, not behind it."""
    before: Counter[int] = Counter()
    behind: Counter[int] = Counter()
    for cut in cuts:
        seen: set[int] = set()
        in_body = False
        for label in sheet.labels[cut.begin : cut.end]:
            if label and label.at not in seen:
                seen.add(label.at)
                in_body = in_body or label.target == "body"
                (behind if in_body else before)[label.at] += 1
    return frozenset(at for at, n in before.items() if n > behind[at])


def late(sheet: Sheet, cuts: Sequence[Cut]) -> frozenset[int]:
    """Return the labels that stand behind the text in most items."""
    behind: Counter[int] = Counter()
    for cut in cuts:
        labels = [label for label in sheet.labels[cut.begin : cut.end] if label]
        body = next((i for i, x in enumerate(labels) if x.target == "body"), len(labels))
        ahead = {label.at for label in labels[: body + 1]}
        behind.update({label.at for label in labels[body:]} - ahead)
    alone = len(cuts) == 1 and len(behind) < _ALONE
    return frozenset(at for at, n in behind.items() if n * 2 > len(cuts) and not alone)


def take(
    sheet: Sheet,
    cut: Cut,
    columns: int,
    before: frozenset[int],
    closers: frozenset[int] = frozenset(),
) -> Taken:
    """Read one item. ``before`` is what `early` said, ``columns`` what `width` did.

    Where all ``closers`` (as `late` said) close it, what stands below them is nobody's.

    Before the text each label counts once. Behind the label of the text only those
    count that close the item, each followed by no more than its value; so "Deadline:
    October 1" in the middle of a reporter's text is text.
    """
    taken = Taken()
    end = cut.end
    while end > cut.begin + 1 and sheet.shape.closes(sheet.lines[end - 1]):
        end -= 1
    if closers and cut.end in (cut.foot, cut.stop):
        below = _below(sheet, cut.begin, end, closers)
        spare = sheet.lines[below:end]
        taken.rest += [x.strip() for x in spare if not sheet.shape.furniture(x)]
        end = below
    first = sheet.lines[cut.begin]
    start = sheet.shape.start.match(first)
    used: set[int] = set()
    at, open_ = cut.begin, sheet.labels[cut.begin]
    if open_ is None:
        behind = start.end() if start else 0
        open_ = Label(at=-1, target="", value=behind)
    if start:
        taken.number = (start["number"] or "").lstrip("#")
    while at < end:
        used.add(open_.at)
        if open_.target in LONG:
            stop = _next(sheet, at + 1, end, used, LONG)
            late = before if open_.target == "body" else frozenset()
            stop = _closing(sheet, at, stop, used | late)
            text = "\n".join([first[open_.value :], *sheet.lines[at + 1 : stop]])
            text = wrapping.unwrap(text, columns, indent=open_.value)
            taken.values.setdefault(open_.target, []).append(text)
        else:
            stop = _next(sheet, at + 1, end, used, None)
            lines = [first[open_.value :], *sheet.lines[at + 1 : stop]]
            _value(sheet, taken, open_.target, lines)
        at = stop
        if at < end:
            found = sheet.labels[at]
            first = sheet.lines[at]
            open_ = found or Label(at=-1, target="", value=0)
    return taken


def _next(
    sheet: Sheet, at: int, end: int, used: set[int], targets: frozenset[str] | None
) -> int:
    """Return the next line with a label not yet used, ``end`` if there is none."""
    for i in range(at, end):
        label = sheet.labels[i]
        if label and label.at not in used and (targets is None or label.target in targets):
            return i
    return end


def _below(sheet: Sheet, at: int, end: int, closers: frozenset[int]) -> int:
    """Return the line below the labels that close an item, ``end`` where none is needed.

    That is behind the lowest paragraph that ends in one of them, if all stand above.
    """
    paragraphs = _paragraphs(sheet, at, end)
    below = end
    for top, bottom in reversed(paragraphs):
        labels = sheet.labels[max(top, bottom - _WRAPPED - 1) : bottom]
        if any(label and label.at in closers for label in labels):
            seen = {label.at for label in sheet.labels[at:bottom] if label}
            last, line = labels[-1], sheet.lines[bottom - 1]
            waits = last and not line[last.value :].strip()  # its value stands below
            return (below if waits else bottom) if closers <= seen else end
        below = bottom
    return end


def _closing(sheet: Sheet, at: int, end: int, used: frozenset[int] | set[int]) -> int:
    """Return the line at which the labels that close a text begin, ``end`` without any.

    From the end upwards: paragraphs that begin with a label, or hold the value of an
    empty one; in the one above those, the lines at its end.
    """
    taken = set(used)
    found = end
    paragraphs = _paragraphs(sheet, at, end)
    for n in range(len(paragraphs) - 1, -1, -1):
        top, bottom = paragraphs[n]
        run, waits = bottom, 0
        for i in range(bottom - 1, max(top, at + 1) - 1, -1):
            label = sheet.labels[i]
            if label and label.at not in taken and (i == top or waits <= _WRAPPED):
                taken.add(label.at)
                run, waits = i, 0
            else:
                waits += 1
        found = run if run < bottom else found
        above = sheet.labels[paragraphs[n - 1][1] - 1] if n else None
        line = sheet.lines[paragraphs[n - 1][1] - 1] if n else ""
        held = above and above.at not in taken and not line[above.value :].strip()
        if run != top and not held:
            break
    return found


def _paragraphs(sheet: Sheet, at: int, end: int) -> list[tuple[int, int]]:
    """Return (first line, line behind the last) of each paragraph."""
    found: list[tuple[int, int]] = []
    for i in range(at, end):
        if not sheet.lines[i].strip():
            continue
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def _value(sheet: Sheet, taken: Taken, target: str, lines: Sequence[str]) -> None:
    """Keep the first paragraph on one line; what else there is belongs to nobody."""
    flags = [line for line in lines if flag(line)]
    taken.flag = taken.flag or bool(flags)
    lines = [line for line in lines if not flag(line)]
    begin = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    blank = (i for i in range(begin, len(lines)) if not lines[i].strip())
    end = next(blank, len(lines))
    value = " ".join(" ".join(lines[begin:end]).split())
    if target:
        taken.values.setdefault(target, []).append(value)
    else:
        taken.heading = value
    taken.rest += [x.strip() for x in lines[end:] if not sheet.shape.furniture(x)]

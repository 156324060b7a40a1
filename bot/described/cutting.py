"""Where the items of a described newsletter begin and end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.described.shape import Label, Shape

_ENOUGH = 2  # different labels of which one item at least must be made
_BARE = 3  # the same, where they are printed without a colon


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One item: the lines from ``begin`` to ``end``, and what follows up to ``stop``.

    ``foot`` is the line at which the newsletter's own words begin, ``stop`` if none.
    """

    begin: int
    end: int
    stop: int
    foot: int


@dataclass(slots=True, kw_only=True)
class _Group:
    """A line that begins as items do, and the labels from there to the next such line."""

    line: int
    labels: set[int] = field(default_factory=set)
    behind_end: bool = False  # the line before it ends an item


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A text line by line, with the labels that stand on the lines."""

    shape: Shape
    lines: Sequence[str]
    labels: Sequence[Label | None]
    starts: Sequence[int]  # every line that begins as an item does
    bare: bool = False  # the labels have no colon


def sheet(text: str, shape: Shape) -> Sheet:
    """Find the labels; those without a colon where that makes items, and a colon none."""
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if shape.start.match(line)]
    pages = (
        Sheet(
            shape=shape,
            lines=lines,
            labels=[shape.label(line, bare=bare) for line in lines],
            starts=starts,
            bare=bare,
        )
        for bare in (False, True)
    )
    strict = next(pages)
    if not starts or claimed(strict):
        return strict
    bare = next(pages)
    return bare if claimed(bare) else strict


def begins(sheet: Sheet, after: int = 0) -> tuple[list[int], list[int]]:
    """Return the lines that begin an item, and those that should but have no labels.

    A numbered line within a reporter's text begins as an item may. It is text if the
    labels behind it only go on with those before it: a new item repeats one, or holds
    the body, or stands behind the line that ends an item.
    """
    found, bare = _items(sheet, after)
    body = _bodies(sheet)
    whole: list[int] = []
    for group in found:
        enough = len(group.labels) >= _ENOUGH or group.labels & body
        (whole if enough else bare).append(group.line)
    return whole, sorted(bare)


def claimed(sheet: Sheet) -> bool:
    """Say if an item of two labels or more stands in the text."""
    items = [group.labels for group in _items(sheet, 0)[0]]
    if sheet.bare:
        body = _bodies(sheet)
        return any(len(labels) >= _BARE and labels & body for labels in items)
    return any(len(labels) >= _ENOUGH for labels in items)


def _bodies(sheet: Sheet) -> set[int]:
    return {i for i, target in enumerate(sheet.shape.targets) if target == "body"}


def _items(sheet: Sheet, after: int) -> tuple[list[_Group], list[int]]:
    body = _bodies(sheet)
    found: list[_Group] = []
    bare: list[int] = []
    for group in _groups(sheet, after):
        if not group.labels:
            if group.behind_end and found:
                bare.append(group.line)
            continue
        last = found[-1] if found else None
        new = (
            last is None
            or group.behind_end
            or bool(group.labels & last.labels)
            or bool(group.labels & body and last.labels & body)
        )
        if new:
            found.append(group)
        elif last is not None:
            last.labels |= group.labels
    return found, bare


def _groups(sheet: Sheet, after: int) -> list[_Group]:
    groups: list[_Group] = []
    starts = {line for line in sheet.starts if line >= after}
    before = ""
    for i in range(after, len(sheet.lines)):
        line = sheet.lines[i]
        if i in starts:
            closed = bool(before and sheet.shape.end.match(before))
            groups.append(_Group(line=i, behind_end=closed))
        elif groups and (label := sheet.labels[i]):
            groups[-1].labels.add(label.at)
        before = line if line.strip() else before
    return groups


def cuts(sheet: Sheet, begin: Sequence[int]) -> list[Cut]:
    """Return where each item ends: at its end line, the footer, or the next item.

    The end line is the first behind the label of the body that is printed as most of
    them are: of a text with dashes of its own, nothing is cut off.
    """
    stops = [*begin[1:], len(sheet.lines)]
    ends = [i for i, line in enumerate(sheet.lines) if sheet.shape.end.match(line)]
    forms = Counter(sheet.lines[i].strip() for i in ends)
    usual = forms.most_common(1)[0][0] if forms else ""
    found: list[Cut] = []
    at = 0
    for start, stop in zip(begin, stops, strict=True):
        here = _values(sheet, start, stop)
        while at < len(ends) and ends[at] < here:
            at += 1
        own: list[int] = []
        while at < len(ends) and ends[at] < stop:
            own.append(ends[at])
            at += 1
        end = next((i for i in own if sheet.lines[i].strip() == usual), (own or [stop])[0])
        while end < stop and sheet.labels[end] and sheet.lines[end].strip():
            end += 1  # what ends the item is its last label
        last = stop == len(sheet.lines)
        foot = (
            next((i for i in range(here, stop) if sheet.shape.foot(sheet.lines[i])), stop)
            if last
            else stop
        )
        found.append(Cut(begin=start, end=min(end, foot), stop=stop, foot=foot))
    return found


def _values(sheet: Sheet, start: int, stop: int) -> int:
    """Return the line behind which an item may end: behind its body's label."""
    labels = [(i, label) for i in range(start, stop) if (label := sheet.labels[i])]
    bodies = [i for i, label in labels if label.target == "body"]
    if bodies:
        return bodies[0] + 1
    return (labels[-1][0] if labels else start) + 1

"""Where items begin that lack the label with which the others do."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.skeleton import furniture
from bot.skeleton.labels import SOFT, Label

_SEVERAL = 3  # different labels below a rule


def raised(
    lines: Sequence[str], labels: Sequence[Label], places: Sequence[int]
) -> list[int]:
    """Return the starts, or the labels right above them that their items lack.

    An item without its first label begins with another; that is then the start of all.
    """
    own = {label.line: label.target for label in labels}
    tops: list[int] = []
    seen: set[str] = set()
    stop = len(lines)
    for place, before in zip(reversed(places), [*reversed(places[:-1]), -1], strict=True):
        seen = {own[i] for i in range(place, stop) if i in own}
        top = place
        while top - 1 > before and top - 1 in own:
            top -= 1
        free = (
            top == 0 or not lines[top - 1].strip() or furniture.is_furniture(lines[top - 1])
        )
        above = {own[i] for i in range(top, place)}
        stop = top if free and above.isdisjoint(seen) else place
        tops.append(stop)
    return tops[::-1]


def ruled(
    lines: Sequence[str],
    labels: Sequence[Label],
    places: Sequence[int],
    signature: Sequence[str],
) -> list[int]:
    """Return the starts with those of items that only a rule parts from the one above.

    ``signature`` is what closes items. Below it stand the labels of the others but for
    the first.
    """
    if len(signature) != 1:
        return list(places)
    taken = set(places)
    seconds = Counter(after.key for label, after in pairwise(labels) if label.line in taken)
    usual = max(seconds, key=seconds.__getitem__, default=None)
    below: set[str] = set()
    found = list(places)
    for label in reversed(labels):
        if label.line in taken:
            below = set()
            continue
        below |= {label.target} - SOFT
        if label.key == usual and _under(lines, label.line, signature[0]):
            found += [label.line] if len(below) >= _SEVERAL else []
            below = set()
    return sorted(found)


def _under(lines: Sequence[str], at: int, rule: str) -> bool:
    above = next((x for x in reversed(lines[max(0, at - 3) : at]) if x.strip()), "")
    return bool(furniture.RULE.match(above)) and furniture.same(above) == rule

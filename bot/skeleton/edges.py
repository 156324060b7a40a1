"""Where items begin that lack the label with which the others do."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.skeleton import furniture, starts
from bot.skeleton.labels import SOFT, Label

_WAYS = frozenset({"email", "link"})
_WAY = "way"
_ASKED = frozenset({"summary", "body"})
_SEVERAL = 3  # different labels below a rule
_AGAIN = 2  # of them that the item above has too


def raised(
    lines: Sequence[str], labels: Sequence[Label], places: Sequence[int]
) -> list[int]:
    """Return the starts, or the labels right above them that their items lack.

    An item without its first label begins with another; that is then the start of all.
    But a way to answer right below a text is that text's, and what stands elsewhere in
    any item is nobody's first label.
    """
    own = {label.line: _kind(label) for label in labels}
    hard = [label for label in labels if label.target not in SOFT]
    ends = {b.line for a, b in pairwise(hard) if a.target == "body" and b.target in _WAYS}
    tops: list[int] = []
    raised_: set[str] = set()
    kept: set[str] = set()
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
        texts = not ends.isdisjoint(range(top, place))
        stop = top if free and not texts and above.isdisjoint(seen) else place
        raised_ |= above if stop < place else set()
        kept |= seen
        tops.append(stop)
    return tops[::-1] if raised_.isdisjoint(kept) else list(places)


def _kind(label: Label) -> str:
    """Return what a label names; an address and a link are both the way to answer."""
    return _WAY if label.target in _WAYS else label.target


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
    found = list(places)
    below: set[str] = set()
    parted: list[tuple[int, set[str]]] = []  # of the item at hand, from its end upwards
    for label in reversed(labels):
        below |= {label.target} - SOFT
        if label.line in taken:
            if starts.whole(below):
                found += _repeats(below - {label.target}, parted)
            below, parted = set(), []
        elif label.key == usual and _under(lines, label.line, signature[0]):
            parted.append((label.line, below))
            below = set()
    return sorted(found)


def _repeats(usual: set[str], parted: Sequence[tuple[int, set[str]]]) -> list[int]:
    """Return the lines below rules at which an item begins that lacks its first label.

    ``usual`` are the others of the item above. A rule within an item parts labels that
    do not come again below it, or have no text there.
    """
    alike = all(
        len(under) >= _SEVERAL
        and len(under & usual) >= _AGAIN
        and bool(under & _ASKED) >= bool(usual & _ASKED)
        for _, under in parted
    )
    return [line for line, _ in parted] if alike else []


def _under(lines: Sequence[str], at: int, rule: str) -> bool:
    above = next((x for x in reversed(lines[max(0, at - 3) : at]) if x.strip()), "")
    return bool(furniture.RULE.match(above)) and furniture.same(above) == rule

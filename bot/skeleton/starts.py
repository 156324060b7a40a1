"""Where the items of a labelled mail begin: the label that comes round again.

Of all labels that is the one whose repeats cut the mail into most pieces that each
hold a request, a deadline and the press or a way to answer, and nearly as many labels
as the fullest; of several the first.
"""

from collections.abc import Mapping, Sequence

from bot import index
from bot.skeleton import furniture
from bot.skeleton.labels import SOFT, Label

_CANDIDATES = 12
_DUE = frozenset({"deadline", "date"})
_ASKED = frozenset({"summary", "body"})
_WHO = frozenset({"reporter", "outlet", "email", "link"})
_WHOLE = 3  # different labels of a piece that stands on its own
_SHARED = 0.6  # of the labels that all items have


def find(
    lines: Sequence[str], labels: Sequence[Label], promised: Sequence[index.Entry]
) -> list[Label]:
    """Return the labels that begin an item, in order."""
    hard = [label for label in labels if label.target not in SOFT]
    keys = list(dict.fromkeys(label.key for label in hard))
    if promised and any(number for number, _ in keys):
        keys = [key for key in keys if key[0]]
    cuts = [_pieces(labels, key) for key in keys[:_CANDIDATES]]
    fullest = max((len(t - SOFT) for cut in cuts for _, t in cut if whole(t)), default=0)
    best: list[tuple[Label, set[str]]] = []
    most = 0
    for pieces in cuts:
        full = [t for _, t in pieces if whole(t) and len(t - SOFT) >= _SHARED * fullest]
        if len(full) > most:
            best, most = pieces, len(full)
    if not best:
        return []
    if best[0][0].number:
        return _numbered(lines, best, promised)
    return _joined(best)


def lifted(
    lines: Sequence[str], labels: Sequence[Label], first: Sequence[Label]
) -> list[int]:
    """Return the lines of starts, or of the soft labels above them that are theirs.

    "Category:" above the first label of an item is the item's if it stands above all,
    or no blank line parts the two; behind a text without a blank line it is the text's.
    """
    soft = {label.line: label.name for label in labels if label.target in SOFT}
    tops = [_top(lines, soft, label.line) for label in first]
    names = {
        tuple(soft[i] for i in range(top, label.line) if i in soft)
        for top, label in zip(tops, first, strict=True)
    }
    if len(names) > 1:
        tops = [_top(lines, soft, label.line, near=True) for label in first]
    places: list[int] = []
    for top, label in zip(tops, first, strict=True):
        above = lines[top - 1] if top else ""
        alone = not above.strip() or furniture.is_furniture(above)
        places.append(top if alone else label.line)
    return places


def _top(
    lines: Sequence[str], soft: Mapping[int, str], line: int, *, near: bool = False
) -> int:
    """Return the highest of the soft labels above a line, itself without one."""
    top = line
    for i in range(line - 1, -1, -1):
        if i in soft:
            top = i
        elif near or lines[i].strip():
            break
    return top


def whole(targets: set[str]) -> bool:
    """Whether labels are enough for an item of its own."""
    return bool(
        len(targets - SOFT) >= _WHOLE
        and targets & _DUE
        and targets & _WHO
        and (targets & _ASKED or len(targets - SOFT) > _WHOLE or "link" in targets)
    )


def _pieces(labels: Sequence[Label], key: tuple[bool, str]) -> list[tuple[Label, set[str]]]:
    pieces: list[tuple[Label, set[str]]] = []
    for label in labels:
        if label.key == key:
            pieces.append((label, set()))
        if pieces:
            pieces[-1][1].add(label.target)
    return pieces


def _joined(pieces: Sequence[tuple[Label, set[str]]]) -> list[Label]:
    """Leave out the repeats that belong to the item before, or to the one behind.

    A piece that lacks the needful still is an item if it has most labels of the others.
    """
    wholes = [targets for _, targets in pieces if whole(targets)]
    usual = {
        t for t in set().union(*wholes) if sum(t in w for w in wholes) >= len(wholes) / 2
    }
    kept: list[Label] = []
    begun: set[str] = set()  # the labels of the item that is open
    stands = False  # whether it is one already
    loose: tuple[Label, set[str]] | None = None  # the piece before, if it went to that
    for label, targets in pieces:
        whole_one = whole(targets)
        shares = len(targets & usual) >= max(_WHOLE, _SHARED * len(usual))
        first = label
        if stands and loose and whole_one and (usual - targets) & loose[1]:
            first = loose[0]  # it began the item that this piece goes on with
        if not kept or (stands and (whole_one or shares)):
            kept, begun, stands, loose = [*kept, first], set(targets), whole_one, None
            stands = stands or (shares and len(kept) > 1)
        elif stands or not whole_one or _adds(begun, targets):
            begun |= targets
            loose = (label, targets) if stands else None
            stands = stands or whole(begun)
        else:  # a line above the first item only looks like its first label
            kept, begun, stands = [*kept[:-1], label], set(targets), True
    return kept


def _adds(begun: set[str], targets: set[str]) -> bool:
    """Whether lines above a piece are part of it: of two labels one is new to it."""
    return len(begun - SOFT) > 1 and bool(begun - targets - SOFT)


def _numbered(
    lines: Sequence[str],
    pieces: Sequence[tuple[Label, set[str]]],
    promised: Sequence[index.Entry],
) -> list[Label]:
    """Return the starts that the index names, and those between whose numbers rise."""
    asked = [(label, targets) for label, targets in pieces if len(targets) > 1]
    starts = [(label.line, label.number, _summary(lines, label)) for label, _ in asked]
    named = index.promised_starts(promised, starts)
    taken = {number for line, number, _ in starts if line in named}
    ahead = [_value(number) for line, number, _ in starts if line in named]
    kept: list[Label] = []
    last: tuple[int, ...] = ()
    for label, targets in asked:
        number = _value(label.number)
        leaps = bool(ahead) and last < ahead[0] < number
        again = number <= last and (bool(promised) or not _closed(lines, label.line))
        if label.line in named:
            ahead.pop(0)
        elif not targets & _WHO or label.number in taken or leaps or again:
            continue
        kept.append(label)
        last = number
    return kept


def _value(printed: str) -> tuple[int, ...]:
    return tuple(int(n) for n in printed.split("."))


def _closed(lines: Sequence[str], at: int) -> bool:
    """Whether the line of text above a start is furniture."""
    above = next(
        (line for line in reversed(lines[max(0, at - 5) : at]) if line.strip()), ""
    )
    return furniture.is_furniture(above)


def _summary(lines: Sequence[str], label: Label) -> str:
    """Return the value of a start with the lines it goes on in."""
    said = [label.value]
    for line in lines[label.line + 1 : label.line + 200]:
        if not line.strip():
            if any(said):
                break
            continue
        said.append(line.strip())
    return " ".join(filter(None, said))

"""Several newsletters in one text, told apart: forwards in a row, parts of text.

A text is cut where a forward begins, and where the marks of one newsletter end and
those of another begin. Put together again, the parts are the text.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bot import forwards
from bot.digest import Source
from bot.domain import Digest
from bot.skeleton import drift

SURE = 2  # so many marks show whose a text is
_LONGEST = 300_000  # characters of a text in which marks are searched for a border
_MOST = 200  # forwards in one text
_HEAD = 14  # lines of a part that may say when it was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one newsletter printed, from a line on; ``head`` is where its forward begins."""

    lines: Sequence[str]
    source: Source
    head: int | None = None

    def read(self, sent_at: datetime) -> Digest:
        """Read it against the date of its forward, else against that of the mail."""
        at = sent_at
        if self.head is not None:
            block = self.lines[self.head : self.head + _HEAD]
            at = forwards.printed_at("\n".join(block), sent_at)
        return drift.read(self.source, "\n".join(self.lines), at)


def apart(
    text: str, strong: Sequence[Source], fallback: Source | None, sent_at: datetime
) -> list[Digest]:
    """Read each newsletter's part of a text; [] where it is all one's.

    ``strong`` are the sources whose marks the whole text bears, ``fallback`` the one that
    reads what bears nobody's.
    """
    if not strong:
        return []
    lines = text.split("\n")
    parts = _forwarded(lines, strong, fallback)
    if len(strong) > 1 and len(text) <= _LONGEST:
        parts = [one for part in parts for one in _bordered(part, strong, sent_at)]
    return [part.read(sent_at) for part in parts] if len(parts) > 1 else []


def _forwarded(
    lines: Sequence[str], strong: Sequence[Source], fallback: Source | None
) -> list[Part]:
    """Cut at the heads of forwards; what stands before the first belongs to it.

    What follows a head and holds nobody's requests goes on with the part before.
    """
    heads = forwards.heads(lines)[:_MOST]
    whole = Part(lines=lines, source=strong[0])
    if not heads:
        return [whole]
    before = _owner("\n".join(lines[: heads[0]]), strong)
    if before is None and len(heads) == 1:
        return [whole]
    owned: list[tuple[int, int | None, Source]] = [(0, None, before)] if before else []
    for head, stop in pairwise([*heads, len(lines)]):
        piece = "\n".join(lines[head:stop])
        owner = _owner(piece, strong)
        if owner is None and fallback is not None and fallback.claims(piece):
            owner = fallback
        if owner is not None and not (owned and owned[-1][2] is owner):
            owned.append((head if owned else 0, head, owner))
    if not owned:
        return [whole]
    edges = [start for start, _, _ in owned[1:]]
    return [
        Part(
            lines=lines[start:stop],
            source=source,
            head=None if head is None else head - start,
        )
        for (start, head, source), stop in zip(owned, [*edges, len(lines)], strict=True)
    ]


def _owner(text: str, sources: Sequence[Source]) -> Source | None:
    marks = [(source.claims(text), source) for source in sources]
    count, best = max(marks, key=lambda mark: mark[0])
    return best if count >= SURE else None


def _bordered(part: Part, sources: Sequence[Source], sent_at: datetime) -> Iterator[Part]:
    """Cut a part where one newsletter's marks end and another's begin."""
    text = "\n".join(part.lines)
    strong = [source for source in sources if source.claims(text) >= SURE]
    begins = sorted((_begin(part.lines, s, SURE), n) for n, s in enumerate(strong))
    start = 0
    source, head = part.source, part.head
    for (_, first), (_, second) in pairwise(begins):
        one, other = strong[first], strong[second]
        lines = part.lines[start:]
        cuts = _cuts(lines, one, other)
        worth = [_worth(lines, cut, one, other, sent_at) for cut in cuts]
        best = cuts[worth.index(max(worth))] if cuts else 0
        if best:
            yield Part(lines=lines[:best], source=one, head=head)
            start, source, head = start + best, other, None
    yield Part(lines=part.lines[start:], source=source, head=head)


def _worth(
    lines: Sequence[str], cut: int, one: Source, other: Source, sent_at: datetime
) -> tuple[int, int]:
    both = [
        Part(lines=lines[:cut], source=one).read(sent_at),
        Part(lines=lines[cut:], source=other).read(sent_at),
    ]
    return sum(len(d.queries) for d in both), -sum(len(d.leftovers) for d in both)


def _cuts(lines: Sequence[str], one: Source, other: Source) -> list[int]:
    """Return the lines at which other's part may begin behind one's."""
    begun = _begin(lines, other, SURE)
    found: list[int] = []
    for count in (1, SURE):
        end = _end(lines, one, count)
        if 0 < end < begun:
            first = end + _begin(lines[end:], other, 1) - 1
            blank = first
            while blank > end and lines[blank - 1].strip():
                blank -= 1
            found += [end, blank]
    return list(dict.fromkeys(found))


def _begin(lines: Sequence[str], source: Source, count: int) -> int:
    """Return behind which line a text bears so many marks of a source, from its start."""
    return _least(len(lines), lambda n: source.claims("\n".join(lines[:n])) >= count)


def _end(lines: Sequence[str], source: Source, count: int) -> int:
    """Return behind which line a text no longer bears so many marks of a source."""
    least = _least(
        len(lines), lambda n: source.claims("\n".join(lines[len(lines) - n :])) >= count
    )
    return len(lines) - least + 1


def _least(most: int, enough: Callable[[int], bool]) -> int:
    """Return the least number up to ``most`` that is enough, as all above it are."""
    return bisect_left(range(most), True, key=enough)

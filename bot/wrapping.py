"""Hard-wrapped text -> paragraphs. Only what a machine broke is joined again.

A line end is a machine's if the next word would not have fitted. HARO's text part is
wrapped at 80 columns; a forwarder may wrap that again at 72 to 76, which leaves a few
words alone on a line (docs/formats.md).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

WIDEST = 82  # columns; longer lines are nobody's wrapped lines
NARROWEST = 55
FIRST = 80  # the column of the first wrap, when a forwarder has wrapped again
_LONG_LINES = 0.03  # the share of longer lines a wrapped text may have (a cover note)
_NEAR = 12  # columns below the edge that count as near it
_EVIDENCE = 3  # lines near the edge before we believe in one
_SHARE = 0.15
_BULLET = re.compile(r"[-*•]\s|\d{1,2}[.)]\s")


def width(lines: Iterable[str]) -> int:
    """Return the column at which lines were wrapped, 0 if they were not.

    Lines must cluster below one column: at least three of them, and a sixth of all.
    Too few lines to say so are taken for the first wrap, at 80: then only a line that
    comes near it is joined to the next.
    """
    lengths = [len(line.rstrip()) for line in lines if " " in line.strip()]
    short = [n for n in lengths if n <= WIDEST]
    if not short or len(lengths) - len(short) > _LONG_LINES * len(lengths):
        return 0
    edge = max(short)
    near = sum(n >= edge - _NEAR for n in short)
    if edge < NARROWEST or near < max(_EVIDENCE, _SHARE * len(short)):
        return FIRST
    return edge


def unwrap(text: str, columns: int, *, indent: int = 0) -> str:
    """Return text with paragraphs parted by one blank line and machine breaks joined.

    ``columns`` is what `width` said; 0 leaves every line end in place. ``indent`` is
    how far into its line the text begins, behind a label.
    """
    paragraphs: list[str] = []
    lines: list[str] = []
    for i, line in enumerate([*text.split("\n"), ""]):
        if said := line.strip():
            lines.append(said)
            indent = indent if i == 0 or len(lines) > 1 else 0
        elif lines:
            paragraphs.append(_paragraph(lines, columns, indent))
            lines, indent = [], 0
    return "\n\n".join(paragraphs)


def _paragraph(lines: list[str], columns: int, indent: int) -> str:
    joined = lines[0]
    before = 0  # the length of the piece before this line, if a wrap parted them
    for i, (line, following) in enumerate(pairwise(lines)):
        length = len(line) + (0 if i else indent)
        word = len(following.partition(" ")[0]) + 1
        whole = before + 1 + length if before else 0
        full = columns > 0 and length + word > columns and not _in_list(lines, i + 1)
        again = columns > 0 and before > 0 and whole <= FIRST < whole + word
        joined += (" " if full or again else "\n") + following
        before = length if full else 0
    return joined


def _in_list(lines: list[str], at: int) -> bool:
    """Whether a line begins like a list item, and one beside it does too."""
    beside = (lines[at - 1], *lines[at + 1 : at + 2])
    return bool(_BULLET.match(lines[at])) and any(map(_BULLET.match, beside))


def after(lines: Sequence[str], at: int) -> str:
    """Return the next line behind one that holds text, "" behind the last."""
    return next((line for line in lines[at + 1 :] if line.strip()), "")


def following(lines: Sequence[str]) -> list[str]:
    """Return for each line what `after` says of it."""
    found: list[str] = []
    text = ""
    for line in reversed(lines):
        found.append(text)
        text = line if line.strip() else text
    return found[::-1]

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
_SPACE = (" ", "\t", "\N{NO-BREAK SPACE}")
_HYPHEN = re.compile(r"[^\W_]-$")
_APART = frozenset({"and", "or", "to", "und", "oder", "nor", "than"})  # "pre- and post-"
_FILLED = 12  # lines before a page is called indented or double-spaced
_SOME = 40  # lines from the middle that tell it of most pages
_MOST = 0.9  # the share of lines that make a page indented
_TOGETHER = 0.1  # the share of lines with no blank line below, on a double-spaced page
_OVER = 0.05  # the share of single blank lines that stand inside a sentence there
_BULLET = re.compile(r"[-*•]\s|\d{1,2}[.)]\s")


def width(lines: Iterable[str]) -> int:
    """Return the column at which lines were wrapped, 0 if they were not.

    Lines must cluster below one column: at least three of them, and a sixth of all.
    Too few lines to say so are taken for the first wrap, at 80: then only a line that
    comes near it is joined to the next.
    """
    lines = [line for line in lines if " " in line.strip()]
    lengths = [len(line.rstrip()) for line in lines]
    if sum(n > WIDEST for n in lengths) > _LONG_LINES * len(lengths):
        lengths = [n for line in lines if (n := _length(line.rstrip()))]
    short = [n for n in lengths if n <= WIDEST]
    if not short or len(lengths) - len(short) > _LONG_LINES * len(lengths):
        return 0
    edge = max(short)
    near = sum(n >= edge - _NEAR for n in short)
    if edge < NARROWEST or near < max(_EVIDENCE, _SHARE * len(short)):
        return FIRST
    return edge


def _length(line: str) -> int:
    """Return the length of a line, 0 of one that only its links may have made long."""
    if "://" not in line and "@" not in line:
        return len(line)
    words = (word for word in line.split() if "://" not in word and "@" not in word)
    said = len(" ".join(words))
    return said if said > WIDEST else 0


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
        glue = " " if full or again else "\n"
        if line[-1] == "-" and _glued(line, following, columns, length):
            glue, full, length = "", True, length - 1
        joined += glue + following
        before = length if full else 0
    return joined


def _glued(line: str, following: str, columns: int, length: int) -> bool:
    """Whether a wrap broke a word or a link behind its hyphen."""
    if columns <= 0 or not _HYPHEN.search(line[-2:]):
        return False
    word = following.partition(" ")[0]
    piece, hyphen, _ = word.partition("-")
    return (
        word[:1].isalnum()
        and word.lower() not in _APART
        and length + len(piece + hyphen) > columns
    )


def joined(lines: Sequence[str], columns: int, *, indent: int = 0) -> str:
    """Return lines as one, words that a wrap broke behind a hyphen made whole."""
    if not any(line.rstrip().endswith("-") for line in lines[:-1]):
        return " ".join(" ".join(lines).split())
    text = " ".join(lines[0].split())
    for i, (line, following) in enumerate(pairwise(lines)):
        said = line.strip()
        length = len(said) + (0 if i else indent)
        glue = "" if _glued(said, following.strip(), columns, length) else " "
        text += glue + " ".join(following.split())
    return text.strip()


def loose(text: str) -> str:
    """Return text with every line joined to the one before that has not ended there."""
    kept: list[str] = []
    before = ""
    for line in text.split("\n"):
        open_ = before and line and not before.endswith((".", "!", "?", ":", ";"))
        goes_on = open_ and not _BULLET.match(line)
        glue = "" if before.endswith("-") else " "
        kept += [glue if goes_on else "\n", line]
        before = line
    return "".join(kept)


def dedent(text: str) -> list[str]:
    """Return the lines of text without the indentation that nearly all of them have."""
    lines = text.split("\n")
    half = len(lines) // 2
    some = [line for line in lines[half : half + _SOME] if line.strip()]
    if sum(line[0] in _SPACE for line in some) * 2 < len(some):  # quickly: it is none
        return lines
    filled = [line for line in lines if line.strip()]
    spaced = sum(line[0] in _SPACE for line in filled)
    if len(filled) < _FILLED or spaced < _MOST * len(filled):
        return lines
    deep = sorted(len(line) - len(line.lstrip()) for line in filled)
    common = deep[len(filled) - int(_MOST * len(filled))]
    return [line[min(common, len(line) - len(line.lstrip())) :] for line in lines]


def single(lines: Sequence[str]) -> list[str]:
    """Return lines without the blank ones that part every two of them.

    A page is double-spaced if hardly a line has another right below, and blank lines
    stand inside sentences: one with no room for the next word, which is in small
    letters. Two blank lines and more are a paragraph's end there.
    """
    together = sum(1 for a, b in pairwise(lines) if a and b and not b.isspace())
    if together > _TOGETHER * len(lines):  # quickly: it is none
        return list(lines)
    filled = [i for i, line in enumerate(lines) if line.strip()]
    gaps = [b - a - 1 for a, b in pairwise(filled)]
    if len(filled) < _FILLED or gaps.count(0) > _TOGETHER * len(gaps):
        return list(lines)
    columns = width(lines[i] for i in filled)
    ones = [(a, b) for a, b in pairwise(filled) if b - a - 1 == 1]
    over = sum(
        lines[b].lstrip()[:1].islower()
        and len(lines[a].rstrip()) + len(lines[b].split(None, 1)[0]) + 1 > columns
        for a, b in ones
    )
    if not columns or over < max(_EVIDENCE, _OVER * len(ones)):
        return list(lines)
    kept: list[str] = []
    for at, gap in zip(filled, [*gaps, 0], strict=True):
        kept += [lines[at], *[""] * (gap // 2)]
    return kept


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

"""An outline taken apart for a person to write in, and put together again.

What the person leaves alone stays as it was, also in its ids; what the person writes
stands in the text as it was written, and no stored fact vouches for it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain import Outline, Point

_BULLET = "- "
_TYPED_BULLET = re.compile(r"^\s*(?:[-*•–]\s+)+")
_MARK = re.compile(r"^\[[^\[\]]{1,60}\]\s|\s\[[^\[\]]{1,60}\]$")
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_GAP = "\n\n"
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_STOOD_BY = "kept by "
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # what a form may not give back
_SEEN = "\n\t\u200c\u200d"  # of these
_TAGS = range(0xE0000, 0xE1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The three parts of an outline's text that a form shows; a point is one line."""

    opening: str = ""
    points: tuple[str, ...] = ()
    ending: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """A text in three, with what stood between."""

    opening: str
    before: str
    points: tuple[str, ...]
    after: str
    ending: str


def parts(outline: Outline) -> Draft:
    """Take an outline's text apart: what opens it, its list of facts, all that follows."""
    cut = _cut(outline)
    return Draft(opening=cut.opening, points=cut.points, ending=cut.ending)


def edited(outline: Outline, draft: Draft) -> Outline:
    """Return the outline with what a person wrote into its parts.

    The same outline where nothing was changed but space at line ends and characters
    nobody sees. Lines that are stored facts keep their ids, other lines have none.
    """
    cut = _cut(outline)
    opening = _kept(cut.opening, draft.opening)
    ending = _kept(cut.ending, draft.ending)
    points = _lines(draft.points)
    if _seen_lines(draft.points) == _seen_lines(cut.points):
        points = cut.points
    if (opening, points, ending) == (cut.opening, cut.points, cut.ending):
        return outline
    listed = "\n".join(_BULLET + point for point in points)
    text = _joined([(opening, cut.before), (listed, cut.after), (ending, "")])
    return _outline(outline, cut, opening, points, text)


def flagged(outline: Outline, name: str, warnings: Sequence[str]) -> Outline:
    """Return an outline with the warnings that somebody stood by, for the next who reads.

    What was stood by before stays as long as its words stand in the text.
    """
    flags = [f for f in outline.flags if not f.startswith(_STOOD_BY) or _named(f, outline)]
    flags += [f"{_STOOD_BY}{name}: {warning}" for warning in warnings]
    return replace(outline, flags=tuple(dict.fromkeys(flags)))


def _named(flag: str, outline: Outline) -> bool:
    words = flag.rpartition(": ")[2].split(", ")
    return any(word in outline.text for word in words)


def _outline(
    outline: Outline, cut: _Cut, opening: str, points: tuple[str, ...], text: str
) -> Outline:
    """Say of each line of the new text which stored fact it is, if any."""
    if (opening, points) == (cut.opening, cut.points):
        return replace(outline, text=text)
    first = Point(fact_id=outline.opening_fact, text=outline.opening)
    stored = [*outline.points, *([first] if first.text else [])]
    known = {_plain(shape): point for point in reversed(stored) for shape in _shapes(point)}
    listed = tuple(_point(line, known) for line in points)
    shown = _stands(first, cut.opening)
    same = opening == cut.opening and bool(first.text) and first in listed
    if _stands(first, opening) if shown else same:
        leading = shown and first in outline.points and first not in listed
        return replace(outline, points=(first, *listed) if leading else listed, text=text)
    words = _written(first, cut.opening, opening)
    return replace(outline, opening=words, opening_fact="", points=listed, text=text)


def _written(first: Point, old: str, new: str) -> str:
    """Return the lines that a person wrote to open with, now or before, without ids.

    What opens already stays alone: another greeting beside it is none of it.
    """
    was = set(map(_plain, old.split("\n")))
    before = "" if first.fact_id else f" {_worded(first.text)} "
    lines = [(line, _worded(_unmarked(line))) for line in new.split("\n")]
    kept = [word for _, word in lines if word and f" {word} " in before]
    if kept and " ".join(kept) == before.strip():
        return first.text
    mine = (word for line, word in lines if word in kept or _plain(line) not in was)
    return " ".join(filter(None, mine))


def _worded(text: str) -> str:
    return " ".join(_plain(text).split())


def _point(line: str, known: dict[str, Point]) -> Point:
    stored = known.get(_plain(line))
    return stored or Point(fact_id="", text=_unmarked(line))


def _lines(points: Iterable[str]) -> tuple[str, ...]:
    """Return one line a point, without its bullet; no empty one."""
    lines = (line for point in points for line in _LINE_ENDS.sub("\n", point).split("\n"))
    return tuple(filter(None, (_TYPED_BULLET.sub("", line).strip() for line in lines)))


def _seen_lines(points: Iterable[str]) -> list[str]:
    """Return the lines of a list as an eye takes them: a hidden letter is no word."""
    return list(map(_plain, _lines(map(_plain, points))))


def _stands(point: Point, text: str) -> bool:
    """Say whether a text holds a stored fact as lines of their own."""
    within = f"\n{_plain(text)}\n"
    return bool(_plain(point.text)) and any(
        f"\n{_plain(shape)}\n" in within for shape in _shapes(point)
    )


def _unmarked(line: str) -> str:
    """Take the id off a line that is not word for word what stands under the id."""
    return _MARK.sub("", line).strip() or line


def _shapes(point: Point) -> tuple[str, str, str]:
    """Return how prompts print a fact."""
    marked = f"[{point.fact_id}]"
    return point.text, f"{point.text} {marked}", f"{marked} {point.text}"


def _cut(outline: Outline) -> _Cut:
    """Find the list of facts: else cut after the fact that opens, or where brackets begin.

    Whatever the text is, the pieces put together are the text.
    """
    text = outline.text.strip()
    lines = text.split("\n")
    start, end = _listed(outline, lines)
    opening, ending = "\n".join(lines[:start]), "\n".join(lines[end:])
    points = tuple(line.removeprefix(_BULLET).strip() for line in lines[start:end])
    return _Cut(
        opening=opening.strip(),
        before=_gap(opening, last=True) if points else "",
        points=points,
        after=_gap(ending, last=False) if points else "",
        ending=ending.strip(),
    )


def _listed(outline: Outline, lines: Sequence[str]) -> tuple[int, int]:
    """Return the first line of the list and the one after it; where to cut if none is."""
    marks = [f"[{p.fact_id}]" for p in outline.points if p.fact_id]
    likely = [
        any(mark in line for mark in marks)
        or any(p.text and line == _BULLET + p.text for p in outline.points)
        for line in lines
    ]
    start = next((i for i, line in enumerate(lines) if _bullet(line) and likely[i]), -1)
    if start >= 0:
        end = start
        while end < len(lines) and _bullet(lines[end]):
            end += 1
        return start, end
    for at, line in enumerate(lines):
        if outline.opening_fact and line.endswith(f"[{outline.opening_fact}]"):
            return at + 1, at + 1
    bracket = next((i for i, line in enumerate(lines) if line.startswith("[")), len(lines))
    return bracket, bracket


def _bullet(line: str) -> bool:
    return line.startswith(_BULLET) and bool(line.removeprefix(_BULLET).strip())


def _gap(text: str, *, last: bool) -> str:
    """Return the white space between a part and the list beside it."""
    if not text.strip():
        return ""
    if last:
        return text[len(text.rstrip()) :] + "\n"
    return "\n" + text[: len(text) - len(text.lstrip())]


def _joined(parts: Sequence[tuple[str, str]]) -> str:
    text, gap = "", ""
    for part, after in parts:
        if part:
            text += (gap or _GAP) * bool(text) + part
            gap = after
    return text


def _kept(old: str, new: str) -> str:
    """Return the old part if the new one is the same to the eye."""
    return old if _plain(old) == _plain(new) else _typed(new)


def _typed(text: str) -> str:
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _plain(text: str) -> str:
    """Return what of a text a form is sure to give back."""
    seen = filter(_seen, _LINE_ENDS.sub("\n", text))
    text = _typed(unicodedata.normalize("NFC", "".join(seen)))
    return _EMPTY_LINES.sub(_GAP, text)


def _seen(char: str) -> bool:
    if ord(char) in _TAGS:
        return False
    return char in _SEEN or unicodedata.category(char) not in _UNSEEN

"""The places in an outline's text where an expert's own words stand, or may.

A place is the line below a question, or a section under a heading with a name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import Outline
from bot.pitching.spoken import NONE, Piece, pieces, same

_EMPTY = "[your answer]"  # where words were taken back
_NAMELESS = "[Answers from below the card, by somebody the profile does not name:]"
_MARK = re.compile(r"\[.*\]")
_HEADING = re.compile(r"\[.*:\]")


def heading(name: str) -> str:
    """Return the line above what somebody said to no question in particular."""
    return f"In {' '.join(name.split())}'s own words:" if name else _NAMELESS


@dataclass(frozen=True, slots=True)
class _Hole:
    """A place for words: below a question, or a section with a heading of its own."""

    ask: int = NONE
    by: str = ""


class Page:
    """An outline's text without what was put in before; ``lifted`` is what that was."""

    def __init__(self, outline: Outline, asked: Sequence[str]) -> None:
        self._outline = outline
        self._asked = asked
        self.lifted: list[Piece] = []
        counts = (len(asked), 0)
        self._ways = {  # how each message may have been taken apart
            (one.by, one.ts): [pieces(one, count) for count in counts]
            for one in outline.said
        }
        self._lines: list[str | _Hole] = []
        self._filled: dict[_Hole, list[str]] = {}
        self._lift(outline.text.split("\n"))

    def _lift(self, lines: Sequence[str]) -> None:
        headings = {one.by: heading(one.name) for one in self._outline.said}
        at = 0
        while at < len(lines):
            line, known = lines[at], len(self.lifted)
            asks = [n for n, question in enumerate(self._asked) if same(question, line)]
            by = [who for who, above in headings.items() if above == line]
            end = self._run(lines, at + 1, by=by, asks=() if by else asks)
            found = self.lifted[known:]
            if found and by:
                self._lines.append(_Hole(by=found[0].by))
            elif found:
                self._lines += [line, _Hole(ask=found[0].ask)]
            else:
                self._lines.append(line)
            at = end if found else at + 1

    def _run(
        self, lines: Sequence[str], at: int, *, by: Sequence[str], asks: Sequence[int]
    ) -> int:
        """Lift a run of pieces that begins at a line; return where it ends.

        One empty line stands between two; the longest that fits is taken. Either of
        these speakers, a question above each or not; or answers to these questions.
        """
        end = start = at
        while found := self._next(lines, start, by, asks):
            piece, end = found
            self.lifted.append(piece)
            ways = self._ways[piece.by, piece.ts]
            self._ways[piece.by, piece.ts] = [way for way in ways if piece in way]
            start = end + 1
        return end

    def _next(
        self, lines: Sequence[str], at: int, by: Sequence[str], asks: Sequence[int]
    ) -> tuple[Piece, int] | None:
        found: dict[int, Piece] = {}
        for piece in (p for ways in self._ways.values() for way in ways for p in way):
            if piece in self.lifted or not (piece.by in by or piece.ask in asks):
                continue
            block = piece.text.split("\n")
            question = [self._asked[piece.ask]] if by and piece.ask != NONE else []
            for shape in (block, [*question, *block]):
                end = at + len(shape)
                if list(lines[at:end]) == shape and not any(lines[end : end + 1]):
                    found.setdefault(end, piece)
        return (found[max(found)], max(found)) if found else None

    def put(self, by: str, heading: str, mine: Sequence[Piece]) -> None:
        """Give words of one speaker their places."""
        section: list[str] = []
        for ask in sorted({piece.ask for piece in mine if piece.ask != NONE}):
            answers = [piece.text for piece in mine if piece.ask == ask]
            hole = self._hole(ask)
            if hole is not None and hole not in self._filled:
                self._filled[hole] = answers
            else:
                section += [f"{self._asked[ask]}\n{answers[0]}", *answers[1:]]
        section += [piece.text for piece in mine if piece.ask == NONE]
        if section:
            hole = _Hole(by=by)
            if hole not in self._lines:
                self._make_room(hole)
            self._filled[hole] = [f"{heading}\n{section[0]}", *section[1:]]

    def _hole(self, ask: int) -> _Hole | None:
        """Find the place below a question, or make one of the bracket that asks it."""
        hole, lines, question = _Hole(ask=ask), self._lines, self._asked[ask]
        if hole in lines:
            return hole
        for at, line in enumerate(lines):
            after = lines[at + 1] if at + 1 < len(lines) else ""
            if isinstance(line, str) and same(question, line) and _is_mark(after):
                lines[at + 1] = hole
                return hole
        for at, line in enumerate(lines):
            if _is_mark(line) and same(question, str(line), part=True):
                lines[at : at + 1] = [question, hole]
                return hole
        return None

    def _make_room(self, hole: _Hole) -> None:
        """Make a section: before what is still to do, else before the signature."""
        lines = self._lines
        marks = (at for at, line in enumerate(lines) if _is_mark(line, _HEADING))
        at = next(marks, self._signature())
        before, after = lines[:at], lines[at:]
        while before and before[-1] == "":
            before.pop()
        while after and after[0] == "":
            after.pop(0)
        gap = [""] if before else []
        self._lines = [*before, *gap, hole, *([""] if after else []), *after]

    def _signature(self) -> int:
        """Return where the last paragraph with the expert's name begins, or the end."""
        lines, expert = self._lines, f"{self._outline.expert}, "
        named = [
            at
            for at, line in enumerate(lines)
            if isinstance(line, str) and line and expert.startswith(f"{line}, ")
        ]
        at = named[-1] if named else 0
        while at and lines[at - 1] != "":
            at -= 1
        return at or len(lines)

    def text(self) -> str:
        found: list[str] = []
        closing = False  # a section is gone, and the empty line after it goes too
        for line in self._lines:
            if isinstance(line, _Hole):
                answers = self._filled.get(line)
                closing = answers is None and line.ask == NONE
                if not closing:
                    found.append("\n\n".join(answers) if answers else _EMPTY)
            elif not (closing and line == "" and found and found[-1] == ""):
                found.append(line)
                closing = False
        return "\n".join(found).rstrip("\n")


def _is_mark(line: str | _Hole, shape: re.Pattern[str] = _MARK) -> bool:
    return isinstance(line, str) and bool(shape.fullmatch(line.strip()))

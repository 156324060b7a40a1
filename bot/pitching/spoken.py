"""What somebody wrote below a card, taken apart by the numbers of the questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain import Outline, Said

# ends what Slack brought that was too long to be kept; nobody said it
CUT = "[cut here: the whole of it stands below the card]"
NONE = -1  # the place of what answers no question in particular
_NUMBER = re.compile(
    r"^[ \t]*(?:(?:[Qq](?:uestion)?[ \t]*)?\(?([0-9]{1,2})[.):]|[Qq]([0-9]{1,2}))(?=\s|$)",
    re.MULTILINE,
)
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"\w+")
_ALIKE = 0.6  # of the words of two questions that are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one message, word for word."""

    by: str
    ts: str
    ask: int  # place in `questions`, from 0; or NONE
    text: str


def tidy(text: str) -> str:
    """Return text without space at line ends, and with one empty line at most."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def pieces(said: Said, asks: int) -> list[Piece]:
    """Take a message apart where lines begin with the numbers of so many questions.

    "1.", "1)", "Q1": each number once, in whatever order, else nothing is a number. What
    has none is an answer to the one question there is, or to none in particular.
    """
    text = tidy(said.text.removesuffix(CUT))
    marks = list(_NUMBER.finditer(text))
    numbers = [int(mark[1] or mark[2]) for mark in marks]
    if not numbers or sorted(numbers) != sorted({*numbers} & {*range(1, asks + 1)}):
        found = [(0 if asks == 1 else NONE, text)]
    else:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        found = [(NONE, text[: marks[0].start()])]
        for mark, number, end in zip(marks, numbers, ends, strict=True):
            found.append((number - 1, text[mark.end() : end]))
    return [
        Piece(by=said.by, ts=said.ts, ask=ask, text=tidy(part))
        for ask, part in found
        if tidy(part)
    ]


def questions(outline: Outline) -> tuple[str, ...]:
    """Return what each ask is in the outline's text: the reporter's question, or itself."""
    left = [" ".join(answer.question.split()) for answer in outline.answers]
    found = []
    for ask in outline.asks:
        mine = max(left, key=lambda question: _likeness(question, ask), default="")
        if mine and _likeness(mine, ask) >= _ALIKE:
            left.remove(mine)
            found.append(mine)
        else:
            found.append(" ".join(ask.split()))
    return tuple(found)


def same(question: str, line: str, *, part: bool = False) -> bool:
    """Whether a line is a question in the same words; or holds it, for ``part``."""
    wanted, there = _plain(question), _plain(line)
    if not wanted:
        return False
    return f" {wanted} " in f" {there} " if part else wanted == there


def within(block: str, text: str) -> bool:
    """Whether lines stand in a text, whole and one after the other."""
    return f"\n{block}\n" in f"\n{text}\n"


def _likeness(question: str, ask: str) -> float:
    """Return 1 where one holds the other, else the share of common words."""
    if same(question, ask, part=True) or same(ask, question, part=True):
        return 1.0
    one, other = set(_words(question)), set(_words(ask))
    return len(one & other) / len(one | other) if one and other else 0.0


@lru_cache(maxsize=64)  # a card's questions, each compared with each
def _plain(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> Iterator[str]:
    return (found[0] for found in _WORD.finditer(text.casefold()))

"""What a reporter asks and demands, by rules. Finds much, never claims all of it.

Everything found carries the sentence it came from, so a person can check.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from bot.asks import asking, demands
from bot.asks.calling import SHAPES, WORDS
from bot.asks.frames import LONGEST, Lead, Line, lead_of
from bot.asks.phrases import LISTED
from bot.asks.splitting import Piece, pieces, sentences
from bot.domain import Asked, Query, Requirement

__all__ = ["LONGEST", "asked", "questions", "requirements", "sentences", "understood"]

_ITEM = 300  # characters of an item without a mark
_ITEMS = 6  # of a list that are read to know what it is of


def _bits() -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for n, words in enumerate([*(WORDS[kind] for kind in demands.KINDS), *SHAPES]):
        for word in words:
            found[word.encode()] = found.get(word.encode(), 0) | 1 << n
    return found


_BITS = _bits()
_CALLING = frozenset(_BITS)
_LETTERS = bytes(n if chr(n).islower() else n + 32 if chr(n).isupper() else 32
                 for n in range(128)).ljust(256)  # fmt: skip
_LIKE_LETTERS = re.compile("[\u017f\u212a\u0131\u0130]")  # these match s, k and i as well
_EVERYTHING = (1 << (len(demands.KINDS) + len(SHAPES))) - 1


def _called(sentence: str) -> int:
    """Return the bits of the kinds that the words of a sentence call for."""
    if not sentence.isascii() and _LIKE_LETTERS.search(sentence):
        return _EVERYTHING
    bits = 0
    words = sentence.encode("utf-8", "replace").translate(_LETTERS).split()
    for word in _CALLING.intersection(words):
        bits |= _BITS[word]
    return bits


@lru_cache(maxsize=4)  # one text is asked for its questions, then for its requirements
def _lines(text: str) -> tuple[Line, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Line]:
    """Yield each sentence with the list it stands in."""
    lead, marked, begun, last = Lead.NONE, False, False, 0
    found = pieces(text)
    for n, piece in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        sentence = piece.text[:LONGEST]
        if lead is not Lead.NONE:
            if not begun:
                marked = piece.item
            if not _goes_on(piece, marked=marked, begun=begun, gap=piece.line - last):
                lead = Lead.NONE
        here = lead if piece.first or lead is Lead.NONE else Lead.NONE
        yield Line(piece=piece, text=sentence, bits=_called(sentence), lead=here)
        begun, last = True, piece.line
        if after and after.item and not piece.item and sentence[-1].isalnum():
            sentence += ":"  # "please answer these 1. ..."
        if (new := lead_of(sentence)) is not Lead.NONE:
            lead, begun = new, False
            if new is Lead.GIVE and _asks(found[n + 1 : n + 1 + _ITEMS]):
                lead = Lead.ASK


def _asks(items: Sequence[Piece]) -> bool:
    """Whether most of the items below a line say what is to be told: "Why ...", "How"."""
    marked = list(takewhile(lambda piece: piece.item, items))
    return 2 * sum(bool(LISTED.match(piece.text)) for piece in marked) > len(marked)


def _goes_on(piece: Piece, *, marked: bool, begun: bool, gap: int) -> bool:
    """Whether a piece is still of the list that a line above it announced."""
    if marked:
        return piece.item
    if not begun:
        return gap > 0 and len(piece.text) <= _ITEM
    return gap == 1 and len(piece.text) <= _ITEM and piece.first and not piece.item


def understood(query: Query) -> Query:
    """Return a query as its source read it, with what its text asks and demands.

    Its traps must be out of it. What the source itself found demanded comes first.
    """
    wanted = (*query.requirements, *requirements(query.body))
    if query.refusal:
        wanted = (*wanted, Requirement(kind="no_ai", sentence=query.refusal))
    return replace(query, requirements=wanted, questions=questions(query.body))


def asked(text: str) -> tuple[Asked, ...]:
    """Return what the reporter asks, in order, each once, and where in the text."""
    return asking.asked(text, _lines(text))


def questions(text: str) -> tuple[str, ...]:
    """Return what the reporter asks, in order, each once."""
    return tuple([one.question for one in asked(text)])


def requirements(text: str) -> tuple[Requirement, ...]:
    """Return what an answer must have or be, one per kind, with its sentence.

    The kinds are those of `bot.asks.rules`; the refusal of AI is found by `bot.traps`.
    """
    return demands.demands(_lines(text))

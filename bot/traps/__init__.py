"""Tests for machines in a text: found, decoded, taken out. And the refusal of machines.

Reporters glue base64 or hex to a sentence, write in characters nobody sees, or plainly
tell an AI to use some word, to catch answers made by a machine (docs/formats.md). Such
text must never reach a ranking or a model, and that it was there must never be lost.
"""

import re
from collections.abc import Iterable, Iterator

from bot.domain import Trap
from bot.invisible import unhide
from bot.traps.blobs import SHORTEST_PIECE, blobs, may_hide, without
from bot.traps.plain import PLAIN, orders
from bot.traps.refusing import refusal

__all__ = ["PLAIN", "find", "forbidden", "refusal"]

WORD = 6  # letters of a word only the trap knows
_NAMED = re.compile(
    r"\b(?:word|phrase|term|keyword|code ?word|string|emoji)[ :]{1,3}"
    r"(?!(?:that|you|which|for|count|limit|length)\b)([^\W\d_][\w’'-]{2,39})"
)
_QUOTED = re.compile(
    r"(?<!\w)(?:\"([^\"\n]{3,60})\"|“([^”\n]{3,60})”|‘([^’\n]{3,60})’|'([^'\n]{3,60})')(?!\w)"
)


def find(text: str) -> tuple[str, tuple[Trap, ...]]:
    """Return text without the tests in it, and these: first the hidden, then the plain.

    Every visible letter outside a test stays. Emoji stay, also those joined or
    coloured by invisible characters. Links and addresses are never looked into.
    """
    if len(text) < SHORTEST_PIECE and text.isascii():
        return text, ()
    text, traps = unhide(text)
    spelt, run = may_hide(text)
    if spelt or run:
        found = blobs(text, spelt=spelt, run=run)
        traps += [Trap(kind=blob.kind, text=blob.text) for blob in found]
        text = without(text, found)
    if plain := orders(text):
        traps += [Trap(kind=PLAIN, text=order.text) for order in plain]
        text = without(text, plain)
    return text, tuple(traps)


def forbidden(traps: Iterable[Trap], seen: str) -> frozenset[str]:
    """Return what only the traps say: words of six letters and more, and what they name.

    ``seen`` is what may honestly be used: the profile and the visible query. A draft
    with one of these words gives away that a machine read the trap.
    """
    known = " ".join(seen.casefold().split())
    words = (word for trap in traps for word in _words(trap.text.casefold()))
    return frozenset(word for word in words if word not in known)


def _words(text: str) -> Iterator[str]:
    yield from re.findall(rf"[^\W\d_]{{{WORD},}}", text)
    yield from _NAMED.findall(text)
    for found in _QUOTED.findall(text):
        yield from (" ".join(words.split()).strip(" .,;:!?") for words in found if words)

"""How near a stored line is to a question, and to what the query is about.

`benchmarks/answering.py` says how well this does: it finds the right fact far better than
it tells whether there is one. More figures (how far ahead of the next fact, what kind of
answer is wanted) did no better on questions as reporters ask them.
"""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
Floats = NDArray[np.float64]

# "How long is too long?" says little without the summary; more of it drowns the question
QUESTION, SUMMARY = 0.75, 0.25
WORDS = 0.12  # for the line that shares the most words with the question
_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 5


class Line(Protocol):
    """A stored line: what of it is compared."""

    @property
    def meaning(self) -> str: ...


def scores(
    asked: Sequence[str], summary: str, lines: Sequence[Line], embed: Embed
) -> tuple[Floats, Floats]:
    """Return how near each line is, [question, line], at most 1.12; and [line, line].

    The second says how alike two lines are, by cosine.
    """
    about = summary.strip()
    texts = [*asked, *([about] if about else []), *(line.meaning for line in lines)]
    place = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    table = np.asarray(embed(list(place)), dtype=np.float64)
    meanings = table[[place[line.meaning] for line in lines]]
    near = table[[place[text] for text in asked]] @ meanings.T
    whole = meanings @ table[place[about]] if about else near
    near = QUESTION * near + SUMMARY * whole + WORDS * _shared(asked, lines)
    return np.asarray(near), np.asarray(meanings @ meanings.T)


def _shared(asked: Sequence[str], lines: Sequence[Line]) -> Floats:
    """Return the share of common words, 1 for the line with the most; [question, line]."""
    spoken = [_stems(line.meaning) for line in lines]
    counts = np.array([[len(_stems(q) & words) for words in spoken] for q in asked], float)
    most = counts.max(axis=1, keepdims=True, initial=0)
    most[most == 0] = 1
    return np.asarray(counts / most)


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(text)}

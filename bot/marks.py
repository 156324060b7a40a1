"""By what a newsletter knows its own mail: patterns, each with a word it cannot be without.

Every source looks at every mail; looking for a plain word first is what makes that
cheap.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

Mark = tuple[tuple[str, ...], re.Pattern[str]]


def mark(words: str, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Mark:
    """Return a mark.

    One of ``words``, parted by "|", stands in all that ``pattern`` matches: in small
    letters whatever letters are printed, with capitals as it is printed.
    """
    return tuple(words.split("|")), re.compile(pattern, flags)


def count(text: str, marks: Sequence[Mark]) -> int:
    """Count the marks that a text bears."""
    small = lower(text)
    return sum(
        any(word in (small if word.islower() else text) for word in words)
        and bool(pattern.search(text))
        for words, pattern in marks
    )


@lru_cache(maxsize=1)  # every source asks for the same text
def lower(text: str) -> str:
    """Return a text in small letters."""
    return text.lower()

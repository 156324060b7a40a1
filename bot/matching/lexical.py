"""Shared words: what the dense model misses, names and terms above all."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_STOP = (
    "a an and are as at be been before but by can could did do does for from get had has "
    "have he her his how i if in into is it its just me more most my no not of off on or "
    "our out over she should so some such than that the their them then there these they "
    "this to too up us use was we were what when where which while who why will with "
    "without would you your about after all also any because being between both during "
    "each every few here let like make many may much must new now only other own per "
    "please say take tell thing very want way well"
)
# words of every trade and every profile: they count, but little
_COMMON = (
    "advice advisor best business chief client common company consultant cost customer "
    "director expert explain family find founder good help home idea industry lead leader "
    "manager market officer owner partner people person plan practice product professional "
    "program question senior service share small software source specialist story system "
    "team tip trend work worker year busy care basic"
)
STOP = frozenset(_STOP.split())
LIGHT = 0.3
SHORT = 3
LONG = 6  # letters from which British spellings are looked for


_BRITISH = re.compile(r"(?<=\w\w)our(?=$|s$|al|ed|ing|ist|it|less)|(?<=[pnt])ae(?=d|c|s)")


def _american(word: str) -> str:
    """Write behaviour, paediatric and organise as an American would."""
    if len(word) < LONG or not word.isascii():
        return word
    word = _BRITISH.sub(lambda m: "or" if m[0] == "our" else "e", word)
    return re.sub(r"(?<=\w{3})is(?=e[sdr]?$|ation|ing$)", "iz", word)


def stem(word: str) -> str:
    """Cut the commonest endings, so that plumber and plumbers meet."""
    word = _american(word.lower().removesuffix("'s").removesuffix("’s"))
    if len(word) <= SHORT + 1 or not word.isascii():
        return word
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= SHORT and word[-2:] != "ss":
            return (word.removesuffix(ending) + instead).rstrip("e")
    return word.rstrip("e")


COMMON_STEMS = frozenset(stem(word) for word in _COMMON.split())


@lru_cache(maxsize=16384)
def content(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(
        stem(w) for w in WORD.findall(text) if w.lower() not in STOP and len(w) > 1
    )


def rarity(texts: Sequence[AbstractSet[str]]) -> Callable[[str], float]:
    """Return what a stem is worth: BM25's inverse document frequency over some texts.

    Words of every trade and every profile count little, however rare in these texts.
    """
    counts = Counter(word for words in texts for word in words)
    many = len(texts)

    def worth(word: str) -> float:
        found = counts[word]
        rare = math.log(1 + (many - found + 0.5) / (found + 0.5))
        return rare * (LIGHT if word in COMMON_STEMS else 1.0)

    return worth


def says(wanted: AbstractSet[str], text: AbstractSet[str]) -> bool:
    """Say whether a text says all the wanted words, and any are wanted."""
    return bool(wanted) and wanted <= text

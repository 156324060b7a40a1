"""Shared words: what the dense model misses, names and terms above all."""

import re
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
BODY_ONLY = 0.7
SHORT = 3


def stem(word: str) -> str:
    """Cut the commonest endings, so that plumber and plumbers meet."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
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


def overlap(
    wanted: AbstractSet[str], head: AbstractSet[str], body: AbstractSet[str]
) -> float:
    """Return how much of ``wanted`` the query says, 0 to 1; more for the summary."""
    total = sum(_weight(word) for word in wanted)
    if not total:
        return 0.0
    return (
        sum(_weight(w) * (1 if w in head else BODY_ONLY * (w in body)) for w in wanted)
        / total
    )


def _weight(word: str) -> float:
    return LIGHT if word in COMMON_STEMS else 1.0

"""Names in a text: people, places, products, months, short forms in capitals."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.grounding import units
from bot.grounding.words import FUNCTION, Word, fold, listed, parts, pieces, stem, words

_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]{3}")
_CAPITALS = re.compile(r"(?:[A-Z]\.?){2,}s?|[A-Z]+[-\d][\w-]*|[A-Z][\w-]*\d[\w-]*")
_TITLES = listed("i dr mr mrs ms prof ok tv id re")
# names wherever they stand, also as the first word of a sentence
KNOWN = listed(
    "january february april june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday christmas easter"
    " thanksgiving american americans britain british briton britons canada canadian"
    " canadians europe european europeans australia australian australians germany"
    " german germans france french spain spanish italy italian japan japanese china"
    " chinese india indian mexico mexican ireland irish scotland scottish wales welsh"
    " england english london california texas florida google facebook instagram tiktok"
    " amazon microsoft apple linkedin youtube harvard stanford oxford cambridge mit"
    " yale congress gallup deloitte mckinsey forbes nielsen pew reuters bloomberg"
)
_OF = {
    "american": {"america", "US", "USA"}, "americans": {"america", "US", "USA"},
    "british": {"britain", "UK"}, "britain": {"british", "UK"}, "briton": {"britain", "UK"},
    "canadian": {"canada"}, "german": {"germany"}, "french": {"france"},
    "european": {"europe"}, "dutch": {"netherlands"}, "spanish": {"spain"},
    "italian": {"italy"}, "irish": {"ireland"}, "scottish": {"scotland"},
    "australian": {"australia"}, "portuguese": {"portugal"}, "japanese": {"japan"},
    "chinese": {"china"}, "mexican": {"mexico"}, "indian": {"india"},
}  # fmt: skip
_NO_INITIALS = frozenset({"US", "UK", "EU", "UN", "AI", "NY", "LA", "DC"})
_SHORT = 3  # letters of a name
_QUERY = 20_000  # characters of a query that are looked at
_SEASONAL = frozenset({"may", "march", "august"})


def names(text: str) -> list[Word]:
    """Return the words of a text that are names by how they are written.

    Of the first words of sentences only those that are names wherever they stand.
    """
    return [word for word in words(text) if _named(text, word)]


def _named(text: str, word: Word) -> bool:
    bare = re.sub(r"['’]s?$", "", word.text)
    folded = fold(bare)
    if units.sign(bare) and text[: word.start].rstrip()[-1:].isdigit():
        return False
    if not bare[:1].isalpha() or folded in _TITLES:
        return bool(re.fullmatch(r"\d+[A-Z]+", bare)) and len(bare) > 1
    if _CAMEL.search(bare) or _CAPITALS.fullmatch(bare):
        return len(bare) > 1
    if not bare[:1].isupper() or (folded in FUNCTION and (word.first or "-" not in bare)):
        return False
    known = folded in KNOWN or stem(folded) in KNOWN
    return not word.first or (known and folded not in _SEASONAL)


def unknown(text: str, held: Iterable[str]) -> list[Word]:
    """Return the names in a text that stand in none of the texts ``held``."""
    known, initials = _known(tuple(held))
    return [word for word in names(text) if not _is(word, known, initials)]


def stands(word: str, held: Iterable[str]) -> bool:
    """Say whether a name stands in one of the texts ``held``."""
    return _is(Word(text=word, start=0, end=len(word), first=False), *_known(tuple(held)))


def _is(word: Word, known: frozenset[str], initials: tuple[str, str]) -> bool:
    bare = re.sub(r"['’]s?$", "", word.text)
    whole = fold(bare)
    if bare.isupper() and whole in FUNCTION:  # "US" is not "us"
        return bare in known
    if any(c.isdigit() for c in bare):  # "GLP-1" is one name, "2025-Harvard" none
        return whole in known or stem(whole) in known
    rest = [p for p in parts(bare) if p not in FUNCTION]
    capitals = [p for p in re.split(r"[-'’&/]", bare) if p[:1].isupper()]
    wanted = [fold(p) for p in capitals] if 0 < len(capitals) < len(rest) else rest
    if all(p in known or stem(p) in known or _OF.get(p, {p}) & known for p in wanted):
        return True
    short = bare.replace(".", "").rstrip("s")
    if not short.isupper() or short in _NO_INITIALS:
        return False
    every, telling = initials
    return short.casefold() in (every if len(short) >= _SHORT else telling)


@lru_cache(maxsize=64)
def _known(held: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, str]]:
    """Return the words that are known, whole and in stems, and the initials in a row.

    In one row those of every word ("paid time off"), in the other of those that say
    something ("emergency room").
    """
    known: set[str] = set()
    every, telling = [], []
    for text in held:
        known.update(word.text for word in words(text) if word.text.isupper())
        known.update(fold(word.text) for word in words(text))
        known.update(whole := pieces(text))
        every.append("".join(piece[:1] for piece in whole))
        telling.append("".join(" " if p in FUNCTION else p[:1] for p in whole))
    rows = " ".join(every), " ".join(telling)
    return frozenset(known | {stem(word) for word in known}), rows


def of_query(texts: Iterable[str]) -> Iterator[str]:
    """Yield the names of a query that are written as such and nowhere in small letters."""
    for text in (text[:_QUERY] for text in texts):
        small = {word.text for word in words(text) if word.text[:1].islower()}
        for word in names(text):
            bare = re.sub(r"['’]s?$", "", word.text)
            sure = not word.first or _CAMEL.search(bare)
            if sure and len(bare) > _SHORT and bare.casefold() not in small:
                yield bare

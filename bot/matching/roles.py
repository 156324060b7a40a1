"""Professions: the words that ask for one and the titles and letters that show one.

The words stand in ``professions``; the longest phrase wins, so that a "physical
therapist" is no therapist and a "data architect" no architect. Linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.matching.professions import (
    EXPERTS,
    NOBODY,
    RANKS,
    Vocabulary,
    letters,
    vocabulary,
)
from bot.matching.professions.tokens import LONGEST, Token, tokens

MOST = 8000  # characters of one text that are read
# says nothing of a trade: a founder may be a dentist, and so may a professor
OPEN = frozenset(
    {"founder", "executive", "CEO", "COO", "CFO", "academic", "researcher", "professor"}
    | {"scientist", "writer", "author", "speaker", "influencer", "business consultant"}
    | {"board member", "investor", "military veteran", "nonprofit leader", "coach"}
    | {"elected official", "operations expert", "health administrator", "trainer"}
    | {"counselor", "designer", "engineer", "broker", "project manager"}
)
_LICENSED = frozenset(
    {"doctor", "dentist", "nurse", "veterinarian", "attorney", "psychologist", "therapist"}
    | {"pharmacist", "accountant", "dietitian", "physical therapist", "architect"}
)
_OF = frozenset(("of", "in", "for", "on"))
_SHORT = frozenset(("vp", "svp", "evp", "director"))  # "VP Marketing"
_TURNED = RANKS | EXPERTS | {"vice", "owner"}
_CONCERNS = frozenset(("business", "shop", "firm", "company", "store", "startup", "agency"))
_WHERE = frozenset(("global", "corporate", "clinical", "group", "us", "north", "regional"))
_AND = frozenset(("and", "or", "&"))
# no table has it, and yet a trade of its own
_LEARNED = re.compile(r"[a-z]{3,24}(?:ologist|ographer|iatrist|behaviorist)")


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of a text that name professions."""

    spans: tuple[tuple[int, int], ...]
    names: frozenset[str]


def asked(text: str) -> dict[str, frozenset[str]]:
    """Return the professions a text names, each with the names that satisfy it."""
    below = vocabulary().below
    found = dict.fromkeys(n for f in _find(text, title=False) for n in sorted(f.names))
    return {name: below.get(name, frozenset({name})) for name in found}


@lru_cache(maxsize=4096)
def held(text: str, about: str = "") -> frozenset[str]:
    """Return what a title and credentials show, with all that stands above it.

    ``about`` is what the person knows: a therapist who knows about couples is a couples
    therapist. It never shows a profession by itself.
    """
    known = vocabulary()
    names = {name for f in _find(text, title=True) for name in f.names}
    shown = names.union(*(known.above.get(name, frozenset()) for name in names))
    for part in (text, about):
        shown |= _kinds(part, shown, known)
    return frozenset(shown)


def without(text: str, name: str) -> str:
    """Return a text with the words that name one profession taken out."""
    out, at = [], 0
    spans = sorted(s for f in _find(text, title=False) if name in f.names for s in f.spans)
    for start, end in spans:
        if start >= at:
            out += [text[at:start], " "]
            at = end
    return "".join([*out, text[at:]])


def before(text: str, name: str) -> str:
    """Return what stands before the first words that name a profession."""
    starts = [a for f in _find(text, title=False) if name in f.names for a, _ in f.spans]
    return text[: min(starts)] if starts else ""


@lru_cache(maxsize=8192)
def apart(name: str, held: frozenset[str]) -> bool:
    """Say whether somebody whose professions are ``held`` is certainly no ``name``."""
    known = vocabulary()
    if name not in known.below or name in OPEN:
        return False
    trades = [n for n in held - OPEN if n in known.below]
    own = [n for n in trades if not any(n != m and n in known.above[m] for m in trades)]
    return bool(own) and not any(_akin(name, n, known) for n in own)


@lru_cache(maxsize=4096)
def licensed(name: str) -> bool:
    """Say whether a profession needs a licence, so that whoever has it says so."""
    known = vocabulary()
    above = known.above.get(name, frozenset())
    return not loose(name) and bool((above | {name}) & _LICENSED)


def loose(name: str) -> bool:
    """Say whether a name is a field only: "travel expert". Knowledge proves it too."""
    return name.endswith((" expert", " professional"))


def _akin(a: str, b: str, known: Vocabulary) -> bool:
    """Say whether one person may well be both."""
    if known.below[a] & known.below[b]:
        return True
    if a in known.base and known.base[a] == known.base.get(b):
        return True  # a couples therapist may be a family therapist
    for one, other in ((a, b), (b, a)):
        if known.split.get(one) in known.above[other]:
            return True  # a lighting designer may be an interior designer
    return any(
        x != y and y in known.kin.get(x, frozenset())
        for x in known.above[a]
        for y in known.above[b]
    )


def _kinds(text: str, shown: set[str], known: Vocabulary) -> set[str]:
    out: set[str] = set()
    words = tokens(text[:MOST])
    at = 0
    while at < len(words):
        for n in (3, 2, 1):  # "real estate" is no "estate"
            part = words[at : at + n]
            pairs = known.kinds.get(" ".join(w.low for w in part))
            if pairs and not any(w.gap for w in part[1:]):
                out = out.union(
                    *(known.above[kind] for base, kind in pairs if base in shown)
                )
                at += n
                break
        else:
            at += 1
    return out


@lru_cache(maxsize=8192)
def _find(text: str, *, title: bool) -> tuple[_Found, ...]:
    """Find the professions in a text; ``title``: it is somebody's own title."""
    text = text[:MOST]
    words = tokens(text)
    known = vocabulary()
    found: list[_Found] = []
    at = 0
    while at < len(words):
        n, names = _longest(words, at, known, title=title)
        if n == 1 and at and found and words[at - 1].low in _AND:
            names = _carried(words, at, known, title=title) or names
        if names - {NOBODY}:
            spans = ((words[at].start, words[at + n - 1].end),)
            found.append(_Found(spans, frozenset(names - {NOBODY})))
            shared = list(_shared(text, words, at, n, known, title=title))
            if taken := {start for more in shared for start, _ in more.spans[:1]}:
                found = [f for f in found if f.spans[0][0] not in taken]
            found += shared
        at += max(n, 1)
    return tuple(found)


def _carried(words: list[Token], at: int, known: Vocabulary, *, title: bool) -> set[str]:
    """Return the mortgage brokers of "mortgage loan officers or brokers"."""
    for start in range(max(0, at - 4), at - 2):
        if not any(w.gap for w in words[start + 1 : at + 1]):
            for end in range(at - 2, start, -1):
                head = "".join(f"{w.low} " for w in words[start:end])
                if names := _named(head, words[at], known, title=title) - {NOBODY}:
                    return names
    return set()


def _longest(
    words: list[Token], at: int, known: Vocabulary, *, title: bool
) -> tuple[int, set[str]]:
    """Return the length and names of the longest phrase that starts here."""
    if words[at - 1].low == "non" and at and not words[at].gap:
        return 0, set()
    turned = (0, set[str]())
    if words[at].one in _TURNED:
        turned = _turned(words, at, known, title=title)
    if (whole := _whole(words, at, turned[0], known, title=title))[1]:
        return whole
    if turned[1]:
        return turned
    table = known.credentials if title else known.letters
    n, names = letters.read(words, at, table, known.written)
    if names:
        return n, names
    word = words[at].one
    if len(word) <= LONGEST and _LEARNED.fullmatch(word):
        return 1, {word}
    return 0, set()


def _whole(
    words: list[Token], at: int, least: int, known: Vocabulary, *, title: bool
) -> tuple[int, set[str]]:
    """Return the longest phrase of at least so many words that a table has."""
    most = max(known.longest.get(words[at].low, 1), known.longest.get(words[at].one, 1))
    run = 1
    while run < most and at + run < len(words) and not words[at + run].gap:
        run += 1
    for n in range(run, max(least, 1) - 1, -1):
        head = "".join(f"{w.low} " for w in words[at : at + n - 1])
        names = _named(head, words[at + n - 1], known, title=title)
        if n > 1 and not names and words[at].one != words[at].low:  # "doctors of"
            head = f"{words[at].one} {head[len(words[at].low) + 1 :]}"
            names = _named(head, words[at + n - 1], known, title=title)
        if names:
            return n, names
    return 0, set()


def _named(head: str, last: Token, known: Vocabulary, *, title: bool) -> set[str]:
    """Return who words and a last one name; "sales people" as "sales *" too."""
    for word in (last.low, last.one):
        if names := _fit(head + word, known, title=title):
            return names
    word = last.one if last.one in _TURNED else last.low
    if not head or (word not in EXPERTS and word not in RANKS):
        return set()
    names = _fit(f"{head}*", known, title=title)
    return names | _fit(f"{head}+", known, title=title) if word in EXPERTS else names


def _fit(key: str, known: Vocabulary, *, title: bool) -> set[str]:
    wrong = known.requests if title else known.titles
    return {name for name in known.words.get(key, ()) if (key, name) not in wrong}


def _turned(
    words: list[Token], at: int, known: Vocabulary, *, title: bool
) -> tuple[int, set[str]]:
    """Read "Director of HR" and "VP, People" as an HR director and a people VP."""
    rank, n = words[at], 1
    if rank.low == "vice" and len(words) > at + 1 and words[at + 1].one == "president":
        rank, n = words[at + 1], 2
    if at + n >= len(words):
        return 0, set()
    if rank.one == "owner":
        return _owning(words, at)
    after = words[at + n]
    of = after.low in _OF and not after.gap
    if not (of or (title and (after.gap or rank.low in _SHORT))):
        return 0, set()
    n += of
    if at + n < len(words) and words[at + n].low in _WHERE:
        n += 1
    for size in (4, 3, 2, 1):
        field = words[at + n : at + n + size]
        if len(field) == size and not any(w.gap for w in field[1:]):
            head = "".join(f"{w.low} " for w in field)
            if names := _named(head, rank, known, title=title):
                return n + size, names
    return 0, set()


def _owning(words: list[Token], at: int) -> tuple[int, set[str]]:
    """Read "owners of small shops"."""
    if words[at + 1].low != "of":
        return 0, set()
    for n in range(3, min(8, len(words) - at + 1)):
        word = words[at + n - 1]
        if word.gap:
            break
        if word.one in _CONCERNS:
            return n, {"founder"}
    return 0, set()


def _shared(
    text: str, words: list[Token], at: int, n: int, known: Vocabulary, *, title: bool
) -> Iterator[_Found]:
    """Yield the mortgage brokers of "mortgage, loan or insurance brokers"."""
    last = words[at + n - 1]
    for _ in range(4):
        before = at - 1
        between = words[at].gap and text[words[before].end : words[at].start].strip()
        if before >= 0 and words[before].low in _AND:
            before -= 1
        elif before < 0 or between not in {",", "/"}:
            return
        for size in (3, 2, 1):
            part = words[before - size + 1 : before + 1] if before >= size - 1 else []
            if part and not any(w.gap for w in part[1:]):
                head = "".join(f"{w.low} " for w in part)
                names = _named(head, last, known, title=title) - {NOBODY}
                if names:
                    spans = ((part[0].start, part[-1].end), (last.start, last.end))
                    yield _Found(spans, frozenset(names))
                    break
        else:
            size = 1  # not one of ours: on to the next of the list
        at = before - size + 1

"""Which places a text names, and where in it."""

import re
from dataclasses import replace

from bot.matching.gazetteer import CODES, DOUBTFUL, FIRST, MANNER, NAMES, chain, lands
from bot.matching.gazetteer.standing import (
    CONTEXT,
    NEED,
    PLACED,
    WITH_THE,
    WORDS,
    Named,
    stands,
    word_set,
)

WORD = re.compile(r"(?:[A-Za-z]\.){2,3}|[^\W\d_]+")
JOINT = re.compile(r"[ \u00a0-]|\. ")
LIST = re.compile(
    r"(?: ?[,/&] ?| ?- ?| )(?:(?:and|or|and/or|&|plus) )?(?:either )?(?:the )?"
)
COMMA = re.compile(r" ?, ?| ?\( ?")
LOWER = frozenset(["uk", "usa", "nyc", "stateside", "tri", "tristate", "upstate"])
SAFE = word_set("NY NJ TX FL NC AZ WI MN TN DC")
SPEECH = word_set("IN OR ME OK HI ON PR PE")  # in capitals they are words
TITLES = SPEECH | word_set("PA MA MD MS CO DE ID AL CT MT OH LA PE PR SC VA")
FEW = 5  # words of a line that may be in capitals
LETTERS = 3  # of a word in capitals that is no abbreviation


def found(text: str, *, location: bool = False) -> list[Named]:
    """Return the places named, in order; a ``location`` is nothing but places."""
    words = [(m.start(), m.end(), m[0]) for m in WORD.finditer(text)]
    shout = not location and sum(w.isupper() for _, _, w in words) * 2 > len(words) > FEW
    out: list[Named] = []
    at = 0
    while at < len(words):
        named, used = _longest(text, words, at, location=location)
        if named is None and words[at][2] in CODES:
            named, used = _code(text, words, at, out, location=location, shout=shout), 1
        elif named is not None and not location and not stands(text, named, shout=shout):
            named = None
        if named:
            _add(text, out, named, location=location)
        at += used if named else 1
    return _settled(out)


def _longest(
    text: str, words: list[tuple[int, int, str]], at: int, *, location: bool
) -> tuple[Named | None, int]:
    word = words[at][2]
    if word.islower() and not location and word not in LOWER and word != "us":
        return None, 1
    if word == "us":
        placed = re.match(r"-based|-licensed| based\b", text[words[at][1] :][:10])
        if not placed and not location:
            return None, 1
        return _named(words, at, 1, "US"), 1
    first = word.replace(".", "")
    most = max(FIRST.get(first, 0), FIRST.get(first.title(), 0))
    keys = first
    best: tuple[Named | None, int] = (None, 1)
    for size in range(1, most + 1):
        if size > 1:
            if at + size > len(words):
                break
            gap = text[words[at + size - 2][1] : words[at + size - 1][0]]
            if not JOINT.fullmatch(gap):
                break
            keys += " " + words[at + size - 1][2].replace(".", "")
        key = keys if keys in NAMES else keys.title()
        if key in NAMES and (
            key == keys
            or (location and key not in WORDS)
            or (keys.isupper() and len(keys) > LETTERS)
        ):
            best = (_named(words, at, size, key), size)
    return best


def _named(words: list[tuple[int, int, str]], at: int, size: int, key: str) -> Named:
    start, stop = words[at][0], words[at + size - 1][1]
    return Named(
        start=start,
        stop=stop,
        places=NAMES[key],
        manner=MANNER.get(key, ""),
        need=key in NEED or key in WITH_THE,
    )


def _code(
    text: str,
    words: list[tuple[int, int, str]],
    at: int,
    out: list[Named],
    *,
    location: bool,
    shout: bool,
) -> Named | None:
    """Read two letters as a state, where a state can stand."""
    start, stop, code = words[at]
    places = CODES[code]
    made = Named(start=start, stop=stop, places=places, manner="code")
    if out and out[-1].stop <= start:
        gap = text[out[-1].stop : start]
        holds = any(p in chain(q) and p != q for p in places for q in out[-1].places)
        if holds and (COMMA.fullmatch(gap) or gap == " "):
            return made
        listed = LIST.fullmatch(gap) and gap != " "
        if listed and not shout and (code not in TITLES or out[-1].manner == "code"):
            return made
    before, after = text[max(0, start - CONTEXT) : start], text[stop : stop + CONTEXT]
    town = TOWN.search(before)
    county = bool(town and COUNTY.search(town[1]))
    if town and (location or county or not (shout or code in TITLES)):
        name = " ".join(word.capitalize() for word in town[1].split())
        return replace(
            made,
            start=start - len(before) + town.start(1),
            places=(f"{name}, {places[0]}",),
        )
    beside = _beside(text, words, at)
    if code in SPEECH:
        stands = beside and before.endswith(("in ", "/"))
    elif re.search(r"\b(?:in|from|near|across) $", before) or PLACED.match(after[:12]):
        stands = beside or not after.startswith("/")
    else:
        stands = beside or code in SAFE
    return made if location or (stands and not shout) else None


TOWN = re.compile(r"((?:[A-Z][\w'’]{0,20} ){0,2}[A-Z][\w'’]{1,20}) ?, ?$")
COUNTY = re.compile(r"(?i)\b(?:county|parish|city|beach|springs)$")


def _beside(text: str, words: list[tuple[int, int, str]], at: int) -> bool:
    """Say whether letters of another state follow in a list."""
    if at + 1 >= len(words):
        return False
    start, _, code = words[at + 1]
    if code in {"and", "or"} and at + 2 < len(words):
        start, _, code = words[at + 2]
    gap = text[words[at][1] : start]
    listed = LIST.fullmatch(gap) or re.fullmatch(r",? (?:and|or) ", gap)
    return code in CODES and code not in SPEECH and bool(listed) and gap != " "


def _add(text: str, out: list[Named], named: Named, *, location: bool) -> None:
    """Add a place, or let it say which of its name the one before is."""
    if out:
        last, gap = out[-1], text[out[-1].stop : named.start]
        comma, code = COMMA.fullmatch(gap), named.manner == "code"
        if (comma or gap in {" ", "\u00a0", " - "}) and (code or not last.manner):
            inside = _inside(last, named)
            if inside and (gap == " " or named.manner not in {"adjective", "people"}):
                out[-1] = replace(last, stop=named.stop, places=inside)
                return
            doubt = last.places[0] not in NAMES or len(last.places) > 1 or location
            if comma and code and not last.manner and doubt:
                name = f"{text[last.start : last.stop]}, {named.places[0]}"
                out[-1] = replace(last, stop=named.stop, places=(name,))
                return
        narrower = set(last.places) & chain(named.places[0])  # "US Midwest"
        if gap == " " and not named.manner and len(named.places) == 1 and narrower:
            out[-1] = replace(named, start=last.start)
            return
    out.append(named)


def _inside(last: Named, named: Named) -> tuple[str, ...]:
    """Return which of its places the first name is, if the second holds it."""
    inside = tuple(
        p for p in last.places if any(q in chain(p) and q != p for q in named.places)
    )
    same = tuple(p for p in last.places if p in named.places and len(last.places) > 1)
    return inside or same


def _settled(out: list[Named]) -> list[Named]:
    """Choose between places of one name by the others that are named."""
    around = frozenset().union(*(lands(n.places[0]) for n in out if len(n.places) == 1))
    return [replace(n, places=_chosen(n, around)) for n in out]


def _chosen(named: Named, around: frozenset[str]) -> tuple[str, ...]:
    points = {p: len(lands(p) & around) for p in named.places}
    most = max(points.values())
    best = tuple(p for p in named.places if points[p] == most)
    if len(best) < len(named.places) and most:
        return best[:1]
    return named.places if named.places[0] in DOUBTFUL else named.places[:1]

"""The quantities of a text, in digits and in words, and whether a fact carries them."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.grounding import units
from bot.grounding.units import COUNT, DATE, SHARE, TIMES
from bot.grounding.words import FUNCTION, listed

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: n for n, word in enumerate(_ONES)}
_VALUES |= {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"dozen": 12}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SHORT = {"k": 1000, "thousand": 1000, "m": 10**6, "mn": 10**6, "million": 10**6}
_SHORT |= {"bn": 10**9, "b": 10**9, "billion": 10**9, "trillion": 10**12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10}
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_ORDINALS |= {"eighth": 8, "ninth": 9, "tenth": 10}
_MULTIPLES = {"twice": 2, "double": 2, "doubled": 2, "doubling": 2, "twofold": 2}
_MULTIPLES |= {"triple": 3, "tripled": 3, "tripling": 3, "threefold": 3, "thrice": 3}
_MULTIPLES |= {"quadruple": 4, "quadrupled": 4, "fourfold": 4, "tenfold": 10}
_MULTIPLES |= {"halve": 2, "halves": 2, "halved": 2, "halving": 2}
_VAGUE = {"dozens": 12, "hundreds": 100, "thousands": 1000, "millions": 10**6}
_VAGUE |= {"billions": 10**9}

_NAMED = "|".join([*_VALUES, *_SCALES])
_NUMBER = re.compile(
    r"(?P<digits>(?<!\w)(?<![A-Z][-‑])(?<!\d[.,])(?:(?<![\w)])[-−])?"
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,18}(?:\.\d{1,9})?))"
    r"(?P<short>(?:k|bn|mn|m|b)(?![A-Za-z])|[\s-](?:thousand|million|billion|trillion"
    r"|bn)\b)?"
    rf"|\b(?P<words>(?:{_NAMED})(?:(?:[\s-]|(?<=hundred)\sand\s|(?<=thousand)\sand\s)"
    rf"(?:{_NAMED}))*)\b",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"\b(?:(?P<n>an?|{'|'.join(_ONES[1:10])})[\s-])(?P<part>{'|'.join(_PARTS)})s?\b(?!-)"
    r"|(?<!first )(?<!second )(?<!last )(?<!latter )(?<!other )\b(?P<half>half)\b"
    r"(?!\s+(?:of\s+)?(?:19|20)\d\d|-year)"
    r"|(?P<above>\d{1,3})⁄(?P<below>\d{1,3})(?!\d)",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"[\s-](?:of\s)?(?:an?\s)?(hour|day|week|month|year|mile|minute|decade|acre|inch"
    r"|ton)\b",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(rf"\b(?:{'|'.join(_MULTIPLES)})\b", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b(?!-)", re.IGNORECASE)
_VAGUELY = re.compile(rf"\b(?:{'|'.join(_VAGUE)})\b", re.IGNORECASE)
_IN = re.compile(
    r"\s+(?:in|out of|of|from)(?:\s+every)?\s+|\s+(?:in|out of)\s+", re.IGNORECASE
)
_LINKED = re.compile(
    r"\s*(?:to|and|or|against|versus|vs\.?|compared (?:with|to)|[-–—/])\s*", re.IGNORECASE
)
_MINUS = re.compile(r"\bminus\s$", re.IGNORECASE)
_NEXT = re.compile(r"[\s-]([^\W\d_]+)")
_SENTENCE = re.compile(r"[.!?](?=\s)")
_OVER = re.compile(
    r"\b(?:more than|over|above|at least|exceed\w*|upwards? of|no (?:less|fewer) than"
    r"|past|older than|beyond|north of|greater than|minimum of)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:less than|fewer than|under|below|at most|within|up to|no more than|not more than"
    r"|younger than|short of|maximum of|south of)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|approximately|close to|just over"
    r"|just under|an estimated|circa)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?:or more|and (?:over|up|older|above))\b", re.IGNORECASE)
_LESS = re.compile(r"\s+(?:or (?:less|fewer|younger|under))\b", re.IGNORECASE)
_GAP = len(" out of every ")
_NO_NOUNS = listed("people persons meant put went got saw took made became told gave felt")
MOST = 100  # quantities of one text
_YEARS = range(1900, 2100)
_ROUND = {*range(2, 13), 15, 20, 25, 30, 50, 100, 1000, 10_000, 100_000}  # "in ..."
_SMALL = 2  # number words up to this one say little without a unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with what it may be measured in."""

    value: float
    units: frozenset[str]
    said: str
    start: int
    end: int
    bound: str = ""  # "over", "under", "about"
    rough: bool = False  # a part in words, "a third": near enough to 33 %
    scale: float = 1  # "thousand", of which "14 to 22 thousand" has one
    weak: bool = False  # "two" or an ordinal without a unit: may be a manner of speaking


def quantities(text: str) -> list[Quantity]:
    """Return the quantities in a text in their order, the first hundred."""
    found = _linked(text, sorted(_all(text), key=lambda one: one.start)[:MOST])
    return [replace(one, bound=_bound(text, one)) for one in found]


def _all(text: str) -> Iterator[Quantity]:
    taken: list[tuple[int, int]] = []
    for part in (*_fractions(text), *_shares(text)):
        if not _within(part, taken):
            taken.append((part.start, part.end))
            yield part
    for match in _NUMBER.finditer(text):
        one = _number(text, match)
        if one is not None and not _within(one, taken):
            yield one
    for match in _MULTIPLE.finditer(text):
        value = _MULTIPLES[match[0].lower()]
        yield _made(match, value, {TIMES})
    for match in _ORDINAL.finditer(text):
        if not _within(one := _made(match, _ORDINALS[match[0].lower()], {COUNT}), taken):
            yield replace(one, weak=True)


def _made(match: re.Match[str], value: float, measured: set[str]) -> Quantity:
    return Quantity(
        value=value,
        units=frozenset(measured),
        said=match[0],
        start=match.start(),
        end=match.end(),
    )


def _within(one: Quantity, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in taken)


def _fractions(text: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(text):
        if match["above"]:
            over, under = float(match["above"]), float(match["below"]) or 1.0
        elif match["half"]:
            over, under = 1.0, 2.0
        else:
            over = float(_VALUES.get(match["n"].lower(), 1))
            under = float(_PARTS[match["part"].lower()])
        whole = _OF_WHAT.match(text, match.end())
        if whole and over < under:  # "half an hour" is thirty minutes
            part = _made(match, over / under, set(units.after(None, whole[1])))
            yield replace(part, end=whole.end(), said=text[match.start() : whole.end()])
        elif over < under:
            yield replace(_made(match, 100 * over / under, {SHARE}), rough=True)


def _shares(text: str) -> Iterator[Quantity]:
    """Yield what is said as "six in ten"."""
    numbers = list(_NUMBER.finditer(text))
    for a, b in pairwise(numbers):
        between = text[a.end() : b.start()]
        if len(between) > _GAP or not _IN.fullmatch(between):
            continue
        over, under = _value(a), _value(b)
        plainly = "of" in between and "out" not in between
        if plainly and not (under in _ROUND and a["words"] and b["words"]):
            continue  # "14 of 31" stays two numbers
        if 0 < over < under and under in _ROUND and not units.behind(text, b.end()):
            yield Quantity(
                value=100 * over / under,
                units=frozenset({SHARE}),
                said=text[a.start() : b.end()],
                start=a.start(),
                end=b.end(),
                rough=True,
            )


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", "").replace("−", "-"))
        return value * _SHORT.get((match["short"] or "").strip(" -\t\n").lower(), 1)
    total = current = 0.0
    for word in re.split(r"[\s-]+", match["words"].lower()):
        if word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if _SCALES[word] >= _SCALES["thousand"]:
                total, current = total + current, 0.0
        elif word == "dozen" and current:
            current *= 12
        else:
            current += _VALUES.get(word, 0)
    return total + current


def _number(text: str, match: re.Match[str]) -> Quantity | None:
    end, value = match.end(), _value(match)
    if _MINUS.search(text[max(0, match.start() - 6) : match.start()]):
        value = -abs(value)
    if not math.isfinite(value):
        return None
    before = units.BEFORE.search(text[max(0, match.start() - 6) : match.start()])
    after = units.behind(text, end)
    digits, start = match["digits"], match.start()
    if before:
        measured, start = units.before(before[1]), start - len(before[0])
        if match["short"] is None and (million := re.match(r"m\b", text[end:])):
            end += million.end()
    elif after:
        measured, end = units.after(after[1], after[2]), after.end()
    elif digits and digits.isdigit() and not match["short"] and int(value) in _YEARS:
        measured = frozenset({DATE})
    else:
        measured = frozenset()  # perhaps one that was said before
        if digits and text[end : end + 1].isalpha() and not _tail(text, end):
            return None  # "3D", "5G": a name
        noun = _NEXT.match(text, end)
        if noun and noun[1].lower() not in FUNCTION:
            measured = frozenset({COUNT})
    word = bool(match["words"])
    weak = word and not measured - {COUNT} and value <= _SMALL
    if word and value == 1 and weak:
        return None  # "one" as a pronoun
    return Quantity(
        value=value,
        units=measured,
        said=text[start:end],
        start=start,
        end=end,
        scale=_SHORT.get((match["short"] or "").strip(" -\t\n").lower(), 1),
        weak=weak,
    )


def _tail(text: str, end: int) -> bool:
    return bool(re.match(r"(?:st|nd|rd|th|s)\b", text[end : end + 3]))


def _linked(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Give numbers without a unit those they may have: of what stands before or behind."""
    kept: list[Quantity] = []
    for at, one in enumerate(found):
        if one.units:
            joined = at and _LINKED.fullmatch(text[found[at - 1].end : one.start])
            also = kept[-1].units - {DATE} if joined and COUNT in one.units else set()
            kept.append(replace(one, units=one.units | also))
            continue
        also, scale = {COUNT}, 1.0
        for other in kept:
            if not _SENTENCE.search(text, other.end, one.start):
                also |= other.units - {DATE}
        if at + 1 < len(found):
            after = found[at + 1]
            if _LINKED.fullmatch(text[one.end : after.start]):
                also |= after.units - {DATE}
                scale = after.scale
        kept.append(replace(one, value=one.value * scale, units=frozenset(also)))
    return kept


def _bound(text: str, one: Quantity) -> str:
    before = text[max(0, one.start - 30) : one.start]
    over, under = _OVER.search(before), _UNDER.search(before)
    if _ABOUT.search(before):
        return "about"
    if over and under:  # "no more than" holds "more than"
        return "over" if len(over[0]) > len(under[0]) else "under"
    if over or _MORE.match(text, one.end):
        return "over"
    return "under" if under or _LESS.match(text, one.end) else ""


def noun(text: str, one: Quantity) -> str:
    """Return the word behind a quantity if it may be what is counted, else ""."""
    after = _NEXT.match(text, one.end)
    word = after[1] if after else ""
    counted = word.islower() and word not in FUNCTION | _NO_NOUNS
    return word if counted and not word.endswith("ed") and DATE not in one.units else ""


def vague(text: str) -> list[tuple[str, float]]:
    """Return words such as "thousands" with the least that they mean."""
    return [(m[0], _VAGUE[m[0].lower()]) for m in _VAGUELY.finditer(text)]

"""The quantities of a text, in digits and in words, and whether a fact carries them."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.grounding import limits, rates, units
from bot.grounding.counting import (
    MULTIPLES,
    NAMED,
    NUMBER,
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
    SHORT,
    VALUES,
    value_of,
)
from bot.grounding.units import COUNT, DATE, SHARE, TIMES
from bot.grounding.words import FUNCTION, listed

_FRACTION = re.compile(
    rf"\b(?:(?P<n>an?|{'|'.join(ONES[1:10])})[\s-])(?P<part>{'|'.join(PARTS)})s?\b(?!-)"
    r"|(?<!first )(?<!second )(?<!last )(?<!latter )(?<!other )\b(?P<half>half)\b"
    r"(?!\s+(?:of\s+)?(?:19|20)\d\d|-year)"
    r"|\b(?P<halved>halv(?:e|es|ed|ing))\b"
    r"|(?<![\d/.,⁄])(?P<above>\d{1,3})(?:⁄|/(?=[2-9](?!\d)|10))(?P<below>\d{1,3})(?![\d/⁄])",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"[\s-](?:of\s)?(?:an?\s)?(hour|day|week|month|year|mile|minute|decade|acre|inch"
    r"|ton)\b",
    re.IGNORECASE,
)
_AND_PART = re.compile(
    rf"(?:\b(?P<word>{NAMED})|(?<![\w.,])(?P<digits>\d{{1,4}}))\sand\s(?:an?|one)[\s-]"
    r"(?P<part>half|third|quarter)\b",
    re.IGNORECASE,
)
_OF_MANY = re.compile(
    r"(?:[\s-](?:of\s)?an?\s|[\s-])(?P<many>dozen|hundred|thousand|million|billion)\b",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(rf"\b(?:{'|'.join(MULTIPLES)})\b(?!-[a-z])", re.IGNORECASE)
_ORDINAL = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b(?!-)", re.IGNORECASE)
_IN = re.compile(
    r"\s+(?:in|out of|of|from)(?:\s+every)?\s+|\s+(?:in|out of)\s+", re.IGNORECASE
)
_LINKED = re.compile(
    r"\s*(?:to|and|or|against|versus|vs\.?|compared (?:with|to)|[-–—/])\s*", re.IGNORECASE
)
_MINUS = re.compile(r"\bminus\s$", re.IGNORECASE)
_NEXT = re.compile(r"[\s-]([^\W\d_]+)")
_SENTENCE = re.compile(r"[.!?](?=\s)")
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
    rate: str = ""  # "year" of "$340 a year"
    near: str = ""  # ... of "annual savings of $340"
    times: frozenset[str] = frozenset()  # all that its text names


def quantities(text: str) -> list[Quantity]:
    """Return the quantities in a text in their order, the first hundred."""
    found = _linked(text, sorted(_all(text), key=lambda one: one.start)[:MOST])
    times = rates.mentioned(text)
    return [_timed(text, one, times) for one in found]


def _timed(text: str, one: Quantity, times: frozenset[str]) -> Quantity:
    one = replace(one, bound=limits.bound(text, one.start, one.end))
    if DATE in one.units:
        return one
    rate, near = rates.behind(text, one.end), rates.near(text, one.start, one.end)
    return replace(one, rate=rate, near=near, times=times)


def _all(text: str) -> Iterator[Quantity]:
    taken: list[tuple[int, int]] = []
    for part in (*_mixed(text), *_fractions(text), *_shares(text)):
        if not _within(part, taken):
            taken.append((part.start, part.end))
            yield part
    for match in NUMBER.finditer(text):
        one = _number(text, match)
        if one is not None and not _within(one, taken):
            yield one
    for match in _MULTIPLE.finditer(text):
        value = MULTIPLES[match[0].lower()]
        yield _made(match, value, {TIMES})
    for match in _ORDINAL.finditer(text):
        if not _within(one := _made(match, ORDINALS[match[0].lower()], {COUNT}), taken):
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


def _mixed(text: str) -> Iterator[Quantity]:
    """Yield "two and a half hours" and "half a million homes"."""
    for match in _AND_PART.finditer(text):
        whole = match["digits"] or (VALUES | SCALES)[match["word"].lower()]
        many = _OF_MANY.match(text, match.end())
        value = float(whole) + 1 / PARTS[match["part"].lower()]
        value *= SHORT[many["many"].lower()] if many else 1
        yield _measured(text, match, value, many.end() if many else match.end())
    for match in _FRACTION.finditer(text):
        many = _OF_MANY.match(text, match.end())
        if many and (match["half"] or match["n"]):
            over = 1 if match["half"] else VALUES.get(match["n"].lower(), 1)
            under = 2 if match["half"] else PARTS[match["part"].lower()]
            value = over / under * SHORT[many["many"].lower()]
            yield _measured(text, match, value, many.end())


def _measured(text: str, match: re.Match[str], value: float, end: int) -> Quantity:
    after = units.behind(text, end)
    measured = units.after(after[1], after[2]) if after else frozenset({COUNT})
    end = after.end() if after else end
    one = _made(match, value, set(measured))
    return replace(one, end=end, said=text[match.start() : end])


def _fractions(text: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(text):
        if match["above"]:
            over, under = float(match["above"]), float(match["below"]) or 1.0
        elif match["half"] or match["halved"]:
            over, under = 1.0, 2.0
        else:
            over = float(VALUES.get(match["n"].lower(), 1))
            under = float(PARTS[match["part"].lower()])
        whole = None if match["halved"] else _OF_WHAT.match(text, match.end())
        if whole and over < under:  # "half an hour" is thirty minutes
            part = _made(match, over / under, set(units.after(None, whole[1])))
            yield replace(part, end=whole.end(), said=text[match.start() : whole.end()])
        elif over < under:
            yield replace(_made(match, 100 * over / under, {SHARE}), rough=True)


def _shares(text: str) -> Iterator[Quantity]:
    """Yield what is said as "six in ten"."""
    numbers = list(NUMBER.finditer(text))
    for a, b in pairwise(numbers):
        between = text[a.end() : b.start()]
        if len(between) > _GAP or not _IN.fullmatch(between):
            continue
        over, under = value_of(a), value_of(b)
        plainly = "of" in between and "out" not in between and "every" not in between
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


def _number(text: str, match: re.Match[str]) -> Quantity | None:
    end, value = match.end(), value_of(match)
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
        scale=SHORT.get((match["short"] or "").strip(" -\t\n").lower(), 1),
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


def noun(text: str, one: Quantity) -> str:
    """Return the word behind a quantity if it may be what is counted, else ""."""
    after = _NEXT.match(text, one.end)
    word = after[1] if after else ""
    counted = word.islower() and word not in FUNCTION | _NO_NOUNS
    return word if counted and not word.endswith("ed") and DATE not in one.units else ""

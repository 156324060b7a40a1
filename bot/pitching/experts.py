"""Who answers: whom the ranking chose, unless another's facts answer more."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from bot.asks.people import LETTERS, PAIRS, PROFESSIONS, QUALIFIED
from bot.asks.places import COUNTRIES, NAMES, STATES
from bot.domain import Expert, Have, Match, Profile, Requirement
from bot.pitching.facts import Choice

DEMANDS = ("credentials", "location")  # what only some experts can meet
_MET = re.compile(r"^asked for and here: (?P<what>.*) \((?P<names>[^()]*)\)$")
_UNMET = re.compile(r'^asks for (?P<what>[^"]+): "(?P<said>.*)"$', re.DOTALL)


class Fits(IntEnum):
    """Whether an expert meets what is demanded, as far as the profile shows it."""

    NO = 0
    UNSURE = 1
    YES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One demand of the reporter held against one expert."""

    kind: str  # credentials or location
    sentence: str
    fits: Fits
    what: str = ""  # what is demanded, in a few of the reporter's or the ranking's words


def fit(expert: Expert, needs: Iterable[Requirement], match: Match) -> tuple[Fit, ...]:
    """Hold each demand for credentials and place against one expert.

    What the ranking found of it counts, since it knows more trades and places; where it
    found nothing, the words of the sentence against title, credentials and location.
    """
    return tuple(
        _of_match(expert, need, match) or _of_words(expert, need)
        for need in needs
        if need.kind in DEMANDS
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Who answers, with what, and who else could answer what is left open."""

    expert: Expert | None
    choice: Choice
    others: tuple[tuple[Expert, int], ...] = ()  # and how many of the open questions


def picked(
    profile: Profile,
    match: Match,
    needs: Iterable[Requirement],
    choose: Callable[[Expert | None], Choice],
) -> Pick:
    """Return who answers and what they have to say.

    Whom the ranking chose (the first of the profile, if they left it) stays, unless
    another expert's own facts and quotes with those of the company answer more of the
    questions, and each demand for credentials and place fits the other at least as well.
    The most answers win, then the order of the profile. What the others could answer
    stays theirs: it is only counted. ``choose`` returns what one expert may say.
    """
    first = profile.expert(match.expert_id) or next(iter(profile.experts), None)
    if first is None:
        return Pick(expert=None, choice=choose(None))
    needs = tuple(needs)
    bar = fit(first, needs, match)
    speakers = {f.expert for f in profile.facts} | {q.expert for q in profile.quotes}
    found = {
        expert.id: choose(expert)
        for expert in (first, *profile.experts)
        if expert.id == first.id or expert.id in speakers
    }
    best = first
    for other in profile.experts:
        if other.id in found and _answered(found[other.id]) > _answered(found[best.id]):
            theirs = fit(other, needs, match)
            if all(a.fits >= b.fits for a, b in zip(theirs, bar, strict=True)):
                best = other
    choice = found[best.id]
    more = [
        (other, len(_open(choice) - _open(found[other.id])))
        for other in profile.experts
        if other.id in found and other.id != best.id
    ]
    others = tuple((other, count) for other, count in more if count)
    return Pick(expert=best, choice=choice, others=others)


def _answered(choice: Choice) -> int:
    return len(choice.answers) - len(_open(choice))


def _open(choice: Choice) -> set[int]:
    """Return the places of the questions that no fact answers."""
    return {n for n, one in enumerate(choice.answers) if one.state is not Have.HAVE}


# ------------------------------------------------------------------ what the ranking says


def _of_match(expert: Expert, need: Requirement, match: Match) -> Fit | None:
    def found(fits: Fits, what: str = "") -> Fit:
        return Fit(kind=need.kind, sentence=need.sentence, fits=fits, what=what)

    if need.kind == "credentials":
        for reason in match.why:
            met = _MET.match(reason)
            if met and expert.name in met["names"].split(", "):
                other, _ = _credentials(expert, need.sentence)
                named = _says(need.sentence.casefold(), met["what"].casefold(), end="")
                return found(Fits.UNSURE if other is Fits.NO and not named else Fits.YES)
    elif expert.id == match.expert_id and any(r.startswith("place: ") for r in match.why):
        return found(Fits.YES)
    for reason in match.against:
        unmet = _UNMET.match(reason)
        if unmet and _quoted(unmet["said"], need.sentence):
            place = unmet["what"][:1].isupper() and not unmet["what"][1:2].isupper()
            if place == (need.kind == "location"):
                if not place and _credentials(expert, unmet["what"])[0] is Fits.YES:
                    return found(Fits.YES)  # a title that the ranking does not know
                return found(Fits.NO, unmet["what"])
    return None


def _quoted(said: str, sentence: str) -> bool:
    """Whether a reason quotes a sentence, or the beginning of it."""
    begin = " ".join(said.split()).removesuffix("…").strip().casefold()
    return bool(begin) and " ".join(sentence.split()).casefold().startswith(begin)


# ------------------------------------------------------------------ what the words say


def _of_words(expert: Expert, need: Requirement) -> Fit:
    if need.kind == "credentials":
        fits, what = _credentials(expert, need.sentence)
    else:
        fits, what = _location(expert, need.sentence)
    return Fit(kind=need.kind, sentence=need.sentence, fits=fits, what=what)


_LETTERS = "|".join(sorted(map(re.escape, LETTERS), key=len, reverse=True))
_TRADES = "|".join(sorted(PROFESSIONS, key=len, reverse=True))
_CHIEFS = {  # a rank in letters: in words, "chief ... officer"
    "ceo": "executive", "cfo": "financial|finance", "cto": "technology|technical",
    "cio": "information", "ciso": "information security|security", "coo": "operating"
    "|operations", "cmo": "marketing", "chro": "human resources|hr", "cro": "revenue",
    "cpo": "product", "cdo": "data", "cco": "compliance", "clo": "legal",
}  # fmt: skip
_CHIEF = re.compile(r"\bchief ((?:[a-z]+ ){0,2}[a-z]+) officers?\b", re.IGNORECASE)
_TRADE = re.compile(
    rf"\b(?:(?i:(?:{QUALIFIED})(?: and (?:{QUALIFIED}))? ))?"
    rf"(?:(?P<chief>(?i:{_CHIEF.pattern}))|(?P<letters>{_LETTERS})|(?i:(?P<pair>{PAIRS})|(?P<trade>{_TRADES})))(?:e?s)?\b"
)
_QUALIFIED = re.compile(rf"(?i)\b(?:{QUALIFIED}) (?P<head>[a-z][a-z-]+(?: [a-z][a-z-]+)?)")
_WORD = re.compile(r"[^\W\d_]+")
_SAME = {  # shown by the first: the others
    "dds": "dentist", "dmd": "dentist", "orthodontist": "dentist", "md": "doctor",
    "physician": "doctor", "surgeon": "doctor", "dermatologist": "doctor",
    "pediatrician": "doctor", "cardiologist": "doctor", "psychiatrist": "doctor",
    "doctor": "physician", "jd": "lawyer attorney", "esq": "lawyer attorney",
    "lawyer": "attorney", "attorney": "lawyer", "rn": "nurse", "np": "nurse",
    "rd": "dietitian", "rdn": "dietitian", "dietician": "dietitian", "dvm": "veterinarian",
    "vet": "veterinarian", "veterinarian": "vet", "cpa": "accountant", "accountant": "cpa",
    "cfp": "financialplanner financialadvisor", "lmft": "therapist", "lcsw": "therapist",
    "psychotherapist": "therapist", "psyd": "psychologist", "cofounder": "founder",
    "ceo": "executive", "president": "executive", "pe": "engineer", "phd": "doctorate",
    "vp": "vicepresident", "vicepresident": "vp",
}  # fmt: skip


def _stem(word: str) -> str:
    word = word.casefold().replace("-", "").replace(" ", "")
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _rank(said: str) -> str:
    """Return the letters of "Chief Information Officer"; of an unknown one, its words."""
    rank = _CHIEF.sub(r"\1", said).casefold()
    known = (short for short, words in _CHIEFS.items() if rank in words.split("|"))
    return next(known, f"chief{rank}officer".replace(" ", ""))


@lru_cache(maxsize=1024)
def _shown(expert: Expert) -> frozenset[str]:
    """Return what title and credentials show, with what that implies."""
    held = ", ".join([expert.title, *expert.credentials])
    held = _CHIEF.sub(lambda rank: f"{rank[0]} {_rank(rank[0])}", held)
    words = _WORD.findall(held.replace("-", ""))
    found = {_stem(word) for word in words}
    found |= {_stem(a + b) for a, b in pairwise(words)}
    if found & _CHIEFS.keys():
        found |= {"executive", "csuite", "clevel"}
    for _ in range(2):
        found |= {more for word in tuple(found) for more in _SAME.get(word, "").split()}
    return frozenset(found)


def _credentials(expert: Expert, sentence: str) -> tuple[Fits, str]:
    shown = _shown(expert)
    named = list(_TRADE.finditer(sentence))
    for trade in named:
        rank = trade["chief"] and _rank(trade["chief"])
        if _stem(rank or trade["letters"] or trade["trade"] or trade["pair"]) in shown:
            return Fits.YES, trade[0]
    if named:  # a pair of words names a field, of which there are many trades
        wide = any(trade["pair"] for trade in named)
        return (Fits.UNSURE if wide else Fits.NO), named[0][0]
    for other in _QUALIFIED.finditer(sentence):
        if all(_stem(word) in shown for word in other["head"].split()):
            return Fits.YES, other[0]
    return Fits.UNSURE, ""


_NAME = re.compile(rf"\b(?:{NAMES}|American|British)\b")
_ALIKE = {"US": "United States", "USA": "United States", "America": "United States",
    "American": "United States", "UK": "United Kingdom", "Britain": "United Kingdom",
    "British": "United Kingdom", "England": "United Kingdom", "Scotland": "United Kingdom",
    "Wales": "United Kingdom", "London": "United Kingdom", "NYC": "New York",
    "Brooklyn": "New York", "Manhattan": "New York"}  # fmt: skip
_NATIONS = frozenset(_ALIKE.values()) | frozenset(COUNTRIES.split("|")) - {"New York"}
_WIDE = frozenset(("Europe", "Asia", "Africa", "North America", "Latin America"))
_AMERICAN = frozenset(STATES.partition("|Ontario")[0].split("|"))
_BROAD = re.compile(
    r"(?i)\b(?:any|all|every|other|or elsewhere|worldwide|anywhere|remote)\b"
)


def _location(expert: Expert, sentence: str) -> tuple[Fits, str]:
    names = [_called(name[0]) for name in _NAME.finditer(sentence)]
    here = {_called(name[0]) for name in _NAME.finditer(expert.location)}
    here |= {part.strip() for part in expert.location.split(",") if part.strip()}
    if here & _AMERICAN:
        here.add("United States")
    if "London" in expert.location:
        here.add("United Kingdom")
    wanted = frozenset(names)
    if wanted & here or any(_says(sentence, part) for part in here):
        return Fits.YES, names[0] if names else expert.location
    if not wanted or not here or _BROAD.search(sentence):
        return Fits.UNSURE, names[0] if names else ""
    for level in (_NATIONS - _WIDE, _AMERICAN):
        if wanted <= level and here & level:
            return Fits.NO, names[0]
    return Fits.UNSURE, names[0]


def _called(name: str) -> str:
    plain = name.replace(".", "")
    return _ALIKE.get(plain, plain)


def _says(sentence: str, what: str, end: str = r"\b") -> bool:
    return bool(re.search(rf"\b{re.escape(what)}{end}", sentence))

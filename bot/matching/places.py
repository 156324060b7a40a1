"""Places: which one a reporter insists on, and whether an expert is there."""

import re
from collections.abc import Iterable

from bot.matching import insisting
from bot.matching.gazetteer import chain, known, states, within
from bot.matching.gazetteer.naming import found

__all__ = ["demanded", "lifted", "named", "reachable", "stands_in", "together", "within"]

LONGEST = 1000  # characters of a text that are read
# a language is no country: "Spanish-speaking", "fluent in Polish", "answers in German"
LANGUAGE = re.compile(
    r"\b[A-Z][a-z]{2,12}[- ]speak(?:ing|ers?)\b|"
    r"(?i:\b(?:fluent(?:ly)?(?: in)?|bilingual in|native|speaks?|speaking|write in|"
    r"answers? in))"
    r" [A-Z][a-z]{2,12}(?: (?:and|or) [A-Z][a-z]{2,12})?\b"
)
# where the readers are is not where the source is
READERS = re.compile(
    r"(?i)\b(?:readers?|audiences?|viewers?|listeners?|subscribers?|customers) (?:[\w-]+ )?"
    r"(?:in|from|across|throughout) (?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+)?"
)
ALL = re.compile(r"(?i)\b(?:worldwide|global(?:ly)?|anywhere)\b")


def demanded(line: str, *, near_role: bool) -> frozenset[str]:
    """Return the places of which the source must be in one, or licensed in one.

    ``near_role``: the sentence asks for somebody, so a place beside that request
    counts. What is preferred, excluded, the subject's or the outlet's is not demanded.
    """
    return insisting.demanded(
        READERS.sub(" ", LANGUAGE.sub(" ", line[:LONGEST])), near_role=near_role
    )


def together(demands: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return what several sentences demand: the narrower of two, else any of all."""
    out: frozenset[str] = frozenset()
    for new in filter(None, demands):
        if out and _all_in(out, new):
            continue
        out = new if out and _all_in(new, out) else out | new
    return out


def _all_in(inner: frozenset[str], outer: frozenset[str]) -> bool:
    return all(_one(place, outer) is True for place in inner)


def lifted(line: str) -> bool:
    """Say whether a sentence opens the request to all the world."""
    return insisting.lifted(line[:LONGEST])


def named(text: str) -> tuple[str, ...]:
    """Return the places that a text names, each once, in order."""
    return tuple(dict.fromkeys(p for n in found(text[:LONGEST]) for p in n.places))


def stands_in(location: str, places: frozenset[str] | set[str]) -> bool | None:
    """Say whether an expert's location lies in one of the places; None: cannot say."""
    location = " ".join(location[:LONGEST].split())
    if not location or not places:
        return None
    here = found(location, location=True)
    answers = [_any(n.places, places) for n in here]
    if any(answer is True for answer in answers):
        return True
    low = location.casefold()
    strange = [p.rsplit(", ", 1)[0] for p in places if len(chain(p)) == 1 or ", " in p]
    if any(re.search(rf"\b{re.escape(p.casefold())}\b", low) for p in strange):
        return not here or any(a is None for a in answers)
    if not here or any(a is None for a in answers) or ALL.search(location):
        return None
    return False if any(known(p) for p in places) else None


def reachable(location: str, places: Iterable[str]) -> bool:
    """Say whether somebody lives in the state of a town that is asked for."""
    around = frozenset().union(*(states(place) for place in places))
    return bool(around) and stands_in(location, around) is True


def _any(may_be: tuple[str, ...], places: frozenset[str] | set[str]) -> bool | None:
    """Hold what one name may mean against the places: all must agree."""
    answers = {_one(p, places) for p in may_be}
    return answers.pop() if len(answers) == 1 else None


def _one(place: str, places: frozenset[str] | set[str]) -> bool | None:
    answers = {within(place, p) for p in places}
    if True in answers:
        return True
    return None if None in answers else False

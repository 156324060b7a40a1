"""What the reporter wants with an answer, against what the profile holds of it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot import asks
from bot.domain import Check, Expert, Have, Point, Profile, Query, Requirement
from bot.pitching.experts import Fit, Fits

LABELS = {
    "headshot": "headshot",
    "bio": "short bio",
    "name_title": "name and title",
    "website": "website",
    "linkedin": "LinkedIn page",
    "credentials": "credentials",
    "location": "location",
    "contact": "contact details",
    "phone": "a call or interview",
    "data": "data",
    "examples": "examples",
    "samples": "product samples",
    "disclosure": "conflicts of interest",
    "stated": "stated requirements",
    "word_limit": "word limit",
    "sentence_limit": "length",
    "format": "format",
    "original": "own words, said nowhere else",
    "subject_line": "subject line",
    "email_only": "in writing",
    "no_attachments": "no attachments",
    "no_product": "no product mentions",
    "no_pr": "no agencies",
    "on_record": "on the record",
    "anonymous_ok": "anonymity",
    "no_ai": "no AI",
    "deadline": "deadline",
}
# the reporter wants to be given it, and only the expert can say
ONLY_THE_EXPERT = frozenset({"phone", "examples", "samples", "disclosure", "on_record"})
# what only the company can say, whoever answers
OF_THE_COMPANY = frozenset({"website"})
# a stranger's newsletter may state these itself, several times
_OF_THE_SOURCE = frozenset({"stated"})

_NUMBER = re.compile(
    r"\b(?:(?:tele)?phones?|cells?|mobiles?|whatsapp)\b"
    r"|\b(?:contact|best|direct|your|call(?:ing|back)?|daytime) numbers?\b",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\be-?mail\b[^.]{0,20}(?:\bor\b|/)|(?:\bor\b|/)[^.]{0,20}\be-?mail\b", re.IGNORECASE
)


def label(kind: str) -> str:
    return LABELS.get(kind, kind.replace("_", " "))


def wanted(query: Query) -> tuple[Requirement, ...]:
    """Return what the reporter wants, one a kind, each with its sentence.

    By today's rules from the text itself, with what the newsletter stated besides it: a
    query that is stored holds what the rules of that day found.
    """
    fresh = {need.kind: need for need in asks.requirements(query.body)}
    found: dict[tuple[str, str], Requirement] = {}
    for need in (*query.requirements, *fresh.values()):
        now = fresh.get(need.kind, need)
        key = (now.kind, now.sentence if now.kind in _OF_THE_SOURCE else "")
        found.setdefault(key, now)
    return tuple(found.values())


def checklist(
    needs: Iterable[Requirement],
    profile: Profile,
    expert: Expert | None,
    *,
    points: Sequence[Point] = (),
    opening: Point | None = None,
    fits: Sequence[Fit] = (),
) -> tuple[Check, ...]:
    """Return one check for each requirement: have, thin (a person looks), ask.

    A value is a stored one, word for word. What is to be heeded in writing (a length, a
    format, a deadline) is thin: its sentence says what.
    """
    who = expert or Expert(id="", name="")
    fitting = {one.kind: one.fits for one in fits}
    return tuple(
        Check(kind=need.kind, sentence=need.sentence, state=state, value=value)
        for need in needs
        for state, value in [_held(need, profile, who, points, opening, fitting)]
    )


def _held(
    need: Requirement,
    profile: Profile,
    who: Expert,
    points: Sequence[Point],
    opening: Point | None,
    fitting: dict[str, Fits],
) -> tuple[Have, str]:
    kind = need.kind
    if kind == "data":
        return _data(points, opening)
    if kind == "contact":
        return _contact(need.sentence, who.email)
    values = {
        "headshot": who.headshot_url,
        "bio": who.bio_url,
        "name_title": ", ".join(filter(None, [who.name, who.title])),
        "website": profile.website,
        "linkedin": who.bio_url if "linkedin." in who.bio_url.lower() else "",
        "credentials": ", ".join(who.credentials),
        "location": who.location,
    }
    if kind in values:
        value = values[kind]
        if kind in fitting and fitting[kind] is Fits.NO:
            return Have.ASK, value
        if not value:
            shown = kind == "credentials" and fitting.get(kind) is Fits.YES  # by the title
            return (Have.THIN if shown else Have.ASK), ""
        # whether it is the one that is wanted, a person must see
        unsure = kind in {"credentials", "location"} and fitting.get(kind) is not Fits.YES
        half = kind == "name_title" and not (who.name and who.title)
        return (Have.THIN if unsure or half else Have.HAVE), value
    return (Have.ASK if kind in ONLY_THE_EXPERT else Have.THIN), ""


def _contact(sentence: str, email: str) -> tuple[Have, str]:
    """Return the mail address, where it is what is wanted: no profile holds a number."""
    number = _NUMBER.search(sentence) and not _EITHER.search(sentence)
    return (Have.HAVE if email and not number else Have.ASK), email


def _data(points: Sequence[Point], opening: Point | None) -> tuple[Have, str]:
    """Return have for a number that answers; one that is only near, a person judges."""
    if opening is not None and _numeric(opening):
        return Have.HAVE, opening.text
    value = next((point.text for point in points if _numeric(point)), "")
    return (Have.THIN if value else Have.ASK), value


def _numeric(point: Point) -> bool:
    return any(map(str.isdigit, point.text))


def missing(checks: Iterable[Check], expert: Expert | None) -> tuple[str, ...]:
    """Name what must be asked for, and of whom."""
    who = expert.name if expert else "an expert"
    return tuple(dict.fromkeys(_missing(checks, who)))


def _missing(checks: Iterable[Check], who: str) -> Iterator[str]:
    for check in checks:
        if check.state is Have.ASK:
            asked = "see the profile" if check.kind in OF_THE_COMPANY else f"ask {who}"
            yield f"{label(check.kind)}: {asked}"

"""Whether and how a company could answer a query."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What ranking says of a query for one company."""

    POST = "post"
    HOLD = "hold"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One line of the sum that makes a score."""

    name: str  # "topic", "who is asked for", "learned" ...
    said: str  # which facet, which sentence
    points: float  # log-odds


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well one query fits one company, and through whom."""

    query_id: str
    company: str
    revision: str  # of the profile
    text_hash: str  # of the query
    score: float
    verdict: Verdict
    expert_id: str = ""
    why: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()  # the whole sum; shown by `why`, not stored


class Have(StrEnum):
    """Whether the profile holds what was asked."""

    HAVE = "have"
    THIN = "thin"  # something near, a person should look
    ASK = "ask"  # nothing: ask the expert


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A stored fact or approved quote, word for word."""

    fact_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question of the reporter and whether a fact answers it."""

    question: str
    state: Have
    fact_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing the reporter wants and what the profile holds of it."""

    kind: str
    sentence: str
    state: Have
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What an answer could say: only stored facts, by id. Never sent by the program."""

    expert_id: str
    expert: str  # name and title, as the profile has them
    opening: str = ""
    opening_fact: str = ""
    points: tuple[Point, ...] = ()
    answers: tuple[Answer, ...] = ()
    checklist: tuple[Check, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""  # e.g. that no fact answers
    text: str = ""  # the outline ready to copy, from prompts/
    prompt: str = ""  # name@version+hash of the template


class Level(StrEnum):
    """What may be done with a query; the lowest of source, query and company wins."""

    OUTLINE = "outline"
    BRIEF = "brief"
    LINK = "link"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    level: Level
    reasons: tuple[str, ...] = ()

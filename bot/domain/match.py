"""Whether and how a company could answer a query."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.writing import digest_of


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
    why: str = ""  # a model's few words on what it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question of the reporter and whether a fact answers it."""

    question: str
    state: Have
    fact_id: str = ""
    sentence: str = ""  # of the reporter, in which it is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing the reporter wants and what the profile holds of it."""

    kind: str
    sentence: str
    state: Have
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an expert wrote below a card: their own words, by whom and when."""

    by: str  # a Slack user id
    name: str  # the expert's, as the profile has it; "" where none has that user
    at: datetime
    text: str  # as written; "" once taken back
    ts: str = ""  # of the message, as Slack has it


RULES = "rules"  # the drafter that is none: facts chosen by rules


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
    asks: tuple[str, ...] = ()  # questions to the expert, ready to paste
    modelled: tuple[str, ...] = ()  # those of them that a model put in its own words
    said: tuple[Said, ...] = ()  # the expert's own words that stand in the text
    drafter: str = RULES  # or the model's name
    angle: str = ""  # a model's one line; "" without a model
    flags: tuple[str, ...] = ()  # what a person should look at before using it

    @property
    def put_by_model(self) -> str:
        """Say which of the questions, by their numbers, a model put; "" for none."""
        numbers = [str(n) for n, ask in enumerate(self.asks, 1) if ask in self.modelled]
        if not numbers:
            return ""
        if len(self.asks) == 1:
            return "a model's words"
        which = ", ".join(numbers[:-1]) + " and " * (len(numbers) > 1) + numbers[-1]
        return f"a model's words: {which}"

    @property
    def hash(self) -> str:
        """Twelve hex digits of all that it shows; approving is bound to them."""
        return digest_of(json.dumps(asdict(self), default=str, sort_keys=True))


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
    local: bool = False  # no model on another machine may read the text


UNMODELLED = "A model had chosen the facts, and that is not allowed here any more."


def allowed(outline: Outline, policy: Policy) -> Outline:
    """Return what of an outline may be shown: below its level nothing that a model made."""
    if outline.drafter == RULES or policy.level is Level.OUTLINE:
        return outline
    return replace(
        outline,
        opening="",
        opening_fact="",
        points=(),
        angle="",
        text="",
        asks=(),
        modelled=(),
        flags=(),
        drafter=RULES,
        note=UNMODELLED,
    )

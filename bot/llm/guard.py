"""Checks a model's draft against the profile, as if the model had obeyed the query."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from bot import grounding
from bot.domain import Outline, Profile, Query
from bot.grounding import Finding
from bot.llm.shape import Draft

FIGURES = ("number", "unit")
NAMING = ("name", *FIGURES)


def sayable(profile: Profile, expert_id: str, today: date) -> dict[str, str]:
    """Return the words that an expert may say, by id: usable facts, own approved quotes."""
    held = {
        fact.id: fact.text
        for fact in profile.facts
        if fact.usable(today) and fact.expert in {"", expert_id}
    }
    return held | {
        quote.id: quote.text
        for quote in profile.quotes
        if quote.expert == expert_id
        and quote.approved_on is not None
        and quote.approved_on <= today
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in a draft, and which of its questions may be asked."""

    found: tuple[Finding, ...]  # one that is hard blocks the draft
    asks: tuple[str, ...] = ()
    left_out: tuple[Finding, ...] = ()  # why the other questions are not


def checked(
    draft: Draft,
    outline: Outline,
    query: Query,
    profile: Profile,
    *,
    offered: Collection[str],
    forbidden: Collection[str],
    canary: str,
    today: date,
) -> Checked:
    """Check all of a draft.

    A question that names somebody or a number is left out, since a question is no claim;
    any other fault of a question blocks the draft, as it does elsewhere.
    """
    if found := list(_ids(draft, outline, offered)):
        return Checked(found=tuple(found))  # nothing is known that the rest could rest on
    expert_id = outline.expert_id

    def free(text: str) -> tuple[Finding, ...]:
        return grounding.free(
            text,
            profile=profile,
            query=query,
            forbidden=forbidden,
            canary=canary,
            today=today,
        )

    cites = tuple(point.fact_id for point in draft.points)
    found += free(draft.angle)
    found += grounding.claim(draft.angle, cites, profile, today=today, expert_id=expert_id)
    for point in draft.points:  # says what a fact answers: its numbers must be the fact's
        found += free(point.why)
        says = grounding.claim(
            point.why, (point.fact_id,), profile, today=today, expert_id=expert_id
        )
        found += (one for one in says if one.kind in FIGURES)
    asks: list[str] = []
    left_out: list[Finding] = []
    for text in draft.ask_expert:
        faults = [one for one in (*free(text), *_question(text)) if one.hard]
        left_out += (one for one in faults if one.kind in NAMING)
        found += (one for one in faults if one.kind not in NAMING)
        if not faults:
            asks.append(text)
    return Checked(
        found=tuple(dict.fromkeys(found)), asks=tuple(asks), left_out=tuple(left_out)
    )


def _question(text: str) -> Iterator[Finding]:
    if not text.endswith("?"):
        yield Finding(kind="question", said="asks the expert no question", hard=True)


def _ids(draft: Draft, outline: Outline, offered: Collection[str]) -> Iterator[Finding]:
    if draft.expert_id != outline.expert_id:
        yield Finding(kind="expert", said="names an expert who was not asked", hard=True)
    if any(point.fact_id not in offered for point in draft.points):
        yield Finding(kind="fact", said="cites a fact that was not offered", hard=True)

"""What a model is given to draft, and what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain import Level, Outline, Policy, Profile, Query, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is drafted: one query for one company, with the outline of the rules."""

    card_id: int
    edition: int
    query: Query
    profile: Profile
    outline: Outline
    policy: Policy  # as it holds today
    offered: Sequence[str]  # ids of what may be chosen, the best first
    forbidden: Collection[str] = ()  # words that only a trap says


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    outline: Outline | None  # None: the outline of the rules stays
    run: Run


def held(policy: Policy, query: Query, *, local: bool) -> str:
    """Say why no model may read a query, "" if one may."""
    if policy.level is not Level.OUTLINE or query.no_ai:
        return policy.reasons[0] if policy.reasons else "no text of a model is allowed"
    if policy.local and not local:
        return "the source's text is for no model on another machine"
    return ""

"""Match -> Outline: stored facts chosen by id and printed word for word.

    facts      which facts answer which question
    checklist  what the reporter wants besides, against the profile
    prompts    the texts around them, from prompts/
    editing    an outline taken apart to write in, and put together again

Nothing here writes a claim. Where no fact answers, the outline says so.
"""

import re
from dataclasses import asdict
from datetime import date

from bot.domain import Expert, Have, Match, Outline, Profile, Query
from bot.pitching.checklist import checklist, label, missing
from bot.pitching.facts import Choice, Embed, choose
from bot.pitching.prompts import Prompts

__all__ = ["Embed", "Prompts", "outline"]

_LINK = re.compile(r"(?i)\b(?:https?://|www\.)\S*")
NO_FACT = "No stored fact answers this: ask the expert."
ONLY_NEAR = "No stored fact answers this: ask the expert. The points are near, no more."
NOBODY = "The profile names no expert for this."


def outline(
    query: Query,
    profile: Profile,
    match: Match,
    embed: Embed,
    *,
    today: date,
    prompts: Prompts,
) -> Outline:
    """Say who should answer, with which facts, and what must still be asked."""
    expert = profile.expert(match.expert_id) or next(iter(profile.experts), None)
    choice = choose(query, profile, expert, embed, today=today)
    checks = checklist(query, profile, expert, choice.points)
    note = _note(expert, choice)
    lacking = missing(checks, expert)
    opening = choice.opening
    fields = {
        "reporter": "" if query.anonymous else _plain(query.reporter),
        "outlet": _plain(query.outlet),
        "summary": _plain(query.summary),
        "company": profile.company,
        "website": profile.website,
        "expert": asdict(expert or Expert(id="", name="")),
        "no_ai": query.no_ai,
        "opening": {
            "id": opening.fact_id if opening else "",
            "text": opening.text if opening else "",
        },
        "points": [{"id": p.fact_id, "text": p.text} for p in choice.points],
        "answers": [asdict(answer) for answer in choice.answers],
        "checklist": [asdict(check) | {"label": label(check.kind)} for check in checks],
        "missing": list(lacking),
        "note": note,
    }
    return Outline(
        expert_id=expert.id if expert else "",
        expert=named(expert),
        opening=opening.text if opening else "",
        opening_fact=opening.fact_id if opening else "",
        points=choice.points,
        answers=choice.answers,
        checklist=checks,
        missing=lacking,
        note=note,
        text=prompts.render("brief", fields),
        prompt=prompts.id("brief"),
    )


def named(expert: Expert | None) -> str:
    return ", ".join(filter(None, [expert.name, expert.title])) if expert else ""


def _plain(text: str) -> str:
    """Return one line without links: the only links of an outline are our own."""
    return " ".join(_LINK.sub(" ", text).split())


def _note(expert: Expert | None, choice: Choice) -> str:
    if expert is None:
        return NOBODY
    if any(answer.state is Have.HAVE for answer in choice.answers):
        return ""
    return ONLY_NEAR if choice.points else NO_FACT

"""The gate before a card: an outline says nothing that the profile does not hold."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.domain import Expert, Outline, Profile

_LINK = re.compile(r"(?i)\b(?:https?://|www\.)[^\s<>\"“”’»\])]+")


def faults(outline: Outline, profile: Profile, *, today: date) -> tuple[str, ...]:
    """Return every way in which an outline goes beyond the profile; none is good.

    Word for word what is stored: experts, facts, quotes, values, links. A model's own
    words are no fact: `free` and `claim` look at them. An expert's own words, `said`,
    stand for themselves.
    """
    return (
        *_expert(outline, profile),
        *_lines(outline, profile, today),
        *_values(outline, profile),
        *_links(outline, profile),
    )


def _expert(outline: Outline, profile: Profile) -> Iterator[str]:
    expert = profile.expert(outline.expert_id)
    if expert is None and (outline.expert_id or outline.expert):
        yield f"expert {outline.expert_id!r} is not in the profile"
    elif expert and outline.expert != _named(expert):
        yield f"expert is called {outline.expert!r}, not {_named(expert)!r}"


def _named(expert: Expert) -> str:
    return ", ".join(filter(None, [expert.name, expert.title]))


def _lines(outline: Outline, profile: Profile, today: date) -> Iterator[str]:
    said = [("point", point.fact_id, point.text) for point in outline.points]
    if outline.opening or outline.opening_fact:
        said.append(("opening", outline.opening_fact, outline.opening))
    for what, fact_id, text in said:
        words = _sayable(fact_id, outline.expert_id, profile, today)
        if words is None:
            yield f"{what} {fact_id}: not this expert's to say, or not any more"
        elif words != text:
            yield f"{what} {fact_id}: not word for word"
    for fact_id in filter(None, (answer.fact_id for answer in outline.answers)):
        if _sayable(fact_id, outline.expert_id, profile, today) is None:
            yield f"answer leans on {fact_id}, which may not be used"


def _sayable(fact_id: str, expert_id: str, profile: Profile, today: date) -> str | None:
    """Return the stored words under an id, if this expert may say them today."""
    fact, quote = profile.fact(fact_id), profile.quote(fact_id)
    if fact is not None:
        return fact.text if fact.usable(today) and fact.expert in {"", expert_id} else None
    if quote is not None and quote.approved_on is not None and quote.expert == expert_id:
        return quote.text if quote.approved_on <= today else None
    return None


def _values(outline: Outline, profile: Profile) -> Iterator[str]:
    held = {profile.website} | {point.text for point in outline.points}
    if expert := profile.expert(outline.expert_id):
        held |= {
            expert.email,
            expert.location,
            expert.headshot_url,
            expert.bio_url,
            _named(expert),
        }
        held.add(", ".join(expert.credentials))
    for check in outline.checklist:
        if check.value and check.value not in held:
            yield f"checklist {check.kind}: {check.value!r} is not in the profile"


def _links(outline: Outline, profile: Profile) -> Iterator[str]:
    """Refuse a link from elsewhere.

    What the reporter asked and what the expert wrote below a card may hold one, where the
    text repeats it; what is asked of the expert, and a line of a model, may not.
    """
    known = " ".join(_texts(asdict(profile)))
    asked = [word for one in outline.answers for word in (one.question, one.sentence)]
    said = [one.text for one in outline.said]
    yield from _strange("text", [outline.text], " ".join([known, *asked, *said]))
    yield from _strange("question", outline.asks, known)
    model = [outline.angle, *(point.why for point in outline.points)]
    yield from _strange("model's line", model, known)


def _strange(what: str, texts: Iterable[str], known: str) -> Iterator[str]:
    for link in (link for text in texts for link in _LINK.findall(text)):
        if link.rstrip(".,;:!?'") not in known:
            yield f"{what} holds a link that is not in the profile: {link}"


def _texts(thing: Any) -> Iterator[str]:  # noqa: ANN401 (whatever a profile is made of)
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _texts(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from _texts(value)

"""A profile taken apart: each topic, each field of each expert, each fact by itself.

One vector for a whole company lies between its topics and near none of them.
"""

from dataclasses import dataclass

from bot.domain import Expert, Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One thing the company can speak about, and how to name it to a publicist."""

    text: str
    label: str
    expert_id: str = ""


def facets(profile: Profile) -> tuple[Facet, ...]:
    found = [Facet(text=t, label=f"topic: {t}") for t in profile.topics]
    for expert in profile.experts:
        found += [
            Facet(text=field, label=f"expert: {expert.name}, {field}", expert_id=expert.id)
            for field in expert.expertise
        ]
        if text := roles_of(expert):
            label = (
                f"expert: {expert.name}, {expert.title or ', '.join(expert.credentials)}"
            )
            found.append(Facet(text=text, label=label, expert_id=expert.id))
    for fact in profile.facts:
        if fact.public:
            text = f"{', '.join(fact.tags)}: {fact.text}" if fact.tags else fact.text
            label = f"fact {fact.id}: {', '.join(fact.tags) or _short(fact.text)}"
            found.append(Facet(text=text, label=label, expert_id=fact.expert))
    if profile.description:
        found.append(Facet(text=profile.description, label="what the company does"))
    kept = {facet.text: facet for facet in reversed(found) if facet.text.strip()}
    return tuple(reversed(kept.values()))


def roles_of(expert: Expert) -> str:
    """Return what an expert is, in one line for the model; "" without title and letters."""
    role = ", ".join(filter(None, [expert.title, *expert.credentials]))
    return f"{role}: {', '.join(expert.expertise)}" if role and expert.expertise else role


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49].rsplit(" ", 1)[0] + "…"  # noqa: PLR2004

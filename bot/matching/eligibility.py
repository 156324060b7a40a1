"""Who is asked for, and whether the company has such a person.

A query can be on topic and still not be for us: it wants another profession, people
with a story of their own, products to test, somebody in another place. Read by rules,
sentence by sentence; each finding quotes the sentence it came from. Only a clear
request or address makes a finding hard; the rest is unknown.
"""

import re
from dataclasses import dataclass

from bot.domain import Expert, Profile, Query
from bot.matching import calls, people, places, roles
from bot.matching.lexical import content
from bot.matching.wants import Other, Role, Wants, read

MUCH = 80
SELLER = re.compile(
    r"(?i)\b(?:software|platforms?|agency|consult\w+|vendors?|provider|saas|firm|protects|"
    r"helps (?:companies|businesses)|for (?:[\w-]+ )?(?:companies|businesses|employers))\b"
)
BIG = re.compile(r"(?i)\b(?:enterprise|fortune|hospital system|multinational|global)\b")
HOST = re.compile(
    r"(?i)\b(?:hotel|resort|inn|tourism|restaurant|airline|cruise|museum)s?\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One requirement held against the profile."""

    state: str  # met, unmet, unknown
    reason: str
    hard: bool = False
    role: bool = False  # it is about the profession
    experts: frozenset[str] = frozenset()  # who meet it


def judge(query: Query, profile: Profile) -> tuple[Finding, ...]:
    """Hold what the query asks for against what the profile shows."""
    wants = read(query)
    found = []
    if role := _role(wants, profile):
        found.append(role)
    met = any(f.state == "met" for f in found)
    if wants.places:
        found.append(_place(wants, profile, found[0].experts if found else frozenset()))
    offer = " ".join([profile.description, *profile.topics])
    for kind, line in wants.calls:
        reason = f'asks for {kind}: "{short(line)}"'
        soft = (
            (kind == calls.STORY and met)
            or (kind == calls.IN_HOUSE and not SELLER.search(offer))
            or (kind == calls.LARGE and bool(BIG.search(offer)))
            or (kind == calls.LEARNER and "student" in content(offer))
        )
        if kind == calls.HOSTED and HOST.search(offer):
            found.append(Finding(state="met", reason="the company can host"))
        elif soft:
            found.append(Finding(state="unknown", reason=reason))
        else:
            found.append(Finding(state="unmet", hard=True, reason=reason))
    return tuple(found)


def _role(wants: Wants, profile: Profile) -> Finding | None:
    """Hold all who are asked for together: one of them is enough."""
    who = _Words.of(profile)
    near, ours = "", False
    for role in wants.roles:
        able = frozenset(i for i, held in who.roles.items() if held & role.enough)
        if able and all(people.akin(w, who.everything) for w in role.fields):
            return _met(role.name, able, profile)
        near = near or (f"{role.name}, another field" if able else "")
    for other in wants.others:
        if able := frozenset(i for i in who.titles if who.is_a(i, other)):
            return _met(other.name, able, profile)
        if other.head and all(people.akin(w, who.everything) for w in other.head):
            ours = ours or not other.fields  # "installers", and "pumps we installed"
        if any(people.akin(w, who.everything) for w in other.head | other.fields):
            near = near or other.name
    return None if ours else _lacking(wants, near, certain=who.certain)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the experts of a company are, in roles and in stems of words."""

    roles: dict[str, frozenset[str]]
    titles: dict[str, frozenset[str]]
    known: dict[str, frozenset[str]]  # with their fields
    about: frozenset[str]
    everything: frozenset[str]

    @classmethod
    def of(cls, profile: Profile) -> "_Words":
        titles = {e.id: _content(e.title, *e.credentials) for e in profile.experts}
        known = {e.id: titles[e.id] | _content(*e.expertise) for e in profile.experts}
        about = _content(profile.description, *profile.topics)
        facts = _content(*(f.text for f in profile.facts if f.public))
        return cls(
            roles={e.id: _roles_of(e) for e in profile.experts},
            titles=titles,
            known=known,
            about=about,
            everything=about.union(facts, *known.values()),
        )

    def is_a(self, expert_id: str, other: Other) -> bool:
        """Say whether an expert is of this trade, by title or, for "experts", by field."""
        title, known = self.titles[expert_id], self.known[expert_id]
        if other.head:
            where = known if other.fields else title
            named = all(people.akin(w, where) for w in other.head)
        else:
            named = bool(other.fields)
        ranked = other.post and other.post not in title  # "school leaders"
        field = title if ranked else known | self.about
        return named and all(people.akin(w, field) for w in other.fields)

    @property
    def certain(self) -> bool:
        """Say whether any title shows a trade, so that one can be missing."""
        return any(self.roles.values()) or any(w - _VAGUE for w in self.titles.values())


_VAGUE = content(
    "spokesperson spokesman spokeswoman partner director head chief officer lead leader "
    "manager senior president vice principal expert specialist consultant member board"
)


def _content(*texts: str) -> frozenset[str]:
    return content(people.fused(", ".join(texts)))


def _met(name: str, able: frozenset[str], profile: Profile) -> Finding:
    who = next(e for e in profile.experts if e.id in able)
    reason = f"asked for and here: {name} ({who.name})"
    return Finding(state="met", reason=reason, role=True, experts=able)


def _lacking(wants: Wants, near: str, *, certain: bool) -> Finding | None:
    asked: list[Role | Other] = [*wants.roles, *wants.others]
    if not asked:
        return None
    firm = [a for a in asked if a.firm] or asked
    names = ", ".join(a.name for a in firm[:4])
    reason = f'asks for {names}: "{short(firm[0].said)}"'
    hard = certain and firm[0].firm and not near and not wants.open
    state = "unmet" if hard else "unknown"
    return Finding(state=state, hard=hard, reason=reason, role=True)


def _roles_of(expert: Expert) -> frozenset[str]:
    return roles.held(", ".join([expert.title, *expert.credentials]))


def _place(wants: Wants, profile: Profile, able: frozenset[str]) -> Finding:
    who = [e for e in profile.experts if not able or e.id in able]
    there = {e.id: places.stands_in(e.location, wants.places) for e in who}
    names = ", ".join(sorted(wants.places))
    if any(there.values()):
        here = frozenset(i for i, yes in there.items() if yes)
        return Finding(state="met", reason=f"place: {names}", experts=here)
    reason = f'asks for {names}: "{short(wants.place_said)}"'
    if any(answer is None for answer in there.values()):
        return Finding(state="unknown", reason=reason)
    return Finding(state="unmet", hard=True, reason=reason)


def short(line: str) -> str:
    """Return the beginning of a sentence, cut at a word."""
    line = " ".join(line.split())
    return line if len(line) <= MUCH else line[: MUCH - 1].rsplit(" ", 1)[0] + "…"

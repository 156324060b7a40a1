"""Who is said to have found or said a thing."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from bot.domain import Expert, Profile
from bot.grounding.finding import Finding, finding
from bot.grounding.words import content, pieces, words

_STUDIES = re.compile(
    r"\b(?:an?|the|recent|new|major|independent|by|in)\s+(?:[\w'’-]+\s+){0,3}?"
    r"(?P<kind>study|survey|poll|report|paper|journal|analysis|data set)\b"
    r"|\b(?P<other>studies show|research shows|experts say|figures from|statistics from)\b",
    re.IGNORECASE,
)
_AUTHORITIES = re.compile(
    r"\b(?:federal|government|ministry|census|researchers?|scientists?|economists?"
    r"|academics?"
    r"|analysts?|officials|regulators?|university|universities|professors?|institute)\b",
    re.IGNORECASE,
)


def credits_of(
    line: str, source: str, profile: Profile, experts: AbstractSet[str]
) -> Iterator[Finding]:
    yield from _outsiders(line, source)
    held = set(pieces(source))
    named = _credited(line, profile)
    for expert_id, name in named.items():
        if experts & {"", expert_id} or set(pieces(name)) - {"dr"} <= held:
            continue
        yield finding("attribution", "another expert's fact", [name], hard=True)
    yield from _mixed(line, profile.experts)
    for role, owner in _roles(line, profile):
        if not experts & {"", owner} and not named:
            yield finding("attribution", "another expert's title", [role], hard=False)


def _roles(line: str, profile: Profile) -> Iterator[tuple[str, str]]:
    said = f" {' '.join(pieces(line))} "
    for expert in profile.experts:
        row = pieces(expert.title)
        if len(row) > 1 and f" {' '.join(row)} " in said:
            yield expert.title, expert.id


def _mixed(line: str, experts: Sequence[Expert]) -> Iterator[Finding]:
    """Yield a first name of one expert before the last name of another."""
    rows = [pieces(expert.name) for expert in experts]
    firsts = {row[-2] for row in rows if len(row) > 1}
    lasts = {row[-1] for row in rows if len(row) > 1}
    found = words(line)
    for a, b in pairwise(found):
        pair = [*pieces(a.text), *pieces(b.text)]
        if not (a.text[:1].isupper() and b.text[:1].isupper()) or len(pair) == 1:
            continue
        known = any(set(pair) <= set(row) for row in rows)
        if pair[0] in firsts and pair[-1] in lasts and not known:
            yield finding("name", "not in the profile", [f"{a.text} {b.text}"], hard=True)


def _outsiders(line: str, source: str) -> Iterator[Finding]:
    """Yield a study, survey or authority that no fact names."""
    held = set(content(source))
    why = "a source that the fact does not name"
    named = [m[0] for m in _AUTHORITIES.finditer(line) if not set(content(m[0])) <= held]
    if named:
        yield finding("attribution", why, named, hard=True)
    studies = [
        m[0]
        for m in _STUDIES.finditer(line)
        if not set(content(m["kind"] or m["other"] or "")) <= held
    ]
    if studies:
        yield finding("attribution", why, studies, hard=False)


def _credited(line: str, profile: Profile) -> dict[str, str]:
    """Return the experts that a line names, by id, each as it is named."""
    said = pieces(line)
    found = {}
    for expert in profile.experts:
        row = [p for p in pieces(expert.name) if p not in {"dr", "prof"} and len(p) > 1]
        if row and row[-1] in said and _alone(expert.id, row[-1], profile, said, row):
            found[expert.id] = expert.name
    return found


def _alone(
    expert_id: str, last: str, profile: Profile, said: Sequence[str], row: Sequence[str]
) -> bool:
    """Say whether a last name can be this expert's: of two that share it, by the first."""
    if last in pieces(profile.company) and row[0] not in said:
        return False
    shared = [e for e in profile.experts if e.id != expert_id and last in pieces(e.name)]
    return not shared or row[0] in said

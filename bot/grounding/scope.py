"""Of whom a line tells a figure, and with which reserve."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from bot.domain import Profile
from bot.grounding.finding import Finding, finding
from bot.grounding.words import FUNCTION, content, listed, pieces

_ABSOLUTE = listed(
    "always never every all everyone everybody nobody none everywhere entirely"
    " completely totally universally invariably exclusively proven proves prove"
    " guarantees any both whole entire each"
)
_NOT_ABSOLUTE = re.compile(
    r"\bnot (?:always|every|all|any)\b|\ball (?:that|it|they|you|he|she)\b|\bat all\b"
    r"|\b(?:most|least|worst|first) of all\b|\ball told\b"
    r"|\bafter all\b|\bany(?:thing|more| kind)?\b|\bboth\b.{1,60}\band\b|\beach other\b"
    r"|\bat once\b|\bevery (?:year|month|week|day|night)\b|\bin all\b|\ball but\b",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"\b(?:americans|britons|canadians|europeans|australians|germans|indians|nationwide"
    r"|nationally|national|worldwide|globally|global|world|everywhere|countrywide|statewide"
    r"|citywide|industry-wide|industrywide|universally|in general|the (?:public|population"
    r"|nation|country|industry|market|profession)|across (?:the|all) \w+|in (?:the|this)"
    r" (?:country|nation|industry|state|world)|every \w+ in"
    r"|(?:all|most) (?:people|patients|clients|customers|companies|firms|families|owners"
    r"|employers|couples|adults|buyers|users|businesses|households|workers|women|men"
    r"|parents|dogs|children|guests|homes|members|hotels|clinics|students))\b",
    re.IGNORECASE,
)
_OURS = frozenset({"our", "ours", "we", "us"})
_HEDGES = (
    "usually typically generally normally mostly chiefly mainly largely often commonly",
    "may might could possibly perhaps likely",
    "median", "average mean averaged averages typical typically",
)  # fmt: skip


def scope(line: str, source: str, profile: Profile) -> Iterator[Finding]:
    said, held = pieces(line), set(pieces(source))
    lower = source.casefold()
    wide = [m[0] for m in _WIDE.finditer(line) if m[0].casefold() not in lower]
    if wide := [w for w in wide if not set(content(w)) or not set(content(w)) <= held]:
        yield finding("scope", "wider than the fact", wide, hard=True)
    kept = set(pieces(_NOT_ABSOLUTE.sub(" ", line)))
    if strange := sorted(kept & _ABSOLUTE - held - {"any", "both", "each", "whole"}):
        yield finding("scope", "not in the fact", strange, hard=False)
    known = [profile.company, *(expert.name for expert in profile.experts)]
    ours = {piece for text in known for piece in pieces(text)}
    whose = held & _OURS and not set(said) & (_OURS | ours | {"its"})
    if whose and (wider := [noun for noun in _ours(source) if _at_large(line, noun)]):
        yield finding("scope", "does not say whose these are", wider, hard=False)
    for group in _HEDGES:
        hedges = set(group.split())
        about = any(word in said for word in _after(source, hedges))
        if hedges & held and about and not _hedged(set(said), hedges):
            yield finding("scope", "left out", sorted(hedges & held)[:1], hard=False)
    if {"average"} & set(said) - held and "median" in held and "mean" not in held:
        yield finding("scope", "the fact says median", hard=False)


def _ours(source: str) -> list[str]:
    """Return the words that follow an "our": our new patients -> new, patients."""
    row = pieces(source)
    after = [row[at + 1 : at + 4] for at, word in enumerate(row) if word in {"our", "ours"}]
    return [noun for near in after for noun in near if noun not in FUNCTION]


def _at_large(line: str, noun: str) -> bool:
    """Say whether a line has a word without "the" before it: customers at large."""
    alone = rf"(?<!the )(?<!these )(?<!those )\b{re.escape(noun)}\b"
    return bool(re.search(alone, line, re.IGNORECASE))


def _hedged(said: set[str], hedges: AbstractSet[str]) -> bool:
    if said & hedges:
        return True
    return "usually" in hedges and bool(said & {"most", "common", "main", "chief"})


def _after(source: str, hedges: AbstractSet[str]) -> list[str]:
    """Return the words that stand with a hedge, near enough to be what it is about."""
    row = pieces(source)
    return [
        near
        for at, word in enumerate(row)
        if word in hedges
        for near in row[max(0, at - 4) : at + 5]
        if near not in FUNCTION and near not in hedges
    ]

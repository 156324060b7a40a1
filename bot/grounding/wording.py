"""How a line says what a fact says, in more than numbers and names."""

import re
from collections.abc import Iterator, Sequence

from bot.domain import Profile
from bot.grounding.denial import negation
from bot.grounding.direction import bounds, direction, swapped
from bot.grounding.finding import Finding, finding
from bot.grounding.numbers import Quantity
from bot.grounding.scope import scope
from bot.grounding.superlatives import superlatives
from bot.grounding.words import content, pieces, stem

_LOW = 0.34  # of a line's words in its facts
_FEW = 4  # words that say something, below which their share means nothing
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|caus(?:e[sd]?|ing)|leads? to|led to|leading to|results? in"
    r"|resulted in|resulting in|thanks to|due to|owing to|driv(?:es?|en|ing)|drove"
    r"|lift(?:s|ed)"
    r"|boost(?:s|ed|ing)?|trigger(?:s|ed)|prevent(?:s|ed|ing)?|prompt(?:s|ed)|fuel(?:s"
    r"|led|ed)"
    r"|brought about|makes? (?:people|patients|clients|them)|stems? from|explains? why"
    r"|which is why|responsible for|as a result)\b",
    re.IGNORECASE,
)


def wording(
    line: str,
    source: str,
    profile: Profile,
    said: Sequence[Quantity],
    held: Sequence[Quantity],
) -> Iterator[Finding]:
    """Yield what differs between a line and its facts in more than numbers and names."""
    yield from superlatives(line, source)
    yield from direction(line, source, said)
    yield from negation(line, source)
    yield from scope(line, source, profile)
    yield from bounds(said, held, source)
    yield from swapped(line, source, said, held)
    yield from _causal(line, source)
    yield from _overlap(line, source, profile)


def _causal(line: str, source: str) -> Iterator[Finding]:
    causes = [m[0] for m in _CAUSE.finditer(line)]
    if causes and not _CAUSE.search(source):
        yield finding("causal", "a cause that no fact names", causes, hard=False)


def _overlap(line: str, source: str, profile: Profile) -> Iterator[Finding]:
    said = set(content(line)) - {stem(p) for p in pieces(profile.company)}
    for expert in profile.experts:
        said -= {stem(p) for p in pieces(expert.name)}
    held = set(content(source))
    if len(said) >= _FEW and len(said & held) / len(said) < _LOW:
        yield finding("overlap", "says little of what the fact says", hard=False)

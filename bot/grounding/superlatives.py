"""Superlatives, which are the first thing a writer adds."""

import re
from collections.abc import Iterator

from bot.grounding.finding import Finding, finding
from bot.grounding.words import content, listed, pieces

_SUPERLATIVE = re.compile(
    r"(?i:\b(?:best(?! (?:regards|wishes|practices?|of luck|way|time)\b|,?\s*$|,\n)"
    r"|largest|biggest|leader|foremost|(?:an?|the|our|its|their|\w+['’]s) leading \w+"
    r"|(?:industry|market|world)[- ]leading|unrivall?ed|unmatched"
    r"|unbeatable|world[- ]class|award[- ]winning|top[- ]rated|premier|unique|first[- ]ever"
    r"|record|unprecedented"
    r"|number one|worst|perfect|guarantee[sd]?|revolutionary|second to none"
    r"|better than any\w*|more than any(?: other)?|unlike any)\b|(?:#|\bno\. ?)1\b"
    r"|\b[a-z]{2,}(?:[^aeiou\W]|i)est\b)"
)
_MOST = re.compile(r"\b(?:the|our|its|their)\s+(?:most|least)\s+\w+", re.IGNORECASE)
_ONLY = re.compile(r"\bthe only \w+", re.IGNORECASE)
_NO_SUPERLATIVE = listed(
    "interest request test honest forest rest west northwest southwest midwest"
    " harvest invest suggest guest latest modest protest arrest contest digest chest"
    " nest quest divest conquest behest manifest pretest priest earnest inquest"
    " bequest budapest everest attest detest crest vest zest pest lest jest fest"
    " ernest bucharest reinvest contest molest ingest houseguest"
)


def superlatives(line: str, source: str, *, hard: bool = True) -> Iterator[Finding]:
    """Yield a superlative where the facts have none; ``hard`` if that is to block."""
    why = "not in the profile"
    theirs = _superlatives(source)
    none = not theirs and not {"most", "least"} & set(pieces(source))
    if none and (most := _MOST.findall(line)):
        yield finding("superlative", why, most, hard=False)
    if "only" not in pieces(source) and (alone := _ONLY.findall(line)):
        yield finding("superlative", why, alone, hard=False)
    found = _superlatives(line)
    if found and not theirs:
        yield finding("superlative", why, found, hard=hard)
    held = set(content(source)) if found else set()
    if theirs and (strange := [word for word in found if not set(content(word)) & held]):
        yield finding("superlative", why, strange, hard=False)


def _superlatives(text: str) -> list[str]:
    found = (match[0] for match in _SUPERLATIVE.finditer(text))
    return [word for word in found if word.casefold() not in _NO_SUPERLATIVE]

"""On which side of a quantity a text is: "over", "under", "about"."""

import re

_OVER = re.compile(
    r"\b(?:more than|over|above|at least|exceed\w*|upwards? of|no (?:less|fewer) than"
    r"|past|older than|beyond|north of|greater than|minimum of)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:less than|fewer than|under|below|at most|within|up to|no more than|not more than"
    r"|younger than|short of|maximum of|south of)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|approximately|close to|just over"
    r"|just under|an estimated|circa)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?:or more|and (?:over|up|older|above))\b", re.IGNORECASE)
_LESS = re.compile(r"\s+(?:or (?:less|fewer|younger|under))\b", re.IGNORECASE)


def bound(text: str, start: int, end: int) -> str:
    """Return "over", "under" or "about" for the quantity that stands there, or ""."""
    before = text[max(0, start - 30) : start]
    over, under = _OVER.search(before), _UNDER.search(before)
    if _ABOUT.search(before):
        return "about"
    if over and under:  # "no more than" holds "more than"
        return "over" if len(over[0]) > len(under[0]) else "under"
    if over or _MORE.match(text, end):
        return "over"
    return "under" if under or _LESS.match(text, end) else ""

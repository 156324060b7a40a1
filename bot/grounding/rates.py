"""In what time a quantity comes: "$340 a year", "$28 each month", "43 daily calls"."""

import re

_NAMES = {
    "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour", "h": "hour",
    "day": "day", "night": "night", "week": "week", "wk": "week", "month": "month",
    "mo": "month", "mth": "month", "quarter": "quarter", "qtr": "quarter", "year": "year",
    "yr": "year", "annum": "year", "decade": "decade", "hourly": "hour", "daily": "day",
    "nightly": "night", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year", "annual": "year", "p.a": "year", "pcm": "month",
}  # fmt: skip
_HOW_OFTEN = "hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually|annual"
_PERIOD = (
    r"(?P<period>minute|min|hour|hr|h|day|night|week|wk|month|mo|mth|quarter|qtr|year|yr"
    r"|annum|decade)\b(?![-'’]|\s+(?:ago|earlier|before|later|after|old|long|away|apart"
    r"|prior|into|longer|sooner|older|younger|more|less|from)\b)"
)
_EACH = rf"(?:(?:an?|per|each|every)[ -]+(?:single )?|/ ?){_PERIOD}"
_BEHIND = re.compile(
    rf"(?: ?(?=/)|[ ,-]{{1,2}}){_EACH}|[ ,(]{{1,2}}(?P<often>{_HOW_OFTEN}|p\.a|pcm)\b",
    re.IGNORECASE,
)
_GAP = (
    r"(?: +(?!(?:and|or|but|for|than|after|before|until|within|while|when|if|from|to|at|by"
    r"|half|quarter|once|twice|with|had|was|were|is|are|then|a|an|per|each|every|in|over)\b)"
    r"[a-z]+)"
)
_FARTHER = re.compile(
    rf"{_GAP}{{1,3}} {_EACH}|{_GAP}{{0,3}} (?:in|over) (?:an?|one|a single)"
    rf" {_PERIOD.replace('period', 'within')}"
    rf"|{_GAP}{{1,3}} (?P<often>{_HOW_OFTEN})\b"
)
_AHEAD = re.compile(
    rf"\b(?:(?P<often>{_HOW_OFTEN})(?: [a-z]+){{0,3}}"
    rf"|(?:each|every|per) {_PERIOD},?(?: [a-z]+){{0,4}}) $",
    re.IGNORECASE,
)
_NEAR = 60  # characters ahead of a quantity
_MENTIONS = {  # "over 12 months" is no time in which a thing comes, but for a year
    "minute": r"minute", "hour": r"hour|hourly|hr|60 minutes", "decade": r"decade",
    "day": r"day|daily|24 hours|mornings?|evenings?", "night": r"night|nightly|evenings?",
    "week": r"week|weekly|(?:7|seven)[ -]days?", "quarter": r"quarter|quarterly",
    "month": r"month|monthly|30[ -]days?",
    "year": r"year|yearly|annual(?:ly|ized|ised)?|annum|yr|(?:12|twelve)[ -]months?",
}  # fmt: skip
_MENTIONED = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in _MENTIONS.items()
}


def behind(text: str, end: int) -> str:
    """Return the time that stands right behind a quantity: "$340 a year" -> year."""
    return _named(_BEHIND.match(text, end))


def near(text: str, start: int, end: int) -> str:
    """Return the time that stands about a quantity, farther off: "monthly bills of $28"."""
    return _named(_FARTHER.match(text, end)) or _named(
        _AHEAD.search(text[max(0, start - _NEAR) : start])
    )


def _named(match: re.Match[str] | None) -> str:
    found = [name for name in match.groupdict().values() if name] if match else []
    return _NAMES[found[0].lower()] if found else ""


def mentioned(text: str) -> frozenset[str]:
    """Return the times that a text names at all."""
    return frozenset(name for name, words in _MENTIONED.items() if words.search(text))

"""What a query asks of its source besides trade and place: a language, years of practice.

A profile seldom says either, so they are met where it does and else unknown, and shown.
"""

import re

LANGUAGES = (
    "Arabic|Bengali|Cantonese|Chinese|Czech|Danish|Dutch|Finnish|French|German|Greek|Hebrew|"
    "Hindi|Hungarian|Italian|Japanese|Korean|Mandarin|Norwegian|Persian|Polish|Portuguese|"
    "Punjabi|Romanian|Russian|Spanish|Swahili|Swedish|Tagalog|Tamil|Thai|Turkish|Ukrainian|"
    "Urdu|Vietnamese|Welsh"
)
_SPOKEN = re.compile(
    rf"\b({LANGUAGES})[- ]speak(?:ing|ers?)\b|"
    rf"(?i:\b(?:fluent(?:ly)?(?: in)?|bilingual in|speaks?|must speak|answers? in|"
    rf"write in)) "
    rf"({LANGUAGES})\b"
)
_YEARS = re.compile(
    r"(?i)\b(?:at least |minimum (?:of )?|over |more than )?(\d{1,2})\+? ?(?:or more )?"
    r"(?:years?|yrs)[’']? (?:of )?(?:[\w-]+ )?(?:experience|practice|expertise|"
    r"in (?:practice|"
    r"business|the (?:field|industry|trade|business)))"
)


def language(line: str) -> str:
    """Return the language a sentence wants its source to speak, or ""."""
    found = _SPOKEN.search(line)
    return (found[1] or found[2]) if found else ""


def years(line: str) -> int:
    """Return how many years of practice a sentence asks for, or 0."""
    found = _YEARS.search(line)
    return int(found[1]) if found else 0

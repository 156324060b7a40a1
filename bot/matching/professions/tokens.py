"""Words of a text, made plain: American spelling, no possessive, no dots in letters."""

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){1,5}[A-Za-z]\b\.?|(?:Ph|Psy|Pharm|Au|Ed|Sc)\. ?D\b\.?|Ph D\b|"
    r"[A-Za-z]&[A-Za-z]\b|&|[^\W_]+(?:['’][^\W_]{1,2}\b)?"
)
_JOIN = re.compile(r"[\s\-‐‑–'’®™*“”\"]*")
_PLAIN = (" ", "-", "")
_SPELLINGS = (
    ("advisor", "adviser"),
    ("counsell", "counsel"),
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("labour", "labor"),
    ("paed", "ped"),
    ("gynaec", "gynec"),
    ("anaesth", "anesth"),
    ("haemat", "hemat"),
    ("aesthetician", "esthetician"),
    ("orthopaed", "orthoped"),
    ("organis", "organiz"),
    ("dietician", "dietitian"),
    ("jeweller", "jeweler"),
    ("optimis", "optimiz"),
    ("ageing", "aging"),
)
_ONE = (
    ("men", "man"),
    ("wives", "wife"),
    ("ies", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
)
LONGEST = 30  # letters of a word that any table could have


def listed(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``gap``: more than a space or hyphen stands before it."""

    start: int
    end: int
    raw: str  # without dots and possessive
    low: str
    one: str  # singular of low
    gap: bool


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order."""
    out: list[Token] = []
    before = 0
    for m in _TOKEN.finditer(text):
        raw = m[0].replace(".", "").replace(" ", "")
        head, mark, _ = raw.replace("’", "'").partition("'")
        raw = head if mark else raw
        low, one = plain(raw) if len(raw) <= LONGEST else ("", "")
        start = m.start()
        joined = text[before:start] in _PLAIN or _JOIN.fullmatch(text, before, start)
        out.append(Token(start, m.end(), raw, low, one, not joined))
        before = m.end()
    return out


@lru_cache(maxsize=8192)
def plain(raw: str) -> tuple[str, str]:
    """Return a word in small letters and plain spelling, and its singular."""
    low = "i.t" if raw == "IT" else raw.lower()
    for said, meant in _SPELLINGS:
        low = low.replace(said, meant)
    return low, _singular(low)


def _singular(low: str) -> str:
    for many, one in _ONE:
        if low.endswith(many) and len(low) > len(many) + 1:
            return low[: -len(many)] + one
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and low != "s":
        return low[:-1]
    return low

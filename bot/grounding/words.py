"""Words of a text for comparing: folded, stemmed, without those that say nothing."""

import re
import unicodedata
from dataclasses import dataclass


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


LONGEST = 4000  # characters of a text that are looked at

_WORD = re.compile(r"[^\W_](?:[\w'’&-]*[^\W_])?")
_START = re.compile(r"(?:^|[.!?:;]['\"”’)\]]*\s|[\n\"“(•–—]\s*|^\s*[-*]\s+)\s*['\"“‘(]*$")
_APOSTROPHE = re.compile(r"['’]s?$")
_MIXED = re.compile(r"(?<![\d.,])(\d{1,4})\s?([¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])")  # "3½"
_SPLIT = re.compile(r"[-'’&/]")
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s")
_KEPT = 3  # letters that a stem keeps

FUNCTION = listed(
    "a about above across after again against all almost along already also although"
    " am among an and another any are around as at away be became because been before"
    " behind being below between both but by came can come could did do does done down"
    " during each either else even ever every few for from further get gets given go"
    " got had has have having he her here hers him his how i if in inside instead into"
    " is it its itself just least less let like made make many may me might mine more"
    " most much must my near neither never no nobody none nor not nothing now of off"
    " often on once one only onto or other others our ours out over own per perhaps"
    " quite rather same say says said seen shall she should since so some still such"
    " take than that the their theirs them then there these they this those though"
    " through till to told too toward towards under until up upon us very was way we"
    " were what when where whether which while who whom whose why will with within"
    " without would yes yet you your yours just nearly roughly versus vs compared"
    " according don doesn didn isn wasn always usually only"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    text: str
    start: int
    end: int
    first: bool  # of a sentence, a line or a quotation


def plain(text: str) -> str:
    """Return the part of a text that is looked at, in compatible letters."""
    text = _MIXED.sub(_decimal, text[:LONGEST])
    return unicodedata.normalize("NFKC", text)


def _decimal(match: re.Match[str]) -> str:
    return f"{int(match[1]) + unicodedata.numeric(match[2]):g}"


def words(text: str) -> list[Word]:
    """Return the words of a text; a hyphen or an apostrophe inside is part of one."""
    found = []
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        first = match.start() == 0 or bool(_START.search(before))
        found.append(Word(text=match[0], start=match.start(), end=match.end(), first=first))
    return found


def fold(word: str) -> str:
    """Return a word in small letters, without accents and the ending of a genitive."""
    apart = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", word)).casefold()
    return "".join(c for c in apart if not unicodedata.combining(c))


def parts(word: str) -> list[str]:
    """Return the folded pieces of a word that a hyphen or an apostrophe holds together."""
    return [piece for piece in _SPLIT.split(fold(word)) if piece]


def stem(word: str) -> str:
    """Return a folded word without a common English ending."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _KEPT:
            root = word.removesuffix(ending)
            root += "y" if ending in {"ies", "ied"} else ""
            twice = root[-2:-1] == root[-1:] and root[-1:] not in {"l", "s"}
            root = root[:-1] if twice and ending not in {"s", "es"} else root
            return root.removesuffix("e") if len(root) > _KEPT else root
    return word.removesuffix("e") if len(word) > _KEPT + 1 else word


def pieces(text: str) -> list[str]:
    """Return the folded pieces of all words of a text, in their order."""
    return [piece for word in words(text) for piece in parts(word.text)]


def content(text: str) -> list[str]:
    """Return the stems of the words that say something, without numbers."""
    kept = (p for p in pieces(text) if p not in FUNCTION and not p[:1].isdigit())
    return [stem(piece) for piece in kept if len(piece) > 1]


def stems(text: str) -> list[str]:
    """Return the stems of the words that say something, numbers too."""
    return [stem(piece) for piece in pieces(text) if piece not in FUNCTION]

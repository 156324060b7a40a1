"""What no honest line holds: links, contacts, markup, hidden letters, opaque runs."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from bot.grounding.finding import Finding, finding
from bot.grounding.words import LONGEST, plain
from bot.links import bare

_DOT = r"(?:\.|。|｡|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\s+dot\s+)"
_LINK = re.compile(
    r"\b[a-z][a-z0-9+-]{1,15}:/{1,3}[^\s]+|\bh[tx]{2}ps?\b\W{0,4}\w|(?<![\w.])www\d?\.\S+"
    r"|\b(?:mailto|tel|sms|data|javascript|slack|file|vbscript):\S+"
    r"|(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<!\w)//[\w-]+\.\w",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|＠|[\[({]\s?at\s?[\])}])\s?[\w-]{1,63}"
    rf"(?:{_DOT}[\w-]{{1,63}}){{1,5}}",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z_][\w.]{1,40}")
_PHONE = re.compile(
    r"(?<![\w.,])\+\s?\d[\d ().\-/]{6,20}\d(?!\d)"
    r"|(?<![\w.,/-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)"
    r"|(?<![\w.,/-])\d{3}[.-]\d{4}(?![\d-])|(?<![\w.,$£€])\(?0\d[\d ().\-/]{7,16}\d(?!\d)"
    r"|(?<![\w.,$£€])\d{9,15}(?!\w)"
)
MARKUP = re.compile(
    r"<[^<>\s\d=][^<>]{0,300}>?|<!|</|-->|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,7});"
    r"|@(?:here|channel|everyone)\b|!\[|\]\s?\(|\]\s?\[|^\s{0,3}\[[^\]\n]{1,80}\]:\s*\S"
    r"|`|~~~|\{\{|\{%|\{#|%\}|\}\}|\\u[0-9a-f]{4}|\[/?(?:INST|url|img|b)\b|<\||\$\{",
    re.IGNORECASE | re.MULTILINE,
)
_INJECTED = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:all |any |the |your )*(?:previous|prior"
    r"|above"
    r"|earlier)\b|\bsystem prompt\b|\byou are now\b|\bdeveloper mode\b"
    r"|\bas an ai language\b",
    re.IGNORECASE,
)
_RUN = re.compile(r"[^\s]{32,}")
_LETTERS = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
_HEX = re.compile(r"(?<![\w-])(?:0x)?[0-9a-fA-F]{16,}(?![\w-])")
_BYTES = re.compile(r"(?:%[0-9a-f]{2}){3,}|(?:\b[0-9a-f]{2}[ ,:]){11,}", re.IGNORECASE)
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC")
_SELECTORS, _MORE_SELECTORS = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)  # of variants
_BLANK = "\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2028\u2029\u2800"
_LONGEST_WORD = 40  # letters
_STACKED = 3  # combining marks on one letter
_CHANGES = 3  # between kinds of letters, from which a run is no word
_WORD = re.compile(r"[^\W\d_]+")


def hidden(text: str) -> Iterator[Finding]:
    """Yield letters that nobody sees, that turn the line round or pose as others."""
    text = text[:LONGEST]
    if text.isascii():
        unseen = [c for c in text if ord(c) < ord(" ") and c not in "\n\t\r"]
    else:
        unseen = [c for c in text if _unseen(c)]
    if unseen:
        codes = [f"U+{ord(c):04X}" for c in dict.fromkeys(unseen)]
        yield finding("opaque", "characters nobody sees", codes, hard=True)
    if text.isascii():
        return
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks >= _STACKED:
            yield finding("opaque", "marks heaped on a letter", hard=True)
            break
    mixed = [word for word in _WORD.findall(text) if len(_scripts(word)) > 1]
    if mixed:
        yield finding("opaque", "letters of two alphabets in a word", mixed, hard=True)


def _unseen(char: str) -> bool:
    if char in "\n\t\r":
        return False
    point = ord(char)
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return True
    return point in _SELECTORS or point in _MORE_SELECTORS or char in _BLANK


def _scripts(word: str) -> set[str]:
    found = set()
    for char in word:
        name = unicodedata.name(char, "")
        script = name.split(" ", 1)[0].removeprefix("FULLWIDTH").strip()
        if script in _SCRIPTS:
            found.add(script)
    return found


def foreign(text: str, held: str) -> Iterator[Finding]:
    """Yield words in an alphabet of which the held texts have no letter."""
    known = {script for word in _WORD.findall(held) for script in _alphabets(word)}
    strange = [w for w in _WORD.findall(text) if _alphabets(w) - known - {"LATIN"}]
    if strange:
        yield finding("opaque", "another alphabet", strange, hard=True)


def _alphabets(word: str) -> set[str]:
    if word.isascii():
        return {"LATIN"}
    named = (unicodedata.name(c, "?").split(" ", 1)[0] for c in word if c.isalpha())
    return {"LATIN" if n in {"FEMININE", "MASCULINE", "MICRO"} else n for n in named}


def outward(
    text: str, *, known: str = "", named: str = "", website: str = ""
) -> Iterator[Finding]:
    """Yield the links, contacts and markup in a text that the known one has not.

    ``named``: a text whose names with a dot, such as "Node.js", are no links.
    """
    here, called = (" ".join(held.casefold().split()) for held in (known, named))
    links, ours = [], website.casefold().split("//")[-1].strip("/").removeprefix("www.")
    for found in _links(text):
        link = found.rstrip(".,;:!?'\")’”")
        host = link.casefold().split("//")[-1].removeprefix("www.").rstrip("/")
        if host and (host == ours or _stands(link, called, alone=True)):
            continue
        if host and _stands(host, here):
            if not ours or not host.startswith(ours):
                yield finding("link", "of the fact, not of your site", [link], hard=False)
            continue
        links.append(link)
    if links:
        yield finding("link", "not in the profile", links, hard=True)
    contacts = [m[0] for p in (_MAIL, _PHONE, _HANDLE) for m in p.finditer(text)]
    if contacts := [c for c in contacts if " ".join(c.casefold().split()) not in here]:
        yield finding("contact", "not in the profile", contacts, hard=True)
    marks = [m[0] for m in MARKUP.finditer(text)]
    if marks:
        theirs = all(mark.casefold() in here for mark in marks)
        yield finding("markup", "not plain text", marks, hard=not theirs)
    if orders := [m[0] for m in _INJECTED.finditer(text)]:
        theirs = all(order.casefold() in here for order in orders)
        yield finding("instruction", "reads like an order", orders, hard=not theirs)
    runs = [run for run in _opaque(text) if run.casefold() not in here]
    if runs:
        yield finding("opaque", "cannot be read", runs, hard=True)


def _links(text: str) -> list[str]:
    places = [match.span() for match in _LINK.finditer(text)]
    whole = list(places)
    for start, end in bare.spans(text):
        if not any(a < end and start < b for a, b in whole):
            places.append((start, end))
    return [text[start:end] for start, end in sorted(places)]


def _stands(link: str, text: str, *, alone: bool = False) -> bool:
    """Say whether a link stands whole in a folded text; ``alone``: not within another."""
    ahead, behind = (r"[\w@/.-]", r"[\w/-]") if alone else (r"[\w-]", r"[\w-]")
    named = re.escape(link.casefold())
    return bool(re.search(rf"(?<!{ahead}){named}(?!{behind})", text))


def _opaque(text: str) -> Iterator[str]:
    for pattern in (_HEX, _BYTES):
        for match in pattern.finditer(text):
            if any(c.isdigit() for c in match[0]):
                yield match[0]
    for match in _RUN.finditer(text):
        if not match[0].isalpha() or len(match[0]) >= _LONGEST_WORD:
            yield match[0]
    for match in _LETTERS.finditer(text):
        kinds = [(c.isupper(), c.isdigit()) for c in match[0] if c.isalnum()]
        changes = sum(a != b for a, b in pairwise(kinds))
        if changes > _CHANGES and changes * 5 > len(kinds):
            yield match[0]


def cleaned(text: str) -> str:
    """Return a text without the letters nobody sees, as it is looked at."""
    return plain("".join(c for c in text[:LONGEST] if not _unseen(c)))

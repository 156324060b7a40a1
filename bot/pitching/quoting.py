"""A reporter's words, made fit to be repeated: one line, no links, nothing secret asked."""

import re
import unicodedata
from collections.abc import Iterable

from bot.links import bare

MOST = 300  # characters of a question that is repeated
_THERE = "(see the query)"  # in place of a link or an address
_CUT = "…"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_LONG = re.compile(r"\S{61,}")  # no word is so long
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|＠|[\[(]\s?at\s?[\])])\s?[\w-]{1,63}(?:(?:\.|\s?[\[(]\s?dot\s?[\])]"
    r"\s?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"[^\s<>]{0,40}://[^\s<>]*|\b(?:www\d?\.|mailto:|tel:|sms:|data:|javascript:)[^\s<>]+",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w$€£.,])(?:\+\s?\d|\(\d{3}\)|\d{3}[ .-](?=\d{3}[ .-]?\d{3,4})|0\d)"
    r"[\d ().\-/]{6,18}\d(?!\w)"
)
_MARKS = str.maketrans(dict.fromkeys("<>`{}[]|*~\\", " "))
_CALL = re.compile(r"@(?=here\b|channel\b|everyone\b|\w{2,})", re.IGNORECASE)


def safe(text: str, most: int = MOST) -> str:
    """Return words of a stranger on one line, without links, contacts and markup.

    At most so many characters, cut at a word.
    """
    text = _COMMENT.sub(" ", text[: 8 * most])
    text = "".join(c if _seen(c) else " " for c in text)
    text = bare.without(_LINK.sub(_THERE, _ADDRESS.sub(_THERE, text)), _THERE)
    text = _CALL.sub("", _LONG.sub(_CUT, _PHONE.sub(_THERE, text).translate(_MARKS)))
    text = " ".join(bare.without(text, _THERE).split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + _CUT


def titled(summary: str, most: int) -> str:
    """Return the title of a query; "" for one that is but the cut beginning of its text."""
    title = safe(summary, 2 * MOST)
    return "" if title.endswith(("...", _CUT)) else safe(title, most).rstrip(" .:;,")


def _seen(char: str) -> bool:
    return (char.isascii() and char.isprintable()) or unicodedata.category(
        char
    ) not in _UNSEEN


# what a person of the company must not be asked for, by a name for people
_SECRETS = {
    "bank details": r"bank(?:ing)? (?:details?|accounts?|information|data|statements?)"
    r"|account numbers?|routing numbers?|sort codes?|iban|swift codes?"
    r"|wire (?:transfer )?(?:details|instructions?)|(?:credit|debit) cards?(?: numbers?)?"
    r"|card numbers?|crypto wallets?|wallet address(?:es)?",
    "passwords or codes": r"pass ?(?:words?|codes?|phrases?)|log-?in (?:details?|data)"
    r"|log-?in credentials|(?:verification|one-time|recovery|two-factor|2fa) codes?"
    r"|api[ -]?keys?|(?:private|secret) keys?|seed phrases?",
    "identity papers": r"passports?|driver['’]?s?['’]? licen[cs]es?"
    r"|licen[cs]e (?:scans?|cop(?:y|ies))|id (?:cards?|scans?|documents?)"
    r"|(?:government|photo)[- ](?:issued )?(?:photo )?id"
    r"|identity (?:cards?|documents?|papers?)"
    r"|(?:scans?|cop(?:y|ies)|photos?|pictures?) of (?:your|the|his|her|their|an?)"
    r" (?:[\w'’-]+ ){0,3}?(?:licen[cs]e|id|passport|card)|social security(?: numbers?)?|ssn"
    r"|tax id(?: numbers?)?|date of birth|home address(?:es)?",
    "customer lists": r"(?:customer|client|patient|donor)s?['’]?"
    r" (?:lists?|databases?|records)"
    r"|lists? of (?:(?:all|your|the|its|their) )*(?:customers|clients|patients|donors)",
}
_FIGURES = (
    r"(?:revenues?|turnover|profits?|profit margins?|payroll|tax returns?|sales figures)"
)
_OWN = (
    r"(?:your|our|(?:the |an? )?(?:experts?|company|firm|business|source|owner)['’]s?"
    r"|last year['’]s)"
)
_VERB = (
    r"(?:send|share|give|provide|supply|upload|attach|confirm|enter|disclose|include|submit"
    r"|forward|e-?mail|need|needs|require|requires|want|wants|tell (?:us|me))"
)
_BETWEEN = (
    r"(?!how\b|what\b|why\b|when\b|tips\b|advice\b|about\b|on\b|whether\b)[\w'’-]+,?\s+"
)
_TOPIC = (  # what follows makes it a subject to write about
    r"(?![-\s]+(?:tips?|advice|polic(?:y|ies)|managers?|management|habits?|hygiene|security"
    r"|safety|rules?|mistakes?|protection|theft|fraud|leaks?|breach\w*|scams?|holders?"
    r"|growth|goals?|strateg\w+|debts?|rates?|rewards?|points|stuffing|fees?|perks?)\b)"
)


def _asking(what: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_OWN}\s+(?:[\w'’-]+\s+){{0,2}}?|{_VERB}\s+(?:{_BETWEEN}){{0,7}}?)"
        rf"(?:{what})\b{_TOPIC}",
        re.IGNORECASE,
    )


_PATTERNS = {name: _asking(what) for name, what in _SECRETS.items()} | {
    "revenue or other inner figures": re.compile(
        rf"\b{_OWN}\s+(?:[\w'’-]+\s+){{0,2}}?{_FIGURES}\b{_TOPIC}"
        rf"|\b{_FIGURES} (?:by|per) (?:customer|client)\b",
        re.IGNORECASE,
    )
}


def secrets(sentences: Iterable[str]) -> tuple[str, ...]:
    """Name what is asked for that no reporter needs; nothing for a mere subject."""
    text = "\n".join(sentence[:2000] for sentence in sentences)
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.search(text))

"""Lines that end an item by saying until when: "Answer by Sep 17th", "Oct 5, 2:00 PM"."""

import re
from datetime import UTC, datetime

from bot import deadlines

_DUE = re.compile(
    r"^\W{0,4}(?:external link\s{1,3})?(?:(?:answer|view|submit|respond|reply|pitch)"
    r"(?: it)? by|deadline|due(?: by| date)?|closing date|closes(?: on)?)\b[ \t]{0,3}[:–-]?"
    r"[ \t]{0,3}(?P<due>\S.{0,160}?)"
    r"(?P<way>\s[(<]?(?:https?://|www\.)\S{1,2500}|\s\S{1,100}@\S{1,100})?\s*$",
    re.IGNORECASE,
)
DATE = re.compile(
    r"^\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s)?(?:jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? 20\d\d)?"
    r"(?:,? (?:at )?\d{1,2}(?::\d\d)? ?[ap]m\b.{0,12})?\s*$",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(r"(?:asap|today|urgent|ongoing|rolling)\b", re.IGNORECASE)
_CALENDAR = "jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun"
_NAMES = frozenset(_CALENDAR.split(" "))
_SAID = (
    "am pm a p m at by on of the in about st nd rd th end day cob eod eob noon midnight"
    " today tonight tomorrow asap urgent ongoing rolling hour hours minutes days left"
    " from now time standard daylight eastern pacific central mountain british london"
    " sydney before o clock close business morning afternoon evening days week weeks an"
    " this next uk us"
)
_WORDS = frozenset(_SAID.split(" "))
_ZONE = 4  # letters of a time zone
_ANCHOR = datetime(2026, 1, 1, tzinfo=UTC)  # any: only whether it is a date counts


def said(line: str) -> str:
    """Return the deadline that a line ends an item with, "" if it is no such line."""
    found = _DUE.match(line)
    if found is None:
        return ""
    due = found["due"].strip()
    if any(not _of_dates(word) for word in re.findall(r"[^\W\d_]+", due)):
        return ""
    moment = deadlines.read(due, _ANCHOR)
    return due if moment.at or DATE.match(due) or _AT_ONCE.match(due) else ""


def _of_dates(word: str) -> bool:
    """Whether a word is one of those that deadlines are made of."""
    low = word.lower()
    return low in _WORDS or low[:3] in _NAMES or (word.isupper() and len(word) <= _ZONE)

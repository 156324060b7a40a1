"""Whether two queries name the same outlet and the same reporter."""

import re
import unicodedata
from enum import Enum

from bot.domain import Query
from bot.fields import URL

_LONGEST = 300  # characters of a name that are looked into
_NO_NAMES = (
    "anonymous anon tbd tba na none freelance freelancer freelancewriter confidential "
    "various unknown undisclosed notdisclosed withheld multiple multipleoutlets "
    "google googleforms docsgoogle forms gmail"
)
_SECRET = frozenset(_NO_NAMES.split())
_ADDED = re.compile(
    r"\b(?:the|an?|magazine|mag|newspaper|online|blog|website|podcast|official|inc|llc|ltd)\b"
)
_DOMAIN = re.compile(
    r"(?:www\.)?([a-z0-9-]{2,60})"
    r"\.(?:com|org|net|co\.uk|uk|co|io|us|ca|au|tv|fm|news|info|biz|de)\b"
)
_ALIAS = re.compile(r"^(?:reply\+|query-|send\+)", re.IGNORECASE)
_FEWEST = 3  # letters of an outlet that may be a part of another's name


class Kin(Enum):
    """How two names stand to each other."""

    SAME = "same"
    UNKNOWN = "unknown"  # one is not told, or one is a part of the other
    OTHER = "other"


def name(text: str) -> str:
    """Return a name without case, accents, marks and words that come and go."""
    text = unicodedata.normalize("NFKD", URL.sub(" ", text[:_LONGEST])).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _DOMAIN.sub(r"\1", text).replace("&", " and ").replace("'", "").replace("’", "")
    text = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", text)
    words = re.findall(r"[^\W_]+", text)
    kept = _ADDED.sub(" ", " ".join(words)).split()
    return " ".join(kept or words)


def outlet(query: Query) -> str:
    """Return the outlet's plain name, "" where it is not told."""
    told = name(query.outlet)
    if not told and query.outlet_url:
        found = _DOMAIN.search(query.outlet_url[:_LONGEST].casefold())
        told = name(found[1]) if found else ""
    secret = query.anonymous or told.replace(" ", "") in _SECRET or told == reporter(query)
    return "" if secret else told


def reporter(query: Query) -> str:
    """Return the reporter's plain name, "" where it is not told."""
    told = name(query.reporter)
    return "" if told.replace(" ", "") in _SECRET else told


def kin(one: str, two: str) -> Kin:
    """Compare two plain names."""
    if not one or not two:
        return Kin.UNKNOWN
    close_one, close_two = one.replace(" ", ""), two.replace(" ", "")
    if close_one == close_two:
        return Kin.SAME
    few, many = sorted((one.split(), two.split()), key=len)
    short, long = sorted((close_one, close_two), key=len)
    if len(short) >= _FEWEST and (set(few) <= set(many) or long.startswith(short)):
        return Kin.UNKNOWN
    return Kin.OTHER


def same_reporter(a: Query, b: Query) -> bool:
    """Whether both were sent by one person: one address of her own, or one full name."""
    own = a.reply_to.strip().casefold()
    if own and own == b.reply_to.strip().casefold() and not _ALIAS.match(own):
        return True
    told = reporter(a)
    return len(told.split()) > 1 and told == reporter(b)

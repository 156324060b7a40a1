"""What stands for one request alone: its alias, its page on a service."""

import re

from bot.domain import Query

_LONGEST = 2000  # characters of an address that are looked into
_ALIAS = re.compile(
    r"((?:reply\+|query-)[\w.-]{2,80})(?:@(?:[\w-]{1,60}\.){0,4}helpareporter\.(?:com|net))?",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(connectively\.us|featured\.com|helpareporter\.com|qwoted\.com|sourcebottle\.com)/"
    r"(?:[\w-]{1,40}/){0,4}(?:questions|opportunities|queries|query|source_requests|requests|"
    r"bylined-articles|call-?outs?)/([\w-]{6,200})(?![\w.%-])([^#]*)(#?)",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"(?:utm\w{0,30}|mc_[ce]id|fbclid|gclid|_hs\w{1,10}|trk)(?:=|\Z)", re.IGNORECASE
)
_TELLING = re.compile(r"[-_0-9]")  # a word alone names a kind of page
_SMALL = 3  # digits of a number that may count pages
_WORDS = (  # in the names of pages that show many requests
    "a active add advanced all and answer answers apply archive ask asked at browse "
    "by category close closed create current dashboard detail details edit expert "
    "experts expired featured filter find for form from here home in index info "
    "invite join journalist journalists latest list live log login me media mine more "
    "my new newest next now of on open opportunities opportunity or overview page "
    "pending pitch pitches popular preview previous queries query question questions "
    "recent reply request requests respond response responses results save saved "
    "search see send show sign signin signup source sources start submit the this to "
    "today top unanswered up urgent view views week your"
)
_GENERAL = frozenset(_WORDS.split())


def alias(query: Query) -> frozenset[str]:
    """Return the names under which a service takes answers to this request alone."""
    found = set()
    for text in (query.id, query.reply_to if "@" in query.reply_to else ""):
        written = _ALIAS.fullmatch(text.strip())
        if written:
            found.add(written[1].casefold())
    return frozenset(found)


def page(query: Query) -> str:
    """Return the page of a request on a service, "" if it may be one of many requests.

    Such are pages with a query string, and those named by general words alone.
    """
    found = _PAGE.search(query.reply_url[:_LONGEST])
    if not found or found[4] or not _TELLING.search(found[2]):
        return ""
    asked = [pair for pair in found[3].partition("?")[2].split("&") if pair]
    if not all(map(_TRACKING.match, asked)):
        return ""
    words = re.split(r"[-_]+", found[2].casefold())
    if all(w in _GENERAL or (w.isdecimal() and len(w) <= _SMALL) or not w for w in words):
        return ""
    return f"{found[1]}/{found[2]}".casefold()

"""The one address that an answer may go to, or why there is none."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import Card, Query
from bot.sources import SOURCES

ON_PAGE_ONLY = frozenset({"qwoted"})  # answered on the platform, whatever a mail prints
_ALSO = {"haro": ("helpareporter.net",)}  # domains that a newsletter's own mail lacks
_LOCAL = re.compile(r"[A-Za-z0-9_+=&'~-]+(?:\.[A-Za-z0-9_+=&'~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?")
_LAST = re.compile(r"[A-Za-z]{2,}|xn--[A-Za-z0-9-]+", re.IGNORECASE)
_LONGEST, _LOCAL_MOST, _LABEL_MOST = 254, 64, 63  # characters, RFC 5321
_PAGE = re.compile(r"https?://[\x21-\x7e]{1,1000}", re.IGNORECASE)
_ATOM = r"\w.!#$%&'*+/=?^`{|}~@-"  # what may stand beside a character of an address
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """``address`` is "" where there is none; ``why`` then says so."""

    address: str = ""
    verified: bool = False  # of the platform's own domain
    why: str = ""
    page: str = ""  # a web address where it is answered instead, or as well


def recipient(card: Card) -> Recipient:
    """Return the address of the card's own query, else of another copy of the request."""
    why = ""
    for query in (card.query, *card.also):
        if query.source in ON_PAGE_ONLY or not query.reply_to.strip():
            continue
        address = one_address(query.reply_to)
        if address:
            return Recipient(
                address=address,
                verified=_belongs(address, query.source),
                page=page(query),
            )
        why = why or "the digest prints no single plain address: look it up there"
    found = next(filter(None, map(page, (card.query, *card.also))), "")
    if not why and any(q.source in ON_PAGE_ONLY for q in (card.query, *card.also)):
        why = "this is answered on the platform, not by mail"
    why = why or "the digest prints no address"
    return Recipient(
        why=f"{why}; answer on its page: {found}" if found else why, page=found
    )


def one_address(text: str) -> str:
    """Return text if it is exactly one plain ASCII address, else "".

    No name before it, no second one, no quotes, no letter that only looks like another.
    """
    local, _, domain = text.rpartition("@")
    if not text.isascii() or len(text) > _LONGEST or len(local) > _LOCAL_MOST:
        return ""
    labels = domain.split(".")
    named = all(_LABEL.fullmatch(x) and len(x) <= _LABEL_MOST for x in labels)
    if not named or len(labels) < 2 or not _LAST.fullmatch(labels[-1]):  # noqa: PLR2004
        return ""
    return text if _LOCAL.fullmatch(local) else ""


def printed(address: str, text: str) -> bool:
    """Say if an address stands in a digest's text, letter for letter and not as part.

    One that a wrap broke is still printed there.
    """
    letters = r"\s*".join(map(re.escape, address))
    return re.search(rf"(?<![{_ATOM}]){letters}(?![\w@-])", text) is not None


def addresses(card: Card) -> dict[str, bool]:
    """Return every address of a request, and whether it is the newsletter's own."""
    found = {}
    for query in (card.query, *card.also):
        if query.source not in ON_PAGE_ONLY and (address := one_address(query.reply_to)):
            found[address.lower()] = _belongs(address, query.source)
    return found


def page(query: Query) -> str:
    """Return where a query is answered on the web, "" for nowhere or no plain address."""
    found = query.reply_url.strip()
    return found if _PAGE.fullmatch(found) else ""


def one_line(text: str) -> str:
    """Return text as one line that a header may hold.

    The email package reads an encoded word in what it is given to write, and writes the
    line end that such a word may hide: so none may be left in it.
    """
    return " ".join(seen(text).split()).replace("=?", "= ?")


def seen(text: str) -> str:
    """Return text without characters that act on a screen or on a header."""
    return "".join(_visible(text))


def _visible(text: str) -> Iterator[str]:
    for letter in text:
        if letter in "\n\t" or unicodedata.category(letter) not in _UNSEEN:
            yield letter
        elif unicodedata.category(letter) in {"Zl", "Zp"} or letter in "\r\v\f\x85":
            yield "\n"


def _belongs(address: str, source: str) -> bool:
    """Say if an address is of the domain that its newsletter gives to answers."""
    domain = address.rpartition("@")[2].lower()
    own = SOURCES[source].domains if source in SOURCES else ()
    return any(
        domain == name or domain.endswith(f".{name}")
        for name in (*own, *_ALSO.get(source, ()))
    )

"""Values of printed labels: addresses, links, outlets; and ids made from them."""

import re
import unicodedata

from bot.domain import digest_of

ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,60}){1,5}")
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)
_BROKEN_ALIAS = re.compile(r"\breply\+[\w\s-]{1,80}?@[\w.-]{3,100}", re.IGNORECASE)
_OUTLET_URL = re.compile(
    r"^(?P<outlet>.*?)\s*\(?\s*<?(?P<url>(?:https?://|www\.)[^\s<>]+?)>?\s*\)?$",
    re.IGNORECASE,
)
_LONGEST = 1000  # characters of an outlet that are looked into
_FORM = re.compile(
    r"\b(?:forms\.gle|docs\.google\.com/forms|typeform|jotform|airtable)\S*", re.IGNORECASE
)
_BARE = re.compile(r"^\s*[\w-]{1,60}(?:\.[\w-]{2,60}){1,4}(?:/\S{0,500})?\s*$")
# A word that belongs to an address or a link.
WAY = re.compile(
    r"@|://|^www\.|^[(<\[]|^reply\+|^[\w-]+(?:\.[\w-]{2,})+(?:/\S*)?$", re.IGNORECASE
)


def address(text: str) -> str:
    """Return the first address in text, also an alias a wrap broke, "" without one."""
    alias = _BROKEN_ALIAS.search(text)
    found = ADDRESS.search("".join(alias[0].split()) if alias else text)
    return found[0].rstrip(".") if found else ""


def link(text: str) -> str:
    """Return the first web address in text as printed, "" without one.

    A text that is one bare "muckrack.com/name" is a web address too.
    """
    found = URL.search(text) or _BARE.match(text)
    return found[0].strip().rstrip(".,;)]'") if found else ""


def form(text: str) -> str:
    """Return the first link to a form in text, "" without one."""
    found = _FORM.search(text)
    if not found:
        return ""
    whole = next((u[0] for u in URL.finditer(text) if found[0] in u[0]), found[0])
    return whole.rstrip(".,;)]'")


def outlet(text: str) -> tuple[str, str]:
    """Split "A&E (https://www.aetv.com/crime)" into the name and the link."""
    found = _OUTLET_URL.match(text) if len(text) < _LONGEST else None
    if found is None or "(" in found["url"].replace("(", "", found["url"].count(")")):
        return text, ""
    return found["outlet"].rstrip(" (-–—"), found["url"].rstrip(".,;)")


def alias(reply_to: str) -> str:
    """Return the local part of an address a newsletter made for one query."""
    return reply_to.split("@", maxsplit=1)[0].lower()


def hashed(source: str, reply_to: str, summary: str) -> str:
    """Return an id that is stable across editions and wrapping."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", summary).casefold())
    return f"{source}-{digest_of(reply_to.lower(), ' '.join(words))}"

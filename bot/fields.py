"""Values of printed labels: addresses, links, outlets; and ids made from them."""

import re
import unicodedata

from bot.domain import digest_of

_ATOM = r"\w.!#$%&'*+/=?^`{|}~-"  # what RFC 5322 lets stand before the @
_DOMAIN = r"@[\w-]{1,100}(?:\.[\w-]{1,60}){1,5}"
ADDRESS = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,100}}{_DOMAIN}")
_WHOLE = re.compile(rf"(?<![{_ATOM}])[{_ATOM}]{{1,100}}{_DOMAIN}")
_QUOTES = "'*`|=/.?"  # before an address these are somebody's marks around it
_ALIAS = re.compile(
    r"(?:reply\+|query-)[^@\s]{1,100}@(?:[\w-]{1,60}\.){0,4}helpareporter\.(?:com|net)",
    re.IGNORECASE,
)
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
_TITLE = 120  # characters
_SENTENCE = re.compile(r".{30,400}?[.?!](?=\s)", re.DOTALL)
_BARE = re.compile(r"^\s*[\w-]{1,60}(?:\.[\w-]{2,60}){1,4}(?:/\S{0,500})?\s*$")
# A word that belongs to an address or a link.
WAY = re.compile(
    r"@|://|^www\.|^[(<\[]|^reply\+|^[\w-]+(?:\.[\w-]{2,})+(?:/\S*)?$", re.IGNORECASE
)


def address(text: str) -> str:
    """Return the first address in text as printed, "" without one.

    An alias that a wrap broke is one too; an address within a web address is the last
    that is looked for.
    """
    broken = _BROKEN_ALIAS.search(text)
    text = "".join(broken[0].split()) if broken else text
    found = _WHOLE.search(URL.sub(" ", text)) or ADDRESS.search(text)
    return found[0].rstrip(".").lstrip(_QUOTES) if found else ""


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


def title(text: str) -> str:
    """Return a title for a text that has none: its first sentence, cut at a word."""
    words = " ".join(text[: 4 * _TITLE].split())
    sentence = _SENTENCE.match(words)
    words = sentence[0].strip() if sentence else words
    if len(words) <= _TITLE:
        return words
    cut = words[: _TITLE + 1].rpartition(" ")[0] or words[:_TITLE]
    return cut.rstrip(" ,;:-–—") + " ..."


def key(source: str, reply_to: str, summary: str) -> str:
    """Return the id of a query: its alias, where HARO made one for it, else a hash.

    An alias stands for one query; a reporter's own address stands for all of hers.
    """
    if _ALIAS.fullmatch(reply_to):
        return reply_to.split("@", maxsplit=1)[0].lower()
    return hashed(source, reply_to, summary)


def hashed(source: str, reply_to: str, summary: str) -> str:
    """Return an id that is stable across editions and wrapping."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", summary).casefold())
    return f"{source}-{digest_of(reply_to.lower(), ' '.join(words))}"

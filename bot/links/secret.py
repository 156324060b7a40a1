"""What in a link is secret: names of parameters, ways to a login, tokens.

Everything is looked at decoded; what lies too deep in encodings counts as secret.
"""

import re
from urllib.parse import quote, unquote

_DEPTH = 6  # encodings or redirectors within each other
_LONG = 20  # characters of a run that is no word
_SHORT_NUMBER = 4  # digits, of a year or a page
_SHORTEST = 6  # characters of a code that is sent by mail
_JWT_LONG = 40
PARTS = re.compile(
    r"(?P<scheme>[\w+.-]{0,40}:/{2})?(?P<site>[^/?#\\]*)(?P<path>[^?#]*)"
    r"(?P<query>\?[^#]*)?(?P<fragment>#.*)?",
    re.DOTALL,
)
_SECRET = re.compile(
    r"token|secret|passw|pwd|jwt|session|magic|signature|hmac|credential|bearer"
    r"|api_?key|auth(?!or)|log[-_]?in|signin|sdata|nonce|ticket|saml|access_?(?:code|key)"
    r"|(?:^|[_.\-\[])(?:(?:j|php)?sess\w{0,4}|key|sig|code|sid|sso|pass|pin|hash|otp)\]?$"
    r"|(?-i:[a-z](?:Key|Sig|Code|Hash|Otp)$)",
    re.IGNORECASE,
)
_ENTRY = re.compile(  # a path that leads to a login; what follows it is a token
    r"magic(?:[-_]?(?:link|log-?in|sign-?in))?s?|log-?in|sign-?in|auth|sso|otp|tokens?"
    r"|verify|verification|confirm|confirmation|activate|activation|sessions?|unsubscribe"
    r"|reset(?:[-_]?password)?|password[-_]?(?:reset|less)|passwordless|one-?time"
    r"|verify-?email|email-?verify",
    re.IGNORECASE,
)
_PARAMETER = re.compile(r"(?:^|[?&;#/])([^?&;#=/\s]+)=[^&;#\s]")
_USER = re.compile(r"://[^/?#\s@]*@")
_JWT = re.compile(r"(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*")
_AND = re.compile(r"&(?:amp;)+|&#(?:38|x26);", re.IGNORECASE)
_EQUALS = re.compile(r"&#(?:61|x3d);|&equals;", re.IGNORECASE)
WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def plain(text: str) -> str:
    """Return text with all percent encodings undone, "" within too many of them."""
    for _ in range(2 * _DEPTH):
        if "%" not in text or (decoded := unquote(text)) == text:
            return entities(text)
        text = decoded
    return "?token=x"  # nobody sends such a link who means well


def entities(link: str) -> str:
    """Undo HTML's and quoted-printable's writing of & and =."""
    link = _EQUALS.sub("=", _AND.sub("&", link))
    return link.replace("=3D", "=") if "=3D" in link else link


def enters(path: str) -> bool:
    """Whether a decoded path leads through a login."""
    return any(map(_ENTRY.fullmatch, path.split("/")))


def leaks(decoded: str) -> bool:
    """Whether a decoded link, path or value holds anything secret."""
    if any(map(names_one, _PARAMETER.findall(decoded))):
        return True
    path = re.split("[?#]", decoded, maxsplit=1)[0]
    return bool(_USER.search(decoded) or has_jwt(decoded) or _path(path) != path)


def names_one(name: str) -> bool:
    return bool(_SECRET.search(unquote(name)))


def without_jwt(text: str) -> str:
    """Return text without the signed tokens ("eyJ...") in it."""
    if "eyJ" not in text:
        return text
    return _JWT.sub(lambda m: "" if len(m[0]) >= _JWT_LONG else m[0], text)


def has_jwt(text: str) -> bool:
    return any(len(found[0]) >= _JWT_LONG for found in _JWT.finditer(text))


def part(link: str, name: str) -> str:
    found = PARTS.match(link)
    return (found[name] or "") if found else ""


def without(link: str) -> str:
    found = PARTS.match(link)
    if found is None:
        return link
    site = found["site"]
    if "@" in plain(site):
        site = plain(site).rpartition("@")[2]
    site = re.sub(r":(?!\d{1,5}$).*", "", site, flags=re.DOTALL)
    path, query, fragment = found["path"], found["query"] or "", found["fragment"] or ""
    entry = enters(plain(path))
    query = _query("?", query, entry=entry)
    if fragment[1:2] in {"/", "!"}:
        way, mark, rest = fragment.partition("?")
        fragment = _path(way) + _query("?", mark + rest, entry=entry)
    else:
        fragment = _query("#", fragment, entry=entry)
    return f"{found['scheme'] or ''}{site}{_path(path)}{query}{fragment}"


def _query(mark: str, query: str, *, entry: bool) -> str:
    """Return parameters without the secret ones, ``mark`` before them if any are left."""
    kept = ""
    for sign, piece in re.findall(r"([?&;#]|^)([^?&;#]*)", query):
        stays = _parameter(piece, entry=entry)
        if stays is not None:
            kept += (sign if kept else mark if sign else "") + stays
    return kept if len(kept) > 1 or kept == query else ""


def _parameter(piece: str, *, entry: bool) -> str | None:
    """Return one parameter as it may stay, None if it is secret."""
    name, equals, value = piece.partition("=")
    decoded = plain(value if equals else name)
    if (equals and names_one(name)) or has_jwt(decoded):
        return None
    if not equals:
        return None if entry and is_token(decoded) else piece
    if not (leaks(decoded) or leaks(f"?{decoded}")):
        return piece
    if not decoded.startswith("/") and not WEB.match(decoded):
        return None
    safe = without(decoded)
    return None if leaks(plain(safe)) else f"{name}={quote(safe, safe='')}"


def _path(path: str, *, entry: bool = False) -> str:
    """Return a path without the tokens that stand behind the name of a login."""
    kept: list[str] = []
    for segment in path.split("/"):
        decoded = plain(segment)
        if "/" in decoded:
            inner = _path(decoded, entry=entry)
            kept.append(segment if inner == decoded else inner)
            entry = entry or enters(decoded)
            continue
        names = [part.partition("=") for part in decoded.split(";")]
        bad = any(equals and value and names_one(name) for name, equals, value in names)
        if bad and len(names) > 1 and "=" not in names[0]:
            kept.append(names[0][0])
        elif not (bad or has_jwt(decoded) or (entry and is_token(decoded))):
            kept.append(segment)
        entry = entry or bool(_ENTRY.fullmatch(decoded))
    return "/".join(kept)


def is_token(text: str) -> bool:
    """Whether a piece of a path is a token, and not words or a short number."""
    parts = re.split(r"[-_.]", text)
    if all(
        (p.isalpha() and p in {p.lower(), p.title()})
        or (p.isdigit() and len(p) <= _SHORT_NUMBER)
        for p in parts
    ):  # fmt: skip
        return max(map(len, parts)) >= _LONG or text.isdigit()
    return len(text) >= _SHORTEST

"""How a link goes on behind a line end, a blank line, or a space that broke it."""

import re

from bot.links import secret

RUN = re.compile(r'(?:[^\s<>"]|(?<==)<[A-Z][A-Z_-]{2,40}>)+')
NEXT = re.compile(  # quote marks, indentation and blank lines are a forwarder's
    r"(?P<gap>[ \t\xa0]{0,8}+(?:\n[ \t\xa0>|]{0,40}+){1,4}+|[ \t]{1,3}+)"
    rf"(?P<run>{RUN.pattern})(?P<alone>[ \t]*(?:[>)|\n]|$))?"
)
URLISH = re.compile(r"[/_.%=&?\d-]")
_COLUMNS = range(50, 111)  # how long a line is that a forwarder broke
_LONG = 20  # characters of a run that is no word
_SHORTEST = 6  # characters of a piece that is looked at
_OFTEN = 8  # a random text changes between letters and digits once in so many
_INNARDS = re.compile(r"\w=|&\w|%[0-9A-Fa-f]{2}|\?\w")
_NO_WORD = re.compile(r"[\d_%=&]|[a-z][A-Z]|-.*-")
_SIGNS = re.compile(r"[?#;%=@\\]|:[^/\d]")
_WORDS = (
    *("eyj", "magic", "login", "log-in", "signin", "sign-in", "auth", "token", "verif"),
    *("confirm", "reset", "sess", "sso", "otp", "one-time", "passw", "activat", "unsub"),
    *("urldefense", "awstrack"),
)
_ADDRESS = re.compile(r"[\w.+-]{1,100}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}[.,;)]?")
_IN_SITE = re.compile(r"://[^/?#@]{0,300}\Z")
_POINTS = ".,;:!?'|`"
_TOKEN = re.compile(r"[\w.~+/=%-]+")
_CHUNK = re.compile(r"[A-Za-z0-9]+")
_TURN = re.compile(r"[A-Za-z](?=\d)|\d(?=[A-Za-z])|[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])")
_TO_NAME = re.compile(  # the end of a value, and the name behind it
    r"(?P<value>[\w.~+/=%-]{0,4000}+)&(?:amp;)?(?P<name>[\w.-]{0,40}+)(?P<equals>=|%3D)?"
)
_SLUG = re.compile(r"-?[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,40}-?")


def suspect(link: str) -> bool:
    """Whether a link could hold a secret or another link: most hold neither."""
    if _SIGNS.search(link):
        return True
    folded = link.lower()
    return any(word in folded for word in _WORDS)


def random(text: str, *, least: int = 3) -> bool:
    """Whether a text is nothing but a token or a piece of one, and no words.

    ``least`` counts the changes of case that it has where no digit is in it.
    """
    if len(text) < _SHORTEST or not _TOKEN.fullmatch(text):
        return False
    if text.endswith("=="):
        return True
    turns = [len(_TURN.findall(chunk)) for chunk in _CHUNK.findall(text)]
    most = max(turns, default=0) + ("-_" in text or "_-" in text)
    least = 2 if re.search(r"\d", text) else least
    return most >= least and sum(turns) * _OFTEN + _OFTEN >= len(text)


def belongs(
    whole: str, part: str, *, sure: bool, column: int, alone: bool, ends: int
) -> bool:
    """Whether a run goes on with a link that holds, or leads to, a secret.

    ``ends`` counts the line ends between them; ``column`` is where the line broke off.
    """
    if not suspect(whole + part):
        return False
    if _ADDRESS.fullmatch(part) and not (sure or _IN_SITE.search(whole)):
        return False
    broken = column in _COLUMNS
    if ends != 1 and not sure:
        return _far(whole, part, broken=broken, alone=alone, ends=ends)
    within = _open(whole)
    if within and (
        sure
        or _NO_WORD.search(part)
        or len(part) >= _LONG
        or random(part)
        or (within == "value" and alone and broken)
    ):
        return True
    inner = sure or _INNARDS.search(part) or whole[-2:].count("%")
    slug = alone and broken and (whole[-1:] in "-_=" or "-" in part)
    if not secret.leaks(secret.plain(whole + part)):
        return False
    proves = URLISH.search(part) and not secret.leaks(secret.plain(whole))
    return bool(inner or slug or proves)


def _far(whole: str, part: str, *, broken: bool, alone: bool, ends: int) -> bool:
    """Whether a run that stands behind a blank line or a space goes on with a link."""
    within = _open(whole)
    if within and _rest_of_value(
        part.rstrip(_POINTS),
        next_to=ends > 0 or whole[-1:] == "=",
        least=2 if random(re.split("[=/]", whole)[-1]) else 3,
    ):
        return True
    if ends == 0:
        return False
    holds = secret.leaks(secret.plain(whole))
    if not holds:
        named = "=" in part and re.search("[?&;#%]", whole[-2000:] + part)
        return bool(named or random(re.split("[/?]", part)[-1])) and secret.leaks(
            secret.plain(whole + part)
        )
    if "%" in whole[-2:] or re.search(r"%[0-9A-Fa-f]{2}|&[\w.-]{1,40}=", part):
        return True
    slug = alone and broken and not within and _SLUG.fullmatch(part)
    return bool(slug and (whole[-1:] == "-" or part[:1] == "-" or part.count("-") > 1))


def _rest_of_value(part: str, *, next_to: bool, least: int) -> bool:
    """Whether a run is a token, or the end of one with the next parameter behind it."""
    if next_to and random(part, least=least):
        return True
    found = _TO_NAME.match(part)
    return bool(
        found and (found["equals"] or (found.end() == len(part) and random(found["value"])))
    )


def _open(link: str) -> str:
    """Say in what secret a link breaks off: a "value", the token of a "path", or ""."""
    text = secret.plain(link)
    tail = re.split("[?&;#]", text[-2000:])[-1]
    name, equals, _ = tail.partition("=")
    if equals and secret.names_one(name):
        return "value"
    segments = tail.split("/")
    if len(segments) > 1 and any(map(secret.enters, segments[:-1])):
        return "" if secret.enters(segments[-1]) else "path"
    site = secret.part(text, "site")
    user = re.search(r":[^/?#@]*[^\d/?#@]", site) and len(site) + 10 > len(text)
    return "value" if "eyJ" in tail or user else ""

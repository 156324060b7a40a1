"""Web addresses of a stranger's text, made safe to keep. Never raises, no network.

`clean` is the one place where this is done: everything behind `bot.mime` sees only
what it returns, so a login token stands in the raw mail and nowhere else.

A parameter ``key`` counts as a secret, everywhere.
"""

import re
from urllib.parse import quote

from bot.links import redirectors, secret

_DEPTH = 6  # encodings or redirectors within each other
_LONGEST = 8000  # characters of a link; of a longer one the host is kept
_PASSES = 4  # a link that was shortened may show another, in hostile texts
_WORK = 4000  # links and lines of one text that are looked at closely
_LINES = 60  # lines over which one link is put together again
_COLUMNS = range(50, 111)  # how long a line is that a forwarder broke
_LONG = 20  # characters of a run that is no word
_START = re.compile(  # begins with a set of characters, for speed
    r"[:wW/](?:(?<=:)//|(?<=[Ww])(?<![\w.@/-].)[Ww]{2}\.|(?<=\w/)(?=magic|login|signin|api/auth))"
)
_PLAIN_START = re.compile("://")  # where the text holds nothing else of those
_PATHS = ("/magic", "/login", "/signin", "/api/auth")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+-]{0,19}$")
_BARE = re.compile(r"[\w.-]{1,250}$")
_RUN = re.compile(r'(?:[^\s<>"]|(?<==)<[A-Z][A-Z_-]{2,40}>)+')
_NEXT = re.compile(
    rf"[ \t]{{0,8}}\n[ \t]{{0,8}}(?:>[ \t]?){{0,12}}[ \t]{{0,8}}(?P<run>{_RUN.pattern})"
    r"(?P<alone>[ \t]*(?:[>)\n]|$))?"
)
_BRACKET = re.compile(r"[()\[\]{}]")
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_POINTS = ".,;:!?'|`"
_SIGNS = re.compile(r"[?#;%=@\\]|:[^/\d]")
_WORDS = (
    *("eyj", "magic", "login", "log-in", "signin", "sign-in", "auth", "token", "verif"),
    *("confirm", "reset", "sess", "sso", "otp", "one-time", "passw", "activat", "unsub"),
    *("urldefense", "awstrack"),
)
_ORPHAN = re.compile(  # a parameter whose link was not to be found
    r"(?P<lead>[?&#%](?:(?<=&)amp;|(?<=%)(?:25){0,5}(?:3F|26|23)|(?<!%)))(?P<name>[\w.\[\]-]{1,80})"
    r"(?:=(?:3D)?|%(?:25){0,5}3D)(?P<value>(?:<[A-Z][A-Z_-]{2,40}>)?[^\s&#<>\"]*)",
    re.IGNORECASE,
)
_INNARDS = re.compile(r"\w=|&\w|%[0-9A-Fa-f]{2}|\?\w")
_URLISH = re.compile(r"[/_.%=&?\d-]")
_NO_WORD = re.compile(r"[\d_%=&]|[a-z][A-Z]|-.*-")
_UNSAFE = re.compile(r"[\s<>\"`\\\x00-\x1f\x7f]")


def clean(text: str) -> str:
    """Return text with every web address freed of login tokens.

    Redirectors become their target where it stands in them; a link that lines were
    broken in is put together again if it holds a secret. A text without a link comes
    back as it is, and so does a cleaned one.
    """
    known: dict[str, str] = {}
    for _ in range(_PASSES):
        before, text = text, _cleaned(text, known)
        if text == before:
            break
    return text


def _cleaned(text: str, known: dict[str, str]) -> str:
    kept: list[str] = []
    at = work = 0
    start = _START if _starts_otherwise(text) else _PLAIN_START
    while found := start.search(text, at):
        begin = _begin(text, at, found)
        run = _RUN.match(text, begin)
        if run is None or run.end() < found.end():
            kept.append(text[at : found.end()])
            at = found.end()
            continue
        end = _closed(text, begin, run.end())
        if work > _WORK:
            kept += (text[at:begin], _site(text[begin:end]))
        else:
            link, end, lines = _together(text, begin, end)
            if link not in known:
                known[link] = _link(link)
            kept += (text[at:begin], known[link])
            work += lines + len(link) // 20
        at = end
    text = "".join(kept) + text[at:] if kept else text
    return _ORPHAN.sub(_without, secret.without_jwt(text))


def _starts_otherwise(text: str) -> bool:
    """Whether a link could begin without a scheme."""
    if any(path in text for path in _PATHS):
        return True
    rest = text.replace("/www.", "")
    return any(end in rest for end in ("ww.", "WW.", "Ww.", "wW."))


def _without(found: re.Match[str]) -> str:
    if not secret.names_one(found["name"]) or not found["value"]:
        return found[0]
    return "?" if found["lead"] == "?" else ""


def _begin(text: str, at: int, found: re.Match[str]) -> int:
    """Return where the link begins that was noticed by a piece of it."""
    if found[0] == "://":
        scheme = _SCHEME.search(text[max(at, found.start() - 20) : found.start()])
        return found.start() - len(scheme[0]) if scheme else found.start()
    if found[0] == "/":
        before = text[max(at, found.start() - 260) : found.start()]
        host = _BARE.search(before)
        return found.start() - len(host[0]) if host and "." in host[0] else found.start()
    return found.start()


def _closed(text: str, begin: int, end: int) -> int:
    """Return where a run ends as a link: at a bracket or quote that it did not open."""
    if begin and text[begin - 1] == "'" and (quoted := text.find("'", begin, end)) > 0:
        end = quoted
    if not _BRACKET.search(text, begin, end):
        return end
    depth = dict.fromkeys(_CLOSERS.values(), 0)
    for found in _BRACKET.finditer(text, begin, end):
        sign = found[0]
        if sign in depth:
            depth[sign] += 1
        elif depth[_CLOSERS[sign]]:
            depth[_CLOSERS[sign]] -= 1
        else:
            return found.start()
    return end


def _together(text: str, begin: int, end: int) -> tuple[str, int, int]:
    """Return the link, where it ends, and how many lines were looked at for it.

    It ends lines further down if it holds a secret.
    A part that only may belong to it is taken if one behind it proves that it does.
    """
    whole, stop = text[begin:end], end
    link = whole.rstrip(_POINTS)
    accepted, looked = (link, begin + len(link)), 1
    bracket = text[begin - 1] if begin else ""
    for looked in range(1, _LINES):  # noqa: B007 (it is returned)
        found = None if text.startswith("\n\n", stop) else _NEXT.match(text, stop)
        if found is None or "://" in found["run"][:30] or len(whole) > _LONGEST:
            break
        stop = _closed(text, found.start("run"), found.end("run"))
        part = text[found.start("run") : stop]
        enclosed = bracket in {"<", "("} and text[stop : stop + 1] in {">", ")"}
        alone = found["alone"] is not None or enclosed
        column = found.start() - text.rfind(
            "\n", max(0, found.start() - 200), found.start()
        )
        soft = whole.endswith("=") and ("=3D" in whole or "=3D" in part)
        whole = whole.removesuffix("=") if soft else whole
        if soft or _belongs(
            whole, part, sure=enclosed, broken=column in _COLUMNS, alone=alone
        ):
            points = len(part) - len(part.rstrip(_POINTS))
            accepted = (whole + part)[: len(whole) + len(part) - points], stop - points
        elif not (alone and _URLISH.search(part)):
            break
        whole += part
        if not alone or stop != found.end("run"):
            break
    return *accepted, looked


def _belongs(whole: str, part: str, *, sure: bool, broken: bool, alone: bool) -> bool:
    """Whether a line begins with the rest of a link that holds, or leads to, a secret."""
    if not _suspect(whole + part):
        return False
    within = _open(whole)
    if within and (
        sure
        or _NO_WORD.search(part)
        or len(part) >= _LONG
        or (within == "value" and alone and broken)
    ):
        return True
    inner = sure or _INNARDS.search(part) or whole[-2:].count("%")
    slug = alone and broken and (whole[-1:] in "-_=" or "-" in part)
    if not secret.leaks(secret.plain(whole + part)):
        return False
    proves = _URLISH.search(part) and not secret.leaks(secret.plain(whole))
    return bool(inner or slug or proves)


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


def _suspect(link: str) -> bool:
    """Whether a link could hold a secret or another link: most hold neither."""
    if _SIGNS.search(link):
        return True
    folded = link.lower()
    return any(word in folded for word in _WORDS)


def _link(link: str, depth: int = 0) -> str:
    """Return one link without its secrets, or its target."""
    if len(link) > _LONGEST:
        return _site(link)
    if not _suspect(link):
        return link
    text = secret.entities(link)
    target = redirectors.find(text) if depth < _DEPTH else ""
    if target:
        return _link(_UNSAFE.sub(lambda m: quote(m[0]), target), depth + 1)
    rebuilt = secret.without(text)
    done = link if rebuilt == text else rebuilt
    return _site(done) if secret.leaks(secret.plain(done)) else done


def _site(link: str) -> str:
    """Return a link's scheme and host: all that is kept where the rest is not safe."""
    head = link[:2000]
    host = re.match(r"[\w.-]{0,200}", secret.part(head, "site").rpartition("@")[2])
    return f"{secret.part(head, 'scheme')}{host[0] if host else ''}/"

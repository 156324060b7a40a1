"""Web addresses of a stranger's text, made safe to keep. Never raises, no network.

`clean` is the one place where this is done: everything behind `bot.mime` sees only
what it returns, so a login token stands in the raw mail and nowhere else.

A parameter ``key`` counts as a secret, everywhere.
"""

import re
from urllib.parse import quote

from bot.links import lines, redirectors, remembered, secret

_DEPTH = 6  # encodings or redirectors within each other
_LONGEST = 8000  # characters of a link; of a longer one the host is kept
_PASSES = 4  # a link that was shortened may show another, in hostile texts
_WORK = 4000  # links and lines of one text that are looked at closely
_LINES = 60  # lines over which one link is put together again
_START = re.compile(  # begins with a set of characters, for speed
    r"[:wW/%](?:(?<=:)//|(?<=[Ww])(?<![\w.@/-].)[Ww]{2}\.|(?<=\w/)(?=magic|login|signin|api/auth)"
    r"|(?<=[\s>|]/)/?(?=[\w-]{1,80}\.)|(?<=[Tt][Tt][Pp]%|[Tt][Pp][Ss]%)(?:25){0,5}3[Aa]%)"
)
_PLAIN_START = re.compile("://")  # where the text holds nothing else of those
_PATHS = ("/magic", "/login", "/signin", "/api/auth")
_ENCODED = re.compile(r"[A-Za-z]{3,5}%(?:25){0,5}3[Aa]%")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+-]{0,19}\Z")
_BARE = re.compile(r"[\w.-]{1,250}\Z")
_BRACKET = re.compile(r"[()\[\]{}]")
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_POINTS = ".,;:!?'|`"
_ORPHAN = re.compile(  # a parameter whose link was not to be found
    r"(?P<lead>[?&#%](?:(?<=&)amp;|(?<=%)(?:25){0,5}(?:3F|26|23)|(?<!%)))(?P<name>[\w.\[\]-]{1,80})"
    r"(?:=(?:3D)?|%(?:25){0,5}3D)(?P<value>(?:<[A-Z][A-Z_-]{2,40}>)?[^\s&#<>\"]*)",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"[\s<>\"`\\\x00-\x1f\x7f]")


def clean(text: str) -> str:
    """Return text with every web address freed of login tokens.

    Redirectors become their target where it stands in them; a link that lines were
    broken in is put together again if it holds a secret. A text without a link comes
    back as it is, and so does a cleaned one. Pieces of the secrets that were found go
    from the whole text.
    """
    known: dict[str, str] = {}
    secrets: dict[str, None] = {}  # in the order of the text
    for _ in range(_PASSES):
        before, text = text, _cleaned(text, known, secrets)
        if text == before:
            break
    return text


def _cleaned(text: str, known: dict[str, str], secrets: dict[str, None]) -> str:
    kept: list[str] = []
    at = work = 0
    start = _START if _starts_otherwise(text) else _PLAIN_START
    while found := start.search(text, at):
        begin = _begin(text, at, found)
        run = lines.RUN.match(text, begin)
        if run is None or run.end() < found.end():
            kept.append(text[at : found.end()])
            at = found.end()
            continue
        end = _closed(text, begin, run.end())
        if work > _WORK:
            kept += (text[at:begin], _site(text[begin:end]))
        else:
            link, end, looked = _together(text, begin, end)
            if link not in known:
                known[link] = _link(link)
                if known[link] != link:
                    secrets |= remembered.values(link, known[link])
            kept += (text[at:begin], known[link])
            work += looked + len(link) // 20
        at = end
    text = "".join(kept) + text[at:] if kept else text
    return remembered.without(secret.without_jwt(_without_orphans(text, secrets)), secrets)


def _starts_otherwise(text: str) -> bool:
    """Whether a link could begin without a whole scheme."""
    if "\n/" in text or text.count("//") > text.count("://"):
        return True  # a scheme stands on the line before
    if any(path in text for path in _PATHS):
        return True
    if "%" in text and ("ttp%" in (small := text.lower()) or "ttps%" in small):
        return True
    if any(odd in text for odd in ("WW.", "Ww.", "wW.")):
        return True
    return text.count("ww.") > text.count("/www.")


def _without_orphans(text: str, secrets: dict[str, None]) -> str:
    """Return text without secret parameters whose link was not to be found."""
    kept: list[str] = []
    at = work = 0
    for found in _ORPHAN.finditer(text):
        begin, end = found.span()
        if begin < at or not secret.names_one(found["name"]):
            continue
        rest = ""
        if work < _WORK and (end == len(text) or text[end] in " \t\n"):
            link, after, looked = _together(text, begin, end)
            work += looked + len(link) // 20
            if after > end:
                link, end = f"?{link[len(found['lead']) :]}", after
                rest = _link(link).removeprefix("?")
                secrets |= remembered.values(link, rest)
        if end == found.end() and not found["value"]:
            continue
        lead = found["lead"] if rest else "?" if found["lead"] == "?" else ""
        kept += (text[at:begin], lead, rest)
        at = end
    return "".join(kept) + text[at:] if kept else text


def _begin(text: str, at: int, found: re.Match[str]) -> int:
    """Return where the link begins that was noticed by a piece of it."""
    if found[0] == "://" or found[0][0] == "%":
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
        found = lines.NEXT.match(text, stop)
        if found is None or "://" in found["run"][:30] or len(whole) > _LONGEST:
            break
        ends = found["gap"].count("\n")
        if not ends and "=" not in whole and not lines.suspect(whole):
            break
        stop = _closed(text, found.start("run"), found.end("run"))
        part = text[found.start("run") : stop]
        enclosed = bracket in {"<", "("} and text[stop : stop + 1] in {">", ")"}
        alone = found["alone"] is not None or enclosed
        column = found.start() - text.rfind(
            "\n", max(0, found.start() - 200), found.start()
        )
        soft = ends == 1 and whole.endswith("=") and ("=3D" in whole or "=3D" in part)
        whole = whole.removesuffix("=") if soft else whole
        if soft or lines.belongs(
            whole, part, sure=enclosed and ends > 0, column=column, alone=alone, ends=ends
        ):
            points = len(part) - len(part.rstrip(_POINTS))
            accepted = (whole + part)[: len(whole) + len(part) - points], stop - points
        elif not (ends and alone and lines.URLISH.search(part)):
            break
        whole += part
        if stop != found.end("run"):
            break
    return *accepted, looked


def _link(link: str, depth: int = 0) -> str:
    """Return one link without its secrets, or its target."""
    if len(link) > _LONGEST:
        return _site(link)
    if not lines.suspect(link):
        return link
    if depth < _DEPTH and _ENCODED.match(link):
        text = _UNSAFE.sub(lambda m: quote(m[0]), secret.plain(link))
        done = _link(text, depth + 1)
        return link if done == text else done
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

"""Reads the part of Slack's mrkdwn that our own words use, into spans of plain text.

`*bold*`, `_italic_`, `~struck~`, `` `code` ``, links, mentions, dates and entities.
What Slack would not read as markup stays as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Text of one look. ``href`` is https or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    mention: bool = False
    href: str = ""


_TOKEN = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<live>[^<>\n]+)>"
    r"|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<struck>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_HREF = re.compile(r"https://[^\s<>\"'`\\]+\Z")


def spans(text: str) -> Iterator[Span]:
    """Yield what text says, in order; joined, it is all that a reader would see."""
    yield from _spans(text, Span(text=""))


def href(url: str) -> str:
    """Return url if it may be linked to, else ""."""
    return url if _HREF.match(url) else ""


def _spans(text: str, look: Span) -> Iterator[Span]:
    end = 0
    for token in _TOKEN.finditer(text):
        yield from _plain(text[end : token.start()], look)
        end = token.end()
        match token.lastgroup:
            case "code":
                yield replace(look, text=_decoded(token["code"]), code=True)
            case "live":
                yield _live(token["live"], look)
            case "bold":
                yield from _spans(token["bold"], replace(look, bold=True))
            case "italic":
                yield from _spans(token["italic"], replace(look, italic=True))
            case _:
                yield from _spans(token["struck"], replace(look, struck=True))
    yield from _plain(text[end:], look)


def _live(inside: str, look: Span) -> Span:
    target, _, label = inside.partition("|")
    if target.startswith("!date^"):
        return replace(look, text=_decoded(label))
    if target.startswith("!"):
        return replace(look, text=f"@{target[1:].split('^')[0]}", mention=True)
    if target[:1] in "@#":
        return replace(look, text=target[0] + (_decoded(label) or target[1:]), mention=True)
    url = _decoded(target)
    shown = _decoded(label) or url
    if url.startswith("mailto:") and label:
        shown = f"{shown} ({url.partition('?')[0]})"
    elif not href(url) and label:
        shown = f"{shown} ({url})"  # not a link here, so say where it would lead
    return replace(look, text=shown, href=href(url))


def _plain(text: str, look: Span) -> Iterator[Span]:
    if text:
        yield replace(look, text=_decoded(text))


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)

"""Turns messages of Block Kit into plain pieces that a page or a terminal can draw."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.reports import mrkdwn
from bot.reports.mrkdwn import Span

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a channel; ``thread`` holds the replies below it.

    ``text`` (mrkdwn) is shown where there are no blocks. ``at`` is shown in its own zone.
    """

    author: str
    at: datetime
    blocks: Sequence[Block] = ()
    thread: tuple["Message", ...] = ()
    text: str = ""


class Look(StrEnum):
    """How a piece stands on its line."""

    HEADER = "header"
    TEXT = "text"
    FIELD = "field"
    CONTEXT = "context"
    QUOTE = "quote"
    ITEM = "item"
    CODE = "code"
    BUTTONS = "buttons"
    DIVIDER = "divider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    label: str
    primary: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing to draw. ``mark`` is the bullet or number of a list item."""

    look: Look
    spans: tuple[Span, ...] = ()
    buttons: tuple[Button, ...] = ()
    mark: str = ""
    indent: int = 0


def pieces(message: Message) -> Iterator[Piece]:
    """Yield what the message shows, from top to bottom. Unknown blocks are named."""
    if not message.blocks:
        yield from _lines(message.text, Look.TEXT)
    for block in message.blocks:
        yield from _block(block)


def clock(at: datetime) -> str:
    """Write the time of day as Slack does."""
    half = "AM" if at.hour < 12 else "PM"  # noqa: PLR2004 (noon)
    return f"{at.hour % 12 or 12}:{at.minute:02} {half}"


def visible(text: str) -> str:
    """Make control characters visible and drop those that turn or hide text."""
    return "".join(map(_visible, text.replace("\r\n", "\n")))


_HIDDEN = dict.fromkeys((0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))
_BIDI = (range(0x202A, 0x202F), range(0x2066, 0x206A), range(0xE0000, 0xE1000))


def _visible(char: str) -> str:
    code = ord(char)
    if char in "\n\t":
        return char
    if code < 0x20:  # noqa: PLR2004 (C0; Unicode has pictures of them)
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004 (DEL)
        return "\u2421"
    if code in _HIDDEN or any(code in span for span in _BIDI):
        return ""
    if char in "\u2028\u2029":
        return "\n"
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cs", "Co"} else char


def _block(block: Block) -> Iterator[Piece]:  # noqa: C901 (one case a block)
    match block.get("type"):
        case "header":
            yield Piece(look=Look.HEADER, spans=(_whole(block.get("text")),))
        case "section":
            yield from _composed(block.get("text"), Look.TEXT)
            for one in block.get("fields", ()):
                yield from _composed(one, Look.FIELD)
            if accessory := block.get("accessory"):
                yield Piece(look=Look.BUTTONS, buttons=(_button(accessory),))
        case "context":
            for one in block.get("elements", ()):
                yield from _composed(one, Look.CONTEXT)
        case "rich_text":
            for one in block.get("elements", ()):
                yield from _rich(one)
        case "actions":
            buttons = tuple(map(_button, block.get("elements", ())))
            yield Piece(look=Look.BUTTONS, buttons=buttons)
        case "divider":
            yield Piece(look=Look.DIVIDER)
        case other:
            yield Piece(look=Look.TEXT, spans=(Span(text=f"[{other}]", code=True),))


def _composed(composition: Any, look: Look) -> Iterator[Piece]:  # noqa: ANN401 (JSON)
    if not isinstance(composition, Mapping):
        return
    if composition.get("type") == "mrkdwn":
        yield from _lines(str(composition.get("text", "")), look)
    elif composition.get("type") == "image":
        yield Piece(
            look=look, spans=(Span(text=visible(f"[{composition.get('alt_text')}]")),)
        )
    else:
        yield Piece(look=look, spans=(_whole(composition),))


def _lines(text: str, look: Look) -> Iterator[Piece]:
    """Read mrkdwn; neighbouring lines of one look are one piece."""
    plain: list[str] = []
    quoted: list[str] = []
    for line in [*visible(text).split("\n"), None]:
        inside = _unquoted(line)
        if quoted and inside is None:
            yield Piece(look=Look.QUOTE, spans=tuple(mrkdwn.spans("\n".join(quoted))))
            quoted = []
        if plain and (inside is not None or line is None):
            if joined := "\n".join(plain).strip("\n"):
                yield Piece(look=look, spans=tuple(mrkdwn.spans(joined)))
            plain = []
        if inside is not None:
            quoted.append(inside)
        elif line is not None:
            plain.append(line)


def _unquoted(line: str | None) -> str | None:
    for sign in (">", "&gt;"):
        if line is not None and line.startswith(sign):
            return line[len(sign) :].removeprefix(" ")
    return None


_RICH = {
    "rich_text_section": Look.TEXT,
    "rich_text_quote": Look.QUOTE,
    "rich_text_preformatted": Look.CODE,
}


_SAID = {
    "text": ("", "text", ""),
    "date": ("", "fallback", ""),
    "emoji": (":", "name", ":"),
    "user": ("@", "user_id", ""),
    "usergroup": ("@", "usergroup_id", ""),
    "channel": ("#", "channel_id", ""),
    "broadcast": ("@", "range", ""),
}
_MENTIONS = {"user", "usergroup", "channel", "broadcast"}


def _rich(element: Block) -> Iterator[Piece]:
    kind = str(element.get("type"))
    inside = element.get("elements", ())
    if kind == "rich_text_list":
        ordered, first = (
            element.get("style") == "ordered",
            int(element.get("offset", 0)) + 1,
        )
        for number, one in enumerate(inside, first):
            yield Piece(
                look=Look.ITEM,
                spans=tuple(_rich_spans(one.get("elements", ()))),
                mark=f"{number}." if ordered else "•",
                indent=int(element.get("indent", 0)),
            )
    elif kind in _RICH:
        yield Piece(look=_RICH[kind], spans=tuple(_rich_spans(inside)))
    else:
        yield Piece(look=Look.TEXT, spans=(Span(text=visible(f"[{kind}]"), code=True),))


def _rich_spans(elements: Sequence[Block]) -> Iterator[Span]:
    for element in elements:
        style = element.get("style") or {}
        text, url, mention = _said(element)
        yield Span(
            text=visible(text),
            bold=bool(style.get("bold")),
            italic=bool(style.get("italic")),
            struck=bool(style.get("strike")),
            code=bool(style.get("code")),
            mention=mention,
            href=mrkdwn.href(url),
        )


def _said(element: Block) -> tuple[str, str, bool]:
    """Return text, address and whether it is a mention."""
    kind = str(element.get("type"))
    if kind == "link":
        url = str(element.get("url", ""))
        return str(element.get("text") or url), url, False
    before, key, after = _SAID.get(kind, (f"[{kind}]", "", ""))
    return f"{before}{element.get(key, '')}{after}", "", kind in _MENTIONS


def _whole(composition: Any) -> Span:  # noqa: ANN401 (JSON)
    text = composition.get("text", "") if isinstance(composition, Mapping) else ""
    return Span(text=visible(str(text)))


def _button(element: Block) -> Button:
    text = _whole(element.get("text")).text or (
        "⋯" if element.get("type") == "overflow" else ""
    )
    return Button(
        label=text or visible(f"[{element.get('type')}]"),
        primary=element.get("style") == "primary",
        href=mrkdwn.href(str(element.get("url", ""))),
    )

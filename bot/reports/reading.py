"""Turns what Slack shows, in Block Kit, into plain pieces that can be drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from bot.reports import controls, mrkdwn
from bot.reports.controls import Block, Button, Field, Tick, whole
from bot.reports.mrkdwn import Span
from bot.reports.visible import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a channel; ``thread`` holds the replies below it.

    ``text`` (mrkdwn) is shown where there are no blocks. ``at`` is shown in its own zone.
    ``private``: one person sees it. ``menus``: say what its menus hold. ``names`` of
    people, by their Slack ids.
    """

    author: str
    at: datetime
    blocks: Sequence[Block] = ()
    thread: tuple["Message", ...] = ()
    text: str = ""
    private: bool = False
    menus: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A modal or App Home; ``errors`` are answers to its inputs, by block_id."""

    view: Block
    errors: Mapping[str, str] = field(default_factory=dict)
    menus: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> bool:
        return self.view.get("type") == "home"

    @property
    def title(self) -> str:
        return whole(self.view.get("title"))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What stands at its foot: how to leave it, how to send it."""
        close, submit = whole(self.view.get("close")), whole(self.view.get("submit"))
        left = Button(label=close or "Close")
        if self.home:
            return ()
        return (left, Button(label=submit, primary=True)) if submit else (left,)


Shown = Message | Window


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
    MENU = "menu"  # what a menu holds, in small print
    TICKS = "ticks"
    FORM = "form"  # one question of a modal
    DIVIDER = "divider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing to draw. ``mark`` is the bullet or number of a list item.

    ``buttons`` of a text stand beside it.
    """

    look: Look
    spans: tuple[Span, ...] = ()
    buttons: tuple[Button, ...] = ()
    ticks: tuple[Tick, ...] = ()
    field: Field | None = None
    mark: str = ""
    indent: int = 0


def pieces(shown: Shown) -> Iterator[Piece]:
    """Yield what it shows, from top to bottom. Unknown blocks are named."""
    for piece in _all(shown):
        if shown.menus or piece.look is not Look.MENU:
            yield _named(piece, shown.names)


def _all(shown: Shown) -> Iterator[Piece]:
    errors: Mapping[str, str] = {}
    if isinstance(shown, Window):
        blocks, errors = shown.view.get("blocks", ()), shown.errors
    else:
        blocks = shown.blocks
        if not blocks:
            yield from _lines(shown.text, Look.TEXT)
    for block in blocks:
        yield from _block(block, errors.get(str(block.get("block_id")), ""))


def _named(piece: Piece, names: Mapping[str, str]) -> Piece:
    """Put the names of people in place of their ids, as Slack does."""
    spans = (
        replace(span, text=f"@{visible(names[span.text[1:]])}")
        if span.mention and span.text[1:] in names
        else span
        for span in piece.spans
    )
    return replace(piece, spans=tuple(spans)) if names else piece


def clock(at: datetime) -> str:
    """Write the time of day as Slack does."""
    half = "AM" if at.hour < 12 else "PM"  # noqa: PLR2004 (noon)
    return f"{at.hour % 12 or 12}:{at.minute:02} {half}"


def _block(block: Block, error: str) -> Iterator[Piece]:
    match block.get("type"):
        case "header":
            yield Piece(look=Look.HEADER, spans=(Span(text=whole(block.get("text"))),))
        case "section":
            yield from _section(block)
        case "context":
            yield from _context(block.get("elements", ()))
        case "rich_text":
            for one in block.get("elements", ()):
                yield from _rich(one)
        case "actions":
            yield from _controls(block.get("elements", ()))
        case "input":
            yield Piece(look=Look.FORM, field=controls.field(block, error))
            if more := controls.opened(block.get("element") or {}):
                yield _small(more)
        case "divider":
            yield Piece(look=Look.DIVIDER)
        case other:
            name = visible(f"[{other}]")
            yield Piece(look=Look.TEXT, spans=(Span(text=name, code=True),))


def _section(block: Block) -> Iterator[Piece]:
    """Read text with what can be clicked beside it, and the fields below."""
    said = list(_composed(block.get("text"), Look.TEXT))
    beside = list(_controls([block["accessory"]])) if block.get("accessory") else []
    if said and beside and beside[0].look is Look.BUTTONS:
        said[0] = replace(said[0], buttons=beside.pop(0).buttons)
    yield from said
    for one in block.get("fields", ()):
        yield from _composed(one, Look.FIELD)
    yield from beside


def _context(elements: Sequence[Block]) -> Iterator[Piece]:
    """Read small print; its elements stand one after another on a line."""
    found = [piece for one in elements for piece in _composed(one, Look.CONTEXT)]
    for look, group in groupby(found, key=lambda piece: piece.look):
        spans = [span for one in group for span in (Span(text="  "), *one.spans)]
        yield Piece(look=look, spans=tuple(spans[1:]))


def _controls(elements: Sequence[Block]) -> Iterator[Piece]:
    """Read what stands in one row, and then what each of its menus holds."""
    ticked = [one for one in elements if controls.ticked(one)]
    clicked = [one for one in elements if not controls.ticked(one)]
    for element in ticked:
        yield Piece(look=Look.TICKS, ticks=tuple(controls.ticks(element)))
    if clicked:
        yield Piece(look=Look.BUTTONS, buttons=tuple(map(controls.button, clicked)))
    for element in clicked:
        if more := controls.opened(element):
            yield _small(more)


def _small(text: str) -> Piece:
    return Piece(look=Look.MENU, spans=(Span(text=text),))


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
        yield Piece(look=look, spans=(Span(text=whole(composition)),))


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

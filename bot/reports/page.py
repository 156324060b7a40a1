"""What Slack shows as one HTML file that looks like it: no script, nothing fetched."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from itertools import groupby
from zlib import crc32

from bot.reports.controls import Button, Field, Tick
from bot.reports.mrkdwn import Span
from bot.reports.reading import Look, Message, Piece, Shown, Window, clock, pieces
from bot.reports.style import STYLE
from bot.reports.visible import visible

_COLOURS = ("#4a154b", "#1164a3", "#2b7a5d", "#b4513d", "#5b5f97", "#946b2d")
_FRAMES = {
    Look.HEADER: ("<h2>", "</h2>"),
    Look.TEXT: ("<p>", "</p>"),
    Look.FIELD: ("<p>", "</p>"),
    Look.CONTEXT: ('<p class="context">', "</p>"),
    Look.MENU: ('<p class="small">', "</p>"),
    Look.QUOTE: ("<blockquote>", "</blockquote>"),
    Look.CODE: ("<pre>", "</pre>"),
    Look.DIVIDER: ("<hr>", ""),
}
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
)


def page(messages: Sequence[Message], title: str) -> str:
    """Return the whole file; title is the name of the channel."""
    days = "".join(
        f'<div class="day"><span>{_day(first.at)}</span></div>\n'
        + "".join(map(_message, (first, *rest)))
        for first, *rest in _by_day(messages)
    )
    return _file(f"<i>#</i>{_text(title)}", title, days)


def gallery(shots: Iterable[tuple[str, Shown]], title: str) -> str:
    """Return a file of views that belong to no one channel, each below its caption."""
    drawn = "".join(
        f'<section class="shot"><h3>{_text(caption)}</h3>\n{_shown(shown)}</section>\n'
        for caption, shown in shots
    )
    return _file(_text(title), title, drawn)


def _file(top: str, title: str, inside: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<header class="top">{top}</header>\n'
        f"<main>\n{inside}</main>\n</body>\n</html>\n"
    )


def _shown(shown: Shown) -> str:
    return _message(shown) if isinstance(shown, Message) else _window(shown)


def _window(window: Window) -> str:
    title = _text("Home" if window.home else window.title)
    close = "" if window.home else "<i>×</i>"
    foot = "".join(map(_button, window.buttons))
    return (
        f'<article class="window{" home" * window.home}">'
        f'<div class="title"><b>{title}</b>{close}</div>\n'
        f'<div class="inside">{_body(window)}</div>'
        + (f'<div class="foot">{foot}</div>' if foot else "")
        + "</article>\n"
    )


def _by_day(messages: Iterable[Message]) -> Iterable[list[Message]]:
    return (list(group) for _, group in groupby(messages, key=lambda one: one.at.date()))


def _message(message: Message) -> str:
    author = visible(message.author) or "?"
    colour = _COLOURS[crc32(author.encode("utf-8", "replace")) % len(_COLOURS)]
    private = '<p class="private">Only visible to you</p>' if message.private else ""
    return (
        f'{private}<article class="message">'
        f'<div class="avatar" style="background:{colour}">{_text(author[0].upper())}</div>'
        f'<div class="main"><div class="who"><b>{_text(author)}</b>'
        f'<span class="app">APP</span><time>{clock(message.at)}</time></div>\n'
        f"{_body(message)}{_thread(message)}"
        "</div></article>\n"
    )


def _body(shown: Shown) -> str:
    groups = groupby(pieces(shown), key=lambda piece: piece.look is Look.FIELD)
    return "".join(
        f'<div class="fields">{drawn}</div>\n' if fields else drawn
        for fields, drawn in ((key, "".join(map(_piece, group))) for key, group in groups)
    )


def _thread(message: Message) -> str:
    if not message.thread:
        return ""
    count = len(message.thread)
    label = "1 reply" if count == 1 else f"{count} replies"
    replies = "".join(map(_message, message.thread))
    return f'<div class="thread"><small>{label}</small>\n{replies}</div>\n'


def _piece(piece: Piece) -> str:
    inside = "".join(map(_span, piece.spans))
    match piece.look:
        case Look.ITEM:
            deep = f" in{min(piece.indent, 2)}" if piece.indent else ""
            mark = _text(piece.mark)
            return f'<div class="item{deep}"><i>{mark}</i><span>{inside}</span></div>\n'
        case Look.BUTTONS:
            return f'<div class="buttons">{"".join(map(_button, piece.buttons))}</div>\n'
        case Look.TICKS:
            return "".join(map(_tick, piece.ticks))
        case Look.FORM if piece.field is not None:
            return _form(piece.field)
        case look:
            before, after = _FRAMES[look]
            drawn = f"{before}{inside}{after}"
            if piece.buttons:
                beside = "".join(map(_button, piece.buttons))
                return f'<div class="beside">{drawn}{beside}</div>\n'
            return f"{drawn}\n"


def _form(field: Field) -> str:
    """Draw one question of a modal: what is asked, what stands there, what is wrong."""
    optional = " <i>(optional)</i>" if field.optional else ""
    look = (
        "box" + " long" * field.long + " menu" * field.menu + " wrong" * bool(field.error)
    )
    inside = _text(field.value) or f"<i>{_text(field.placeholder)}</i>"
    box = f'<div class="{look}">{inside}</div>'
    return (
        f'<div class="form"><div class="label">{_text(field.label)}{optional}</div>'
        + ("".join(map(_tick, field.ticks)) or box)
        + (f'<p class="error">{_text(field.error)}</p>' if field.error else "")
        + (f'<p class="hint">{_text(field.hint)}</p>' if field.hint else "")
        + "</div>\n"
    )


def _tick(tick: Tick) -> str:
    look = ' class="single"' if tick.single else ""
    on = ("•" if tick.single else "✓") if tick.on else " "
    label = "".join(map(_span, tick.spans))
    return f'<div class="tick"><i{look}>{on}</i><span>{label}</span></div>\n'


def _span(span: Span) -> str:
    html = _text(span.text)
    for tag, on in (
        ("code", span.code),
        ("s", span.struck),
        ("em", span.italic),
        ("strong", span.bold),
    ):
        html = f"<{tag}>{html}</{tag}>" if on else html
    if span.mention:
        html = f'<span class="mention">{html}</span>'
    return _link(span.href, html) if span.href else html


def _button(button: Button) -> str:
    look = "button" + " primary" * button.primary + " danger" * button.danger
    look += " menu" * button.menu
    label = _text(button.label)
    if button.href:
        return _link(button.href, label, look)
    return f'<span class="{look}">{label}</span>'


def _link(href: str, html: str, look: str = "") -> str:
    shown = f' class="{look}"' if look else ""
    return f'<a{shown} href="{_text(href)}" rel="noopener noreferrer nofollow">{html}</a>'


def _text(text: str) -> str:
    return escape(visible(text), quote=True)


def _day(at: datetime) -> str:
    return f"{at:%A}, {at:%B} {at.day}"

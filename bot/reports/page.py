"""Messages as one HTML file that looks like a Slack channel: no script, nothing fetched."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from itertools import groupby
from zlib import crc32

from bot.reports.mrkdwn import Span
from bot.reports.reading import Button, Look, Message, Piece, clock, pieces, visible

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1d1c1d; overflow-wrap: anywhere;
  font: 15px/1.46668 Lato, "Slack-Lato", "Helvetica Neue", "Segoe UI", Arial, sans-serif; }
.top { position: sticky; top: 0; background: #fff; border-bottom: 1px solid #ddd;
  padding: 12px 20px; font-size: 18px; font-weight: 900; }
.top i { color: #616061; font-style: normal; font-weight: 400; margin-right: 3px; }
.day { display: flex; align-items: center; margin: 16px 20px 4px; font-size: 13px;
  font-weight: 700; }
.day::before, .day::after { content: ""; flex: 1; border-top: 1px solid #ddd; }
.day span { border: 1px solid #ddd; border-radius: 24px; padding: 2px 14px; }
.message { display: flex; gap: 8px; padding: 8px 20px; max-width: 780px; }
.avatar { flex: none; width: 36px; height: 36px; border-radius: 6px; color: #fff;
  font-weight: 900; font-size: 17px; line-height: 36px; text-align: center; }
.main { flex: 1; min-width: 0; }
.who { line-height: 20px; }
.who b { font-weight: 900; }
.app { background: #e8e8e8; color: #616061; border-radius: 2px; padding: 1px 3px;
  font-size: 10px; font-weight: 700; vertical-align: 1px; margin: 0 3px; }
.who time { color: #616061; font-size: 12px; margin-left: 3px; }
h2 { font-size: 18px; line-height: 1.33334; font-weight: 900; margin: 8px 0 4px; }
p, pre, blockquote, .item { margin: 4px 0; white-space: pre-wrap; }
.item { margin: 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; column-gap: 16px;
  max-width: 600px; }
.context { color: #616061; font-size: 13px; line-height: 1.38463; }
blockquote { border-left: 4px solid #ddd; border-radius: 2px; padding-left: 12px; }
.item { display: flex; gap: 8px; padding-left: 8px; }
.item > i { flex: none; min-width: 14px; font-style: normal; text-align: right; }
.in1 { padding-left: 32px; } .in2 { padding-left: 56px; }
pre, code { font: 12px/1.50001 Monaco, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { border: 1px solid #dedede; border-radius: 4px; background: #f8f8f8; padding: 8px; }
code { border: 1px solid #dedede; border-radius: 3px; background: #f8f8f8; color: #c01343;
  padding: 1px 3px; }
pre code { border: 0; background: none; color: inherit; padding: 0; }
a { color: #1264a3; text-decoration: none; }
a:hover { text-decoration: underline; }
.mention { background: #e8f5fa; color: #1264a3; border-radius: 3px; padding: 0 2px 1px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 4px; }
.button { border: 1px solid #bbb; border-radius: 8px; padding: 0 12px; height: 32px;
  line-height: 30px; font-weight: 700; font-size: 13px; color: #1d1c1d; background: #fff; }
.primary { background: #007a5a; border-color: #007a5a; color: #fff; }
hr { border: 0; border-top: 1px solid #ddd; margin: 12px 0; }
.thread { border-left: 2px solid #e8e8e8; margin: 8px 0 0 2px; }
.thread > small { color: #1264a3; font-weight: 700; font-size: 13px; padding-left: 12px; }
.thread .message { padding: 6px 0 6px 12px; }
.thread .avatar { width: 24px; height: 24px; line-height: 24px; font-size: 13px;
  border-radius: 4px; }
@media (max-width: 480px) {
  .message { padding: 8px 12px; }
  .top { padding: 12px; }
  .day { margin: 16px 12px 4px; }
  .fields { grid-template-columns: 1fr; }
  .thread { margin-left: -40px; }
}
"""
_COLOURS = ("#4a154b", "#1164a3", "#2b7a5d", "#b4513d", "#5b5f97", "#946b2d")
_FRAMES = {
    Look.HEADER: ("<h2>", "</h2>"),
    Look.TEXT: ("<p>", "</p>"),
    Look.FIELD: ("<p>", "</p>"),
    Look.CONTEXT: ('<p class="context">', "</p>"),
    Look.QUOTE: ("<blockquote>", "</blockquote>"),
    Look.CODE: ("<pre>", "</pre>"),
    Look.DIVIDER: ("<hr>", ""),
}
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
)


def page(messages: Sequence[Message], title: str) -> str:
    """Return the whole file; title is the name of the channel."""
    name = _text(title)
    days = "".join(
        f'<div class="day"><span>{_day(first.at)}</span></div>\n'
        + "".join(map(_message, (first, *rest)))
        for first, *rest in _by_day(messages)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<header class="top"><i>#</i>{name}</header>\n'
        f"<main>\n{days}</main>\n</body>\n</html>\n"
    )


def _by_day(messages: Iterable[Message]) -> Iterable[list[Message]]:
    return (list(group) for _, group in groupby(messages, key=lambda one: one.at.date()))


def _message(message: Message) -> str:
    author = visible(message.author) or "?"
    colour = _COLOURS[crc32(author.encode("utf-8", "replace")) % len(_COLOURS)]
    return (
        '<article class="message">'
        f'<div class="avatar" style="background:{colour}">{_text(author[0].upper())}</div>'
        f'<div class="main"><div class="who"><b>{_text(author)}</b>'
        f'<span class="app">APP</span><time>{clock(message.at)}</time></div>\n'
        f"{_body(message)}{_thread(message)}"
        "</div></article>\n"
    )


def _body(message: Message) -> str:
    groups = groupby(pieces(message), key=lambda piece: piece.look is Look.FIELD)
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
        case look:
            before, after = _FRAMES[look]
            return f"{before}{inside}{after}\n"


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
    look = "button primary" if button.primary else "button"
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

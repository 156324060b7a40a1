"""What Slack shows, in a terminal. Imports rich: import this module where it is used.

What others wrote goes through `Text`, never through rich's markup, and can hold no
control character; so no mail can move the cursor or colour the screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.reports.controls import Button, Field, Tick
from bot.reports.mrkdwn import Span
from bot.reports.reading import Look, Message, Piece, Shown, Window, clock, pieces
from bot.reports.visible import visible

_STYLE = {Look.HEADER: "bold", Look.CONTEXT: "dim"}
_WIDEST = 100  # columns; longer lines are hard to read


def console() -> Console:
    """Return a console for standard output that reads nothing into foreign text."""
    return Console(markup=False, highlight=False, emoji=False)


def show(shots: Iterable[Shown], to: Console | None = None) -> None:
    """Print messages and windows, with a blank line after each."""
    to = to or console()
    for one in shots:
        to.print(_shown(one, _Ink(to)), width=min(to.width, _WIDEST))
        to.print()


def gallery(shots: Iterable[tuple[str, Shown]], to: Console | None = None) -> None:
    """Print views, each below its caption."""
    to = to or console()
    for caption, shown in shots:
        ink = _Ink(to)
        to.print(ink.text(f"{ink.rule * 2} {caption}", "bold"), width=_WIDEST)
        to.print()
        show([shown], to)


def text(messages: Iterable[Shown], *, width: int = 80) -> str:
    """Return what `show` prints on a screen without colour."""
    out = StringIO()
    show(
        messages,
        Console(
            file=out,
            width=width,
            color_system=None,
            markup=False,
            highlight=False,
            emoji=False,
        ),
    )
    return out.getvalue()


class _Ink:
    """The signs a console can show: where it has no Unicode, plain ones."""

    def __init__(self, to: Console) -> None:
        self.encoding = to.encoding or "ascii"
        self.full = self.encoding.lower().startswith("utf")
        self.bar, self.corner, self.bullet, self.opens, self.done, self.rule = (
            "│└•▾✓═" if self.full else "|`*vx="
        )
        self.frame = box.ROUNDED if self.full else box.ASCII

    def text(self, text: str, style: str = "") -> Text:
        shown = visible(text).expandtabs(4).replace("•", self.bullet)
        return Text(shown.encode(self.encoding, "replace").decode(self.encoding), style)


def _shown(shown: Shown, ink: _Ink) -> RenderableType:
    return _message(shown, ink) if isinstance(shown, Message) else _window(shown, ink)


def _window(window: Window, ink: _Ink) -> RenderableType:
    body: list[RenderableType] = [_piece(piece, ink) for piece in pieces(window)]
    if window.buttons:
        body.append(_row(window.buttons, ink))
    title = ink.text("Home" if window.home else window.title, "bold")
    return Panel(Group(*body), title=title, title_align="left", box=ink.frame)


def _message(message: Message, ink: _Ink) -> RenderableType:
    who = Text.assemble(
        ("Only visible to you\n" if message.private else "", "dim"),
        ink.text(message.author, "bold"),
        " ",
        ("APP", "dim"),
        "  ",
        (clock(message.at), "dim"),
    )
    body = [_piece(piece, ink) for piece in pieces(message)]
    replies = [_beside(ink.corner, _message(reply, ink), "dim") for reply in message.thread]
    return Group(who, Padding(Group(*body, *replies), (0, 0, 0, 2)))


def _piece(piece: Piece, ink: _Ink) -> RenderableType:  # noqa: PLR0911 (one line a look)
    match piece.look:
        case Look.DIVIDER:
            return Rule(style="dim", characters="─" if ink.bar == "│" else "-")
        case Look.BUTTONS:
            return _row(piece.buttons, ink)
        case Look.TICKS:
            return Group(*(_tick(one, ink) for one in piece.ticks))
        case Look.FORM if piece.field is not None:
            return Padding(Group(*_form(piece.field, ink)), (1, 0, 0, 0))
        case Look.QUOTE:
            return _Quote(_spans(piece, ink), ink.bar)
        case Look.ITEM:
            mark = piece.mark.replace("•", ink.bullet)
            line = _beside(mark, _spans(piece, ink), "")
            return Padding(line, (0, 0, 0, 1 + 2 * piece.indent))
        case Look.CODE:
            return Padding(_spans(piece, ink), (0, 0, 0, 2))
        case Look.MENU:
            return Text.assemble(("opens: ", "dim italic"), _spans(piece, ink, "dim"))
        case _:
            said = _spans(piece, ink, _STYLE.get(piece.look, ""))
            return Group(said, _row(piece.buttons, ink)) if piece.buttons else said


def _row(buttons: Sequence[Button], ink: _Ink) -> RenderableType:
    return Padding(Text("  ").join(_button(one, ink) for one in buttons), (1, 0, 0, 0))


def _form(field: Field, ink: _Ink) -> Iterator[RenderableType]:
    """Draw one question of a modal: what is asked, what stands there, what is wrong."""
    yield ink.text(field.label + " (optional)" * field.optional, "bold")
    yield from (_tick(one, ink) for one in field.ticks)
    if not field.ticks:
        opens = f" {ink.opens}" * field.menu
        shown = ink.text((field.value or field.placeholder) + opens)
        yield Panel(shown, box=ink.frame, style="" if field.value else "dim")
    if field.error:
        yield ink.text(f"Error: {field.error}", "bold red")
    if field.hint:
        yield ink.text(field.hint, "dim")


def _tick(tick: Tick, ink: _Ink) -> RenderableType:
    mark = (ink.bullet if tick.single else ink.done) if tick.on else " "
    around = "({})" if tick.single else "[{}]"
    inside = Text("").join(_span(span, ink) for span in tick.spans)
    return _beside(around.format(mark), inside, "")


class _Quote:
    """Text with a bar along the left of every line it is wrapped to."""

    def __init__(self, inside: Text, bar: str) -> None:
        self.inside, self.bar = inside, bar

    def __rich_console__(self, console: Console, options: object) -> Iterator[Text]:
        width = max(8, getattr(options, "max_width", 80) - 2)
        for line in self.inside.wrap(console, width):
            line.rstrip()
            yield Text.assemble((f"{self.bar} ", "dim"), line)


def _beside(mark: str, inside: RenderableType, style: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(no_wrap=True, style=style)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(mark), inside)
    return grid


def _spans(piece: Piece, ink: _Ink, style: str = "") -> Text:
    whole = Text(style=style, overflow="fold")
    for span in piece.spans:
        whole.append_text(_span(span, ink))
    return whole


def _span(span: Span, ink: _Ink) -> Text:
    styles = (
        ("bold", span.bold),
        ("italic", span.italic),
        ("strike", span.struck),
        ("cyan", span.code or span.mention),
        ("underline", bool(span.href)),
    )
    shown = span.text
    if span.href and span.href not in shown:
        shown = f"{shown} ({span.href})"  # a label never hides where it leads
    return ink.text(shown, " ".join(name for name, on in styles if on))


def _button(button: Button, ink: _Ink) -> Text:
    label = f"[ {button.label}{f' {ink.opens}' * button.menu} ]"
    if button.href:
        label += f" {button.href}"
    return ink.text(label, "bold green" if button.primary else "bold")

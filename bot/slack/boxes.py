"""Lists and boxes below a card, cut so that Slack takes each and no reader drowns."""

from collections.abc import Iterable, Iterator, Sequence

from bot.slack.clean import (
    Block,
    bullets,
    copyable,
    cut,
    length,
    line,
    one_line,
    pieces,
    said,
    verbatim,
)
from bot.slack.rules import size

PIECE = 2500
BOX = 2000  # one box of outline: the first stands beside address and rules
_FULL = 8000  # of a list as JSON; then the next message begins
_LISTED = 10_000  # units of one list below a card


def packed(groups: Iterable[list[Block]]) -> Iterator[list[Block]]:
    """Put groups into as few messages as take them, in their order."""
    message: list[Block] = []
    for group in groups:
        if message and size([*message, *group]) > _FULL:
            yield message
            message = []
        message = [*message, *group]
    if message:
        yield message


def copies(title: str, text: str) -> Iterator[list[Block]]:
    yield from boxed(title, pieces(text, BOX))


def boxed(title: str, texts: Iterable[str]) -> Iterator[list[Block]]:
    for number, piece in enumerate(texts, 1):
        more = f", part {number}" if number > 1 else ""
        yield [line(said(title + more, bold=True)), copyable(piece, BOX)]


def capped(items: Sequence[str]) -> Iterator[Block]:
    """Yield as many as a reader may take, each cut to a piece, and count the others."""
    shown = [cut(one_line(item), PIECE) for item in items if one_line(item)]
    room = _LISTED
    for number, item in enumerate(shown):
        room -= length(item)
        if room < 0 and number:
            yield line(said(f"and {len(shown) - number} more"))
            return
        yield line(verbatim(item, PIECE))


def lists(title: str, rows: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the rows under their title, as many to a list as a message takes."""
    items: list[Block] = []
    for row in rows:
        if items and size([*items, row]) > _FULL:
            yield [line(said(title, bold=True)), bullets(items)]
            items = []
        items.append(row)
    if items:
        yield [line(said(title, bold=True)), bullets(items)]

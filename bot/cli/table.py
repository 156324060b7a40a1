"""Rows as a table. Imports rich: import this module where it is used."""

import sys
from collections.abc import Collection, Sequence
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import plain
from bot.reports import terminal


def show(
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numbers: Collection[str],
    folded: Collection[str],
    width: int,
) -> None:
    """Print a table; to a file or a pipe as plain text of the same width.

    ``numbers`` stand at the right of their columns, ``folded`` ones may take more lines.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for title in titles:
        table.add_column(
            title,
            justify="right" if title in numbers else "left",
            no_wrap=title not in folded,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    screen = terminal.console()
    if screen.is_terminal:
        screen.print(table, width=min(screen.width, width))
        return
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(table)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines()))

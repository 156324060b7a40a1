"""What a run came to, as a table. Imports rich: import this module where it is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.reports.visible import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one run; ``seconds`` by stage, in the order they ran."""

    mails: int = 0
    read: int = 0
    repeats: int = 0
    expired: int = 0
    no_ai: int = 0
    traps: int = 0
    held: int = 0
    posted: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


_ROWS = (
    ("mails", "mails"),
    ("queries read", "read"),
    ("repeats merged", "repeats"),
    ("deadline passed", "expired"),
    ("no AI answers", "no_ai"),
    ("hidden text found", "traps"),
    ("held back", "held"),
    ("posted", "posted"),
)


def summary(tally: Tally, *, width: int = 80) -> str:
    """Return the table as plain text, ending in a newline."""
    table = Table(box=box.ASCII2, show_header=False, show_edge=False, pad_edge=False)
    table.add_column(justify="left", overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for label, name in _ROWS:
        table.add_row(label, str(getattr(tally, name)))
    if tally.seconds:
        table.add_section()
    for stage, seconds in tally.seconds.items():
        table.add_row(Text(visible(stage)), f"{seconds:.1f} s")
    out = StringIO()
    Console(file=out, width=width, color_system=None, highlight=False).print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())

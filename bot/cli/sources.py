"""``haro-bot sources``: every newsletter that can be read, and how it fares."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import config, described, sources
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.digest import Source
from bot.reports import terminal
from bot.store.counts import Counts, SourceCount

_WIDTH = 100  # columns of the table
_NOBODY = SourceCount(
    name="", digests=0, queries=0, leftovers=0, problems=0, last_seen=None
)


_ABOUT = ("NAME", "TITLE", "SENDERS", "STATE")
_STORED = ("LAST (UTC)", "DIGESTS", "QUERIES", "LEFT", "PROB.")
_FOLDED = {"NAME", "TITLE", "SENDERS"}
_NUMBERS = {"DIGESTS", "QUERIES", "LEFT", "PROB."}


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (every command has it)
    """Print a line a newsletter; what the store knows of it, where there is one."""
    path = Path(args.config)
    extra: tuple[Source, ...] = ()
    counts: dict[str, SourceCount] | None = None
    if path.exists():
        settings, _ = config.load(path)
        extra = tuple(map(described.source, settings.descriptions()))
        counts = _counts(path.parent / settings.store.path)
    else:
        print(plain(f"{path}: no such file; listed without counts"), file=sys.stderr)
    rows = [_about(source, "yours") for source in extra]
    rows += [
        _about(source, "confirmed" if source.confirmed else "unconfirmed")
        for source in sources.SOURCES.values()
    ]
    if counts is None:
        _print(_ABOUT, rows)
        return 0
    gone = sorted(counts.keys() - {row[0] for row in rows} - {""})
    rows += [(name, "", "", "gone") for name in gone]
    _print((*_ABOUT, *_STORED), [(*row, *_stored(counts, row[0])) for row in rows])
    none = counts.get("", _NOBODY)
    print(
        f"unknown: {none.digests} mails of no newsletter, {none.leftovers} leftovers,"
        f" {none.problems} problems"
    )
    return 0


def _counts(place: Path) -> dict[str, SourceCount] | None:
    """Read the store, if it has been made."""
    if not place.exists():
        print(plain(f"{place}: no store yet; listed without counts"), file=sys.stderr)
        return None
    store = Counts(place)
    try:
        return {count.name: count for count in store.source_counts()}
    finally:
        store.close()


def _about(source: Source, state: str) -> tuple[str, ...]:
    return (source.name, source.title, ", ".join(source.domains) or "any", state)


def _stored(counts: Mapping[str, SourceCount], name: str) -> tuple[str, ...]:
    count = counts.get(name, _NOBODY)
    numbers = (count.digests, count.queries, count.leftovers, count.problems)
    return (_moment(count.last_seen), *map(str, numbers))


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "never"


def _print(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; to a file or a pipe as plain text of the same width."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for title in titles:
        table.add_column(
            title,
            justify="right" if title in _NUMBERS else "left",
            no_wrap=title not in _FOLDED,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    screen = terminal.console()
    if screen.is_terminal:
        screen.print(table, width=min(screen.width, _WIDTH))
        return
    out = StringIO()
    Console(file=out, width=_WIDTH, color_system=None).print(table)
    print("\n".join(line.rstrip() for line in out.getvalue().splitlines()))

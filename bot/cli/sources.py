"""``haro-bot sources``: every newsletter that can be read, and how it fares."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot import config, described, sources
from bot.cli import table
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.digest import Source
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
    table.show(titles, rows, numbers=_NUMBERS, folded=_FOLDED, width=_WIDTH)

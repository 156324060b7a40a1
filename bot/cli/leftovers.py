"""``haro-bot leftovers``: the lines of stored mail that no newsletter's reader knows."""

import argparse
from collections import Counter
from pathlib import Path

from bot import config, sources
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.errors import BadInput
from bot.store.counts import Counts

_UNKNOWN = "unknown"  # mail of no newsletter


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (every command has it)
    """Print a line each, the newest mail first; then how many there are of each."""
    path = Path(args.config)
    settings, _ = config.load(path)
    place = path.parent / settings.store.path
    if not place.exists():
        raise BadInput(f"[store] path: {place} does not exist yet; `haro-bot run` makes it")
    store = Counts(place)
    try:
        source = _meant(args.source, settings, store)
        counts: Counter[str] = Counter()
        for found in store.leftovers(source):
            name = found.source or _UNKNOWN
            counts[name] += 1
            at = f"{found.received_at:%Y-%m-%d %H:%M}"
            print(plain(f"mail {found.mail_id}  {at}  {name}  {found.line}"))
    finally:
        store.close()
    for name, count in sorted(counts.items()):
        print(plain(f"{name}: {count}"))
    print(f"leftovers: {counts.total()}")
    return 0


def _meant(name: str | None, settings: config.Settings, store: Counts) -> str | None:
    """Return the newsletter to list, "" for mail of none, None for all."""
    if name is None:
        return None
    if name == _UNKNOWN:
        return ""
    every = {*sources.SOURCES, *settings.sources}
    if name not in every | {count.name for count in store.source_counts()}:
        raise BadInput(
            f"--source: no newsletter {name!r}; use {_UNKNOWN} or one of"
            f" {', '.join(sorted(every))}"
        )
    return name

"""``haro-bot audit``: who did what to which card, the latest first. Never changed."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import config
from bot.cli import parse, stored
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.domain import Entry

_MOST = 100  # lines where nothing says how many


def run(args: argparse.Namespace, now: Now) -> int:
    """Print a line an act, of all cards or of one: then also what was allowed and shown."""
    path = Path(args.config)
    settings, profiles = config.load(path)
    names = [profile.company for profile in stored.companies(profiles, args.company)]
    since = stored.day("--since", args.since) if args.since else None
    number: int | None = None
    with stored.looked_at(stored.place(path, settings)) as store:
        if args.card:
            number = stored.card_meant(store, args.card, names, args.company, now()).id
        whole = number is not None or since is not None
        most = stored.EVERY if whole else _MOST
        entries = store.audit(number, since=since, most=most)
    entries = [e for e in entries if args.company in (None, e.company)]
    for entry in entries:
        print(stored.json_line(as_json(entry)) if args.json else plain(_line(entry)))
        if number is not None and not args.json and (more := _held(entry)):
            print(plain(more))
    if not entries:
        print("nothing was done yet", file=sys.stderr)
    if not whole and len(entries) == _MOST:
        print(f"the last {_MOST}; --since shows older ones", file=sys.stderr)
    return 0


def as_json(entry: Entry) -> dict[str, Any]:
    """Return the keys of the contract for one act."""
    return {
        "at": parse.instant(entry.at),
        "act": entry.act.value,
        "by": entry.by,
        "via": entry.via,
        "company": entry.company,
        "card": entry.card_id,
        "version": entry.version,
        "before": entry.before,
        "after": entry.after,
        "said": entry.said,
        "until": parse.instant(entry.until),
        "policy": entry.policy,
        "outline": entry.shown,
    }


def _line(entry: Entry) -> str:
    moved = "" if entry.before == entry.after else f"{entry.before} -> {entry.after}"
    until = f"until {_at(entry.until)}" if entry.until else ""
    about = filter(
        None,
        [
            _at(entry.at),
            f"card {entry.card_id}" if entry.card_id is not None else "",
            entry.act.value,
            moved,
            entry.said,
            until,
            f"by {entry.by} ({entry.via})",
            f"for {entry.company}" if entry.company else "",
        ],
    )
    return "  ".join(map(stored.one_line, about))


def _held(entry: Entry) -> str:
    """Say what was allowed then and which outline stood there, "" where neither is kept."""
    kept = [("policy", entry.policy), ("outline", entry.shown)]
    said = "; ".join(f"{name} {stored.one_line(text)}" for name, text in kept if text)
    return f"    {said}" if said else ""


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}Z"

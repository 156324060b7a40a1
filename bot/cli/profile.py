"""``haro-bot profile check``: what in a profile to mend, and what it would match."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot import config, matching
from bot.cli import parts, rank, stored
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.domain import Profile, Query
from bot.linting import Flaw, flaws
from bot.matching import Embed, Thresholds
from bot.store import Store

DEFAULT = "config.toml"
MONTH = timedelta(days=30)
TOP = 10


def run(args: argparse.Namespace, now: Now) -> int:
    """Print each finding and the queries it would match; return 1 if there are problems."""
    file = Path(args.file)
    profile = config.load_profile(file)
    path = Path(args.config or DEFAULT)
    settings = config.load(path)[0] if args.config or path.exists() else None
    model = stored.model(parts.model_of(path, settings)) if settings else stored.model()
    place = path.parent / settings.store.path if settings else None
    rows: list[dict[str, Any]] | None = None
    with model as embedder:
        if settings and place and place.exists():
            with stored.looked_at(place) as store:
                embed = stored.Remembered(embedder, store)
                found = flaws(profile, embed, now().date())
                thresholds = parts.thresholds(settings)
                rows = _matched(store, profile, embed, thresholds, now())
        else:
            embed = stored.Remembered(embedder, None)
            found = flaws(profile, embed, now().date())
    if args.json:
        for row in [*(_as_json(file, flaw) for flaw in found), *(rows or ())]:
            print(stored.json_line(row))
    else:
        for line in _lines(file, found, rows):
            print(plain(line))
    return 1 if any(flaw.problem for flaw in found) else 0


def _matched(
    store: Store, profile: Profile, embed: Embed, thresholds: Thresholds, now: datetime
) -> list[dict[str, Any]]:
    """Return the best of the last month's stored queries, best first."""
    queries: Sequence[Query] = [query for query, _ in store.history(now - MONTH)]
    matches = matching.rank(
        queries,
        profile,
        embed,
        thresholds=thresholds,
        lessons=store.lessons(profile.company),
    )
    pairs = zip(matches, queries, strict=True)
    best = sorted(pairs, key=lambda pair: (-pair[0].score, pair[1].id))[:TOP]
    return [
        {"kind": "match"} | rank.as_json(match, profile, query, now)
        for match, query in best
    ]


def _as_json(file: Path, flaw: Flaw) -> dict[str, Any]:
    return {
        "kind": "problem" if flaw.problem else "advice",
        "file": str(file),
        "key": flaw.key,
        "wrong": flaw.wrong,
        "cure": flaw.cure,
    }


def _lines(
    file: Path, found: Sequence[Flaw], rows: Sequence[dict[str, Any]] | None
) -> Iterator[str]:
    for flaw in found:
        kind = "problem" if flaw.problem else "advice"
        text = f"{file}: {flaw.key}: {flaw.wrong}; {flaw.cure}"
        yield from stored.hung(f"{kind:<8}", text)
    problems = sum(flaw.problem for flaw in found)
    yield f"{problems} problems, {len(found) - problems} pieces of advice"
    if rows is None:
        yield "no store to look into, so the queries it would match are not shown"
        return
    yield ""
    yield f"Of the stored queries of the last {MONTH.days} days, the best:"
    if not rows:
        yield "  there are none"
    for row in rows:
        head = f"  {row['score']:.2f} {row['verdict']:<4} "
        yield from stored.hung(head, row["summary"] or "(no summary)")
        far = row["verdict"] == "no"
        for reason in row["against" if far else "why"][:1]:
            yield from stored.hung(f"{' ' * len(head)}{'-' if far else '+'} ", reason)

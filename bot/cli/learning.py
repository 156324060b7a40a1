"""``haro-bot learning``: what decisions have taught, for one company or each."""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import config, matching
from bot.cli import parse, parts, stored
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.domain import Act, Cause, Deed, Profile
from bot.errors import BadInput
from bot.matching import Embed
from bot.store import Store

SHOWN = "shown"
_WORDS = {
    None: "skipped without a reason",
    Cause.TOPIC: "skipped: not our topic",
    Cause.SOURCE: "skipped: another kind of source is asked for",
    Cause.OUTLET: "skipped: weak outlet",
    Cause.LATE: "skipped: too late",
    Cause.OTHER: "skipped: other",
}


def run(args: argparse.Namespace, now: Now) -> int:
    """Show, add to or forget what was learned.

    Raises `BadInput` where there is nothing to add.
    """
    path = Path(args.config)
    settings, profiles = config.load(path)
    place = stored.place(path, settings)
    if args.action == "show":
        return _show(args, path, settings, stored.companies(profiles, args.company), place)
    with stored.opened(place) as store:
        if args.action == "reset":
            return _reset(args, store, profiles, now)
        return _add(args, store, profiles, now)


def _show(
    args: argparse.Namespace,
    path: Path,
    settings: config.Settings,
    profiles: Sequence[Profile],
    place: Path,
) -> int:
    model = stored.model(parts.model_of(path, settings))
    with model as embedder, stored.looked_at(place) as store:
        embed = stored.Remembered(embedder, store)
        rows = [_row(store, profile, embed) for profile in profiles]
    for row in rows:
        if args.json:
            print(stored.json_line(row))
            continue
        for line in _lines(row):
            print(plain(line))
    return 0


def _row(store: Store, profile: Profile, embed: Embed) -> dict[str, Any]:
    lessons = sorted(store.lessons(profile.company), key=lambda lesson: lesson.at)
    decided = store.decided(profile.company, stored.EVER)
    good = [lesson for lesson in lessons if lesson.good]
    shown = sum(lesson.query.id not in decided for lesson in good)
    causes = Counter(lesson.cause for lesson in lessons if not lesson.good)
    return {
        "profile": profile.company,
        "lessons": len(lessons),
        "approved": len(good) - shown,
        "should_have_been_shown": shown,
        "skipped": {cause.value if cause else "": n for cause, n in causes.items()},
        "first": parse.instant(lessons[0].at) if lessons else None,
        "last": parse.instant(lessons[-1].at) if lessons else None,
        "learned": list(matching.learned(lessons, profile, embed)) if lessons else [],
    }


def _lines(row: dict[str, Any]) -> list[str]:
    if not row["lessons"]:
        return [f"{row['profile']}: nothing learned yet, no decisions"]
    first, last = row["first"][:10], row["last"][:10]
    counts = {
        "approved": row["approved"],
        "should have been shown": row["should_have_been_shown"],
    }
    counts |= {
        words: row["skipped"].get(cause.value if cause else "", 0)
        for cause, words in _WORDS.items()
    }
    return [
        f"{row['profile']}: {row['lessons']} decisions, {first} to {last}",
        *(f"  {n:>4}  {words}" for words, n in counts.items() if n),
        *(f"  {line}" for line in row["learned"]),
    ]


def _reset(
    args: argparse.Namespace, store: Store, profiles: Sequence[Profile], now: Now
) -> int:
    known = {profile.company for profile in profiles}
    if args.company not in known and not store.lessons(args.company):
        stored.companies(profiles, args.company)  # says which there are
    gone = store.forget_lessons(args.company, by=stored.person(), now=now())
    print(plain(f"{args.company}: {gone} decisions no longer move the ranking"))
    return 0


def _add(
    args: argparse.Namespace, store: Store, profiles: Sequence[Profile], now: Now
) -> int:
    (profile,) = stored.companies(profiles, args.company)
    exact = store.query(args.query)
    every = [exact] if exact else [query for query, _ in store.history(stored.EVER)]
    query = stored.meant(args.query, every)
    request, company = store.request_of(query.id) or query.id, profile.company
    if args.what == SHOWN:
        new = store.add_shown(request, company, by=stored.person(), now=now())
        known = "that was known, or it was approved"
    else:
        cause = Cause(args.what)
        new = _tell(store, request, company, cause, now)
        known = "its card was not skipped, or that reason was known"
    name = f"{query.id} ({query.summary[: stored.LONGEST]})"
    if not new:
        raise BadInput(f"{name}: nothing changed for {company}: {known}")
    print(plain(f"{name}: {args.what}, learned for {company}"))
    return 0


def _tell(store: Store, request: str, company: str, cause: Cause, now: Now) -> bool:
    """Say why a card was skipped; say if that was new."""
    card = store.card_of(request, company, now())
    if card is None:
        return False
    deed = Deed(
        card_id=card.id,
        act=Act.REASON,
        by=stored.person(),
        via="terminal",
        at=now(),
        cause=cause,
    )
    return store.do(deed).new

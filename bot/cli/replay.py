"""``haro-bot replay``: stored history ranked again, held against what was decided.

Before: the card, where one was made; else the ranking under the settings as they
stand, if an option changes any. Now: the ranking under what the options change. Both
rank a query with only what was learned before it was printed. Deadlines and the limit
of cards a day are left out. Nothing is written, nothing is posted.
"""

import argparse
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from bot import config, matching
from bot.cli import parts, replayed, stored
from bot.cli.clock import Now
from bot.cli.replayed import Before, Pair, Told
from bot.cli.terminal import plain
from bot.domain import Lesson, Match, Profile, Query, Verdict
from bot.errors import BadInput
from bot.matching import Embed, Thresholds
from bot.store import Store

History = Sequence[tuple[Query, datetime]]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Everything that a ranking depends on besides the queries."""

    profiles: Mapping[str, Profile]  # by company
    thresholds: Thresholds
    embed: Embed

    def same(self, other: "Settled", company: str) -> bool:
        return (
            self.profiles.get(company) == other.profiles.get(company)
            and self.thresholds == other.thresholds
            and self.embed is other.embed
        )


def run(args: argparse.Namespace, now: Now) -> int:  # noqa: ARG001 (every command has it)
    """Print precision, recall and every difference, by company."""
    since = stored.day("--since", args.since)
    path = Path(args.config)
    settings, profiles = config.load(path)
    with ExitStack() as stack:
        store = stack.enter_context(stored.looked_at(stored.place(path, settings)))
        named = parts.model_of(path, settings)
        usual = Settled(
            profiles={profile.company: profile for profile in profiles},
            thresholds=parts.thresholds(settings),
            embed=stored.Remembered(stack.enter_context(stored.model(named)), store),
        )
        changed = _changed(args, usual)
        if args.model:
            other = stack.enter_context(stored.model(_model(path, args.model)))
            changed = replace(changed, embed=stored.Remembered(other, store))
        chosen = stored.companies(tuple(changed.profiles.values()), args.company)
        history = sorted(store.history(since), key=lambda pair: pair[1])
        cards = {(card.query.id, card.company): card.match for card in store.cards()}
        told = [
            _told(store, p.company, history, cards, usual=usual, changed=changed)
            for p in chosen
        ]
    for company in told:
        if args.json:
            for row in company.as_json():
                print(stored.json_line(row))
    if not args.json:
        for line in replayed.lines(told, since, len(history)):
            print(plain(line))
    return 0


def _model(path: Path, name: str) -> str:
    folder = path.parent / name
    return str(folder) if folder.is_dir() else name


def _changed(args: argparse.Namespace, usual: Settled) -> Settled:
    """Return the settings under the options; raise `BadInput` for those out of range."""
    for option in ("threshold", "hold"):
        value = getattr(args, option)
        if value is not None and not 0 <= value <= 1:
            raise BadInput(f"--{option}: {value} is not between 0 and 1")
    post = usual.thresholds.post if args.threshold is None else args.threshold
    hold = min(usual.thresholds.hold, post) if args.hold is None else args.hold
    if hold > post:
        raise BadInput(f"--hold: {hold} is above the threshold of {post}")
    profiles = dict(usual.profiles)
    for name in args.profile:
        profile = config.load_profile(Path(name))
        profiles[profile.company] = profile
    thresholds = Thresholds(post=post, hold=hold)
    return replace(usual, profiles=profiles, thresholds=thresholds)


def _told(
    store: Store,
    company: str,
    history: History,
    cards: Mapping[tuple[str, str], Match],
    *,
    usual: Settled,
    changed: Settled,
) -> Told:
    lessons = sorted(store.lessons(company), key=lambda lesson: lesson.at)
    after = ranked(history, changed.profiles[company], lessons, changed)
    before: dict[str, Match] = {}
    if usual.same(changed, company):
        before = {} if usual == changed else after
    elif company in usual.profiles:
        before = ranked(history, usual.profiles[company], lessons, usual)
    decided = store.decided(company, stored.EVER)
    wanted = {lesson.query.id for lesson in lessons if lesson.good}
    return Told(
        company=company,
        pairs=tuple(
            Pair(
                query=query,
                now=after[query.id],
                before=_before(cards.get((query.id, company)), before.get(query.id)),
                decision=replayed.decision(decided.get(query.id), query.id in wanted),
            )
            for query, _ in history
        ),
    )


def _before(card: Match | None, usual: Match | None) -> Before:
    if card is not None:
        return Before(verdict=Verdict.POST, score=card.score)
    if usual is not None:
        return Before(verdict=usual.verdict, score=usual.score)
    return Before()


def ranked(
    history: History, profile: Profile, lessons: Sequence[Lesson], settled: Settled
) -> dict[str, Match]:
    """Rank queries, each with the lessons that were there when it was printed.

    ``history`` and ``lessons`` are sorted by their instants.
    """
    found: dict[str, Match] = {}
    for known, queries in _together(history, [lesson.at for lesson in lessons]):
        matches = matching.rank(
            queries,
            profile,
            settled.embed,
            thresholds=settled.thresholds,
            lessons=lessons[:known],
        )
        found |= {match.query_id: match for match in matches}
    return found


def _together(
    history: History, learned: Sequence[datetime]
) -> Iterator[tuple[int, list[Query]]]:
    for known, pairs in groupby(history, key=lambda pair: bisect_left(learned, pair[1])):
        yield known, [query for query, _ in pairs]

"""``haro-bot why``: one query for each company, the whole sum line by line."""

import argparse
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import config, matching
from bot.cli import parse, parts, rank, stored
from bot.cli.clock import Now
from bot.cli.terminal import plain
from bot.domain import Expert, Lesson, Profile, Query
from bot.errors import BadInput
from bot.matching import Thresholds
from bot.matching.eligibility import judge
from bot.matching.value import acquainted, value
from bot.store import Store

NAME = 18  # columns of a term's name
CAPPED = 0.005  # a score so far from its sum was held down


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """What the question is asked of."""

    queries: Sequence[Query]
    profiles: Sequence[Profile]
    thresholds: Thresholds
    embed: stored.Remembered
    store: Store | None = None
    exact: Query | None = None  # by its id, or by the number of its card
    outlets: Mapping[str, float] = field(default_factory=dict)
    zone: str = "UTC"


def run(args: argparse.Namespace, now: Now) -> int:
    """Print the sum of one query for every company, or for one."""
    if args.profile and not args.files:
        raise BadInput("--profile: only with files; stored queries have the config's")
    asked = _of_files(args, now) if args.files else _of_store(args)
    with asked as desk:
        query = desk.exact or stored.meant(args.query, desk.queries)
        rows = [_row(query, profile, desk, now()) for profile in desk.profiles]
    if args.json:
        for row in rows:
            print(stored.json_line(row))
        return 0
    for line in _head(query, rows[0]):
        print(plain(line))
    for row in rows:
        print()
        for line in _lines(row):
            print(plain(line))
    return 0


@contextmanager
def _of_store(args: argparse.Namespace) -> Iterator[_Desk]:
    path = Path(args.config)
    settings, profiles = config.load(path)
    chosen = stored.companies(profiles, args.company)
    model = stored.model(parts.model_of(path, settings))
    with model as embedder, stored.looked_at(stored.place(path, settings)) as store:
        exact = store.query(args.query) or stored.of_card(store, args.query)
        yield _Desk(
            queries=[] if exact else [query for query, _ in store.history(stored.EVER)],
            exact=exact,
            profiles=chosen,
            thresholds=parts.thresholds(settings),
            embed=stored.Remembered(embedder, store),
            store=store,
            outlets=settings.value.outlets,
            zone=settings.slack.timezone if settings.slack else "UTC",
        )


@contextmanager
def _of_files(args: argparse.Namespace, now: Now) -> Iterator[_Desk]:
    if not args.profile:
        raise BadInput("--profile is missing; queries of files are ranked for its company")
    profiles = [config.load_profile(Path(name)) for name in args.profile]
    chosen = stored.companies(profiles, args.company)
    problems: list[str] = []
    queries = list(rank.distinct(args.files, now, problems).values())
    for problem in problems:
        print(plain(problem), file=sys.stderr)
    with stored.model() as embedder:
        yield _Desk(
            queries=queries,
            profiles=chosen,
            thresholds=Thresholds(),
            embed=stored.Remembered(embedder, None),
        )


def _row(query: Query, profile: Profile, desk: _Desk, now: datetime) -> dict[str, Any]:
    """Return all that is known of one query for one company."""
    request = (desk.store and desk.store.request_of(query.id)) or query.id
    taught = desk.store.lessons(profile.company) if desk.store else []
    # what was decided about this very query would explain itself
    lessons = [lesson for lesson in taught if lesson.query.id not in {query.id, request}]
    (match,) = matching.rank(
        [query], profile, desk.embed, thresholds=desk.thresholds, lessons=lessons
    )
    expert = profile.expert(match.expert_id)
    total = sum(term.points for term in match.terms)
    return rank.as_json(match, profile, query, now) | {
        "thresholds": {"post": desk.thresholds.post, "hold": desk.thresholds.hold},
        "title": ", ".join([expert.title, *expert.credentials]) if expert else "",
        "terms": [
            {"name": term.name, "said": term.said, "points": round(term.points, 4)}
            for term in match.terms
        ],
        "sum": round(total, 4) if match.terms else None,
        "requirements": _requirements(query, profile),
        "value": _value(query, expert, profile.company, desk, now),
        "learned": _learned(lessons, profile, desk),
        "request": request,
        "decision": _decision(request, match.company, desk.store),
    }


def _requirements(query: Query, profile: Profile) -> list[dict[str, Any]]:
    return [
        {"state": finding.state, "said": finding.reason}
        for finding in judge(query, profile)
    ]


def _value(
    query: Query, expert: Expert | None, company: str, desk: _Desk, now: datetime
) -> dict[str, Any]:
    """Return what only orders the cards; of files, what their deadline says."""
    approved = desk.store.approved(company) if desk.store else []
    known = {name for other in approved for name in acquainted(other)}
    worth = value(
        query, expert, outlets=desk.outlets, now=now, known_reporters=known, zone=desk.zone
    )
    return {"points": round(worth.points, 4), "said": list(worth.said)}


def _learned(lessons: Sequence[Lesson], profile: Profile, desk: _Desk) -> list[str]:
    return [*matching.learned(lessons, profile, desk.embed)] if lessons else []


def _decision(
    request: str, company: str, store: Store | None
) -> dict[str, str | None] | None:
    decided = store.decided(company, stored.EVER).get(request) if store else None
    if decided is None:
        return None
    choice, cause, at = decided
    said = {"choice": choice.value, "cause": cause.value if cause else None}
    return said | {"at": parse.instant(at)}


# ------------------------------------------------------------------------ for people


def _head(query: Query, row: dict[str, Any]) -> Iterator[str]:
    yield from stored.hung("", query.summary or "(no summary)")
    late = " (expired)" if row["expired"] else ""
    due = f"due {query.deadline.text or 'no date given'}{late}"
    about = filter(None, [query.id, query.outlet, query.reporter, due])
    yield from stored.hung("  ", " · ".join(about))
    if row["request"] != query.id:
        said = f"the same request as {row['request']}, under which it is shown"
        yield from stored.hung("  ", said)


def _lines(row: dict[str, Any]) -> Iterator[str]:
    marks = row["thresholds"]
    yield (
        f"{row['profile']}: {row['verdict'].upper()} at {row['score']:.2f}"
        f"  (posted from {marks['post']:.2f}, held from {marks['hold']:.2f})"
    )
    if row["expert"]:
        who = ", ".join(filter(None, [row["expert"], row["title"]]))
        yield from stored.hung("  through ", who)
    yield from _sum(row)
    asked = {need["said"] for need in row["requirements"]}  # these stand below
    for title, key in (
        ("For it", "why"),
        ("Against it", "against"),
        ("Learned from decisions", "learned"),
    ):
        said = [text for text in row[key] if text not in asked]
        if said:
            yield f"  {title}"
            for text in said:
                yield from stored.hung("    ", text)
    if row["requirements"]:
        yield "  What is asked for"
        for need in row["requirements"]:
            yield from stored.hung(f"    {need['state']:<8} ", need["said"])
    if row["value"]["said"]:
        yield f"  Its place among the cards: {row['value']['points']:+.2f}"
        for text in row["value"]["said"]:
            yield from stored.hung("    ", text)
    if row["decision"]:
        why = f" ({row['decision']['cause']})" if row["decision"]["cause"] else ""
        yield f"  Decided: {row['decision']['choice']}{why}, {row['decision']['at']}"


def _sum(row: dict[str, Any]) -> Iterator[str]:
    if not row["terms"]:
        return
    yield "  The sum, in log-odds"
    for term in row["terms"]:
        name = stored.one_line(term["name"])[:NAME]
        yield from stored.hung(
            f"    {name:<{NAME}} {term['points']:>+7.2f}  ", term["said"]
        )
    chance = probability(row["sum"])
    head = f"    {'sum':<{NAME}} {row['sum']:>+7.2f}  "
    yield f"{head}a probability of {chance:.2f}"
    if abs(chance - row["score"]) > CAPPED:
        yield f"{' ' * len(head)}the score was set to {row['score']:.2f}, see below"


def probability(log_odds: float) -> float:
    """Return 0 to 1; never overflows."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1 + odds)

"""``haro-bot try``: the mailbox's last days, read without changing anything.

The mailbox is opened for reading only and the flags stay as they are; what is read
lives in a folder that is gone when the command ends; nothing is posted, and Slack is
not needed. A store that is there is looked into for what was learned, no more.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import config, matching
from bot.cli import mailing, parts, rank, stored, tried
from bot.cli.clock import Now, wall
from bot.cli.progress import Looks
from bot.cli.prompts import prompts_folder
from bot.cli.terminal import plain
from bot.domain import Letter, Match, Profile, Query
from bot.errors import BadInput, LoginRefused, TryLater
from bot.inbox import Account, Inbox
from bot.pipeline import Desks, Pipeline
from bot.pitching import Prompts
from bot.store import Store

MOST_DAYS = 90


@dataclass(kw_only=True)
class _Lately:
    """Stands where the inbox has its memory: takes what came since, knows of nothing."""

    store: Store
    since: datetime
    kept: int = 0
    large: list[int] = field(default_factory=list)  # bytes of what was not fetched

    def seen_uids(self, *_: object) -> set[int]:
        return set()

    def forget(self, *_: object) -> None:
        """Nothing is known here that could be forgotten."""

    def keep(self, letter: Letter) -> bool:
        if letter.received_at < self.since:  # servers search by whole days
            return False
        self.kept += 1
        return self.store.keep_file(letter.raw, letter.received_at)

    def search_since(self, *_: object) -> date:
        return self.since.date()

    def scanned(self, *_: object) -> None:
        """Forget it: there is no second look."""

    def oversize(self, letter: Letter, size: int) -> None:
        if letter.received_at >= self.since:
            self.large.append(size)


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What the mailboxes held."""

    queries: Sequence[Query]
    mails: int
    unknown: int  # of them, of no newsletter
    unread: Sequence[str]  # lines about what could not be read


def run(args: argparse.Namespace, now: Now) -> int:
    """Print what would have been posted and held; return 1 if a mailbox broke off."""
    if not 1 <= args.days <= MOST_DAYS:
        raise BadInput(f"--days: {args.days} is not between 1 and {MOST_DAYS}")
    path = Path(args.config)
    settings, profiles = config.load(path)
    no_slack = settings.model_copy(update={"slack": config.Slack(channel="-")})
    parts.needed(path, no_slack, profiles)
    chosen = stored.companies(profiles, args.company)
    faults: list[str] = []
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="haro-bot-"))
        own = stack.enter_context(stored.opened(Path(folder) / "try.db"))
        began = min(now(), wall())  # mail carries real dates, whatever --now says
        lately = _Lately(store=own, since=began - timedelta(days=args.days))
        looks = Looks()
        for account in mailing.accounts(path, settings):
            _fetch(account, lately, now, looks, faults)
        read = _read(lately, settings, now)
        place = path.parent / settings.store.path
        known = stack.enter_context(stored.looked_at(place)) if place.exists() else None
        embedder = stack.enter_context(stored.model(parts.model_of(path, settings)))
        embed = stored.Remembered(embedder, known)
        thresholds = parts.thresholds(settings)
        matches = [
            (profile, match)
            for profile in chosen
            for match in matching.rank(
                read.queries,
                profile,
                embed,
                thresholds=thresholds,
                lessons=known.lessons(profile.company) if known else (),
            )
        ]
    rows = _rows(matches, {query.id: query for query in read.queries}, now())
    for line in _printed(args, read, rows, thresholds):
        print(line)
    for fault in faults:
        print(plain(fault), file=sys.stderr)
    return 1 if faults else 0


def _fetch(
    account: Account, lately: _Lately, now: Now, looks: Looks, faults: list[str]
) -> None:
    """Read one mailbox; what breaks it off after some mail is a fault."""
    inbox = Inbox(account, lately, now=now, progress=looks.of(account.title))
    before = lately.kept
    try:
        inbox.fetch_new()
    except LoginRefused:
        raise
    except TryLater as error:
        if lately.kept == before:
            raise
        faults.append(f"mailbox {account.title} was not read to its end: {error}")
    finally:
        inbox.close()


def _read(lately: _Lately, settings: config.Settings, now: Now) -> _Read:
    own = lately.store
    pipeline = Pipeline(
        store=own,
        profiles=tuple,
        embed=stored.no_model,
        engine="",
        prompts=Prompts.load(prompts_folder()),
        desks=Desks(channel=""),
        now=now,
        mailroom=mailing.mailroom(settings),
    )
    while pipeline.read_one():
        pass
    outcomes = {mail: own.outcome(mail) for mail in own.read_mails(stored.EVER)}
    unread = [
        f"mail {mail}: {said}"
        for mail, said in outcomes.items()
        if said.startswith("set aside")
    ]
    unread += [f"a mail of {size} bytes is too big, not fetched" for size in lately.large]
    return _Read(
        queries=[query for query, _ in own.history(stored.EVER)],
        mails=len(outcomes),
        unknown=sum(said.startswith("unknown") for said in outcomes.values()),
        unread=unread,
    )


def _rows(
    matches: Sequence[tuple[Profile, Match]], queries: dict[str, Query], now: datetime
) -> list[dict[str, Any]]:
    rows = [
        rank.as_json(match, profile, queries[match.query_id], now)
        for profile, match in matches
    ]
    return sorted(rows, key=lambda row: (row["profile"], -row["score"], row["query_id"]))


def _printed(
    args: argparse.Namespace,
    read: _Read,
    rows: Sequence[dict[str, Any]],
    thresholds: matching.Thresholds,
) -> Iterator[str]:
    scores = tried.Scores.of(
        [row["score"] for row in rows], days=args.days, post=thresholds.post
    )
    if args.json:
        for row in rows:
            yield stored.json_line({"kind": "match"} | row)
        about = {"kind": "scores", "mails": read.mails, "unknown": read.unknown}
        yield stored.json_line(about | {"queries": len(read.queries)} | scores.as_json())
        return
    none = f" ({read.unknown} of no newsletter that is known)" if read.unknown else ""
    yield f"{args.days} days: {read.mails} mails{none}, {len(read.queries)} queries"
    yield from (plain(line) for line in read.unread)
    yield from map(plain, tried.lines(rows))
    yield from scores.lines()

"""``haro-bot status``: whether all is well, without asking mailbox or Slack.

Works beside a running worker and without one; changes nothing. Exit code 0: all is well,
1: something is wrong now (what is over and wants a look is printed, no more than that).
"""

import argparse
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import __version__, config
from bot.cli import mailing, stored
from bot.cli.clock import Now, wall
from bot.cli.overview import Overview, Viewer
from bot.cli.parse import instant
from bot.cli.terminal import counted, plain
from bot.cli.working import Working, working
from bot.domain import Card
from bot.slack import words
from bot.store.damage import backups

_WIDTH = 80
_OK, _WRONG, _LOOK = "ok", "WRONG", "look"
_GIGABYTE, _MEGABYTE = 1e9, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line. ``mark``: ok, WRONG (now), or look (it is over, a person should see)."""

    mark: str
    text: str


def run(args: argparse.Namespace, now: Now) -> int:
    """Print a line for each thing; return 1 when anything is wrong now."""
    path = Path(args.config)
    settings, profiles = config.load(path)
    database = stored.place(path, settings)
    with stored.looked_at(database) as store:
        viewer = Viewer(
            store=store,
            database=database,
            settings=settings,
            mailroom=mailing.mailroom(settings),
            companies=[profile.company for profile in profiles],
        )
        seen = viewer.look(now())
        cards = store.open_cards(seen.at)
    worker = working(database, wall())
    known = backups(database)
    backup = datetime.fromtimestamp(known[0].stat().st_mtime, UTC) if known else None
    if args.json:
        model = settings.embedding.model
        print(stored.json_line(_as_json(seen, worker, cards, backup, model)))
    else:
        _print(seen, [*_lines(seen, worker, cards, settings), _backup(backup, seen.at)])
    return 1 if seen.wrong or worker.wrong else 0


def _print(seen: Overview, said: list[Said]) -> None:
    wrong = sum(one.mark == _WRONG for one in said)
    sums = f"{counted(wrong, 'thing')} {'is' if wrong == 1 else 'are'} wrong"
    print(f"haro-bot {__version__} at {_time(seen.at)}: {sums if wrong else 'all is well'}")
    for one in sorted(said, key=lambda one: one.mark != _WRONG):
        text = stored.one_line(one.text)
        head = f"{one.mark:<7}"
        for line in textwrap.wrap(
            text,
            _WIDTH,
            initial_indent=head,
            subsequent_indent=" " * len(head),
            break_on_hyphens=False,
        ):
            print(plain(line))


def _lines(
    seen: Overview, worker: Working, cards: list[Card], settings: config.Settings
) -> Iterator[Said]:
    yield from _worker(worker)
    told = {alarm.key for alarm in seen.alarms}
    for alarm in seen.alarms:
        yield _wrong(f"{alarm.text} (since {words.ago(alarm.since, seen.at)})")
    for one in seen.judged:
        yield Said(
            mark=_OK if one.well else _LOOK if one.past else _WRONG,
            text=one.text.replace("`", ""),
        )
    yield from _sources(seen, told)
    yield _queue(cards, seen)
    posted = seen.standing.posted_at
    yield _ok(
        f"Cards: {seen.standing.posted} posted, the last"
        f" {words.ago(posted, seen.at) if posted else 'never'};"
        f" {seen.standing.approved} approved, {seen.standing.skipped} skipped"
    )
    yield _ok(f"Model: {settings.embedding.model}")
    yield _disk(seen, told)
    yield _mail(seen)
    yield _day(seen)


def _worker(worker: Working) -> Iterator[Said]:
    if worker.beat is None:
        yield (
            _wrong(f"Worker: {worker.said}")
            if worker.wrong
            else _ok(f"Worker: {worker.said}")
        )
        return
    beat, at = worker.beat, worker.at
    text = f"Worker {beat.version}: {worker.said}"
    yield _wrong(text) if worker.silent or not worker.runs else _ok(text)
    if not worker.runs:
        return
    for name, heard in beat.threads.items():
        if name in worker.hung:
            yield _wrong(f"Thread {name}: no progress for {words.span(at - heard)}")
    heard_of = ", ".join(
        f"{name} {words.ago(heard, at)}" for name, heard in beat.threads.items()
    )
    yield _ok(f"Threads last heard: {heard_of or 'none yet'}")
    if worker.silent:  # what it said of Slack then says nothing of now
        return
    if worker.deaf:
        yield _wrong(f"Slack: {beat.slack}")
    else:
        yield _ok(f"Slack: {beat.slack}" + " yet" * (beat.slack != "connected"))


def _sources(seen: Overview, told: set[str]) -> Iterator[Said]:
    heard = {one.source: one for one in seen.health.sources}
    for source, late in seen.overdue.items():
        if f"missing:{source}" not in told:
            yield _wrong(
                f"{words.service(source)}: overdue, it usually comes at"
                f" {late.begin:%H:%M} of a {late.day:%A}; the last one came"
                f" {words.ago(late.last, seen.at)}"
            )
    for one in heard.values():
        if one.source not in seen.overdue:
            yield _ok(
                f"{words.service(one.source)}: last came {words.ago(one.at, seen.at)},"
                f" {'1 query' if one.queries == 1 else f'{one.queries} queries'}"
            )
    if not heard:
        yield _ok("Newsletters: none has come yet")


def _queue(cards: list[Card], seen: Overview) -> Said:
    if not cards:
        return _ok("Queue: no card waits for a decision")
    due = [card.query.deadline.at for card in cards if card.query.deadline.at is not None]
    first = f"; the first is due in {words.span(min(due) - seen.at)}" if due else ""
    waits = "card waits" if len(cards) == 1 else "cards wait"
    return _ok(f"Queue: {len(cards)} {waits} for a decision{first}")


def _disk(seen: Overview, told: set[str]) -> Said:
    text = (
        f"Disk: {seen.free / _GIGABYTE:.1f} GB free; the store takes"
        f" {seen.size / _MEGABYTE:.1f} MB"
    )
    if seen.free >= seen.least or "disk" in told:
        return _ok(text)
    return _wrong(f"{text}; there should be {seen.least / _MEGABYTE:.0f} MB free")


def _mail(seen: Overview) -> Said:
    oldest = seen.standing.oldest_raw
    kept = f"kept whole since {oldest:%d %b %Y}" if oldest else "none is kept"
    return _ok(
        f"Mail: {kept}; {counted(seen.standing.quarantined, 'mail')} set aside in all"
    )


def _day(seen: Overview) -> Said:
    told = seen.standing.told
    if not told:
        return _ok("Last 24 hours: people were told of nothing")
    names = ", ".join(dict.fromkeys(alarm.key for alarm in told))
    return Said(mark=_LOOK, text=f"Last 24 hours: {counted(len(told), 'alarm')} ({names})")


def _backup(at: datetime | None, now: datetime) -> Said:
    return _ok(f"Backup: {words.ago(at, now) if at else 'none known; see haro-bot backup'}")


def _ok(text: str) -> Said:
    return Said(mark=_OK, text=text)


def _wrong(text: str) -> Said:
    return Said(mark=_WRONG, text=text)


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%d %b %Y %H:%M} UTC"


def _as_json(
    seen: Overview,
    worker: Working,
    cards: list[Card],
    backup: datetime | None,
    model: str,
) -> dict[str, Any]:
    health, stand = seen.health, seen.standing
    due = [card.query.deadline.at for card in cards if card.query.deadline.at is not None]
    return {
        "at": instant(seen.at),
        "well": not (seen.wrong or worker.wrong),
        "wrong": [*worker.wrong, *seen.wrong],
        "alarms": [
            {"key": alarm.key, "text": alarm.text, "since": instant(alarm.since)}
            for alarm in seen.alarms
        ],
        "worker": worker.as_json(),
        "mailboxes": [
            {
                "name": mailbox.name,
                "folder": mailbox.folder,
                "scanned_at": instant(mailbox.scanned_at),
                "age_seconds": _age(mailbox.scanned_at, seen.at),
            }
            for mailbox in health.mailboxes
        ],
        "sources": [
            {
                "source": one.source,
                "last_at": instant(one.at),
                "queries": one.queries,
                "overdue": one.source in seen.overdue,
            }
            for one in health.sources
        ],
        "model": {"name": model, "ranked_at": instant(health.ranked_at)},
        "unranked": health.unranked,
        "posting": {
            "pending": health.pending,
            "held": health.held,
            "refused": health.refused,
            "last_card_at": instant(stand.posted_at),
        },
        "queue": {
            "open": len(cards),
            "not_posted": stand.unposted,
            "next_deadline": instant(min(due, default=None)),
        },
        "cards": {
            "posted": stand.posted,
            "approved": stand.approved,
            "skipped": stand.skipped,
        },
        "mail": {
            "quarantined": stand.quarantined,
            "quarantined_last_day": health.quarantined,
            "oversize_last_day": health.oversize,
            "oldest_raw_at": instant(stand.oldest_raw),
        },
        "alarms_last_day": len(stand.told),
        "disk": {"free_bytes": seen.free, "store_bytes": seen.size},
        "backup_at": instant(backup),
        "version": __version__,
    }


def _age(moment: datetime | None, now: datetime) -> int | None:
    return int((now - moment).total_seconds()) if moment else None

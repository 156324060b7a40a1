"""A backup takes the place of the store.

It knows nothing of what was posted since it was made; that is written into it, and
`restored` goes by it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.domain import from_text, to_text
from bot.errors import BadInput, TryLater
from bot.migrations import migrations
from bot.store.backups import (
    SIDES,
    STAMP,
    Progress,
    Unsound,
    check,
    copy_pages,
    fresh_file,
    opened,
    settle,
)
from bot.store.claiming import claim

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # a restore numbers on by the minutes since then
_AHEAD = 1_000  # or so far ahead, whatever the clock says
_MONTH = timedelta(days=30)
_HIGHEST = """
    select max(coalesce((select max(id) from cards), 0),
      coalesce((select max(id) from outbox), 0),
      coalesce((select max(tries) from attempts where stage = 'restored'), 0))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """What putting a backup back did. ``made_at``: when the backup was made, if known."""

    made_at: datetime | None
    kept: Path | None  # the file that was there before


# ------------------------------------------------------------------------------- making


def put_back(
    backup: Path, store: Path, *, now: datetime, progress: Progress = lambda _d, _a: None
) -> Put:
    """Put a backup in the place of a store, in one step; keep what was there beside it.

    Raises `BadInput` while a worker or anybody else has the store open, and for a file
    that is damaged, not ours or of a newer version: then nothing was changed.
    """
    store = Path(os.path.realpath(store))  # a link stays one
    if backup.is_dir():
        raise BadInput(f"{backup} is a folder; name one of the backups in it")
    if not backup.is_file():
        raise BadInput(f"{backup}: no such file; check the spelling")
    if store.exists() and backup.samefile(store):
        raise BadInput(f"{backup}: that is the store itself; name a backup")
    with _alone(store), fresh_file(store) as fresh:
        try:
            copy_pages(backup, fresh, store, progress)
            with opened(fresh, store) as conn:
                check(conn, backup, str(backup))
                conn.execute("pragma journal_mode=delete")
                if not conn.execute("select count(*) from sqlite_master").fetchone()[0]:
                    raise BadInput(f"{backup}: it is an empty database; name a backup")
                made_at = _mark(conn, now, _highest(store))
        except Unsound as error:
            raise BadInput(
                f"{backup} is damaged or no database ({error}); nothing was changed, name"
                " another backup"
            ) from error
        kept = _set_aside(store, now) if store.exists() else None
        settle(fresh, store)
    return Put(made_at=made_at, kept=kept)


def begin_anew(store: Path, *, now: datetime) -> Path | None:
    """Put a new, empty store in the place of one that is lost; return where that is kept.

    What the lost one posted in the last month is looked for before it is posted. Raises
    `BadInput` while somebody has it open.
    """
    store = Path(os.path.realpath(store))
    with _alone(store), fresh_file(store) as fresh:
        with opened(fresh, store) as conn:
            migrations.apply(Database(conn))
            conn.execute(
                "insert into attempts values ('restored', ?, ?, ?, '0')",
                (to_text(now), _floor(_highest(store), now), to_text(now - _MONTH)),
            )
        kept = _set_aside(store, now) if store.exists() else None
        settle(fresh, store)
    return kept


def _floor(most: int, now: datetime) -> int:
    """Return a number behind all that a store with that highest number went on to give."""
    return max(most + _AHEAD, int((now - _EPOCH).total_seconds() / 60))


def _highest(store: Path) -> int:
    """Return the highest number that a store gave; 0 where nobody can tell any more."""
    try:
        with opened(store, store, readonly=True) as conn:
            return int(conn.execute(_HIGHEST).fetchone()[0])
    except (BadInput, TryLater):  # not there, or damaged: the minutes have to do
        return 0


def _mark(conn: sqlite3.Connection, now: datetime, given: int) -> datetime | None:
    """Write into a copy that it was put back, and what it cannot know of.

    Everything that was queued counts as perhaps sent, and cards are painted again: Slack
    may show what is not known here. ``given``: the highest number of the store that it
    takes the place of. Return when the copy was made: if nobody wrote that down, the last
    thing that it knows to have been posted.
    """
    since, earlier = conn.execute(
        "select coalesce((select max(not_before) from attempts where stage = 'backup'),"
        " (select max(at) from places)),"
        " (select min(not_before) from attempts where stage = 'restored')"
    ).fetchone()
    (most,) = conn.execute(_HIGHEST).fetchone()
    made_at = from_text(since) if since else None
    unknown = min(earlier or since, since) if since else to_text(_EPOCH)
    conn.execute("begin immediate")
    (known,) = conn.execute("select coalesce(max(id), 0) from outbox").fetchone()
    conn.execute("delete from attempts where stage = 'backup'")
    conn.execute(  # beside those of restores before: what they lost stays lost
        "insert or replace into attempts values ('restored', ?, ?, ?, ?)",
        (to_text(now), _floor(max(most, given), now), unknown, str(known)),
    )
    conn.execute(
        "update outbox set attempts = case state when 'pending' then 0 else attempts end,"
        " state = 'sending', sent_after = min(coalesce(sent_after, ?1), ?1)"
        " where state = 'sending' or state = 'pending'"
        " and kind not in ('detail', 'thread', 'reply')",  # they look by themselves
        (unknown,),
    )
    conn.execute("update paints set look = '' where look not like 'expired:%'")
    conn.execute("commit")
    return made_at


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Hold a store as a worker does; raise `BadInput` where a worker has it."""
    lock = claim(store)
    try:
        yield
    finally:
        os.close(lock)


def _set_aside(store: Path, now: datetime) -> Path:
    """Give a store a second name to be kept under; what its WAL holds is in it first."""
    kept = store.with_name(f"{store.name}.before-restore-{now.strftime(STAMP)}")
    number = 1
    while kept.exists():
        number += 1
        kept = kept.with_name(f"{kept.name.rsplit('~', 1)[0]}~{number}")
    try:
        with closing(sqlite3.connect(store, isolation_level=None, timeout=2.0)) as conn:
            conn.execute("pragma journal_mode=delete")  # only if nobody has it open
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BadInput(
                f"[store] path: another program has {store} open; end it first, nothing was"
                " changed"
            ) from error
    except sqlite3.DatabaseError:
        pass  # damaged: it is kept as it is
    os.link(store, kept)
    for side in SIDES:
        with suppress(FileNotFoundError):
            Path(f"{store}{side}").rename(f"{kept}{side}")
    return kept


# ------------------------------------------------------------------------------- files

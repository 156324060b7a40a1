"""Copies of the whole store, made while it is in use, and checked."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from bot.domain import to_text
from bot.errors import BadInput, TryLater
from bot.store.damage import check_file, check_ours, damaged, faults, note_backup

_PAGES = 256  # copied in one step: 1 MB
_PAUSE = 0.005  # seconds between two, in which others have the disk
STAMP = "%Y%m%d-%H%M%S"
SIDES = ("-wal", "-shm", "-journal")

Progress = Callable[[int, int], object]  # pages done, pages in all


def back_up(
    store: Path,
    place: Path,
    *,
    now: datetime,
    force: bool = False,
    keep: int = 0,
    progress: Progress = lambda _done, _all: None,
) -> Path:
    """Copy a store that may be in use; return where the checked copy is.

    ``place``: a file, or a folder that gets one with a date in its name, of which the
    newest ``keep`` stay (0: all). Others write meanwhile and wait for nothing; the copy is
    as it was when it began. Raises `BadInput` with what to mend, `TryLater` where the disk
    is full. A copy that was not finished is never called by the name asked for.
    """
    if not store.is_file():
        raise BadInput(
            f"[store] path: {store} does not exist yet; there is nothing to copy"
        )
    dated = place.is_dir()
    target = place / f"{store.stem}-{now.strftime(STAMP)}.db" if dated else place
    if keep and not dated:
        raise BadInput(f"--keep: {place} is no folder; dated backups are kept in one")
    if target.exists() and target.samefile(store):
        raise BadInput(f"{target}: that is the store itself; name another file")
    if target.exists() and not force:
        raise BadInput(f"{target} exists; name another file or add --force")
    with fresh_file(target) as fresh:
        check_file(store)
        try:
            copy_pages(store, fresh, target, progress)
            with opened(fresh, target) as conn:
                check(conn, store, f"[store] path: {store}")
                conn.execute("pragma journal_mode=delete")
                conn.execute("delete from attempts where stage = 'backup'")
                conn.execute(
                    "insert into attempts values ('backup', '', 0, ?, '')", (to_text(now),)
                )
        except Unsound as error:
            raise damaged(store, error) from error
        settle(fresh, target)
    note_backup(store, target)
    if keep:
        _prune(place, store.stem, keep)
    return target


def _prune(folder: Path, stem: str, keep: int) -> None:
    digits = "[0-9]" * 8 + "-" + "[0-9]" * 6
    for old in sorted(folder.glob(f"{stem}-{digits}.db"))[:-keep]:
        old.unlink(missing_ok=True)


def copy_pages(source: Path, fresh: Path, target: Path, progress: Progress) -> None:
    """Copy page by page, from one view of the source, however much it changes meanwhile.

    ``target``: what the fresh file is to be called; errors of writing name it.
    """

    def step(_status: int, left: int, total: int) -> None:
        progress(total - left, total)

    with (
        opened(fresh, target) as new,
        opened(source, source, readonly=True, writes=target) as old,
    ):
        old.execute("begin")
        old.execute("select count(*) from sqlite_master").fetchone()  # the view is taken
        old.backup(new, pages=_PAGES, progress=step, sleep=_PAUSE)
        old.execute("commit")


# ------------------------------------------------------------------------ putting back


@contextmanager
def fresh_file(target: Path) -> Iterator[Path]:
    """Lend a new file beside the one meant; what is left of it is taken away."""
    prefix = f".{target.name}.part-"
    try:
        for old in target.parent.glob(f"{prefix}*"):  # of a process that was killed
            if time.time() - old.stat().st_mtime > 24 * 3600:
                old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(prefix=prefix, dir=target.parent)  # mode 0600
    except OSError as error:
        raise BadInput(f"{target}: {error.strerror}; check the folder") from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for side in ("", *SIDES):
            Path(f"{name}{side}").unlink(missing_ok=True)


def settle(fresh: Path, target: Path) -> None:
    """Bring a finished file to the disk and give it its name, in one step."""
    with fresh.open("rb") as whole:
        os.fsync(whole.fileno())
    for side in SIDES:  # of a file that is gone: SQLite would take them for this one's
        Path(f"{target}{side}").unlink(missing_ok=True)
    fresh.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Unsound(BadInput):
    """What was copied is no database, or a damaged one; says only why."""


@contextmanager
def opened(
    path: Path, called: Path, *, readonly: bool = False, writes: Path | None = None
) -> Iterator[sqlite3.Connection]:
    """Open a file. Errors name it as ``called``, those of room ``writes`` if given."""
    mode = "ro" if readonly else "rw"
    try:
        uri = f"{path.resolve().as_uri()}?mode={mode}"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as conn:
            yield conn
    except sqlite3.OperationalError as error:
        said = str(error)
        if "full" in said or "locked" in said or "I/O" in said:
            short = writes if writes and "full" in said else called
            raise TryLater(f"{short}: {error}; nothing was changed") from error
        if readonly and "readonly" in said:
            raise BadInput(
                f"{called}: this user may not write in its folder, which even reading it"
                " takes; check who owns it"
            ) from error
        raise BadInput(f"{called}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise Unsound(str(error)) from error


def check(conn: sqlite3.Connection, source: Path, named: str) -> None:
    """Raise `BadInput` for a copy that is damaged or not of this program.

    ``named``: the source and where it was named, for who reads the error.
    """
    check_ours(conn, source, named)
    found = next(faults(conn), None)
    if found is not None:
        raise Unsound(found)

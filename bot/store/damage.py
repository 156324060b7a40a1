"""Is this file sound, is it ours, and may this program use it? With what to do if not."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.errors import BadInput
from bot.migrations import migrations

_TABLES = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
_MOST = 3  # faults that are named
_NAMED = 5  # backups that are named


class Damaged(BadInput):
    """The store cannot be trusted: nothing is written to it any more."""


def damaged(path: Path, why: object) -> Damaged:
    """Say that a store is damaged, and what a person can do."""
    places = [str(place) for place in backups(path)]
    newest = f"; the newest backup is {places[0]}" if places else ""
    if len(places) > 1:
        newest += f" (older: {', '.join(places[1:_NAMED])})"
    return Damaged(
        f"[store] path: {path} is damaged ({why}). Nothing more is written to it. Put a"
        f" backup in its place with `haro-bot restore FILE`{newest}. Without a backup"
        " start anew with `haro-bot restore --anew`, which keeps this file beside it"
    )


def faults(conn: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the pages, the indexes and the ties between tables.

    Every page is read. Raises what SQLite raises where it cannot read on.
    """
    for (found,) in conn.execute(f"pragma integrity_check({_MOST})"):
        if found != "ok":
            yield _one_line(found)
    for row in conn.execute("pragma foreign_key_check"):
        yield f"row {row[1]} of {row[0]} belongs to a row of {row[2]} that is missing"


def check_ours(conn: sqlite3.Connection, path: Path, named: str = "") -> None:
    """Raise `BadInput` for a database of another program, or of a newer version of this.

    One without any table is new. ``named``: where the file was named, if not in the config.
    """
    named = named or f"[store] path: {path}"
    tables = {row[0] for row in conn.execute(_TABLES)}
    if not tables:
        return
    applied: set[str] = set()
    if migrations.migrations_table in tables:
        with suppress(sqlite3.OperationalError):  # of another shape: not ours
            applied = {
                row[0]
                for row in conn.execute(
                    f"select name from {migrations.migrations_table}"  # noqa: S608
                    " where migration_set = ?",
                    (migrations.name,),
                )
            }
    if not applied:
        raise BadInput(f"{named} is a database of another program; name another file")
    unknown = applied - {known.name for known in migrations._migrations}  # noqa: SLF001
    if unknown:
        raise BadInput(
            f"{named} was written by a newer haro-bot"
            f" ({', '.join(sorted(unknown))} is not known here); install that version, or"
            " put back a backup that this one made with `haro-bot restore FILE`"
        )


def check_file(path: Path) -> None:
    """Raise `BadInput` for an empty file: a store never is, not even a new one."""
    if path.is_file() and path.stat().st_size == 0:
        raise damaged(path, "it is empty")


def note_backup(path: Path, place: Path) -> None:
    """Remember beside a store where a backup of it went: it cannot tell once damaged."""
    known = [place.resolve(), *(old for old in backups(path) if old != place.resolve())]
    note = _note(path)
    text = "".join(f"{one}\n" for one in known[:_NAMED] if "\n" not in str(one))
    fresh = note.with_name(f"{note.name}.new")
    with suppress(OSError):  # the backup is as good without it
        fresh.write_text(text, encoding="utf-8")
        fresh.chmod(0o600)
        fresh.replace(note)


def backups(path: Path) -> list[Path]:
    """Return the backups of a store that are known and still there, the newest first."""
    try:
        lines = _note(path).read_text(encoding="utf-8").splitlines()
        return [Path(line) for line in lines if line and Path(line).is_file()]
    except (OSError, ValueError):
        return []


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.backups")


def _one_line(text: object) -> str:
    return " ".join(str(text).split())[:200]

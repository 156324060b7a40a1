"""A backup is whole, made while others write, and goes back in one step."""

import os
import sqlite3
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.store import Store, back_up, put_back
from tests import make
from tests.store.test_store import letter, posted

NOW = make.NOW


@pytest.fixture
def path(store: Store, tmp_path: Path) -> Path:
    posted(store)
    return tmp_path / "bot.db"


def mails(path: Path) -> int:
    conn = sqlite3.connect(path)
    found = conn.execute("select count(*) from mails").fetchone()[0]
    assert conn.execute("pragma integrity_check").fetchone()[0] == "ok"
    conn.close()
    return int(found)


def test_a_backup_made_while_others_write_is_of_one_moment_and_stops_nobody(
    store: Store, path: Path, tmp_path: Path
):
    for n in range(400):  # 8 MB, so that it takes several steps
        store.keep(letter(n, raw=os.urandom(20_000)))
    waits: list[float] = []
    stop = threading.Event()
    other = Store(path)

    def write() -> None:
        number = 10_000
        while not stop.is_set():
            began = time.monotonic()
            with other.write():  # two that belong together
                other.keep(letter(number, raw=b"a%d" % number))
                other.keep(letter(number + 1, raw=b"b%d" % number))
            waits.append(time.monotonic() - began)
            number += 2

    thread = threading.Thread(target=write)
    thread.start()
    while not waits:
        time.sleep(0.01)
    before = len(waits)
    copy = back_up(path, tmp_path / "copy.db", now=NOW)
    during = waits[before:]
    stop.set()
    thread.join()
    other.close()
    assert during, "nobody wrote meanwhile"
    assert max(during) < 2.0
    assert (mails(copy) - 401) % 2 == 0
    assert mails(copy) < mails(path)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.glob("*copy*")) == ["copy.db"]


def test_a_backup_is_never_written_over_unless_told_to(path: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    with pytest.raises(BadInput, match="--force"):
        back_up(path, copy, now=NOW)
    assert copy.read_text() == "precious"
    back_up(path, copy, now=NOW, force=True)
    assert mails(copy) == 1
    with pytest.raises(BadInput, match="the store itself"):
        back_up(path, path, now=NOW, force=True)


def test_a_folder_gets_dated_backups_and_keeps_so_many(path: Path, tmp_path: Path):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "bot-notes.db").write_text("not ours to delete")
    for day in range(4):
        back_up(path, folder, now=NOW + timedelta(days=day), keep=2)
    assert sorted(p.name for p in folder.iterdir()) == [
        "bot-20260917-120000.db",
        "bot-20260918-120000.db",
        "bot-notes.db",
    ]


@pytest.mark.parametrize("size", [0, 50, 8192])
def test_a_damaged_store_gives_no_backup_and_is_named_with_what_to_do(
    store: Store, path: Path, tmp_path: Path, size: int
):
    store.close()
    os.truncate(path, size)
    with pytest.raises(BadInput, match=r"bot\.db is damaged .*haro-bot restore") as refused:
        back_up(path, tmp_path / "copy.db", now=NOW)
    assert ".part-" not in str(refused.value)
    assert not list(tmp_path.glob("*copy*"))


def test_of_another_programs_database_no_backup_is_made(tmp_path: Path):
    other = tmp_path / "other.db"
    conn = sqlite3.connect(other)
    conn.execute("create table moz_places(id)")
    conn.close()
    with pytest.raises(BadInput, match=r"other\.db is a database of another program"):
        back_up(other, tmp_path / "copy.db", now=NOW)


def test_a_restore_goes_back_to_the_backup_and_keeps_what_was_there(
    store: Store, path: Path, tmp_path: Path
):
    copy = back_up(path, tmp_path / "copy.db", now=NOW)
    store.keep(letter(1, raw=b"later"))  # stands in the WAL
    store.close()
    put = put_back(copy, path, now=NOW + timedelta(hours=1))
    assert put.made_at == NOW
    assert put.kept == tmp_path / "bot.db.before-restore-20260915-130000"
    assert mails(path) == 1
    assert mails(put.kept) == 2
    assert path.stat().st_mode & 0o777 == 0o600
    back = Store(path)
    back.lock()
    assert len(back.cards()) == 1
    assert back.keep(letter(1, raw=b"later"))
    back.close()
    again = put_back(put.kept, path, now=NOW + timedelta(hours=1))
    assert again.kept is not None
    assert again.kept != put.kept
    assert mails(path) == 2


def test_a_store_that_is_a_link_stays_one(store: Store, path: Path, tmp_path: Path):
    copy = back_up(path, tmp_path / "copy.db", now=NOW)
    store.close()
    link = tmp_path / "link.db"
    link.symlink_to(path)
    put_back(copy, link, now=NOW)
    assert link.is_symlink()
    assert mails(path) == 1


def test_a_restore_takes_the_place_of_a_damaged_store(
    store: Store, path: Path, tmp_path: Path
):
    copy = back_up(path, tmp_path / "copy.db", now=NOW)
    store.close()
    path.write_bytes(b"\0" * 5000)
    Path(f"{path}-wal").write_bytes(b"left by a crash")
    put = put_back(copy, path, now=NOW)
    assert put.kept is not None
    assert put.kept.read_bytes() == b"\0" * 5000
    assert not Path(f"{path}-wal").exists()
    assert mails(path) == 1


def test_a_restore_while_somebody_works_changes_nothing(
    store: Store, path: Path, tmp_path: Path
):
    copy = back_up(path, tmp_path / "copy.db", now=NOW)
    with pytest.raises(BadInput, match="another program has"):
        put_back(copy, path, now=NOW)
    store.lock()
    with pytest.raises(BadInput, match="stop it first"):
        put_back(copy, path, now=NOW)
    assert store.keep(letter(3, raw=b"goes on"))
    assert not list(tmp_path.glob("*before-restore*"))
    assert not list(tmp_path.glob(".*part*"))


@pytest.mark.parametrize(
    "fault", ["text", "cut", "other", "newer", "empty", "none", "folder"]
)
def test_what_is_no_sound_backup_of_ours_is_not_put_back(
    store: Store, path: Path, tmp_path: Path, fault: str
):
    copy = back_up(path, tmp_path / "copy.db", now=NOW)
    store.close()
    before = path.read_bytes()
    conn = sqlite3.connect(copy if fault == "newer" else tmp_path / "other.db")
    if fault == "newer":
        conn.execute(
            "insert into _sqlite_migrations(migration_set, name, applied_at)"
            " values ('bot', 'm999', '2030')"
        )
    elif fault == "other":
        conn.execute("create table moz_places(id)")
        copy = tmp_path / "other.db"
    conn.commit()
    conn.close()
    if fault == "text":
        copy.write_text("a text" * 1000)
    elif fault == "cut":
        os.truncate(copy, 8192)
    elif fault == "empty":
        os.truncate(copy, 0)
    elif fault == "none":
        copy.unlink()
    elif fault == "folder":
        copy = tmp_path
    with pytest.raises(BadInput) as refused:
        put_back(copy, path, now=NOW)
    assert str(refused.value).startswith(str(copy))  # by the name that was typed
    assert ".part-" not in str(refused.value)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*before-restore*"))


def test_a_backup_killed_in_the_middle_leaves_no_file_of_that_name(
    store: Store, path: Path, tmp_path: Path
):
    for n in range(60):
        store.keep(letter(n, raw=os.urandom(60_000)))

    def killed(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(path, tmp_path / "copy.db", now=NOW, progress=killed)
    assert not list(tmp_path.glob("*copy*"))
    assert store.keep(letter(999, raw=b"goes on"))


def test_what_a_lost_store_left_beside_it_is_not_taken_for_the_backups(
    store: Store, path: Path, tmp_path: Path
):
    """A worker was killed and somebody took the file away, but not its WAL."""
    copy = back_up(path, tmp_path / "copy.db", now=NOW)
    for n in range(100):
        store.keep(letter(n, raw=os.urandom(5_000)))
    left = Path(f"{path}-wal").read_bytes()
    assert len(left) > 500_000
    store.close()
    path.unlink()
    Path(f"{path}-wal").write_bytes(left)
    put_back(copy, path, now=NOW)
    assert mails(path) == 1

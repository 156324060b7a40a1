"""A file that cannot be trusted is found at the start, and said with what to do."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

from bot.errors import BadInput, TryLater
from bot.store import Damaged, Store, back_up
from tests import make
from tests.store.test_store import letter, posted, read

NOW = make.NOW
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a store with data in every kind of page."""
    path = tmp_path / "bot.db"
    store = Store(path)
    store.lock()
    with store.write():
        posted(store)
        for n in range(40):
            raw = f"mail {n} ".encode() * 2_000
            read(store, make.query(id=f"reply+{n}", body=f"{n} word " * 200), raw=raw)
    store.close()
    return path


def started(path: Path) -> None:
    store = Store(path)
    try:
        store.lock()
    finally:
        store.close()


def refused(path: Path) -> str:
    """Start on a file as a worker does; return what it says instead."""
    before = path.read_bytes()
    with pytest.raises(BadInput) as found:
        started(path)
    assert path.read_bytes() == before, "it was written to"
    return str(found.value)


def overwrite(path: Path, at: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(random.Random(4).randbytes(size))


def test_a_zeroed_header_is_refused_with_the_cure(path: Path):
    with path.open("r+b") as file:
        file.write(bytes(100))
    said = refused(path)
    assert "damaged" in said
    assert "haro-bot restore" in said
    assert "haro-bot restore --anew" in said


def test_a_page_overwritten_anywhere_is_found_or_held_nothing(path: Path):
    """Every tenth page in turn: a page that is in use is never trusted."""
    whole = path.read_bytes()
    held = 0
    for number in range(1, len(whole) // PAGE, 10):
        path.write_bytes(whole)
        overwrite(path, number * PAGE, PAGE)
        try:
            with pytest.raises(Damaged):
                started(path)
        except (
            pytest.fail.Exception
        ):  # what follows a raw mail's first page is only its text
            held += 1
            assert b"mail " in whole[number * PAGE : number * PAGE + PAGE][:200]
    assert held < len(whole) // PAGE // 10


def test_a_file_that_was_cut_is_refused(path: Path):
    size = path.stat().st_size
    os.truncate(path, size // 2 // PAGE * PAGE)
    assert "damaged" in refused(path)


def test_an_empty_file_is_never_taken_for_a_new_store(path: Path):
    os.truncate(path, 0)
    said = refused(path)
    assert "it is empty" in said
    assert "haro-bot restore" in said


def test_an_index_that_lacks_a_row_is_found(path: Path):
    conn = sqlite3.connect(path)
    conn.execute("pragma writable_schema=on")
    conn.execute(
        "update sqlite_master set sql = replace(sql, '(until)', '(printed_at)')"
        " where name = 'editions_by_until'"
    )
    conn.commit()
    conn.close()
    assert "editions_by_until" in refused(path)


def test_a_row_without_the_one_it_belongs_to_is_found(path: Path):
    conn = sqlite3.connect(path)
    conn.execute("delete from queries where id = 'reply+3'")
    conn.commit()
    conn.close()
    assert "belongs to a row of queries that is missing" in refused(path)


def test_garbage_in_the_wal_is_left_out_and_what_was_written_before_stands(path: Path):
    Path(f"{path}-wal").write_bytes(random.Random(1).randbytes(30_000))
    store = Store(path)
    store.lock()
    assert store.seen_uids("imap", "INBOX", 7) == set()
    assert len(store.cards()) == 1
    assert store.keep(letter(raw=b"new"))
    store.close()


def test_the_database_of_another_program_is_refused(tmp_path: Path):
    path = tmp_path / "bot.db"
    conn = sqlite3.connect(path)
    conn.execute("create table moz_places(id integer)")
    conn.commit()
    conn.close()
    assert "another program" in refused(path)


def test_a_store_of_a_newer_version_is_refused_by_name(path: Path):
    conn = sqlite3.connect(path)
    conn.execute(
        "insert into _sqlite_migrations(migration_set, name, applied_at)"
        " values ('bot', 'm999_much_later', '2030')"
    )
    conn.commit()
    conn.close()
    said = refused(path)
    assert "newer haro-bot" in said
    assert "m999_much_later" in said


def test_the_newest_backup_is_named(path: Path, tmp_path: Path):
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    for place in (old, new):
        back_up(path, place, now=NOW)
    os.truncate(path, 8192)
    said = refused(path)
    assert f"the newest backup is {new}" in said
    assert f"(older: {old})" in said


def test_damage_seen_while_running_stops_every_later_use(path: Path):
    store = Store(path)
    store.lock()
    root = store.row("select rootpage from sqlite_master where name = 'attempts'")
    assert root is not None
    store.row("pragma cache_size = 0")
    overwrite(path, (root[0] - 1) * PAGE, PAGE)
    with pytest.raises(Damaged, match="haro-bot restore"):
        store.rows("select * from attempts")
    whole = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    for use in (lambda: store.keep(letter()), store.alarms, store.cards):
        with pytest.raises(Damaged, match="haro-bot restore"):
            use()
    assert (path.read_bytes(), Path(f"{path}-wal").read_bytes()) == whole
    store.close()


def test_a_file_set_read_only_while_running_is_tried_again(path: Path):
    store = Store(path)
    store.row("pragma query_only = 1")
    with pytest.raises(TryLater, match="read-only"):
        store.keep(letter())
    store.row("pragma query_only = 0")
    assert store.keep(letter(raw=b"new"))
    store.close()


def test_a_word_for_damage_in_another_fault_is_no_damage(path: Path):
    store = Store(path)
    with pytest.raises(TryLater, match="malformed JSON"):
        store.rows("select json_extract('{', '$.a')")
    assert store.rows("select 1")
    store.sound()
    store.close()

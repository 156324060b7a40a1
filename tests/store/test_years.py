"""What is asked often is asked of what is new, and the answer is that of asking for all."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.domain import Act, Choice, Deed, Query, to_text
from bot.migrations import migrations
from bot.pipeline.teaching import Teaching
from bot.store import Store
from tests import make
from tests.store.test_lessons import ACME, decide, later, said
from tests.store.test_requests import FIRST, NOW, mail, read


def queries(count: int) -> list[Query]:
    """Return queries of different reporters and outlets."""
    return [
        replace(
            FIRST,
            id=f"reply+{n}",
            summary=f"Query {n}",
            reporter=f"Rita Reporter{n}",
            outlet=f"Weekly {n}",
        )
        for n in range(count)
    ]


def test_unread_mail_of_an_older_store_is_read_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(old), stop_before="m006_years")
    for number in range(1, 5):
        at = to_text(NOW - timedelta(hours=number))
        old.execute("insert into mails values (?, ?, x'00', ?)", (number, str(number), at))
    old.execute("insert into digests values (1, 0, 'haro', 0, null, 0, '[]', '[]', '')")
    old.execute("insert into quarantines values (3, 'odd', '')")
    old.close()
    store = Store(path)
    found = []
    while waiting := store.unread():
        found.append(waiting.id)
        store.add_reading(waiting, [], now=NOW)
    store.close()
    assert found == [4, 2]


def test_mail_that_is_set_aside_or_read_again_is_not_unread(store: Store) -> None:
    first = read(store, FIRST)
    second = mail(store, b"2")
    store.quarantine(second, "odd", NOW)
    assert store.unread() is None
    store.add_reading(second, [], now=NOW, again=True)
    store.add_reading(first, [], now=NOW, again=True)
    assert store.unread() is None


def test_the_latest_lessons_are_the_end_of_all_lessons(store: Store) -> None:
    some = queries(5)
    read(store, *some)
    for n in (3, 0, 4, 1):
        decide(store, some[n], Choice.APPROVED if n % 2 else Choice.SKIPPED, later(n))
    whole = store.lessons(ACME)
    assert [lesson.query.id for lesson in whole] == [some[n].id for n in (0, 1, 3, 4)]
    assert [store.lessons(ACME, most) for most in (1, 3, 9)] == [
        whole[-1:],
        whole[-3:],
        whole,
    ]
    assert len(said(store)) == 4


def test_who_was_approved_is_known_whatever_was_asked_before(store: Store) -> None:
    some = queries(4)
    read(store, *some)
    often = Teaching(store=store)
    for n, query in enumerate(some):
        number = decide(
            store, query, Choice.SKIPPED if n == 1 else Choice.APPROVED, later(n)
        )
        assert often.known(ACME) == Teaching(store=store).known(ACME)
    before = often.known(ACME)
    undo = Deed(card_id=number, act=Act.UNDO, by="U1", at=later(3), seen=None)
    assert store.do(undo).new
    assert often.known(ACME) == Teaching(store=store).known(ACME) < before
    assert often.known("Other Dental") == frozenset()


def test_a_start_finds_the_requests_that_all_of_them_would_give(store: Store) -> None:
    old, open_, fresh = queries(3)
    long_ago = NOW - timedelta(days=90)
    gone = replace(old, deadline=make.deadline(NOW - timedelta(days=80)))
    read(store, gone, raw=b"1", at=long_ago)
    read(store, open_, raw=b"2", at=long_ago)
    read(store, fresh, raw=b"3")
    since = NOW - timedelta(days=30)
    first = [(row, q.id) for row, _, q in store.known_since(since, 0, NOW)]
    assert [name for _, name in first] == [open_.id, fresh.id]
    later_on = [(row, q.id) for row, _, q in store.known_since(since, first[0][0], NOW)]
    assert later_on == first[1:]

"""How newsletters fare, counted over all stored mail."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Digest
from bot.store import Store
from bot.store.counts import Counts, Leftover, SourceCount
from tests import make

NOW = make.NOW


@pytest.fixture
def counts(store: Store, tmp_path: Path) -> Iterator[Counts]:
    counts = Counts(tmp_path / "bot.db")
    yield counts
    counts.close()


def keep(store: Store, *digests: Digest, hours: int = 0) -> int:
    at = NOW + timedelta(hours=hours)
    assert store.keep_file(f"{hours} {digests}".encode(), at)
    mail = store.unread()
    assert mail is not None
    store.add_reading(mail, digests, now=at)
    return mail.id


def test_an_empty_store_has_no_counts(counts: Counts) -> None:
    assert counts.source_counts() == []
    assert list(counts.leftovers()) == []


def test_digests_queries_leftovers_and_problems_are_counted_per_newsletter(
    store: Store, counts: Counts
) -> None:
    one, two = make.query(), make.query(id="q2")
    keep(store, Digest(source="haro", queries=(one, two), leftovers=("a", "b")))
    keep(store, Digest(source="haro", queries=(one,), problems=("p",)), hours=1)
    keep(store, Digest(source="haro", lifecycle=True), hours=2)
    keep(store, Digest(source="haro", leftovers=("an editorial",)), hours=3)
    keep(store, Digest(source="sos", expected=3, problems=("3 in the index",)), hours=4)
    keep(store, Digest(source="", leftovers=("c",)), hours=5)
    haro = SourceCount(
        name="haro",
        digests=3,
        queries=3,
        leftovers=3,
        problems=1,
        last_seen=NOW + timedelta(hours=1),
    )
    nobody, found, sos = counts.source_counts()
    assert found == haro
    assert (nobody.name, nobody.digests, nobody.leftovers, nobody.last_seen) == (
        "", 1, 1, None
    )  # fmt: skip
    assert (sos.digests, sos.problems, sos.last_seen) == (1, 1, NOW + timedelta(hours=4))


def test_leftovers_come_newest_first_each_line_once_over_any_number_of_pages(
    store: Store, counts: Counts
) -> None:
    ids = [
        keep(
            store,
            Digest(source="haro", leftovers=(f"{n} a", f"{n} b")),
            Digest(source="", leftovers=() if n % 2 else (f"{n} c",)),
            hours=n // 3,
        )
        for n in range(410)
    ]
    lines = [(x.mail_id, x.line) for x in counts.leftovers()]
    expected = [
        (ids[n], f"{n} {letter}")
        for n in reversed(range(410))
        for letter in ("ab" if n % 2 else "abc")
    ]
    assert lines == expected
    assert [x.line for x in counts.leftovers("")] == [
        f"{n} c" for n in reversed(range(410)) if n % 2 == 0
    ]
    assert next(counts.leftovers("haro")) == Leftover(
        mail_id=ids[-1],
        received_at=NOW + timedelta(hours=409 // 3),
        source="haro",
        line="409 a",
    )
    assert list(counts.leftovers("sos")) == []


def test_raw_mail_is_not_looked_into(store: Store, counts: Counts, tmp_path: Path) -> None:
    keep(store, Digest(source="haro", leftovers=("a",)))
    plans: list[str] = []
    db = sqlite3.connect(tmp_path / "bot.db")
    asked: list[str] = []
    counts._conn.set_trace_callback(asked.append)
    counts.source_counts()
    list(counts.leftovers())
    for sql in asked:
        plans += [row[3] for row in db.execute(f"explain query plan {sql}")]
    db.close()
    of_mails = [plan for plan in plans if " m " in f"{plan} "]
    assert len(of_mails) == 2
    assert all("COVERING INDEX" in plan for plan in of_mails)

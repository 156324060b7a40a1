"""A store of any released version is brought up to date, with all that is in it.

`released/VERSION.sql` was written by that version itself, every table filled.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Choice
from bot.migrations import migrations
from bot.store import Store, back_up, put_back
from tests import make

NOW = make.NOW
DUMPS = sorted(Path(__file__).with_name("released").glob("*.sql"))
ROOT = Path(__file__).resolve().parents[2]

_START = (
    "import sys; from pathlib import Path; from bot.store import Store\n"
    "store = Store(Path(sys.argv[1])); store.sound(); store.close()"
)
_KILLED = (
    "import os, signal, sys; from pathlib import Path\n"
    "from bot.migrations import migrations; from bot.store import Store\n"
    "step = migrations._migrations[-1]; whole = step.fn\n"
    "def fn(db):\n"
    "    whole(db); os.kill(os.getpid(), signal.SIGKILL)\n"
    "step.fn = fn\n"
    "Store(Path(sys.argv[1]))"
)


@pytest.fixture(params=DUMPS, ids=lambda dump: dump.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a store as a released version left it."""
    path = tmp_path / "bot.db"
    conn = sqlite3.connect(path)
    conn.executescript(request.param.read_text(encoding="utf-8"))
    conn.execute("pragma journal_mode=wal")
    conn.close()
    return path


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    conn = sqlite3.connect(path)
    conn.row_factory = sqlite3.Row
    found = (
        "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
    )
    tables = [row[0] for row in conn.execute(found)]
    held = {t: [dict(r) for r in conn.execute(f"select * from {t}")] for t in tables}  # noqa: S608
    conn.close()
    held.pop("_sqlite_migrations")
    return held


def start(code: str, path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )


def ended(process: subprocess.Popen[bytes]) -> int:
    _, said = process.communicate(timeout=60)
    assert process.returncode <= 0, said.decode()
    return process.returncode


def test_every_release_is_here_with_every_table_filled(old: Path):
    assert [dump.stem for dump in DUMPS][:5] == [
        "0.1.0",
        "0.2.0",
        "0.3.0",
        "0.4.0",
        "0.5.0",
    ]
    assert [table for table, held in rows(old).items() if not held] == []


def test_nothing_is_lost_and_the_file_is_sound(old: Path):
    before = rows(old)
    store = Store(old)
    store.lock()
    store.close()
    after = rows(old)
    for table, held in before.items():
        kept = [{name: row[name] for name in held[0]} for row in after[table]]
        assert [row for row in held if row not in kept] == [], table


def test_cards_decisions_and_messages_are_what_they_were(old: Path):
    store = Store(old)
    store.lock()
    cards = {card.query.id.removeprefix("reply+"): card for card in store.cards(NOW)}
    assert set(cards) == {"approved", "skipped", "open", "pending", "sending"}
    chosen = {name: c.decision.choice for name, c in cards.items() if c.decision}
    assert (
        chosen.items() >= {"approved": Choice.APPROVED, "skipped": Choice.SKIPPED}.items()
    )
    assert {name for name, card in cards.items() if card.ts} == {
        "approved",
        "skipped",
        "open",
    }
    assert cards["open"].query.deadline.at == NOW + timedelta(hours=60)
    assert all(card.outline.text and card.match.score for card in cards.values())
    assert [o.card_id for o in store.unsure()] == [cards["sending"].id]
    later = NOW + timedelta(hours=10)
    sent = []
    while (outgoing := store.claim_outgoing(later)) is not None:
        store.sent(outgoing, channel="C1", ts=f"9.{outgoing.id}", at=later)
        sent.append(outgoing.text or outgoing.kind.value)
    assert "No HARO digest came." in sent
    told = [line for line in store.audit(most=1000) if line.act in ("approve", "skip")]
    assert {line.card_id for line in told} == {cards["approved"].id, cards["skipped"].id}
    mail = store.unread()
    assert mail is not None
    assert b"nobody read me" in mail.raw
    assert store.seen_uids("imap", "INBOX", 7) >= {1, 2, 3, 4, 5}
    store.close()


def test_a_backup_of_an_old_version_is_put_back_and_brought_up_to_date(
    old: Path, tmp_path: Path
):
    held = len(rows(old)["cards"])
    copy = back_up(old, tmp_path / "copy.db", now=NOW)
    new = tmp_path / "new.db"
    put_back(copy, new, now=NOW)
    store = Store(new)
    store.lock()
    assert len(store.cards()) == held
    store.close()


@pytest.mark.parametrize("old", DUMPS[:1], indirect=True, ids=["first"])
def test_of_two_starts_at_once_one_migrates_and_the_other_waits(old: Path):
    both = [start(_START, old), start(_START, old)]
    assert [ended(process) for process in both] == [0, 0]
    conn = sqlite3.connect(old)
    applied = conn.execute("select name from _sqlite_migrations order by id").fetchall()
    conn.close()
    assert [name for (name,) in applied] == [one.name for one in migrations._migrations]


@pytest.mark.parametrize("old", DUMPS[:1], indirect=True, ids=["first"])
def test_a_migration_that_is_killed_is_done_by_the_next_start(old: Path):
    before = rows(old)
    process = start(_KILLED, old)
    assert ended(process) == -signal.SIGKILL
    assert rows(old) == before, "half of it stands"
    assert ended(start(_START, old)) == 0
    assert len(rows(old)["cards"]) == len(before["cards"])
    assert "alarms" in rows(old)


@pytest.mark.parametrize("old", DUMPS[-1:], indirect=True, ids=["last"])
def test_a_migration_waits_for_who_writes(old: Path):
    other = sqlite3.connect(old, isolation_level=None)
    other.execute("begin immediate")
    process = start(_START, old)
    time.sleep(0.7)
    assert process.poll() is None
    other.execute("commit")
    other.close()
    assert ended(process) == 0

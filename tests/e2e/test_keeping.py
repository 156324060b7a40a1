"""A worker and its file: damaged, or put back from an older copy."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import back_up, put_back
from tests.e2e import stage
from tests.inbox.miniimap import MiniImap

pytestmark = pytest.mark.slow

NOW = datetime(2026, 9, 15, 12, tzinfo=UTC)
DRIVER = (str(Path(stage.__file__).with_name("killed.py")),)
ALL = "[matching]\nthreshold = 0.0\nhold = 0.0"
PAGE = 4096


@pytest.fixture
def slack():
    with stage.Slack() as slack:
        yield slack


@pytest.fixture
def imap():
    with MiniImap() as imap:
        yield imap


def titles(slack: stage.Slack) -> list[str]:
    return sorted(card["text"].split(" · ")[0] for card in slack.cards())


def test_after_a_restore_the_mailbox_is_read_again_and_each_card_stands_once(
    slack, imap, tmp_path: Path
):
    path = stage.config(tmp_path, slack, imap.port, more=ALL)
    store = tmp_path / "haro-bot.db"

    def run(at: datetime) -> None:
        done = stage.once(path, driver=DRIVER, BOT_NOW=at.isoformat())
        assert done.returncode == 0, done.stderr

    imap.deliver(stage.digest(("Whitening strips", "Do strips harm teeth?")))
    run(NOW)
    copy = back_up(store, tmp_path / "copy.db", now=NOW)
    long = "How should parents care for the enamel of their children's teeth? " * 80
    imap.deliver(
        stage.digest(
            ("Enamel care", long), ("Dentists on teeth", "What whitens teeth at home?")
        )
    )
    run(NOW + timedelta(minutes=10))
    before = titles(slack)
    assert len(before) == 3
    everything = len(slack.messages())
    put_back(copy, store, now=NOW + timedelta(minutes=20))
    run(NOW + timedelta(minutes=20))
    assert titles(slack) == before
    assert len(slack.messages()) == everything


def test_a_worker_refuses_a_damaged_file_with_2_and_what_to_do(slack, tmp_path: Path):
    path = stage.config(tmp_path, slack, 1)
    store = tmp_path / "haro-bot.db"
    store.write_bytes(b"SQLite format 3\0" + bytes(9000))
    before = store.read_bytes()
    done = stage.once(path, driver=DRIVER)
    assert done.returncode == 2
    assert "haro-bot restore FILE" in done.stderr
    assert store.read_bytes() == before
    assert slack.messages() == []


def test_damage_that_comes_while_it_runs_ends_the_worker_with_2(
    slack, imap, tmp_path: Path
):
    path = stage.config(tmp_path, slack, imap.port, more=ALL)
    store = tmp_path / "haro-bot.db"
    with stage.Worker(path, driver=DRIVER, BOT_NOW=NOW.isoformat()) as worker:
        stage.until(lambda: "connected to Slack" in worker.said(), 60)
        conn = sqlite3.connect(store, isolation_level=None, timeout=20)
        conn.execute("pragma wal_checkpoint(truncate)")
        found = "select rootpage from sqlite_master where tbl_name <> 'vectors'"
        roots = [row[0] for row in conn.execute(found) if row[0] > 1]
        with store.open("r+b") as file:
            for root in roots:
                file.seek((root - 1) * PAGE)
                file.write(b"\xff" * PAGE)
        conn.execute("insert into vectors values ('x', 'y', x'00')")  # caches are stale
        conn.close()
        assert worker.process.wait(40) == 2
        assert "haro-bot restore FILE" in worker.said()

"""haro-bot status: whether all is well, beside a worker and without one."""

import argparse
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import config
from bot.cli import mailing, monitored, overview, status
from bot.cli.clock import clock, wall
from bot.cli.working import working
from bot.seeing.pulse import Pulse
from bot.store import Store
from tests import make
from tests.cli import stage
from tests.cli.stage import ACME, NOW, TYRES
from tests.cli_ranking.stage import fingerprint

ADDRESS = "bot@127.0.0.1"  # what the store calls the mailbox


@pytest.fixture
def run(capsys) -> Callable[..., tuple[int, str]]:
    def run(*, as_json: bool = False) -> tuple[int, str]:
        args = argparse.Namespace(config="config.toml", json=as_json)
        code = status.run(args, clock(None))
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def worker(home: Path) -> Iterator[Path]:
    """Stand in for a worker: hold its lock and write its heartbeat."""
    lock = os.open(home / "haro-bot.db.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    yield beat(home)
    os.close(lock)


def beat(
    home: Path, *, ago: float = 3, slack: str = "connected", thread: float = 1
) -> Path:
    """Write what a worker said of itself so many seconds ago."""
    at = wall() - timedelta(seconds=ago)
    path = home / "haro-bot.db.heartbeat"
    row = {
        "pid": 4711,
        "version": "0.0",
        "started_at": (at - timedelta(hours=5)).isoformat(),
        "written_at": at.isoformat(),
        "slack": slack,
        "threads": {"pipeline": (at - timedelta(seconds=thread)).isoformat()},
    }
    path.write_text(json.dumps(row))
    return path


def read(store: Store, at: datetime, mailbox: str = ADDRESS) -> None:
    store.search_since(mailbox, "INBOX", 3, NOW)
    store.scanned(mailbox, "INBOX", at)


def well(store: Store) -> None:
    """See to it that mail came in and every query has its score."""
    read(store, NOW - timedelta(minutes=2))
    store.add_matches(
        [
            replace(
                make.match(), query_id=query.id, company=name, text_hash=query.text_hash
            )
            for query in (stage.WHITE, stage.CARE)
            for name in (ACME, TYRES)
        ],
        NOW,
    )


@pytest.mark.usefixtures("worker")
def test_all_is_well_and_the_exit_code_says_so(run, kept: Store):
    well(kept)
    code, out = run()
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("haro-bot ")
    assert lines[0].endswith("15 Sep 2026 12:00 UTC: all is well")
    assert all(len(line) <= 80 for line in lines)
    said = " ".join(out.split())
    assert "process 4711" in said
    assert "Slack: connected" in said
    assert "Mailbox imap (INBOX): read 2 minutes ago" in said
    assert "Queue: 3 cards wait for a decision; the first is due in 3 hours" in said
    assert "Cards: 1 posted" in said
    assert "GB free" in said
    assert ADDRESS not in out
    assert "WRONG" not in out


def test_no_worker_is_wrong_and_found_without_a_heartbeat_too(run, kept: Store, home: Path):
    well(kept)
    code, out = run()
    assert code == 1
    assert out.splitlines()[1].startswith("WRONG  Worker: not running; start it with")
    beat(home, ago=7200)
    code, out = run()
    assert code == 1
    assert "not running; last heard 2 hours ago" in out


def test_a_worker_that_says_nothing_is_wrong(run, kept: Store, home: Path, worker: Path):
    well(kept)
    beat(home, ago=300)
    code, out = run()
    assert code == 1
    assert "it has said nothing for 5 minutes" in " ".join(out.split())
    assert "Slack:" not in out  # nobody knows how that is now
    worker.unlink()
    code, out = run()
    assert code == 1
    assert "says nothing of itself" in out


@pytest.mark.usefixtures("worker")
def test_a_worker_that_just_began_may_still_look_for_slack(run, kept: Store, home: Path):
    well(kept)
    path = beat(home, slack="not connected")
    path.write_text(
        json.dumps({**json.loads(path.read_text()), "started_at": wall().isoformat()})
    )
    code, out = run()
    assert code == 0
    assert "ok     Slack: not connected yet" in out


@pytest.mark.usefixtures("worker")
def test_a_thread_that_hangs_and_a_deaf_line_are_named(run, kept: Store, home: Path):
    well(kept)
    beat(home, thread=1200, slack="not connected")
    code, out = run()
    assert code == 1
    assert "WRONG  Thread pipeline: no progress for 20 minutes" in out
    assert "WRONG  Slack: not connected" in out
    _, out = run(as_json=True)
    assert json.loads(out)["wrong"] == ["thread:pipeline", "slack"]


@pytest.mark.usefixtures("worker")
def test_what_people_were_told_is_wrong_until_it_is_cured(run, kept: Store):
    well(kept)
    kept.alarm("login:imap", "Mailbox imap: refused.\x1b[2J", channel="", now=NOW)
    code, out = run()
    assert code == 1
    assert out.splitlines()[0].endswith("1 thing is wrong")
    assert "WRONG  Mailbox imap: refused." in out
    assert "\x1b" not in out
    kept.cured("login:imap", "Well again.", channel="", now=NOW)
    code, out = run()
    assert code == 0
    assert "look   Last 24 hours: 1 alarm (login:imap)" in out


@pytest.mark.usefixtures("worker")
def test_what_is_watched_is_told_and_nothing_else(run, kept: Store, home: Path):
    well(kept)
    read(kept, NOW - timedelta(hours=2), "old@imap.example.com")  # given up since
    code, out = run()
    assert code == 0
    assert "old@" not in out
    with (home / "config.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[mailboxes.second]\nhost = "imap.example.com"\nusername = "a@example.com"\n'
        )
    code, out = run()
    assert code == 1
    assert "WRONG  Mailbox second (INBOX): not read yet" in out


@pytest.mark.usefixtures("worker")
def test_a_mailbox_not_read_for_long_is_wrong(run, kept: Store):
    read(kept, NOW - timedelta(hours=2))
    code, out = run()
    assert code == 1
    assert "WRONG  Mailbox imap (INBOX): not read for 2 hours" in out


@pytest.mark.usefixtures("worker")
def test_too_little_space_is_wrong(run, kept: Store, monkeypatch: pytest.MonkeyPatch):
    well(kept)

    class Usage:
        free = 100_000_000

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage)
    code, out = run()
    assert code == 1
    assert "WRONG  Disk: 0.1 GB free" in out


@pytest.mark.usefixtures("worker")
def test_json_holds_the_same_for_programs(run, kept: Store):
    well(kept)
    code, out = run(as_json=True)
    assert code == 0
    (line,) = out.splitlines()
    row = json.loads(line)
    assert row["well"] is True
    assert row["wrong"] == []
    assert row["worker"]["pid"] == 4711
    assert row["worker"]["threads"].keys() == {"pipeline"}
    assert row["mailboxes"] == [
        {
            "name": "imap",
            "folder": "INBOX",
            "scanned_at": "2026-09-15T11:58:00Z",
            "age_seconds": 120,
        }
    ]
    assert row["queue"]["open"] == 3
    assert row["queue"]["next_deadline"] == "2026-09-15T15:00:00Z"
    assert row["disk"]["store_bytes"] > 0
    assert row["backup_at"] is None
    assert datetime.fromisoformat(row["worker"]["heartbeat_at"]).tzinfo == UTC


@pytest.mark.usefixtures("worker")
def test_looking_changes_nothing_and_takes_no_lock(run, kept: Store, home: Path):
    well(kept)
    kept.close()
    before = fingerprint(home)
    run()
    run(as_json=True)
    assert fingerprint(home) == before


def test_a_worker_can_start_while_others_look(home: Path, kept: Store):
    assert working(home / "haro-bot.db", wall()).runs is False
    kept.lock()
    assert working(home / "haro-bot.db", wall()).runs is True


def test_a_monitor_reads_the_same_names_and_no_address(kept: Store, home: Path):
    well(kept)
    settings, _ = config.load(home / "config.toml")
    pulse = Pulse()
    pulse.beat("pipeline")
    viewer = overview.Viewer(
        store=kept,
        database=home / "haro-bot.db",
        settings=settings,
        mailroom=mailing.mailroom(settings),
        companies=[ACME, TYRES],
    )
    now = 0.0
    shown = monitored.Monitored(
        look=lambda: viewer.look(NOW),
        pulse=pulse,
        slack=lambda: "connected",
        known=frozenset(settings.accounts()),
        clock=lambda: now,
    )
    assert shown.wrong() == ()
    read(kept, NOW - timedelta(minutes=3), "other@mail.example.com")
    kept.alarm("disk", "Little space.", channel="", now=NOW)
    assert shown.wrong() == ()  # within 15 s the store is not asked again
    now = 16.0
    assert shown.wrong() == ("disk",)
    found = list(shown.samples())
    values = {(one.name, *one.labels.values()): one.value for one in found}
    assert values["cards_open",] == 3
    assert values["cards_posted",] == 1
    assert values["alarms_open",] == 1
    assert values["mailbox_scan_age_seconds", "imap", "INBOX"] == 120
    scanned = [name for name in values if name[0] == "mailbox_scan_age_seconds"]
    assert len(scanned) == 1  # the config names no other
    assert values["rss_bytes",] > 1_000_000
    assert values["decisions", "approved"] == 0
    assert "@" not in repr([one.labels for one in found])

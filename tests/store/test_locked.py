"""Another process holds the database for longer than anybody waits: later it goes on."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from bot.errors import TryLater
from bot.store import Store, base
from bot.worker import Worker
from tests import make
from tests.store.test_store import letter, posted

NOW = make.NOW


def test_who_reads_never_waits_and_who_writes_says_who_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(base, "BUSY_SECONDS", 0.1)
    store = Store(tmp_path / "bot.db")
    posted(store)
    other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    other.execute("begin immediate")
    began = time.monotonic()
    assert len(store.cards()) == 1
    assert time.monotonic() - began < 0.1
    with pytest.raises(TryLater, match="another program holds it, a backup perhaps"):
        store.keep(letter(2, raw=b"new"))
    other.execute("rollback")
    assert store.keep(letter(2, raw=b"new"))
    other.close()
    store.close()


def test_a_worker_goes_on_when_the_lock_is_gone_and_has_lost_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(base, "BUSY_SECONDS", 0.05)
    store = Store(tmp_path / "bot.db")
    other = sqlite3.connect(
        tmp_path / "bot.db", isolation_level=None, check_same_thread=False
    )
    tried = threading.Event()

    class Mailbox:
        name = "imap"

        def fetch_new(self, _stop: object) -> int:
            tried.set()
            return sum(store.keep(letter(n, raw=b"mail %d" % n)) for n in range(5))

        def wait(self, seconds: float, _stop: object) -> None:
            worker.stopping.wait(seconds)

        def close(self) -> None: ...

    worker = Worker(mailboxes=[Mailbox()], advance=lambda: False, alarm=store_nothing)
    other.execute("begin immediate")
    worker.start()
    assert tried.wait(20)
    time.sleep(0.3)  # several times what a write waits
    assert not store.seen_uids("imap", "INBOX", 7)
    assert worker.failure is None
    other.execute("rollback")
    ends = time.monotonic() + 30
    while len(store.seen_uids("imap", "INBOX", 7)) < 5:
        assert time.monotonic() < ends, "it did not go on"
        time.sleep(0.05)
    worker.stop()
    assert worker.join(20)
    assert worker.failure is None
    other.close()
    store.close()


def store_nothing(_key: str, _text: str) -> None: ...

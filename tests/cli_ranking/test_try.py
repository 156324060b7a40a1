"""haro-bot try: the mailbox's last days are looked at, and nothing is any different."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store
from tests.cli_ranking import stage
from tests.cli_ranking.stage import ACME, NOW, TYRES, bot, rows
from tests.e2e.stage import digest
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import account, flags

FRESH = digest(
    ("Dentists on teeth whitening strips", "Do strips harm enamel?"),
    ("Sugar and teeth", "How much is too much?"),
    ("When to change winter tyres", "In which month?"),
)
OLD = digest(("Home enamel care", "How?"), sent="Tue, 01 Sep 2026 09:07:00 +0000")


@pytest.fixture
def mailbox(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MiniImap]:
    monkeypatch.setenv("BOT_IMAP__PASSWORD", "s3cret")
    (home / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(home / "tmp"))
    with MiniImap() as server:
        stage.config(home, server.port)
        server.deliver(FRESH, at=NOW - timedelta(hours=5))
        server.deliver(OLD, at=NOW - timedelta(days=2, hours=5))
        yield server


@pytest.mark.usefixtures("mailbox")
def test_it_shows_what_would_have_been_posted_and_held(capsys):
    assert bot("try", "--days", "2", "--json") == 0
    *found, scores = rows(capsys)
    verdicts = {(row["profile"], row["summary"]): row["verdict"] for row in found}
    assert verdicts[ACME, "Dentists on teeth whitening strips"] == "post"
    assert verdicts[ACME, "Sugar and teeth"] == "hold"
    assert verdicts[TYRES, "When to change winter tyres"] == "post"
    assert (
        len(verdicts) == 6
    )  # three queries, two companies; the mail of the morning before that is left out
    assert (scores["mails"], scores["queries"]) == (1, 3)


@pytest.mark.usefixtures("mailbox")
def test_each_threshold_says_how_many_cards_a_day_it_brings(capsys):
    assert bot("try", "--days", "2", "--json") == 0
    scores = rows(capsys)[-1]
    assert scores["a_day"] == {"0.3": 1.5, "0.4": 1.5, "0.5": 1.5, "0.6": 1.0, "0.7": 1.0}
    assert scores["steps"] == [0, 3, 0, 0, 0, 1, 0, 0, 0, 2]
    assert bot("try", "--days", "2") == 0
    text = capsys.readouterr().out
    assert "0.60           1.0   as it is set now" in text
    assert "Acme Dental: 1 posted, 1 held, of 3" in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_mailbox_is_only_looked_at(mailbox: MiniImap, capsys):
    before = flags(account(mailbox))
    mailbox.commands.clear()
    assert bot("try", "--days", "30") == 0
    verbs = set(mailbox.commands)
    assert "EXAMINE" in verbs
    assert not verbs & {"SELECT", "STORE", "COPY", "MOVE", "APPEND", "EXPUNGE", "DELETE"}
    assert flags(account(mailbox)) == before == [set(), set()]


@pytest.mark.usefixtures("mailbox")
def test_nothing_stays_on_the_disk_and_no_store_is_made(home: Path, capsys):
    before = sorted(home.rglob("*"))
    assert bot("try", "--days", "30") == 0
    assert sorted(home.rglob("*")) == before


@pytest.mark.usefixtures("mailbox")
def test_a_store_that_is_there_teaches_and_stays_as_it_is(home: Path, capsys):
    store = Store(home / "haro-bot.db")
    stage.keep(store, stage.CARE)
    store.add_shown(stage.CARE.id, ACME, by="U1", now=NOW)
    store.close()
    before = stage.fingerprint(home)
    assert bot("try", "--days", "2", "--json") == 0
    scores = {(r["profile"], r["summary"]): r["score"] for r in rows(capsys)[:-1]}
    assert scores[ACME, "Sugar and teeth"] == 0.6  # a tenth more than without
    assert stage.fingerprint(home) == before


def test_it_asks_for_no_slack_and_calls_none(mailbox: MiniImap, capsys, monkeypatch):
    import socket  # noqa: PLC0415 (what is watched here)

    met: list[object] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: Any) -> None:
        met.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    assert bot("try", "--days", "2") == 0
    assert {address for address in met if isinstance(address, tuple)} <= {
        ("127.0.0.1", mailbox.port)
    }


def test_a_mailbox_that_breaks_off_shows_what_was_read_and_fails(
    mailbox: MiniImap, capsys, monkeypatch
):
    nothing = b"TAG OK done\r\n"
    mailbox.fault = lambda verb, args: (
        nothing if verb == "FETCH" and args.startswith(b"2 (BODY") else None
    )
    assert bot("try", "--days", "30", "--json") == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 7
    assert "was not read to its end" in captured.err


@pytest.mark.usefixtures("mailbox")
def test_a_wrong_password_or_number_of_days_is_said(capsys, monkeypatch):
    assert bot("try", "--days", "0") == 2
    assert "--days" in capsys.readouterr().err
    monkeypatch.setenv("BOT_IMAP__PASSWORD", "wrong")
    assert bot("try", "--days", "2") == 1
    monkeypatch.setenv("BOT_IMAP__PASSWORD", "")
    assert bot("try", "--days", "2") == 2
    assert "BOT_IMAP__PASSWORD" in capsys.readouterr().err


def test_a_mail_that_is_too_big_or_of_no_newsletter_is_told(
    mailbox: MiniImap, home, capsys
):
    mailbox.deliver(b"Subject: big\r\n\r\n" + b"x" * 1_000_001, at=NOW)
    mailbox.deliver(b"Subject: lunch?\r\n\r\nat one\r\n", at=NOW)
    with (home / "config.toml").open("a") as file:
        file.write("[mail]\nmax_megabytes = 1\n")
    assert bot("try", "--days", "2") == 0
    out = capsys.readouterr().out
    assert "a mail of 1000017 bytes is too big, not fetched" in out
    assert "2 days: 2 mails (1 of no newsletter that is known), 3 queries" in out


def test_hostile_text_moves_no_cursor(mailbox: MiniImap, capsys):
    nasty = digest(("\x1b[2J teeth whitening \u202e" + "x" * 300, "\x1b[1mWhy?"))
    mailbox.deliver(nasty, at=NOW)
    assert bot("try", "--days", "2") == 0
    out = capsys.readouterr().out
    assert not any(c in out for c in "\x1b\u202e")
    assert max(map(len, out.splitlines())) <= 100

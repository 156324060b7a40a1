"""haro-bot backup and restore, as they are called."""

import sqlite3
from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli import backing, reparse, restoring
from bot.errors import BadInput
from bot.store import Store
from tests.cli.stage import NOW

LATER = timedelta(days=200) + NOW


def args(home: Path, **more: Any) -> Namespace:
    return Namespace(config=str(home / "config.toml"), **more)


def backup(home: Path, file: Path, *, force: bool = False, keep: int | None = None) -> int:
    return backing.run(args(home, file=str(file), force=force, keep=keep), lambda: NOW)


def restore(home: Path, file: Path | None, *, anew: bool = False) -> int:
    name = str(file) if file else None
    return restoring.run(args(home, file=name, anew=anew), lambda: NOW)


def test_a_store_goes_into_a_file_and_back(
    home: Path, kept: Store, capsys: pytest.CaptureFixture[str]
):
    copy = home / "copy.db"
    assert backup(home, copy) == 0
    assert f"backup {copy}" in capsys.readouterr().err
    kept.notice("later", "Later", channel="C1", now=NOW)
    with pytest.raises(BadInput, match="another program"):
        restore(home, copy)
    kept.close()
    assert restore(home, copy) == 0
    said = capsys.readouterr().err
    assert "made 2026-09-15" in said
    assert "before-restore" in said
    assert "not posted again" in said
    conn = sqlite3.connect(home / "haro-bot.db")
    assert not conn.execute("select 1 from outbox where key = 'notice:later'").fetchall()
    assert conn.execute("select count(*) from cards").fetchone() == (3,)
    conn.close()


def test_who_moves_digests_away_is_told_to_move_them_back(
    home: Path, capsys: pytest.CaptureFixture[str]
):
    with (home / "config.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[mailboxes.second]\nhost = "imap.example.com"\nusername = "a@example.com"\n'
            'after = "move"\nmove_to = "Read"\n'
        )
    assert restore(home, None, anew=True) == 0
    said = capsys.readouterr().err
    assert "since_days" in said  # of an empty store no mail "came since"
    assert "second: digests are moved to Read" in said
    assert "only what lies in INBOX is read again" in said


def test_a_new_store_takes_the_place_of_a_lost_one_only_when_asked_for(
    home: Path, capsys: pytest.CaptureFixture[str]
):
    lost = home / "haro-bot.db"
    lost.write_bytes(b"lost" * 1000)
    for file, anew in ((None, False), (lost, True)):
        with pytest.raises(BadInput, match="--anew"):
            restore(home, file, anew=anew)
    assert restore(home, None, anew=True) == 0
    assert "is new and empty" in capsys.readouterr().err
    assert [p.read_bytes() for p in home.glob("*.before-restore-*")] == [b"lost" * 1000]
    store = Store(lost)
    store.lock()
    assert store.cards() == []
    store.close()


@pytest.mark.usefixtures("kept")
def test_dated_backups_in_a_folder_are_kept_in_number(home: Path):
    folder = home / "backups"
    folder.mkdir()
    assert backup(home, folder, keep=1) == 0
    assert [p.name for p in folder.iterdir()] == [f"haro-bot-{NOW:%Y%m%d-%H%M%S}.db"]
    with pytest.raises(BadInput, match="--keep"):
        backup(home, folder, keep=0)
    with pytest.raises(BadInput, match="no folder"):
        backup(home, home / "one.db", keep=3)


def test_there_is_nothing_to_copy_before_the_first_run(home: Path):
    with pytest.raises(BadInput, match="does not exist yet"):
        backup(home, home / "copy.db")
    assert not list(home.glob("*.db"))


def test_a_mail_whose_text_is_gone_is_not_read_again_and_that_is_said(
    home: Path, kept: Store, capsys: pytest.CaptureFixture[str]
):
    read = len(kept.read_mails(NOW - timedelta(days=9)))
    assert read
    with kept.write() as db:
        db.execute("update proofs set again = 0")
    gone = kept.prune_mails(LATER, LATER)
    assert gone == read
    before = [tuple(row) for row in kept.rows("select * from editions")]
    with pytest.raises(BadInput, match="was let go of on 2027"):
        reparse.run(args(home, mail=1, source=None, days=None), lambda: NOW)
    assert reparse.run(args(home, mail=None, source=None, days=30), lambda: NOW) == 0
    said = capsys.readouterr().err
    assert "0 mails read again" in said
    assert f"{gone} older ones can't be read again" in said
    assert [tuple(row) for row in kept.rows("select * from editions")] == before

"""haro-bot import: whole mailboxes as files, each mail once, stopped and gone on with."""

import gzip
import io
import sys
import tarfile
import tracemalloc
import zipfile
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cli import archives, importing, moving
from bot.errors import BadInput, TryLater
from bot.store import Store
from tests.e2e.stage import digest

NOW = datetime(2026, 9, 15, 12, tzinfo=UTC)
LETTER = b"From: ann@example.com\nDate: %s\nSubject: Lunch\n\nShall we have lunch?\n"


def dated(at: datetime = NOW - timedelta(days=3)) -> str:
    return format_datetime(at)


def haro(number: int = 1, at: datetime = NOW - timedelta(days=3)) -> bytes:
    title = f"Dentists on whitening, part {number}"
    body = "Do strips harm teeth?\nFrom here on it gets worse.\n\nFrom a reader: help"
    return digest((title, body), sent=dated(at)).replace(b"\r\n", b"\n")


def private(at: datetime = NOW - timedelta(days=3)) -> bytes:
    return LETTER % dated(at).encode()


def mbox(*mails: bytes, labels: str = "") -> bytes:
    top = b"X-Gmail-Labels: %s\n" % labels.encode() if labels else b""
    from_ = b"From 123@xxx Mon Sep 14 10:00:00 +0000 2026\n"
    escaped = [m.replace(b"\nFrom ", b"\n>From ") for m in mails]
    return b"".join(from_ + top + mail + b"\n" for mail in escaped)


@pytest.fixture
def take(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what imports files and answers what it said."""

    def take(*paths: Path, code: int = 0, **options: Any) -> str:
        args = Namespace(
            config=str(home / "config.toml"),
            files=[str(path) for path in paths],
            **{"since": None, "all": False, **options},
        )
        assert importing.run(args, lambda: NOW) == code
        return capsys.readouterr().err

    return take


def raws(home: Path) -> list[bytes]:
    store = Store(home / "haro-bot.db")
    found = [bytes(row[0]) for row in store.rows("select raw from mails order by id")]
    store.close()
    return found


def test_an_mbox_is_cut_at_its_separators_and_nowhere_else(home: Path, take, tmp_path):
    box = tmp_path / "box.mbox"
    box.write_bytes(mbox(haro(1), haro(2), haro(3)))
    assert "3 new mails stored, 0 known already" in take(box)
    assert raws(home) == [haro(1), haro(2), haro(3)]
    assert "0 new mails stored, 3 known already" in take(box)


def test_a_takeout_is_read_inside_its_archive(home: Path, take, tmp_path: Path):
    inside = "Takeout/Mail/All mail Including Spam and Trash.mbox"
    taken = mbox(haro(1), private(), labels="Inbox,Important") + mbox(
        haro(2), labels="Spam,\n Unread"
    )
    zipped, tarred = tmp_path / "takeout.zip", tmp_path / "takeout-001.tgz"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/archive_browser.html", "<html>")
        archive.writestr(inside, taken)
    with tarfile.open(tarred, "w:gz") as archive:
        info = tarfile.TarInfo(inside)
        info.size = len(taken)
        archive.addfile(info, io.BytesIO(taken))
    said = take(zipped)
    assert "1 new mails stored" in said
    assert "1 in spam or trash" in said
    assert "1 of no newsletter that is known (--all takes them)" in said
    assert "0 new mails stored, 1 known already" in take(tarred)
    assert "1 new mails stored" in take(tarred, all=True)
    assert len(raws(home)) == 2


def test_a_maildir_and_the_files_beside_it_are_taken(home: Path, take, tmp_path: Path):
    root = tmp_path / "mail"
    for place, raw in {
        "cur/1.host:2,S": haro(1),
        "new/2.host": haro(2),
        "tmp/3.host": haro(3),
        ".Press/cur/4.host:2,": haro(4),
        "saved/5.eml": haro(5),
        "Press.mbox/mbox": mbox(haro(6)),
    }.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(raw)
    assert "5 new mails stored" in take(root)
    assert haro(3) not in raws(home)
    assert haro(6) in raws(home)


def test_what_is_old_is_left_out_of_a_mailbox_and_taken_when_asked_for(
    take, tmp_path: Path
):
    old = NOW - timedelta(days=500)
    box, saved = tmp_path / "box.mbox", tmp_path / "one.eml"
    box.write_bytes(mbox(haro(1, old), haro(2)))
    saved.write_bytes(haro(3, old))
    said = take(box, saved)
    assert "2 new mails stored" in said
    assert "1 older than 2025-08-11 (--since DATE takes them)" in said
    assert "1 new mails stored" in take(box, since="2020-01-01")
    with pytest.raises(BadInput, match="--since"):
        take(box, since="last week")


def test_an_import_that_was_stopped_goes_on_and_takes_every_mail_once(
    home: Path, take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importing, "_MAILS", 5)
    mails = [haro(n) for n in range(30)]
    box = tmp_path / "box.mbox"
    box.write_bytes(mbox(*mails))
    read, stop = [0], [12]
    known = importing._Import._known

    def stopped(self: Any, *args: Any) -> bool:
        read[0] += 1
        if read[0] == stop[0]:
            raise KeyboardInterrupt
        return known(self, *args)

    monkeypatch.setattr(importing._Import, "_known", stopped)
    said = take(box, code=1)
    assert "10 new mails stored" in said
    assert "the same command goes on from there" in said
    read[0], stop[0] = 0, -1
    said = take(box)
    assert "20 new mails stored, 0 known already" in said
    assert "went on where the last import stopped" in said
    assert read[0] == 20, "it began anew"
    assert raws(home) == mails
    read[0] = 0
    assert "0 new mails stored, 30 known already" in take(box)


def test_an_import_that_the_disk_stops_says_how_far_it_came(
    take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    box = tmp_path / "all.mbox"
    box.write_bytes(mbox(*map(haro, range(120))))
    stored = Store.take_in

    def full(store: Store, mails, file: str, done: int, now: datetime) -> int:
        if store.imported(file):
            raise TryLater("database or disk is full")
        return stored(store, mails, file, done, now)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "take_in", full)
        with pytest.raises(TryLater):
            take(box)
    said = capsys.readouterr().err
    assert "50 new mails stored" in said
    assert "the same command goes on from there" in said
    assert "70 new mails stored" in take(box)


def test_a_stopped_import_of_an_archive_goes_on_too(
    home: Path, take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importing, "_MAILS", 2)
    box = tmp_path / "box.zip"
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("a.mbox", mbox(haro(1), haro(2), haro(3)))
        archive.writestr("b.eml", haro(4))
        archive.writestr("c.mbox", mbox(haro(5), haro(6), haro(7)))
    take_in, calls = Store.take_in, [0]

    def killed(self: Store, *args: Any) -> int:
        calls[0] += 1
        if calls[0] == 3:
            raise KeyboardInterrupt
        return take_in(self, *args)

    monkeypatch.setattr(Store, "take_in", killed)
    assert "4 new mails stored" in take(box, code=1)
    assert "3 new mails stored, 0 known already" in take(box)
    assert len(raws(home)) == 7


def test_a_broken_or_huge_mail_in_the_middle_ends_nothing(home: Path, take, tmp_path: Path):
    box = tmp_path / "box.mbox"
    broken = (
        b"Content-Type: multipart/mixed; boundary=\xff\xfe\n\n--\xff\n\x00\x01garbage\n"
    )
    huge = b"Subject: huge\n\n" + b"x" * 12_000_000 + b"\n"
    box.write_bytes(mbox(haro(1), broken, huge, haro(2)))
    said = take(box)
    assert "2 new mails stored" in said
    assert "1 too big" in said
    assert raws(home) == [haro(1), haro(2)]


def test_a_cut_archive_keeps_what_came_before_and_says_so(home: Path, take, tmp_path: Path):
    whole, cut = tmp_path / "whole.tgz", tmp_path / "cut.tgz"
    with tarfile.open(whole, "w:gz") as archive:
        for number in range(300):
            raw = haro(number)
            info = tarfile.TarInfo(f"{number}.eml")
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    with pytest.raises(BadInput, match="cut off"):
        take(cut)
    assert raws(home)
    before, after = take(whole).splitlines()  # of the cut one, of the whole one
    assert before.endswith(" new mails stored, 0 known already")
    assert ", 0 known already" not in after
    assert len(raws(home)) == 300


def tarred(*mails: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for number, mail in enumerate(mails):
            info = tarfile.TarInfo(f"{number}.eml")
            info.size = len(mail)
            archive.addfile(info, io.BytesIO(mail))
    return out.getvalue()


def test_an_archive_that_is_cut_between_two_mails_is_no_whole_one(
    home: Path, take, tmp_path: Path
):
    whole, cut = tarred(haro(1), haro(2)), tmp_path / "cut.tar"
    second = whole.index(b"1.eml")  # its header begins with its name
    cut.write_bytes(whole[:second])
    with pytest.raises(BadInput, match="cut off"):
        take(cut)
    cut.write_bytes(whole[: second + 100])
    with pytest.raises(BadInput, match="cut off"):
        take(cut)
    assert raws(home) == [haro(1)]


def test_an_archive_with_other_bytes_than_were_packed_is_no_whole_one(take, tmp_path: Path):
    packed = bytearray(gzip.compress(tarred(haro(1)), 0))  # stored as it is
    packed[packed.index(b"Dentists")] ^= 1
    (tmp_path / "flipped.tgz").write_bytes(packed)
    with pytest.raises(BadInput, match="CRC"):
        take(tmp_path / "flipped.tgz")


def test_a_zip_whose_names_or_bytes_cannot_be_read_is_named(take, tmp_path: Path):
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ä.mbox", mbox(haro(1)))
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xff\xfe"))
    with pytest.raises(BadInput, match=r"odd\.zip"):
        take(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.mbox", mbox(*map(haro, range(50))))
    packed = bytearray(path.read_bytes())
    packed[60:90] = bytes(30)
    path.write_bytes(packed)
    with pytest.raises(BadInput, match=r"odd\.zip"):
        take(path)


def test_an_archive_without_mail_is_named_and_empty_mailboxes_of_a_folder_are_nothing(
    home: Path, take, tmp_path: Path
):
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("photo.png", "x")
    assert f"no mail is in {tmp_path / 'photos.zip'}" in take(tmp_path / "photos.zip")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "Drafts.mbox").touch()
    (folder / "Inbox.mbox").write_bytes(mbox(haro()))
    assert take(folder) == "1 new mails stored, 0 known already\n"
    assert raws(home) == [haro()]
    (folder / "cut.zip").touch()  # a broken download is something else
    with pytest.raises(BadInput, match=r"cut\.zip"):
        take(folder)


@pytest.mark.parametrize(
    "name", ["nowhere.mbox", "photo.png", "empty.mbox", "bad.zip", "d"]
)
def test_what_is_no_mailbox_is_named(take, tmp_path: Path, name: str):
    path = tmp_path / name
    if name == "d":
        path.mkdir()
    elif name != "nowhere.mbox":
        path.write_bytes(b"not a mail")
    with pytest.raises(BadInput, match=name):
        take(path)


@pytest.mark.parametrize("terminal", [True, False])
def test_how_far_it_is_stands_on_stderr(
    take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, terminal: bool
):
    monkeypatch.setattr(moving, "_EVERY", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setenv("TERM", "xterm")
    box = tmp_path / "box.mbox"
    box.write_bytes(mbox(haro(1), b"Subject: huge\n\n" + b"x" * 6_000_000 + b"\n"))
    said = take(box)
    assert "importing" in said
    assert ("importing: 6 of 6 MB, 1 new mails" in said) == (not terminal)
    assert "1 new mails stored" in said


def test_old_queries_that_are_imported_wait_for_nothing(home: Path, take, tmp_path: Path):
    box = tmp_path / "box.mbox"
    box.write_bytes(mbox(haro(1, NOW - timedelta(days=100))))
    take(box)
    store = Store(home / "haro-bot.db")
    mail = store.unread()
    assert mail is not None
    assert mail.received_at == NOW - timedelta(days=100)
    store.close()


def test_memory_holds_one_mail_of_a_mailbox_at_a_time():
    mail = mbox(b"Subject: x\n\n" + (b"y" * 1_000 + b"\n") * 1_000)

    class Long:
        """An mbox of 40 MB that lies nowhere."""

        lines = (line for _ in range(40) for line in mail.splitlines(keepends=True))

        def readline(self, _most: int) -> bytes:
            return next(self.lines, b"")

    tracemalloc.start()
    found = sum(raw is not None for raw, _ in archives.split(Long(), 5_000_000))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 40
    assert peak < 10_000_000

"""A store does not grow for ever, and a disk that gets full is told of in time."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.domain import Digest, Evidence, Proof
from bot.errors import BadInput, TryLater
from bot.store import Housekeeping, Store, back_up
from bot.store.keeping import MEGA
from tests import make
from tests.store.test_store import card, letter, read

NOW = make.NOW
LATER = NOW + timedelta(days=100)
KEEP = timedelta(days=90)


def raw(store: Store, mail_id: int = 1) -> bytes:
    found = store.row("select raw from mails where id = ?", mail_id)
    assert found is not None
    return bytes(found[0])


def facts(store: Store) -> dict[str, list[tuple]]:
    """Return every row of every table, but what is let go of."""
    tables = store.rows(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
    )
    rows = {
        t[0]: [tuple(r) for r in store.rows(f"select * from {t[0]}")]  # noqa: S608
        for t in tables
    }
    del rows["mails"], rows["vectors"], rows["attempts"]
    return rows


def test_old_raw_mail_goes_and_nothing_that_was_made_of_it(store: Store):
    store.keep(letter())
    mail = store.unread()
    assert mail is not None
    digest = Digest(source="haro", queries=(make.query(),), leftovers=("a line",))
    store.add_reading(mail, [digest], now=NOW)
    card(store)
    before = facts(store)
    assert store.prune_mails(LATER - KEEP, LATER) == 1
    assert raw(store) == b""
    assert store.pruned_at(1) == LATER
    assert facts(store) == before
    assert store.query("reply+q1") == make.query()
    assert not store.keep(letter(2)), "the same bytes came again and were not known"
    assert raw(store) == b""


def test_mail_that_is_young_unread_open_or_waits_for_a_proof_stays(store: Store):
    read(store, raw=b"young", printed=LATER - KEEP + timedelta(hours=1))
    read(store, make.query(deadline=make.deadline(LATER + KEEP)), raw=b"open")
    read(store, raw=b"asked")
    store.add_proof(3, Evidence(proof=Proof.UNVERIFIED, again=True), NOW)
    store.keep_file(b"unread", NOW)
    assert store.prune_mails(LATER - KEEP, LATER) == 0
    store.proved_again(3, Evidence(proof=Proof.VERIFIED), LATER)
    assert store.prune_mails(LATER - KEEP, LATER) == 1
    assert raw(store, 3) == b""
    assert [raw(store, n) for n in (1, 2, 4)] == [b"young", b"open", b"unread"]


def test_a_mail_without_its_bytes_is_never_read_again(store: Store):
    read(store, make.query(), raw=b"mail")
    mail = store.stored(1)
    assert mail is not None
    store.prune_mails(LATER - KEEP, LATER)
    assert store.stored(1) is None
    assert store.read_mails(NOW - KEEP) == []
    assert store.pruned_since(NOW - KEEP) == 1
    with store.write() as db:
        db.execute("delete from digests")
        db.execute("insert into proofs values (1, 'unverified', '', 3, '2000')")
    assert store.unread() is None
    assert store.to_prove_again(LATER) is None


def test_old_vectors_go_a_while_after_they_were_made(store: Store):
    store.add_vectors("e", {f"old {n}": b"v" for n in range(10)})
    assert store.prune_vectors(KEEP, NOW) == 0
    store.add_vectors("e", {"young": b"v"})
    assert store.prune_vectors(KEEP, NOW + KEEP) == 0
    assert store.prune_vectors(KEEP, LATER, most=4) == 4
    assert store.prune_vectors(KEEP, LATER) == 6
    assert store.prune_vectors(KEEP, LATER) == 0
    assert set(store.vectors("e", ["old 1", "old 9", "young"])) == {"young"}
    assert store.prune_vectors(KEEP, LATER + KEEP + timedelta(days=1)) == 0, (
        "the last stays"
    )
    store.add_vectors("e", {"new": b"v"})
    assert store.prune_vectors(KEEP, LATER + KEEP + timedelta(days=2)) == 1
    assert set(store.vectors("e", ["young", "new"])) == {"new"}


def test_a_long_write_ahead_log_is_emptied_unless_somebody_reads(store: Store):
    for n in range(20):
        store.keep(letter(n, raw=os.urandom(50_000)))
    assert not store.empty_wal(most=MEGA * 100)
    reader = sqlite3.connect(store.place, isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from mails").fetchone()
    store.keep(letter(99, raw=b"more"))
    assert not store.empty_wal(most=MEGA)
    reader.close()
    assert store.empty_wal(most=MEGA)
    assert store.place.with_name(f"{store.place.name}-wal").stat().st_size == 0


class Round:
    """A housekeeper whose disk and clock are told."""

    def __init__(self, store: Store, **changes: object) -> None:
        self.free, self.seconds = 900 * MEGA, 0.0
        self.said: list[tuple[str, str]] = []
        self.keeper = Housekeeping(
            store=store,
            now=lambda: LATER,
            alarm=lambda key, text: self.said.append(("alarm " + key, text)),
            cured=lambda key, text: self.said.append(("cured " + key, text)),
            room=lambda: (self.free, 50 * MEGA),
            clock=lambda: self.seconds,
            **{"keep_days": 90, "min_free": 200 * MEGA, **changes},  # type: ignore[arg-type]
        )

    def heard(self, free: int) -> list[str]:
        self.free, self.said = free * MEGA, []
        self.seconds += 301
        while self.keeper.keep_one():
            pass
        return [key for key, _ in self.said]


def test_a_disk_that_gets_full_is_told_of_and_again_when_it_clearly_has_room(store: Store):
    on = Round(store)
    assert on.heard(900) == ["cured disk"]  # after a start: what was open may be over
    assert on.heard(900) == []
    assert on.heard(199) == ["alarm disk"]
    assert "199 MB" in on.said[0][1]
    assert on.heard(150) == ["alarm disk"]
    assert on.heard(201) == []
    assert on.heard(249) == []
    assert on.heard(250) == ["cured disk"]
    assert on.heard(300) == []


def test_a_round_lets_go_of_all_that_is_old_and_then_rests(store: Store):
    with store.write():
        for n in range(45):
            read(store, raw=b"mail %d" % n)
    store.keep_file(b"of today", LATER)
    on = Round(store)
    done = [on.keeper.keep_one() for _ in range(5)]
    assert done == [True, True, True, False, False]
    assert all(raw(store, n) == b"" for n in range(1, 46))
    forever = Round(store, keep_days=0)
    assert not forever.keeper.keep_one()
    assert raw(store, 46) == b"of today"


def test_a_clock_far_ahead_costs_no_mail_its_bytes(store: Store):
    read(store, raw=b"young")
    ahead = Round(store)  # its clock says a hundred days later, no mail does
    assert not ahead.keeper.keep_one()
    assert raw(store, 1) == b"young"


def test_mail_never_takes_the_last_room_that_decisions_need(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    free = 21 * MEGA
    disk = SimpleNamespace(f_frsize=1, f_blocks=100_000 * MEGA)
    monkeypatch.setattr(
        os, "statvfs", lambda _p: SimpleNamespace(**{**vars(disk), "f_bavail": free})
    )
    assert store.keep(letter(1, raw=b"small"))
    free = 19 * MEGA
    with pytest.raises(TryLater, match=r"19\.0 MB are left.*nothing is lost"):
        store.keep(letter(2, raw=b"another"))
    with pytest.raises(TryLater):
        store.keep_file(b"another", NOW)
    assert store.seen_uids("imap", "INBOX", 7) == {1}
    assert store.notice("a", "people still hear", channel="C", now=NOW)
    assert store.claim_outgoing(NOW) is not None
    free = 100 * MEGA
    assert store.keep(letter(2, raw=b"another"))


def test_a_full_disk_stops_nothing_for_ever_and_breaks_nothing(store: Store):
    """By the number of pages a file may have: needs no disk of its own."""
    read(store, make.query())
    number = card(store)
    pages = store.row("pragma page_count")
    assert pages is not None
    store.row(f"pragma max_page_count = {pages[0]}")
    for uid in range(30):
        with pytest.raises(TryLater, match="nothing is lost"):
            store.keep(letter(uid, raw=os.urandom(30_000)))
    assert store.seen_uids("imap", "INBOX", 7) == set()
    store.row("pragma max_page_count = 1000000")
    for uid in range(30):
        assert store.keep(letter(uid, raw=os.urandom(30_000)))
    outgoing = store.claim_outgoing(NOW)
    assert outgoing is not None
    assert outgoing.card_id == number
    store.sound()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 4 MB; only root can make one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("no disk can be made here")
    yield place
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


def fetch(store: Store) -> None:
    for uid in range(200):
        store.keep(letter(uid, raw=os.urandom(50_000)))


def tell(store: Store) -> None:
    for number in range(2_000):
        store.notice(f"n{number}", "x" * 1_000, channel="C1", now=NOW)


def test_on_a_full_disk_mail_waits_and_what_people_do_goes_on(small: Path):
    store = Store(small / "bot.db")
    read(store, make.query())
    card(store)
    with pytest.raises(TryLater, match="nothing is lost"):
        fetch(store)
    kept = store.seen_uids("imap", "INBOX", 7)
    assert len(kept) > 10
    outgoing = store.claim_outgoing(NOW)  # there is room for this still
    assert outgoing is not None
    store.sent(outgoing, channel="C1", ts="1.0", at=NOW)
    filler = small / "filler"
    with suppress(OSError):
        filler.write_bytes(bytes(8 * MEGA))
    with pytest.raises(TryLater, match="full"):
        tell(store)
    store.sound()
    with pytest.raises((BadInput, TryLater)):
        back_up(store.place, small / "copy.db", now=NOW)
    assert not list(small.glob("*copy*"))
    filler.unlink()
    assert store.notice("room", "there is room", channel="C1", now=NOW)
    store.sound()
    assert store.seen_uids("imap", "INBOX", 7) == kept
    store.close()

"""Several folders of one mailbox, folders that go, and numberings that do not last."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import TryLater
from bot.inbox import Inbox
from bot.store import Store
from tests.inbox.miniimap import MiniImap
from tests.inbox.reading import Ears
from tests.inbox.shelf import Shelf, account, letter, now


def test_a_folder_among_several_is_named_with_its_mailbox(mini: MiniImap) -> None:
    alone = Inbox(account(mini), Shelf(), now=now)
    among = Inbox(account(mini, folder="Qwoted", one_of_several=True), Shelf(), now=now)
    assert (alone.name, alone.section) == ("imap", "imap")
    assert (among.name, among.section) == ("imap/Qwoted", "imap")


def test_a_folder_that_goes_is_told_with_those_that_are_there_and_so_is_its_return(
    mini: MiniImap,
) -> None:
    mini.make("Digests", special={})
    mini.deliver(letter("one"), to="Digests")
    ears, shelf = Ears(), Shelf()
    made = account(mini, folder="Digests", one_of_several=True)
    inbox = Inbox(made, shelf, now=now, alarm=ears.alarm, cured=ears.cured)
    other = Inbox(account(mini, one_of_several=True), shelf, now=now)
    assert inbox.fetch_new() == 1
    mini.folders["Renamed"] = mini.folders.pop("Digests")
    with pytest.raises(
        TryLater, match=r"folder Digests .*it has: INBOX, Renamed"
    ) as caught:
        inbox.fetch_new()
    assert caught.value.after is not None
    assert caught.value.after >= 300  # slowly: nothing but a person brings it back
    assert [key for key, _ in ears.alarms] == ["folder:imap/Digests"]
    assert "mailbox imap" in ears.alarms[0][1]
    mini.deliver(letter("two"))
    assert other.fetch_new() == 1  # the others go on
    ears.cures.clear()
    mini.folders["Digests"] = mini.folders.pop("Renamed")
    assert inbox.fetch_new() == 0
    assert ears.cures[:1] == ["folder:imap/Digests"]
    inbox.close()
    other.close()


def test_a_folder_that_is_there_and_busy_is_no_alarm(mini: MiniImap) -> None:
    ears = Ears()
    inbox = Inbox(account(mini), Shelf(), now=now, alarm=ears.alarm)
    mini.fault = lambda verb, _: (
        b"TAG NO [INUSE] locked by another\r\n" if verb == "EXAMINE" else None
    )
    with pytest.raises(TryLater, match="INUSE") as caught:
        inbox.fetch_new()
    assert (caught.value.after, ears.alarms) == (None, [])


def test_a_folder_that_may_only_be_read_is_read(mini: MiniImap) -> None:
    mini.locked.add("INBOX")
    mini.deliver(letter("one"))
    inbox = Inbox(account(mini), Shelf(), now=now)
    assert inbox.fetch_new() == 1
    inbox.close()


def test_the_fourth_new_numbering_in_a_day_is_told_and_a_quiet_day_ends_it(
    mini: MiniImap,
) -> None:
    clock = [datetime(2026, 11, 2, 9, tzinfo=UTC)]
    mini.deliver(letter("one"), at=clock[0])
    ears, shelf = Ears(), Shelf()
    inbox = Inbox(
        account(mini), shelf, now=lambda: clock[0], alarm=ears.alarm, cured=ears.cured
    )
    inbox.fetch_new()
    told = []
    for _ in range(4):
        clock[0] += timedelta(hours=2)
        mini.new_uidvalidity()
        with pytest.raises(TryLater):
            inbox.fetch_new()
        assert inbox.fetch_new() == 0  # known by its bytes
        told.append(len(ears.alarms))
    assert told == [0, 0, 0, 1]
    assert ears.alarms[0][0] == "numbering:imap"
    ears.cures.clear()
    clock[0] += timedelta(days=2)
    inbox.fetch_new()
    assert "numbering:imap" in ears.cures
    assert len(shelf.letters) == 1
    inbox.close()


def test_one_letter_that_breaks_the_line_each_time_holds_up_no_other(
    mini: MiniImap,
) -> None:
    mini.deliver(letter("good"))
    bad = mini.deliver(letter("bad"))
    mini.fault = lambda verb, args: (
        b"* 2 FETCH (UID (((\r\nTAG OK x\r\n"
        if verb == "FETCH" and args.startswith(b"%d (BODY" % bad)
        else None
    )
    ears, shelf = Ears(), Shelf()
    inbox = Inbox(account(mini), shelf, now=now, alarm=ears.alarm, cured=ears.cured)
    for _ in range(5):
        with pytest.raises(TryLater):
            inbox.fetch_new()
    assert shelf.raws == [letter("good")]  # though the bad one is newer
    mini.deliver(letter("new"))
    assert inbox.fetch_new() == 1
    assert [key for key, _ in ears.alarms] == ["letters:imap"]
    assert f"UID {bad}" in ears.alarms[0][1]
    assert shelf.scans  # the rest of the folder counts as looked at
    inbox.close()


@pytest.mark.parametrize(
    "line", [b'* 6 FETCH (UID 6 INTERNALDATE "never")', b"* 6 FETCH (UID ((("]
)
def test_one_size_that_cannot_be_read_does_not_hide_the_other_letters(
    mini: MiniImap, line: bytes
) -> None:
    uids = [mini.deliver(letter(f"{number}")) for number in range(12)]
    bad = str(uids[5]).encode()

    def fault(verb: str, args: bytes) -> bytes | None:
        asked = args.partition(b" ")[0].split(b",")
        odd = verb == "FETCH" and bad in asked and b"RFC822" in args
        return line + b"\r\nTAG OK x\r\n" if odd else None

    mini.fault = fault
    shelf = Shelf()
    inbox = Inbox(account(mini), shelf, now=now)
    for _ in range(9):
        try:
            inbox.fetch_new()
        except TryLater:
            continue
    assert len(shelf.letters) == 11
    inbox.close()


def put_back(mini: MiniImap, messages: int) -> None:
    """Have the server go back to a backup, with the same UIDVALIDITY."""
    folder = mini.folders["INBOX"]
    folder.messages[messages:] = []
    folder.uidnext = messages + 1
    mini.restart()


def test_what_comes_after_a_server_was_put_back_from_a_backup_is_not_taken_for_seen(
    mini: MiniImap, store: Store
) -> None:
    for number in range(5):
        mini.deliver(letter(f"{number}"))
    inbox = Inbox(account(mini), store, now=now)
    assert inbox.fetch_new() == 5
    put_back(mini, 2)
    with pytest.raises(TryLater):
        inbox.fetch_new()
    assert inbox.fetch_new() == 0
    assert mini.deliver(letter("digest")) == 3  # a number that was seen before
    assert mini.deliver(letter("3")) == 4  # and one of those letters once more
    assert inbox.fetch_new() == 1
    read = store.unread()
    assert read is not None
    assert store.seen_uids(account(mini).key, "INBOX", 1001) == {1, 2, 3, 4}
    inbox.close()


@pytest.mark.parametrize("said", [0, 1, 2**63])
def test_a_server_that_counts_wrongly_has_nothing_fetched_again(
    mini: MiniImap, said: int
) -> None:
    for number in range(5):
        mini.deliver(letter(f"{number}"))
    inbox = Inbox(account(mini), Shelf(), now=now)
    assert inbox.fetch_new() == 5
    mini.folders["INBOX"].uidnext = said
    before = mini.commands.count("FETCH")
    for _ in range(3):
        assert inbox.fetch_new() == 0
    assert mini.commands.count("FETCH") == before
    inbox.close()

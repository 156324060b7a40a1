"""Mailboxes with more in them than a first look should read at once."""

import re
from datetime import timedelta

import pytest

from bot.inbox import Inbox, line
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import Shelf, account, letter, now

MANY = 150_000
LIMIT = 1_000_000  # bytes; the library refuses a longer line


class All(Shelf):
    """Has seen every letter but one."""

    def __init__(self, missing: int) -> None:
        super().__init__()
        self.missing = missing
        self.most = 0

    def seen_uids(self, _: str, __: str, ___: int, low: int, high: int) -> set[int]:
        self.most = max(self.most, high - low + 1)
        return set(range(low, high + 1)) - {self.missing}


@pytest.mark.parametrize("missing", [0, 49_999, 50_000, 99_999, 100_000, MANY - 1])
def test_a_folder_whose_search_answer_is_too_long_for_a_line_is_searched_in_slices(
    mini: MiniImap, missing: int
) -> None:
    first = 2_000_000_000  # UIDs of ten digits
    answers: list[int] = []

    def fault(verb: str, args: bytes) -> bytes | None:
        if verb == "EXAMINE":
            return b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK x\r\n" % MANY
        if verb == "SEARCH":
            ends = re.search(rb"(\d+):(\d+|\*)", args)
            low, high = (ends[1], ends[2]) if ends else (b"1", b"*")
            last = MANY if high == b"*" else int(high)
            uids = range(first + int(low) - 1, first + last)
            found = b"* SEARCH " + " ".join(map(str, uids)).encode() + b"\r\n"
            answers.append(len(found))
            return found + b"TAG OK x\r\n"
        if verb == "FETCH" and args.startswith(b"%d (RFC822" % (first + missing)):
            return b"* 9 FETCH (UID %d RFC822.SIZE 3)\r\nTAG OK x\r\n" % (first + missing)
        if verb == "FETCH":
            return b"* 9 FETCH (UID %d BODY[] {3}\r\nabc)\r\nTAG OK x\r\n" % (
                first + missing
            )
        return None

    mini.fault = fault
    shelf = All(first + missing)
    inbox = Inbox(account(mini), shelf, now=now)
    assert inbox.fetch_new() == 1
    inbox.close()
    assert [kept.uid for kept in shelf.letters] == [first + missing]
    assert sum(answers) > LIMIT > max(answers)
    assert shelf.most <= line.MOST_FOUND  # so much is held in memory at a time


def test_what_is_deleted_between_two_slices_makes_no_letter_missing(
    mini: MiniImap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "MOST_FOUND", 4)
    for number in range(18):
        mini.deliver(letter(f"{number}"))
    before = list(mini.folders["INBOX"].messages)

    def fault(verb: str, _: bytes) -> None:
        if verb == "SEARCH":
            del mini.folders["INBOX"].messages[0]  # all others move down by one

    mini.fault = fault
    shelf = Shelf()
    inbox = Inbox(account(mini), shelf, now=now)
    inbox.fetch_new()
    inbox.close()
    assert {m.raw for m in before[5:]} <= set(shelf.raws)


def test_a_first_look_takes_the_last_days_the_newest_first_and_says_how_far_it_is(
    mini: MiniImap,
) -> None:
    for days in (9, 2, 1, 0):
        for number in range(150):
            raw = letter(f"{days} {number}")
            mini.deliver(raw, at=now() - timedelta(days=days))
    told: list[tuple[int, int]] = []
    shelf = Shelf()
    inbox = Inbox(
        account(mini), shelf, now=now, progress=lambda done, of: told.append((done, of))
    )
    assert inbox.fetch_new() == 450
    inbox.close()
    uids = [kept.uid for kept in shelf.letters]
    assert uids == sorted(uids, reverse=True)
    assert shelf.raws[0] == letter("0 149")
    assert told[-1] == (450, 450)
    assert [done for done, _ in told] == list(range(1, 451))
    sizes = mini.commands.count("FETCH") - 450
    assert sizes <= 6  # sizes are asked in batches


def test_a_first_look_that_breaks_off_goes_on_where_it_was(mini: MiniImap) -> None:
    for number in range(120):
        mini.deliver(letter(f"{number}"))
    shelf = Shelf()
    first = Inbox(account(mini), shelf, now=now)
    assert first.fetch_new(lambda: len(shelf.letters) >= 50) == 50
    first.close()
    told: list[tuple[int, int]] = []
    second = Inbox(
        account(mini), shelf, now=now, progress=lambda done, of: told.append((done, of))
    )
    assert second.fetch_new() == 70
    second.close()
    assert told[-1] == (70, 70)

"""An expert's own mailbox, at the level of its folders: only what is ours is touched."""

from datetime import datetime, timedelta

import pytest

from bot.errors import TryLater
from bot.inbox import drafts, noticing
from tests.inbox.miniimap import MiniImap
from tests.inbox.shelf import account, letter, now

OURS = b"X-Mine: 7\r\nSubject: ours\r\n\r\nhello\r\n"
MARKED = {"Drafts": "\\Drafts", "Sent": "\\Sent"}


@pytest.fixture(autouse=True)
def _folders(mini: MiniImap):
    mini.make("Drafts", "Sent", special=MARKED)


def test_a_draft_is_put_in_found_and_taken_out(mini: MiniImap):
    mini.deliver(letter("theirs"), to="Drafts")
    with drafts.opened(account(mini)) as folder:
        uid = folder.put(OURS, now())
        assert uid == 2
        assert [(d.uid, d.raw) for d in folder.find("X-Mine", "7")] == [(2, OURS)]
        folder.take_out(uid)
        assert folder.find("X-Mine", "7") == ()
    assert [m.raw for m in mini.folders["Drafts"].messages] == [letter("theirs")]


def test_a_message_is_looked_at_by_its_number_as_well(mini: MiniImap):
    uid = mini.deliver(letter("theirs"), to="Drafts")
    with drafts.opened(account(mini)) as folder:
        assert [d.uid for d in folder.find("X-Mine", "7", uid=uid)] == [uid]
        assert folder.find("X-Mine", "7", uid=99) == ()


def test_what_is_marked_as_deleted_is_not_found(mini: MiniImap):
    uid = mini.deliver(OURS, to="Drafts")
    mini.folders["Drafts"].messages[0].flags.add("\\Deleted")
    with drafts.opened(account(mini)) as folder:
        assert folder.find("X-Mine", "7", uid=uid) == ()


def test_a_server_that_tells_no_number_gives_none(mini: MiniImap):
    mini.capabilities = "IMAP4rev1 AUTH=PLAIN"
    with drafts.opened(account(mini)) as folder:
        assert folder.put(OURS, now()) == 0
        assert len(folder.find("X-Mine", "7")) == 1


def test_an_append_that_is_refused_is_tried_later(mini: MiniImap):
    mini.fault = lambda verb, _: (
        b"TAG NO [OVERQUOTA] full\r\n" if verb == "APPEND" else None
    )
    with drafts.opened(account(mini)) as folder, pytest.raises(TryLater, match="OVERQUOTA"):
        folder.put(OURS, now())


def look(
    mini: MiniImap, after: tuple[int, int] | None, most: int = 10, **more: datetime
) -> noticing.Found:
    with noticing.reading(account(mini)) as folders:
        since = now() - timedelta(days=2)
        return folders.look("Sent", after=after, since=since, most=most, **more)


def test_a_look_goes_on_where_the_last_one_ended(mini: MiniImap):
    for days in (9, 1, 0):
        mini.deliver(letter(f"{days}"), at=now() - timedelta(days=days), to="Sent")
    first = look(mini, None)
    assert [m.subject for m in first.messages] == ["1", "0"]
    place = (first.uidvalidity, first.last_uid)
    assert look(mini, place).messages == ()  # not the last one again
    mini.deliver(letter("new"), to="Sent")
    assert [m.subject for m in look(mini, place).messages] == ["new"]
    assert len(look(mini, (place[0] + 1, place[1])).messages) == 3


def test_what_came_since_a_moment_is_looked_at_once_more_if_asked_for(mini: MiniImap):
    for days in (9, 6, 3, 0):
        mini.deliver(letter(f"{days}"), at=now() - timedelta(days=days), to="Sent")
    place = (look(mini, None).uidvalidity, 2)
    day = now() - timedelta(days=1)
    assert [m.subject for m in look(mini, place, again=day).messages] == ["3", "0"]
    old = (place[0], 4)
    found = look(mini, old, again=day)
    assert ([m.subject for m in found.messages], found.last_uid) == (["0"], 4)
    some = look(mini, old, again=now() - timedelta(days=7), most=1)
    assert ([m.subject for m in some.messages], some.more) == (["6"], True)
    rest = look(mini, (place[0], some.last_uid))
    assert ([m.subject for m in rest.messages], rest.more) == (["3", "0"], False)


def test_an_empty_folder_is_looked_at_from_its_next_message_on(mini: MiniImap):
    mini.deliver(letter("old"), at=now() - timedelta(days=9), to="Sent")
    found = look(mini, None)
    assert (found.messages, found.last_uid, found.more) == ((), 1, False)


def test_a_look_takes_no_more_than_it_was_told(mini: MiniImap):
    for number in range(5):
        mini.deliver(letter(f"{number}"), to="Sent")
    first = look(mini, None, most=2)
    assert ([m.subject for m in first.messages], first.more) == (["0", "1"], True)
    rest = look(mini, (first.uidvalidity, first.last_uid))
    assert ([m.subject for m in rest.messages], rest.more) == (["2", "3", "4"], False)


def test_a_server_that_does_not_say_what_comes_next_is_asked_by_days_again(mini: MiniImap):
    mini.deliver(letter("old"), at=now() - timedelta(days=9), to="Sent")
    mini.fault = lambda verb, _: (
        b"* 1 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\nTAG OK [READ-ONLY] x\r\n"
        if verb == "EXAMINE"
        else b"* SEARCH\r\nTAG OK x\r\n"
        if verb == "SEARCH"
        else None
    )
    found = look(mini, None)
    assert found.last_uid == 0
    asked = len(mini.commands)
    look(mini, (9, 0))
    assert "SEARCH" in mini.commands[asked:]

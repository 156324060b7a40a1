"""Digests that were read are marked or moved; every other letter stays as it is."""

from dataclasses import replace

import pytest

from bot.errors import TryLater
from bot.inbox import Inbox, check
from bot.inbox.dial import dial
from bot.inbox.tidying import Tidying
from tests.inbox.conftest import Mailbox
from tests.inbox.miniimap import CAPABILITIES, MiniImap
from tests.inbox.reading import Desk, Ears, looking, subjects
from tests.inbox.shelf import account, letter, now

BOTH = ["mini", pytest.param("dovecot tls", marks=pytest.mark.dovecot)]


def folder(mailbox: Mailbox, name: str) -> None:
    if isinstance(mailbox.server, MiniImap):
        mailbox.server.make(name, special={})
        return
    client = dial(mailbox.account)
    client.create_folder(name)
    client.logout()


def kept(mailbox: Mailbox, *names: str, desk: Desk | None = None) -> Desk:
    """Deliver letters and read them."""
    desk = desk or Desk()
    for name in names:
        mailbox.server.deliver(letter(name))
    inbox = Inbox(mailbox.account, desk, now=now)
    inbox.fetch_new()
    inbox.close()
    return desk


@pytest.mark.parametrize("mailbox", BOTH, indirect=True)
def test_what_was_read_is_marked_and_nothing_else(mailbox: Mailbox) -> None:
    desk = kept(mailbox, "digest 1", "from a friend", "digest 2, forged")
    desk.set_aside.add(letter("digest 2, forged"))
    tidying = Tidying(replace(mailbox.account, after="mark"), desk, now=now)
    assert (tidying.tidy_one(), tidying.tidy_one()) == (True, False)
    assert subjects(mailbox.account) == {
        "digest 1": {"\\Seen"},
        "from a friend": set(),
        "digest 2, forged": set(),
    }


@pytest.mark.parametrize("mailbox", BOTH, indirect=True)
def test_what_was_read_is_moved_and_nothing_else_is_expunged(mailbox: Mailbox) -> None:
    folder(mailbox, "Digests")
    desk = kept(mailbox, "digest 1", "from a friend", "thrown away")
    with looking(mailbox.account) as client:
        thrown = [k.uid for k in desk.letters if b"thrown" in k.raw]
        client.add_flags(thrown, ["\\Deleted"])
    moving = replace(mailbox.account, after="move", move_to="Digests")
    assert Tidying(moving, desk, now=now).tidy_one()
    assert set(subjects(mailbox.account, "Digests")) == {"digest 1"}
    assert set(subjects(mailbox.account)) == {"from a friend"}
    with looking(mailbox.account) as client:
        assert client.search(["ALL"]) == sorted(
            k.uid for k in desk.letters if b"digest" not in k.raw
        )


@pytest.mark.parametrize("after", ["mark", "move"])
def test_a_digest_that_somebody_deleted_meanwhile_is_left_to_them(
    mini: MiniImap, after: str
) -> None:
    mini.make("Digests", special={})
    desk = kept(Mailbox(mini, account(mini)), "digest 1", "digest 2")
    with looking(account(mini)) as client:
        client.add_flags([1], ["\\Deleted"])
    Tidying(account(mini, after=after, move_to="Digests"), desk, now=now).tidy_one()
    assert mini.folders["INBOX"].messages[0].flags == {"\\Deleted"}
    assert letter("digest 1") not in [m.raw for m in mini.folders["Digests"].messages]


@pytest.mark.parametrize("capabilities", [CAPABILITIES, CAPABILITIES + " MOVE"])
def test_a_server_with_or_without_move_moves_single_letters(capabilities: str) -> None:
    with MiniImap(capabilities=capabilities) as server:
        mailbox = Mailbox(server, account(server))
        server.make("Digests", special={})
        desk = kept(mailbox, "digest 1", "other", "digest 2")
        moving = account(server, after="move", move_to="Digests")
        assert Tidying(moving, desk, now=now).tidy_one()
        assert {m.raw for m in server.folders["INBOX"].messages} == {letter("other")}
        moved = sorted(m.raw for m in server.folders["Digests"].messages)
        assert moved == [letter("digest 1"), letter("digest 2")]
        assert "MOVE" in server.commands or "EXPUNGE" in server.commands


def test_where_single_letters_cannot_be_deleted_nothing_is_moved_and_it_is_said() -> None:
    with MiniImap(capabilities=CAPABILITIES.replace(" UIDPLUS", "")) as server:
        server.make("Digests", special={})
        desk = kept(Mailbox(server, account(server)), "digest 1")
        ears = Ears()
        moving = account(server, after="move", move_to="Digests")
        tidying = Tidying(moving, desk, now=now, alarm=ears.alarm)
        assert (tidying.tidy_one(), tidying.tidy_one()) == (False, False)
        assert [key for key, _ in ears.alarms] == ["after:imap"]
        assert 'after = "mark"' in ears.alarms[0][1]
        assert [len(f.messages) for f in server.folders.values()] == [1, 0]
        assert not {"COPY", "STORE", "EXPUNGE"} & set(server.commands)


def test_a_folder_that_is_not_there_is_said_and_moved_to_once_it_is(mini: MiniImap) -> None:
    desk, ears, clock = kept(Mailbox(mini, account(mini)), "digest 1"), Ears(), [0.0]
    tidying = Tidying(
        account(mini, after="move", move_to="Digests"),
        desk,
        now=now,
        alarm=ears.alarm,
        cured=ears.cured,
        clock=lambda: clock[0],
    )
    assert not tidying.tidy_one()
    assert "no folder Digests" in ears.alarms[0][1]
    assert "INBOX" in ears.alarms[0][1]
    logins = mini.commands.count("LOGIN")
    clock[0] = 300
    assert not tidying.tidy_one()
    assert mini.commands.count("LOGIN") == logins  # only a person can change that
    mini.make("Digests", special={})
    clock[0] = 700
    assert tidying.tidy_one()
    assert ears.cures == ["after:imap"]
    assert len(mini.folders["Digests"].messages) == 1


@pytest.mark.parametrize("after", ["mark", "move"])
def test_a_folder_that_may_only_be_read_stays_as_it_is_and_it_is_said(
    mini: MiniImap, after: str
) -> None:
    mini.make("Digests", special={})
    desk, ears = kept(Mailbox(mini, account(mini)), "digest 1"), Ears()
    mini.locked.add("INBOX")
    made = account(mini, after=after, move_to="Digests")
    assert not Tidying(made, desk, now=now, alarm=ears.alarm).tidy_one()
    assert "only be read" in ears.alarms[0][1]
    assert [m.flags for m in mini.folders["INBOX"].messages] == [set()]
    assert mini.folders["Digests"].messages == []


@pytest.mark.parametrize("dies_at", ["SELECT", "SEARCH", "COPY", "STORE", "EXPUNGE"])
def test_a_crash_between_reading_and_moving_leaves_it_to_the_next_life(
    mini: MiniImap, dies_at: str
) -> None:
    mini.make("Digests", special={})
    desk = kept(Mailbox(mini, account(mini)), "digest 1", "other")
    moving = account(mini, after="move", move_to="Digests")

    def fault(verb: str, _: bytes) -> None:
        if verb == dies_at:
            mini.cut()

    mini.fault = fault
    with pytest.raises(TryLater):
        Tidying(moving, desk, now=now).tidy_one()
    mini.fault = None
    Tidying(moving, desk, now=now).tidy_one()
    left = [m.raw for m in mini.folders["INBOX"].messages if "\\Deleted" not in m.flags]
    assert left == [letter("other")]
    assert {m.raw for m in mini.folders["Digests"].messages} == {letter("digest 1")}


def test_a_letter_that_was_moved_is_not_new_where_it_lies_now(mini: MiniImap) -> None:
    mini.make("Digests", special={})
    desk = kept(Mailbox(mini, account(mini)), "digest 1")
    Tidying(account(mini, after="move", move_to="Digests"), desk, now=now).tidy_one()
    there = Inbox(account(mini, folder="Digests"), desk, now=now)
    assert there.fetch_new() == 0
    there.close()
    assert desk.raws == [letter("digest 1")]


def test_with_nothing_to_do_nobody_logs_in(mini: MiniImap) -> None:
    desk = kept(Mailbox(mini, account(mini)), "from a friend")
    logins = mini.commands.count("LOGIN")
    clock = [0.0]
    tidying = Tidying(account(mini, after="mark"), desk, now=now, clock=lambda: clock[0])
    for minute in range(10):
        clock[0] = minute * 60.0
        assert not tidying.tidy_one()
    assert mini.commands.count("LOGIN") == logins


def test_after_a_new_numbering_only_the_right_letter_is_marked(mini: MiniImap) -> None:
    mini.deliver(letter("gone soon"))
    desk = kept(Mailbox(mini, account(mini)), "digest 1", "from a friend")
    del mini.folders["INBOX"].messages[0]
    mini.new_uidvalidity()  # the friend's letter now has the digest's old UID
    marking = account(mini, after="mark")
    Tidying(marking, desk, now=now).tidy_one()
    assert [m.flags for m in mini.folders["INBOX"].messages] == [set(), set()]


def test_check_says_what_is_done_with_digests_and_what_is_in_the_way(
    mini: MiniImap,
) -> None:
    moving = account(mini, after="move", move_to="Digests")
    with pytest.raises(TryLater, match=r"no folder Digests.*INBOX"):
        check(moving)
    mini.make("Digests", "Trap", special={"Trap": "\\Junk"})
    assert "digests are moved to Digests" in check(moving)
    assert "spam folder Trap is looked into" in check(moving)
    assert "digests are marked as read" in check(account(mini, after="mark", junk=False))
    assert "spam" not in check(account(mini, after="mark", junk=False))
    assert not {"STORE", "COPY", "MOVE", "SELECT"} & set(mini.commands)

"""A digest that a spam filter took away is found, read, and told of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import TryLater
from bot.inbox import junk
from bot.inbox.dial import dial
from bot.inbox.junk import Junk
from tests.inbox.conftest import Mailbox
from tests.inbox.miniimap import MiniImap
from tests.inbox.reading import Desk, Ears
from tests.inbox.shelf import account, flags, now

BOTH = ["mini", pytest.param("dovecot tls", marks=pytest.mark.dovecot)]
MARKED = "Unerwuenscht"  # the name says nothing in English: the server's mark does


@pytest.fixture(autouse=True)
def _asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junk, "BETWEEN", 0.0)


def sent(by: str, subject: str) -> bytes:
    return f"Subject: {subject}\r\nFrom: {by}\r\n\r\nhello\r\n".encode()


DIGEST = sent("Queries <daily@mail.news.example.com>", "digest 1")
SPAM = sent("Queries news.example.com <x@news.example.com.example.net>", "digest 2")


def spam_folder(mailbox: Mailbox, *raws: bytes) -> None:
    if isinstance(mailbox.server, MiniImap):
        mailbox.server.make(MARKED, special={MARKED: "\\Junk"})
    client = dial(mailbox.account)
    if not isinstance(mailbox.server, MiniImap):
        client.create_folder(MARKED)
    for raw in raws:
        client.append(MARKED, raw)
    client.logout()


class Looker:
    """One life of the look into the spam folder."""

    def __init__(self, mailbox: Mailbox, desk: Desk, **changes: object) -> None:
        self.at = now()
        self.ears = Ears()
        self.junk = Junk(
            mailbox.account,
            desk,
            domains=lambda: ["news.example.com"],
            title=lambda source: source.upper(),
            tell=self.ears.alarm,
            now=lambda: self.at,
            **changes,  # type: ignore[arg-type]
        )

    def later(self, **span: int) -> bool:
        self.at += timedelta(**span)
        return self.junk.look_one()


@pytest.mark.parametrize("mailbox", BOTH, indirect=True)
def test_a_known_newsletter_is_fetched_from_the_spam_folder_and_nothing_is_changed(
    mailbox: Mailbox,
) -> None:
    spam_folder(mailbox, DIGEST, SPAM)
    desk = Desk()
    looker = Looker(mailbox, desk)
    assert looker.junk.look_one()
    assert desk.raws == [DIGEST]
    assert desk.letters[0].folder == MARKED
    assert not looker.later(hours=2)
    found = flags(replace(mailbox.account, folder=MARKED))
    assert [marks - {b"\\Recent"} for marks in found] == [set(), set()]


def mini_box(mini: MiniImap, *raws: bytes) -> Mailbox:
    box = Mailbox(mini, account(mini))
    spam_folder(box, *raws)
    return box


def test_people_are_told_once_a_day_of_what_was_read_and_believed(mini: MiniImap) -> None:
    forged = sent("daily@news.example.com", "digest 3, forged")
    desk = Desk(set_aside={forged})
    looker = Looker(mini_box(mini, DIGEST, forged), desk)
    looker.junk.look_one()
    assert len(desk.letters) == 2
    looker.later(minutes=1)
    assert len(looker.ears.alarms) == 1
    key, text = looker.ears.alarms[0]
    assert text == (
        f"A digest of HARO lay in the spam folder ({MARKED}) of mailbox imap: it was read."
        " Please mark it as not spam."
    )
    looker.later(minutes=1)
    assert {told for told, _ in looker.ears.alarms} == {key}  # told once by its key


def test_nobody_is_asked_to_let_past_the_filter_what_nothing_proves(
    mini: MiniImap,
) -> None:
    unsigned = sent("daily@news.example.com", "digest 4, by whomever")
    looker = Looker(mini_box(mini, DIGEST, unsigned), Desk(unproven={unsigned}))
    looker.junk.look_one()
    looker.later(minutes=1)
    told = dict(looker.ears.alarms)
    assert len(told) == 2  # the one does not stand for the other
    careful, sure = sorted(text.partition(": it was read")[2] for text in told.values())
    assert careful == (
        ", and nothing proves who sent it. Look at it before you mark it as not spam."
    )
    assert sure == ". Please mark it as not spam."


def test_one_letter_that_breaks_the_line_each_time_holds_up_no_other_in_spam(
    mini: MiniImap,
) -> None:
    older, bad = sent("daily@news.example.com", "digest 5"), 2
    looker = Looker(mini_box(mini, older, DIGEST), desk := Desk())
    mini.fault = lambda verb, args: (
        b"* 2 FETCH (UID (((\r\nTAG OK x\r\n"
        if verb == "FETCH" and args.startswith(b"%d (BODY.PEEK[])" % bad)
        else None
    )
    for _ in range(2):
        with pytest.raises(TryLater):
            looker.later(minutes=1)
    assert desk.raws == [older]  # though the bad one is newer
    for _ in range(3):
        with pytest.raises(TryLater):
            looker.later(minutes=1)
    assert not looker.later(minutes=1)  # it rests
    assert desk.due


def test_the_spam_folder_is_looked_into_once_an_hour_over_restarts_too(
    mini: MiniImap,
) -> None:
    box, desk = mini_box(mini, SPAM), Desk()
    logins = []
    first = Looker(box, desk)
    for span in (0, 30, 29):
        first.later(minutes=span)
        logins.append(mini.commands.count("LOGIN"))
    second = Looker(box, desk)
    second.at = first.at
    second.later(seconds=10)
    logins.append(mini.commands.count("LOGIN"))
    second.later(minutes=2)
    logins.append(mini.commands.count("LOGIN"))
    assert [count - logins[0] for count in logins] == [0, 0, 0, 0, 1]


def test_a_look_that_fails_is_made_again_soon(mini: MiniImap) -> None:
    box, desk = mini_box(mini, DIGEST), Desk()
    mini.fault = lambda verb, _: b"TAG NO not now\r\n" if verb == "SEARCH" else None
    looker = Looker(box, desk)
    with pytest.raises(TryLater):
        looker.junk.look_one()
    mini.fault = None
    assert looker.later(seconds=5)
    assert desk.raws == [DIGEST]


def test_headers_of_others_are_asked_for_once(mini: MiniImap) -> None:
    looker = Looker(mini_box(mini, *(SPAM,) * 5), Desk())
    looker.junk.look_one()
    before = mini.commands.count("FETCH")
    looker.later(hours=2)
    assert mini.commands.count("FETCH") == before


@pytest.mark.parametrize(
    "name", ["Spam", "[Gmail]/Spam", "Junk E-Mail", "junk", "INBOX/Spam"]
)
def test_an_unmarked_folder_is_known_by_its_usual_names(mini: MiniImap, name: str) -> None:
    mini.make(name, special={})
    mini.deliver(DIGEST, to=name)
    desk = Desk()
    assert Looker(Mailbox(mini, account(mini)), desk).junk.look_one()
    assert desk.letters[0].folder == name


def test_without_a_spam_folder_or_where_it_is_watched_there_is_nothing_to_do(
    mini: MiniImap,
) -> None:
    desk, box = Desk(), Mailbox(mini, account(mini))
    assert not Looker(box, desk).junk.look_one()
    desk.due.clear()
    mini.make("Spam", special={})
    mini.deliver(DIGEST, to="Spam")
    assert not Looker(box, desk, watched=("INBOX", "Spam")).junk.look_one()
    assert desk.letters == []
    assert mini.commands.count("LOGOUT") == 2  # no line is left behind


def test_old_spam_large_spam_and_a_flood_are_left_alone(
    mini: MiniImap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(junk, "MOST", 3)
    mini_box(mini)
    desk = Desk()
    mini.deliver(DIGEST, to=MARKED, at=now() - timedelta(days=9))
    large = sent("daily@news.example.com", "digest " + "x" * 5000)
    mini.deliver(large, to=MARKED)
    for number in range(9):
        mini.deliver(sent("daily@news.example.com", f"digest {number}"), to=MARKED)
    small = Mailbox(mini, account(mini, max_bytes=4000))
    looker = Looker(small, desk)
    assert looker.junk.look_one()
    newest = [sent("daily@news.example.com", f"digest {n}") for n in (8, 7, 6)]
    assert desk.raws == newest
    for _ in range(9):
        looker.later(hours=2)
    assert len(desk.raws) == 9
    assert not any(raw in desk.raws for raw in (DIGEST, large))


def test_the_mark_of_the_day_is_the_letters_own(mini: MiniImap) -> None:
    desk = Desk()
    looker = Looker(mini_box(mini, DIGEST), desk)
    looker.junk.look_one()
    looker.later(minutes=5)
    day = desk.letters[0].received_at.date()
    assert looker.ears.alarms[0][0] == f"junk:imap:haro:{day}"

"""What is seen in an expert's mailbox: that an answer went out, that a reply came.

On our own test server and on a real Dovecot alike; nothing there is changed.
"""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest

from bot.domain import Act, Seen
from bot.errors import TryLater
from tests import make
from tests.pipeline.expert import DRAFTS, NOW, SENT, Expert

ALIAS = "reply+q1@helpareporter.com"
REPORTER = "rita@gazette.example"
NOTHING = {Seen.SENT: None, Seen.REPLY: None}


def mail(**headers: str) -> bytes:
    """Return a message; ``Message_ID`` is written for Message-ID."""
    lines = [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    return "\r\n".join([*lines, "", "A body that nobody asks for.", ""]).encode()


def sent(expert: Expert, to: str = ALIAS, **headers: str) -> None:
    expert.clock += timedelta(minutes=1)
    headers = {"Subject": "Dentists", "Message_ID": "<sent@acme.example>"} | headers
    headers.setdefault("Date", format_datetime(expert.clock))
    expert.put(SENT, mail(From="ada@acme.example", To=to, **headers), [b"\\Seen"])


def came(expert: Expert, sender: str = REPORTER, **headers: str) -> None:
    expert.clock += timedelta(minutes=1)
    headers.setdefault("Date", format_datetime(expert.clock))
    expert.put("INBOX", mail(From=sender, To="ada@acme.example", **headers))


def test_an_answer_and_its_reply_are_noticed_once_and_nothing_is_changed(expert: Expert):
    card = expert.card()
    sent(expert)
    at = expert.clock
    came(expert, "friend@home.example", Subject="Lunch?")
    came(expert, In_Reply_To="<sent@acme.example>", Subject="Re: Dentists")
    replied = expert.clock
    before = [expert.lying(folder) for folder in ("INBOX", SENT, DRAFTS)]
    expert.watch()
    expert.watch()
    assert expert.seen(card) == {Seen.SENT: at, Seen.REPLY: replied}
    assert expert.said(card) == [
        "Sent, as seen in Ada Dent's mailbox.",
        "The reporter wrote back: see Ada Dent's mailbox.",
    ]
    assert [expert.lying(folder) for folder in ("INBOX", SENT, DRAFTS)] == before


def test_what_comes_after_the_first_look_is_noticed_as_well(expert: Expert):
    card = expert.card()
    expert.put(SENT, mail(To="mum@home.example"))
    expert.watch()
    assert expert.seen(card) == NOTHING
    sent(expert, to=f"Rita Reporter <{ALIAS.upper()}>")
    expert.watch()
    assert expert.seen(card)[Seen.SENT] is not None
    came(expert, "reply+q1@helpareporter.com", Subject="Thanks")
    expert.watch()
    assert expert.seen(card)[Seen.REPLY] is not None


def test_an_answer_before_its_approval_is_noticed_although_the_mailbox_is_watched(
    expert: Expert,
):
    other = "reply+q0@helpareporter.com"
    expert.card(id="reply+q0", reply_to=other, summary="Other thing")
    card = expert.card(approved=False)
    expert.watch()
    sent(expert)
    at = expert.clock
    came(expert, ALIAS, Subject="Thanks")
    replied = expert.clock
    expert.watch()
    assert expert.seen(card) == NOTHING
    expert.do(card, Act.APPROVE)
    expert.watch()
    assert expert.seen(card) == {Seen.SENT: at, Seen.REPLY: replied}
    assert len(expert.said(card)) == 2


def test_an_approval_makes_what_is_known_be_looked_at_just_once_more(
    mini: Expert, monkeypatch
):
    monkeypatch.setattr("bot.pipeline.outcomes.MOST", 3)
    mini.card(id="reply+q0", reply_to="reply+q0@helpareporter.com", summary="Other")
    for number in range(8):
        mini.server.deliver(mail(To=f"{number}@home.example"), at=NOW, to=SENT)
    sent(mini)
    mini.watch()
    card = mini.card()
    looks = []
    for _ in range(3):
        asked = len(mini.server.commands)
        mini.watch()
        looks.append(mini.server.commands[asked:].count("FETCH"))
    assert looks == [3, 0, 0]
    assert mini.seen(card)[Seen.SENT] is not None


def test_an_approval_after_a_time_away_skips_nothing_that_came_meanwhile(mini: Expert):
    other = "reply+q0@helpareporter.com"
    first = mini.card(id="reply+q0", reply_to=other, summary="Other thing")
    sent(mini, to="mum@home.example")
    mini.watch()
    mini.clock += timedelta(days=1)
    sent(mini, to=other)
    mini.clock += timedelta(days=9)
    late = mini.clock + timedelta(days=1)
    mini.card(deadline=replace(make.query().deadline, at=late, until=late))
    mini.watch()
    assert mini.seen(first)[Seen.SENT] is not None


def test_a_copy_counts_as_well_as_the_recipient(mini: Expert):
    card = mini.card()
    sent(mini, to="boss@acme.example", Cc=f"x@y.example, {ALIAS}")
    mini.watch()
    assert mini.seen(card)[Seen.SENT] is not None


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        ("haro@helpareporter.com", {"Subject": "HARO queries"}),  # a digest
        ("reply+q2@helpareporter.com", {}),  # of another query
        (REPORTER, {"In_Reply_To": "<other@acme.example>"}),
        (REPORTER, {"References": "<sent@acme.example>", "Auto_Submitted": "auto-replied"}),
        ("MAILER-DAEMON@mx.example", {"References": "<sent@acme.example>"}),
        ("ada@acme.example", {"References": "<sent@acme.example>"}),
        ("pr@acme.example", {"In_Reply_To": "<sent@acme.example>"}),  # of our own house
    ],
)
def test_what_is_no_reply_is_not_taken_for_one(mini: Expert, sender: str, headers):
    card = mini.card()
    sent(mini)
    came(mini, sender, **headers)
    mini.watch()
    assert mini.seen(card)[Seen.SENT] is not None
    assert mini.seen(card)[Seen.REPLY] is None
    assert len(mini.said(card)) == 1


def test_a_reply_to_what_was_referred_to_long_ago_in_the_thread_counts(mini: Expert):
    card = mini.card()
    sent(mini)
    came(mini, References="<a@b.example>\r\n <sent@acme.example> <c@d.example>")
    mini.watch()
    assert mini.seen(card)[Seen.REPLY] is not None


def test_a_reporters_own_address_alone_does_not_say_which_query_is_answered(mini: Expert):
    one = mini.card(reply_to=REPORTER, id="q1", summary="Whitening strips")
    two = mini.card(reply_to=REPORTER, id="q2", summary="Enamel care at home")
    sent(mini, to=REPORTER, Subject="Lunch?")
    mini.watch()
    assert (mini.seen(one), mini.seen(two)) == (NOTHING, NOTHING)
    sent(mini, to=REPORTER, Subject="Enamel care at home: Ada Dent, DDS")
    came(mini, REPORTER, Subject="Re: Whitening strips")
    came(mini, REPORTER, Subject="Re: Enamel care at home: Ada Dent, DDS")
    mini.watch()
    assert mini.seen(one) == NOTHING
    assert None not in mini.seen(two).values()


def test_only_approved_cards_of_the_mailboxs_company_are_looked_for(mini: Expert):
    card = mini.card(approved=False)
    sent(mini)
    mini.watch()
    assert mini.server.commands.count("LOGIN") == 1  # to put that there
    assert mini.seen(card) == NOTHING
    mini.do(card, Act.APPROVE)
    elsewhere = replace(mini.box(watch=True), company="Tyre Works")
    assert not mini.outcomes(elsewhere).watch_one()
    assert mini.seen(card) == NOTHING


def test_a_mailbox_is_looked_into_every_two_minutes_at_most(mini: Expert):
    mini.card()
    work = mini.outcomes()
    for seconds in (0, 5, 60, 54, 5):
        mini.clock += timedelta(seconds=seconds)
        work.watch_one()
    assert mini.server.commands.count("LOGIN") == 2


def test_no_body_is_fetched_and_no_folder_opened_for_writing(mini: Expert):
    asked: list[tuple[str, bytes]] = []
    mini.card()
    sent(mini)
    came(mini)
    mini.server.fault = lambda verb, args: asked.append((verb, args))
    mini.watch()
    fetched = [args for verb, args in asked if verb == "FETCH"]
    assert len(fetched) == 2
    assert all(b"BODY.PEEK[HEADER.FIELDS" in args for args in fetched)
    assert not any(b"BODY.PEEK[]" in args for args in fetched)
    verbs = {verb for verb, _ in asked}
    assert verbs & {"SELECT", "STORE", "APPEND", "EXPUNGE"} == set()


def test_a_folder_numbered_anew_is_looked_through_again_and_says_nothing_twice(
    mini: Expert,
):
    card = mini.card()
    sent(mini)
    mini.watch()
    mini.server.folders[SENT].uidvalidity += 1
    mini.watch()
    assert len(mini.said(card)) == 1
    rows = mini.store.rows("select * from sightings")
    assert len(rows) == 1


def test_many_messages_are_looked_at_piece_by_piece(mini: Expert, monkeypatch):
    monkeypatch.setattr("bot.pipeline.outcomes.MOST", 3)
    monkeypatch.setattr("bot.inbox.noticing.BATCH", 2)
    card = mini.card()
    for number in range(8):
        mini.server.deliver(mail(To=f"{number}@home.example"), at=NOW, to=SENT)
    sent(mini)
    mini.watch()
    assert mini.seen(card)[Seen.SENT] is not None


def test_a_broken_header_hides_no_other_message(mini: Expert):
    card = mini.card()
    for raw in (b"\r\n\r\n", b"To: \xff\xfe =?rot13?b?==?= <<@>>\r\nDate: never\r\n\r\n"):
        mini.server.deliver(raw, at=NOW, to=SENT)
    sent(mini)
    mini.watch()
    assert mini.seen(card)[Seen.SENT] is not None


def test_a_mailbox_without_a_sent_folder_is_said_with_the_key_to_set(mini: Expert):
    mini.card()
    mini.server.special.clear()
    with pytest.raises(
        TryLater, match=r"marks no folder as Sent.*Set sent in \[drafts.ada\]"
    ):
        mini.watch()


def test_a_date_that_cannot_be_is_not_believed(mini: Expert):
    card = mini.card()
    sent(mini, Date="Mon, 1 Jan 1990 00:00:00 +0000")
    mini.watch()
    at = mini.seen(card)[Seen.SENT]
    assert at is not None
    assert abs(at - make.NOW) < timedelta(days=1)

"""A message that a person sends: one recipient, plain text, no header of a stranger."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import composing
from bot.domain import Card
from bot.errors import BadInput
from tests import make

ADA = replace(make.profile().experts[0], email="ada@acme.example")
ALIAS = "reply+q1@helpareporter.com"
AT = datetime(2026, 9, 15, 12, tzinfo=UTC)
PLAIN = {
    *("From", "To", "Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version"),
    *("Content-Type", "Content-Transfer-Encoding"),
}
OURS = {"X-Haro-Bot-Draft", "X-Haro-Bot-Mark", "X-Haro-Bot-Prompt"}


def card(title: str = "Dentists", text: str = "Hello,\n\nan answer.", **query) -> Card:
    return make.card(
        query=make.query(summary=title, **query), outline=make.outline(text=text)
    )


def read(raw: bytes) -> EmailMessage:
    made = message_from_bytes(raw, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def test_a_file_holds_what_a_mail_program_needs_and_nothing_of_ours():
    message = read(composing.eml(card(), ADA, at=AT))
    assert set(message.keys()) == PLAIN
    assert message["From"] == "Ada Dent <ada@acme.example>"
    assert message["To"] == ALIAS
    assert message["Subject"] == "Dentists: Ada Dent, DDS"
    assert message["Date"].datetime == AT
    assert message["X-Unsent"] == "1"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().splitlines() == ["Hello,", "", "an answer."]
    assert b"aro-" not in composing.eml(card(), ADA, at=AT).lower()


def test_a_draft_holds_what_it_is_known_by():
    raw = composing.eml(card(), ADA, at=AT, draft=True)
    message = read(raw)
    assert set(message.keys()) == PLAIN | OURS
    kept = composing.stored(raw)
    assert (kept.key, kept.mark) == (
        composing.key_of(card()), composing.mark_of(card(), ADA)
    )  # fmt: skip
    assert kept.untouched


def test_without_an_address_of_the_expert_nobody_is_named_as_sender():
    for email in ("", "ada", "a@x.example, b@x.example", "ada@acme.example\r\nBcc: x@y.z"):
        message = read(composing.eml(card(), replace(ADA, email=email), at=AT))
        assert message["From"] is None
        assert message["Bcc"] is None
    assert read(composing.eml(card(), None, at=AT))["To"] == ALIAS


LONG = ".".join(["long" * 15] * 3)  # of a domain


@pytest.mark.parametrize(
    "name",
    [
        "Ada Dent; Partner, one of those with a very long title, evil@x.example, of Ohio",
        "Ada, DDS, MPH, FAAP, of the Institute: Dental Science; Public Health; and Care",
        "Zoë (Zo) O'Dent <zo@x.example>, Professor of the Enamel Sciences and of much more",
        *(
            "..aaaaaaaaa" + "a" * 80,
            'Ada "Zo" Dent\\',
            "Dr. Ada @ Acme",
            ";",
            "",
            "日本😀" * 30,
        ),
    ],
)
@pytest.mark.parametrize("email", ["ada@acme.example", "a'b@acme.example", f"a@{LONG}.com"])
def test_an_odd_name_stays_one_name_before_one_address(name, email):
    expert = replace(ADA, name=name, email=email)
    raw = composing.eml(card(), expert, at=AT, draft=True)
    ((read_name, address),) = getaddresses([message_from_bytes(raw)["From"]])
    assert (str(make_header(decode_header(read_name))), address) == (name, email)
    assert [a.addr_spec for a in read(raw)["From"].addresses] == [email]
    assert read(raw)["Message-ID"] == composing.message_id(card(), expert)
    assert composing.stored(raw).untouched


def test_long_words_of_a_subject_stay_in_it():
    title = "x" * 90 + " (" + "y" * 20
    raw = composing.eml(card(title, reply_to=f"a@{LONG}.com"), ADA, at=AT)
    assert read(raw)["Subject"] == f"{title}: Ada Dent, DDS"
    assert [a.addr_spec for a in read(raw)["To"].addresses] == [f"a@{LONG}.com"]
    assert b"Subject: xxx" in raw


@pytest.mark.parametrize("make_it", [composing.eml, composing.mark_of])
def test_whatever_fails_is_said_with_a_cure(make_it, monkeypatch):
    monkeypatch.setattr("bot.composing.messages.Header", lambda *_, **__: 1 / 0)
    more = {"at": AT} if make_it is composing.eml else {}
    with pytest.raises(BadInput, match=r"card 1: no mail can be made: .*name and email"):
        make_it(card(), ADA, **more)


def test_the_same_answer_has_the_same_id_and_another_text_another():
    assert composing.message_id(card(), ADA) == composing.message_id(card(), ADA)
    assert composing.message_id(card(), ADA) != composing.message_id(card(text="b"), ADA)
    assert composing.key_of(card()) == composing.key_of(card(text="b"))
    assert composing.key_of(card()) != composing.key_of(card(id="reply+q2"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"an answer.", b"an answer, sure."),
        (b"To: reply", b"Cc: boss@acme.example\r\nTo: reply"),
        (b"Subject: Dentists", b"Subject: My dentists"),
        (b"text/plain", b"multipart/mixed; boundary=x"),
        (b"Ada Dent <ada@", b"Ada D <ada@"),
    ],
)
def test_a_draft_that_a_person_changed_is_seen_to_be(old, new):
    raw = composing.eml(card(), ADA, at=AT, draft=True)
    assert old in raw
    kept = composing.stored(raw.replace(old, new))
    assert (kept.key, kept.untouched) == (composing.key_of(card()), False)


def test_what_a_server_does_to_a_draft_is_no_change_of_a_person():
    raw = composing.eml(
        card(text="Hello,\n\nan answer with ü. \n\n\n"), ADA, at=AT, draft=True
    )
    plain = raw.replace(b"\r\n", b"\n")
    again = b"Received: by mx\r\nX-Other: 1\r\n" + raw + b"\r\n\r\n"
    assert composing.stored(plain).untouched
    assert composing.stored(again).untouched


@pytest.mark.parametrize(
    "raw", [b"", b"\xff", b"Subject: mine\r\n\r\nx", b"X-Haro-Bot-Draft:\r\n\r\n"]
)
def test_what_is_not_ours_is_not_taken_for_it(raw):
    assert composing.stored(raw).key == ""


def test_where_no_mail_can_be_made_it_says_why():
    with pytest.raises(BadInput, match="card 1: no mail can be made: the digest prints no"):
        composing.eml(card(reply_to=""), ADA, at=AT)


HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "x\r\nBcc: evil@x.example",
            "x\nTo: evil@x.example\n\nbody",
            "=?utf-8?q?x=0D=0ABcc:_evil@x.example?=",
            "=??Q?=0D0:",
            '"evil@x.example, a"',
            "<evil@x.example>",
            "a@x.example, b@x.example",
        ]
    ),
)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.booleans())
def test_any_text_makes_a_message_to_the_one_recipient(title, text, name, prompt, draft):
    made = make.card(
        query=make.query(summary=title), outline=make.outline(text=text, prompt=prompt)
    )
    expert = replace(ADA, name=name, title=title, credentials=(text,))
    raw = composing.eml(made, expert, at=AT, draft=draft)
    message = read(raw)
    assert raw.isascii()
    assert set(message.keys()) <= PLAIN | OURS
    assert len(message.keys()) == len(set(message.keys()))
    assert [a.addr_spec for a in message["To"].addresses] == [ALIAS]
    assert [a.addr_spec for a in message["From"].addresses] == ["ada@acme.example"]
    assert not message.is_multipart()
    composed = composing.letter(made, expert)
    assert message.get_content().split() == composed.body.split()
    if draft:
        assert composing.stored(raw).untouched

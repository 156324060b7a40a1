"""A link opens a mail program with one recipient and nothing that a stranger added."""

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import composing
from bot.domain import Card
from tests import make

ADA = replace(make.profile().experts[0], email="ada@acme.example")
ALIAS = "reply+q1@helpareporter.com"
NAMES = {"to", "su", "subject", "body", "view", "fs"}
ATTACKS = (
    "x&bcc=evil@x.example",
    "x?bcc=evil@x.example&to=evil@x.example",
    "x%26bcc%3Devil@x.example",
    "x\r\nBcc: evil@x.example",
    "x#fragment",
    "x;cc=evil@x.example",
    "+ = %20 %0A",
    "<https://evil.example|Approve>",
)


def card(title: str = "Dentists", text: str = "Hello,\n\nan answer.") -> Card:
    return make.card(query=make.query(summary=title), outline=make.outline(text=text))


def opened(url: str) -> dict[str, str]:
    """Return what a mail program fills in; every field stands once."""
    assert url.isascii()
    assert len(url) <= 2000
    parts = urlsplit(url)
    assert parts.fragment == ""
    found = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    if parts.scheme == "mailto":
        found.setdefault("to", []).append(unquote(parts.path))
    assert set(found) <= NAMES
    assert all(len(values) == 1 for values in found.values())
    return {
        "host": parts.netloc,
        "to": found["to"][0],
        "subject": (found.get("su") or found["subject"])[0],
        "body": found.get("body", [""])[0].replace("\r\n", "\n"),
    }


def test_each_program_is_given_the_same():
    links = composing.links(card(), ADA)
    assert [link.label for link in links] == ["Gmail", "Outlook", "Mail program"]
    assert [urlsplit(link.url).netloc for link in links] == [
        *("mail.google.com", "outlook.office.com", ""),
    ]
    for link in links:
        assert link.whole
        found = opened(link.url)
        assert found["to"] == ALIAS
        assert found["subject"] == "Dentists: Ada Dent, DDS"
        assert found["body"] == "Hello,\n\nan answer.\n"


@pytest.mark.parametrize("words", [20, 150, 200, 300, 3000])
def test_a_text_that_is_too_long_for_a_link_is_left_out_whole(words):
    text = " ".join(["answers"] * words)
    for link in composing.links(card(text=text), ADA):
        assert opened(link.url)["body"] == (f"{text}\n" if link.whole else "")
        assert link.whole is (words < 180)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_added_by_a_title_or_a_text(attack):
    for link in composing.links(card(attack, attack), ADA):
        found = opened(link.url)
        assert found["to"] == ALIAS
        assert found["subject"] == composing.letter(card(attack, attack), ADA).subject


@pytest.mark.parametrize("title", ["歯" * 300, "🦷" * 300, "é" * 300, "%" * 300])
def test_a_title_of_any_alphabet_fits(title):
    for link in composing.links(card(title, title), ADA):
        assert opened(link.url)["to"] == ALIAS


@given(st.text(), st.text(), st.text())
def test_any_text_gives_back_one_recipient_and_the_subject(title, text, name):
    expert = replace(ADA, name=name)
    composed = composing.letter(card(title, text), expert)
    for link in composing.links(card(title, text), expert):
        found = opened(link.url)
        assert (found["to"], found["subject"]) == (composed.to, composed.subject)
        assert found["body"] == (composed.body if link.whole else "")

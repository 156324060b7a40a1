"""What all newsletters share: wrapping, indexes, forwards, labels, values, ids."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import asks, digest, fields, forwards, index, wrapping
from bot.domain import Query
from tests.make import query

SENT = datetime(2026, 9, 18, 9, 7, tzinfo=UTC)
LONG = (
    "Nobody in the valley could say when the last of the orchards had been cut down,\n"
    "but everybody remembered the smell of it, and the trucks that came in the night\n"
    "to take the wood away to the mills beside the river before the snow could fall."
)


# ------------------------------------------------------------------------------ wrapping


def test_a_machine_break_is_joined_and_a_persons_break_stays() -> None:
    text = f"{LONG}\n- one\n- two\n\nEnd."
    columns = wrapping.width(text.split("\n"))
    assert columns == 79
    assert wrapping.unwrap(text, columns) == (
        LONG.replace("\n", " ") + "\n- one\n- two\n\nEnd."
    )


def test_text_that_was_not_wrapped_keeps_every_line_end() -> None:
    lines = [LONG.replace("\n", " "), "short", LONG.replace("\n", " ")]
    assert wrapping.width(lines) == 0
    assert wrapping.unwrap("\n".join(lines), 0) == "\n".join(lines)


def test_text_wrapped_twice_is_joined_through_its_remainders() -> None:
    twice = (
        "Nobody in the valley could say when the last of the orchards had been\n"
        "cut down,\n"
        "but everybody remembered the smell of it, and the trucks that came in\n"
        "the night\n"
        "to take the wood away to the mills beside the river before the snow\n"
        "could fall."
    )
    assert wrapping.unwrap(twice, 72) == LONG.replace("\n", " ")


@given(st.lists(st.text(alphabet="ab c\n", max_size=90)), st.integers(0, 90))
def test_unwrapping_loses_no_word(pieces: list[str], columns: int) -> None:
    text = "\n".join(pieces)
    assert wrapping.unwrap(text, columns).split() == text.split()


# --------------------------------------------------------------------------------- index


def entries(*lines: str) -> list[tuple[str, str, str]]:
    return [(e.number, e.title, e.outlet) for e in index.entries(lines)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1) Bees in winter (Hive)"], [("1", "Bees in winter", "Hive")]),
        (["1) Cameras (Big Television (BTV))"], [("1", "Cameras", "Big Television (BTV)")]),
        (["1) Bees in a very long", "winter (The", "Hive)"],
         [("1", "Bees in a very long winter", "The Hive")]),
        (["1) Kidneys", "(A&E)", "", "TRAVEL", "", "2) Buses (TBD)"],
         [("1", "Kidneys", "A&E"), ("2", "Buses", "TBD")]),
        (["1) Bees (Hive)", "TRAVEL", "2) Buses (TBD)"],
         [("1", "Bees", "Hive"), ("2", "Buses", "TBD")]),
        (["1) Naps (Desk) (#item0)"], [("1", "Naps", "Desk")]),
        (["1) No outlet at all", "", "5.2) Bread (Crumb)"],
         [("1", "No outlet at all", ""), ("5.2", "Bread", "Crumb")]),
    ],
)  # fmt: skip
def test_an_index_is_read(lines: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert entries(*lines) == expected


def test_an_index_is_bounded_by_its_heading_and_the_stars() -> None:
    assert index.find(["x", "********* INDEX ***********", "1) a (b)", "*" * 28]) == (1, 4)
    assert index.find(["INDEX of all plants", "x"]) is None


def test_a_broken_promise_is_told_in_one_line() -> None:
    promised = index.entries(["1) Bees (Hive)", "", "2) Buses (TBD)", "", "3) Soup (Pot)"])
    read = [query(number="1", summary="bees"), query(number="2", summary="Trains")]
    assert index.complaints(promised, read) == (
        "3 in the index, 2 read (missing: 3)",
        'number 2 is "Buses" in the index and "Trains" below',
    )
    assert index.complaints(promised[:1], read[:1]) == ()


# ------------------------------------------------------------------------------ forwards


def test_quote_marks_are_taken_off_only_where_most_lines_carry_them() -> None:
    assert forwards.unquote("> > a\n>\n> > b\n>> c") == "a\n\nb\nc"
    assert forwards.unquote("a\nb\n > c") == "a\nb\n > c"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a@b.co<mailto:a@b.co>", "a@b.co"),
        ("(https://x.example<https://x.example/>)", "(https://x.example)"),
        ("Mara <mailto:a@b.co>", "Mara <a@b.co>"),
        ("here <https://x.example>", "here <https://x.example>"),
        ("*Name:* Mara", "Name: Mara"),
        ("**1) Summary:** Bees", "1) Summary: Bees"),
    ],
)
def test_a_link_said_twice_is_said_once(text: str, clean: str) -> None:
    assert forwards.clean(text) == clean


@pytest.mark.parametrize(
    "block",
    [
        "From: HARO <h@x.example>\nDate: Tue, Sep 15, 2026 at 9:07 AM\nSubject: x",
        "From: HARO\nSent: Tuesday, September 15, 2026 9:07 AM\nTo: me",
        "> From: HARO <h@x.example>\n> Date: September 15, 2026 at 9:07:46 AM EDT\n",
        "*From:* HARO\n*Sent:* Tuesday, September 15, 2026 9:07 AM",
        "On Tue, Sep 15, 2026 at 9:07 AM HARO <h@x.example> wrote:",
        "On Tue, Sep 15, 2026 at 9:07 AM HARO\n<h@x.example> wrote:",
    ],
)
def test_a_forwarded_block_says_when_the_digest_was_printed(block: str) -> None:
    assert forwards.printed_at(f"fyi\n\n{block}\n\nAd\n", SENT) == datetime(
        2026, 9, 15, 13, 7, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Date: 5 October 2026",
        "From: x\nDate: soon",
        "From: x\nSent: Fri, Sep 18, 2026 9 PM",
    ],
)
def test_without_a_block_to_believe_the_mails_own_date_counts(text: str) -> None:
    assert forwards.printed_at(text, SENT) == SENT


# ------------------------------------------------------------------------- values and ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A&E (https://aetv.example/crime)", ("A&E", "https://aetv.example/crime")),
        ("Big (BTV) (https://b.example)", ("Big (BTV)", "https://b.example")),
        ("Hive https://hive.example", ("Hive", "https://hive.example")),
        ("WSJ | Buy Side", ("WSJ | Buy Side", "")),
        ("Big Television (BTV)", ("Big Television (BTV)", "")),
        ("", ("", "")),
    ],
)
def test_an_outlet_is_a_name_and_perhaps_a_link(
    text: str, expected: tuple[str, str]
) -> None:
    assert fields.outlet(text) == expected


def test_an_address_is_found_once_also_where_a_wrap_broke_it() -> None:
    assert fields.address("reply+4@h.example reply+4@h.example") == "reply+4@h.example"
    assert fields.address("reply+4-\n4@h.example") == "reply+4-4@h.example"
    assert fields.address("use this form: forms.gle/x") == ""
    assert fields.form("use this form: https://forms.gle/x.") == "https://forms.gle/x"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("o'brien@news.com", "o'brien@news.com"),
        ("John.O'Neil+haro@Sub.Example.co.uk (me)", "John.O'Neil+haro@Sub.Example.co.uk"),
        ("!#$%&'*+/=?^_`{|}~-x@b.co", "!#$%&'*+/=?^_`{|}~-x@b.co"),
        ("'rita@b.co', or *al@b.co*", "rita@b.co"),
        ("mailto:rita@b.co?subject=x", "rita@b.co"),
        ("https://x.example/?u=a@b.co", "a@b.co"),
        ("https://x.example/?u=a@b.co or o'b@b.co", "o'b@b.co"),
    ],
)
def test_an_address_is_taken_whole_and_as_printed(text: str, address: str) -> None:
    assert fields.address(text) == address


@pytest.mark.parametrize(
    ("address", "alias"),
    [
        ("reply+4-4@helpareporter.com", "reply+4-4"),
        ("Reply+4-4@mail.HelpAReporter.com", "reply+4-4"),
        ("query-ab12@helpareporter.net", "query-ab12"),
        ("reply+4-4@example.com", ""),
        ("info@helpareporter.com", ""),
        ("reply+4@helpareporter.com.example.com", ""),
    ],
)
def test_only_an_alias_of_the_newsletter_is_an_id(address: str, alias: str) -> None:
    assert fields.key("haro", address, "x") == (
        alias or fields.hashed("haro", address, "x")
    )


def test_a_hashed_id_is_stable_across_wrapping_case_and_punctuation() -> None:
    first = fields.hashed("sos", "A@b.co", "Naps at work: do they help?")
    assert first == fields.hashed("sos", "a@b.co", "Naps at\nwork – do they HELP")
    assert first != fields.hashed("sos", "other@b.co", "Naps at work: do they help?")


def test_a_finished_query_is_clean_and_says_what_was_found() -> None:
    done = digest.finish(
        Query(id="1", source="haro", outlet=" anonymous ", body="Why? No AI answers.")
    )
    assert done.anonymous
    assert done.refusal == "No AI answers."
    assert "no_ai" in {r.kind for r in asks.understood(done).requirements}

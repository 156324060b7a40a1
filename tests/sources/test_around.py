"""What stands around a query: its way to answer, labels above it, lines behind it."""

from datetime import UTC, datetime

import pytest

from bot import mime, sources
from bot.domain import Digest, Mail, Query

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
ITEM = """Summary: {}
Outlet: Cat Weekly
Deadline: 18 September 2026 5:00 PM ET
Query: A vet is needed who can talk of cats that lived beyond twenty years.
{}"""
LINK = "https://desk.example/answer/12"


def read(text: str) -> Digest:
    (digest,) = sources.read(Mail(plain=text), RECEIVED)
    return digest


def ways(queries: tuple[Query, ...]) -> list[str]:
    return [query.reply_to or query.reply_url for query in queries]


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n\n-----\n"])
@pytest.mark.parametrize(
    ("line", "way"),
    [
        (f"Respond: {LINK}", LINK),
        (f"Respond here: {LINK}", LINK),
        (f"Apply: {LINK}", LINK),
        (f"Submit: {LINK}", LINK),
        (f"Contact: {LINK}", LINK),
        ("Contact: jo@desk.example", "jo@desk.example"),
        ("Reply to: jo@desk.example", "jo@desk.example"),
    ],
)
def test_the_last_line_of_a_mail_may_be_the_way_to_answer(
    line: str, way: str, end: str
) -> None:
    one, two = ITEM.format("Old cats", line), ITEM.format("Older cats", line)
    assert ways(read(one + end).queries) == [way]
    assert ways(read(f"{one}\n\n{two}{end}").queries) == [way, way]


def test_one_query_may_be_answered_by_mail_and_the_next_by_a_form() -> None:
    one = ITEM.format("Old cats", "Contact: jo@desk.example")
    two = ITEM.format("Older cats", f"Contact: {LINK}")
    assert ways(read(f"{one}\n\n=====\n\n{two}\n").queries) == ["jo@desk.example", LINK]


@pytest.mark.parametrize(
    ("lines", "reporter", "way"),
    [
        ("Contact: Jo Lee, jo@desk.example", "Jo Lee", "jo@desk.example"),
        ("Contact: Jo Lee\nEmail: jo@desk.example", "Jo Lee", "jo@desk.example"),
        ("Contact:\nEmail: jo@desk.example", "", "jo@desk.example"),
        (f"Contact: Jo Lee (@jolee)\nApply: {LINK}", "Jo Lee (@jolee)", LINK),
    ],
)
def test_a_contact_is_a_person_a_way_to_answer_or_both(
    lines: str, reporter: str, way: str
) -> None:
    text = ITEM.format("Old cats", "").replace("Deadline", f"{lines}\nDeadline")
    (query,) = read(text).queries
    assert (query.reporter, query.reply_to or query.reply_url) == (reporter, way)


def test_needs_are_the_text_and_no_more_of_the_title() -> None:
    item = (
        "Outlet: Red\nTopic: {}\nNeeds: {}\nDue: 18 September 2026\nContact: a@b.example\n"
    )
    digest = read(
        item.format("Coats", "Tailors, please") + "\n" + item.format("Hats", "Hatters")
    )
    assert [(q.summary, q.body) for q in digest.queries] == [
        ("Coats", "Tailors, please"),
        ("Hats", "Hatters"),
    ]


CALL = """{}

Call out: {}
Media outlet: The Ladder
Journalist: Kim Lee
Deadline: 18 September 2026 5:00pm AEST
Details: {}
https://www.sourcebottle.com/call-out/{}

"""


def test_a_call_out_with_details_is_a_title_and_its_link_the_way_to_answer() -> None:
    text = "Drink Up! Your SourceBottle call-outs\n\n"
    text += CALL.format("Health & Wellbeing", "Stair runners", "Who runs up stairs?", 1)
    text += CALL.format("Travel", "Slow trains", "Looking for passengers.", 2)
    digest = read(text)
    assert [(q.summary, q.body) for q in digest.queries] == [
        ("Stair runners", "Who runs up stairs?"),
        ("Slow trains", "Looking for passengers."),
    ]
    assert [q.reply_url[-10:] for q in digest.queries] == ["call-out/1", "call-out/2"]
    assert {"Health & Wellbeing", "Travel"} <= set(digest.leftovers)


def test_a_call_out_without_details_is_the_text() -> None:
    text = CALL.replace("Details: {}\n", "")
    digest = read("SourceBottle\n\n" + text.format("Work", "Who runs up stairs?", 1))
    assert [q.body for q in digest.queries] == ["Who runs up stairs?"]


ROWS = {
    "Enquiry type": "Case study",
    "Category": "Health",
    "Media type": "National newspaper",
    "Outlet": "The Ladder",
    "Name": "Bo Ray",
    "Deadline": "Thursday 17 September 2026 5pm",
    "Email": "bo@ladder.example",
    "Enquiry": "Looking for people who sleep outdoors.",
}


@pytest.mark.parametrize("form", ["{}: {}\n", "{} {}\n\n", "{} | {}\n", "html"])
def test_an_enquiry_that_does_not_say_whose_it_is_is_told_by_its_labels(form: str) -> None:
    row = "<tr><th>{}</th><td>{}</td></tr>" if form == "html" else form
    text = "".join(row.format(*pair) for pair in ROWS.items())
    if form == "html":
        text = mime.read(f"Content-Type: text/html\n\n<table>{text}</table>".encode()).html
    digest = read(text)
    assert digest.source == "responsesource"
    (query,) = digest.queries
    assert query.deadline.at == datetime(2026, 9, 17, 16, tzinfo=UTC)  # London's clock
    assert (query.summary, query.category) == (ROWS["Enquiry"], "Health")
    assert (query.reporter, query.outlet) == ("Bo Ray", "The Ladder")
    assert "Media type: National newspaper" in query.body


def test_a_time_without_its_day_is_no_deadline_of_today() -> None:
    one = ITEM.format("Old cats", "Email: jo@desk.example")
    one = one.replace("Cat Weekly", "Cat Weekly\nWriter: Jo\nCategory: Pets")
    two = one.replace("Deadline: 18 September 2026 5:00", "Time due: 5:00")
    digest = read(f"{one}\n\n{two}\n")
    assert [q.deadline.text for q in digest.queries][1:] == ["5:00 PM ET"]
    assert [q.deadline.at is None for q in digest.queries] == [False, True]


def test_a_word_below_a_link_is_no_part_of_it_and_a_torn_link_is_whole() -> None:
    long = "https://desk.example/" + "answer/" * 6
    for below, link, rest in (
        ("tonight", LINK, "tonight"),
        ("abc?n=1", f"{LINK}abc?n=1", ""),
    ):
        digest = read(ITEM.format("Old cats", f"Respond: {LINK}\n{below}"))
        assert (ways(digest.queries), " ".join(digest.leftovers)) == ([link], rest)
    digest = read(ITEM.format("Old cats", f"Respond: {long}\nviewform"))
    assert ways(digest.queries) == [f"{long}viewform"]


def test_a_second_way_on_the_line_of_the_first_is_left_over() -> None:
    digest = read(ITEM.format("Old cats", f"Email: jo@desk.example\nDesk Ltd, {LINK}"))
    assert ways(digest.queries) == ["jo@desk.example"]
    assert digest.leftovers == (f"Desk Ltd, {LINK}",)

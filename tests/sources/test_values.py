"""How far a value goes, and whose a text is that stands beside the labels."""

import pytest

from bot import skeleton
from bot.domain import Mail, Query
from tests.sources.test_generic import ITEMS, by_generic

LAYOUT = (
    "Summary: {Title}\n\nOutlet: {Publication}\n\nReporter: {Journalist}\n\n"
    "Deadline: {Deadline}\nEmail: {Email}\n\nQuery: {Query}"
)
TITLED = "Query: {Title}\nOutlet: {Publication}\nDeadline: {Deadline}\nEmail: {Email}"
UNNAMED = "Outlet: {Publication}\nDeadline: {Deadline}\nEmail: {Email}"
TABLE = (
    "Publication {Publication}\nJournalist {Journalist}\nDeadline {Deadline}\n"
    "Email {Email}\nRequest {Query}\n"
)
AD = "Read our guide on how to answer a query well."
ABOUT = "{Journalist} writes about boats for the papers of the coast."


def read(layout: str, between: str = "\n\n") -> list[Query]:
    text = between.join(layout.format_map(item) for item in ITEMS)
    return by_generic(Mail(plain=f"{text}\n"))


def leftovers(layout: str, between: str = "\n\n") -> tuple[str, ...]:
    text = between.join(layout.format_map(item) for item in ITEMS)
    return skeleton.page(f"{text}\n").leftovers


WRAPPED = (
    "Museums that changed their opening hours in\nNew England and why they did so",
    "Museums that changed their opening hours, and\nTidal Weekly says why they did so.",
    "Museums that changed their hours all winter\nNew England and why they did so",
    "Museums that changed their opening hours\nand why they did so this winter.",
)


@pytest.mark.parametrize("value", WRAPPED)
@pytest.mark.parametrize(
    ("key", "field"),
    [("Title", "summary"), ("Publication", "outlet"), ("Journalist", "reporter")],
)
def test_a_value_that_a_machine_wrapped_is_one_value(
    value: str, key: str, field: str
) -> None:
    got = read(LAYOUT.replace(f"{{{key}}}", value))
    assert [getattr(query, field) for query in got] == [" ".join(value.split())] * 3
    assert [query.body for query in got] == [item["Query"] for item in ITEMS]


def test_a_name_below_the_address_of_a_contact_is_the_reporter() -> None:
    layout = LAYOUT.replace("Reporter: {Journalist}\n\n", "").replace(
        "Email: {Email}", "Contact: {Email}\n{Journalist}, the features editor"
    )
    assert [query.reporter for query in read(layout)] == [
        f"{item['Journalist']}, the features editor" for item in ITEMS
    ]
    last = TITLED.replace("Email: {Email}", "Contact: {Email}\n{Journalist}")
    assert [query.reporter for query in read(last)] == [
        item["Journalist"] for item in ITEMS
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("last", ["", "\n\n" + AD])
def test_a_text_that_stands_below_several_requests_is_nobodys(gap: str, last: str) -> None:
    layout, between = (TITLED + gap + AD, "\n\n") if last else (TITLED, f"{gap}{AD}\n\n")
    assert [query.body for query in read(layout, between)] == [i["Title"] for i in ITEMS]
    assert AD in leftovers(layout, between)


def test_a_text_that_only_parts_requests_is_none_of_them() -> None:
    one, two, three = (TITLED.format_map(item) for item in ITEMS)
    text = f"{one}\n\n{AD}\n\n{two}\n\nBuy a boat today, it is cheap.\n\n{three}\n"
    got = by_generic(Mail(plain=text))
    assert [query.body for query in got] == [item["Title"] for item in ITEMS]


def test_texts_below_requests_are_left_over_where_one_of_them_is_about_a_reporter() -> None:
    name = "Reporter: {Journalist}"
    layout = TITLED.replace("\nEmail", f"\n{name}\nEmail")
    texts = [f"{layout}\n\n{{Query}}".format_map(item) for item in ITEMS]
    taken = by_generic(Mail(plain="\n\n".join(texts) + "\n"))
    assert [query.body for query in taken] == [item["Query"] for item in ITEMS]
    texts[1] = f"{TITLED}\n{name}\n\n{ABOUT}".format_map(ITEMS[1])
    text = "\n\n".join(texts) + "\n"
    got = by_generic(Mail(plain=text))
    assert [query.body for query in got] == [item["Title"] for item in ITEMS]
    assert all(item.unread for item in skeleton.page(text).items)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_tells_of_the_reporter_is_never_the_request(gap: str) -> None:
    layout = f"{TITLED}\nReporter: {{Journalist}}{gap}{ABOUT}"
    got = read(layout)
    assert [(q.body, q.reporter) for q in got] == [
        (item["Title"], item["Journalist"]) for item in ITEMS
    ]
    assert leftovers(layout) == tuple(ABOUT.format_map(item) for item in ITEMS)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("about", [ABOUT, "She writes about boats for the coast."])
def test_what_tells_of_the_reporter_is_no_title_of_the_text_below(
    about: str, gap: str
) -> None:
    got = read(f"{UNNAMED}\nReporter: {{Journalist}}{gap}{about}\n\n{{Query}}")
    for query, item in zip(got, ITEMS, strict=True):
        assert query.reporter == item["Journalist"]
        assert query.body in item["Query"]
        assert item["Query"].startswith(query.summary)


def test_a_request_right_below_the_reporters_name_is_the_request() -> None:
    text = "She is looking for people who row at night.\n\nPlease send a photo of the boat."
    got = read(f"{UNNAMED}\nReporter: {{Journalist}}\n{text}")
    assert [f"{query.summary}\n\n{query.body}" for query in got] == [text] * 3


@pytest.mark.parametrize("end", ["Story I write on boats.", "Name The boat and its port."])
def test_a_sentence_at_the_end_of_each_table_is_no_row(end: str) -> None:
    got = read(f"{TABLE}{end}\nLink https://more.example.com/")
    assert [q.reporter for q in got] == [item["Journalist"] for item in ITEMS]
    assert all(query.body.endswith(end) for query in got)
    assert not any(end.partition(" ")[2] in query.summary for query in got)


def test_a_row_that_one_table_has_elsewhere_is_still_a_row_in_the_others() -> None:
    table = "Media {Publication}\nDeadline {Deadline}\nEmail {Email}\nRequest {Query}"
    one, two, three = (table.format_map(item) for item in ITEMS)
    told = "The list is long.\nMedia Wales was there\nThank you all."
    got = by_generic(Mail(plain=f"{one}\n{told}\n\n{two}\n\n{three}\n"))
    assert [query.outlet for query in got] == [item["Publication"] for item in ITEMS]
    assert "Media Wales was there" in got[0].body

"""Rows of tables, and texts that stand right under their labels or above them."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import markup, skeleton
from bot.domain import Mail
from tests.sources.test_generic import FOOT, ITEMS, SETTINGS, by_generic

CELLS = "<th>{}</th><td>{}</td>", "<td><b>{}</b></td><td>{}</td>"
TABLED = (
    {
        "Outlet": "Crumb Weekly",
        "Request": "Looking for night bakers",
        "Deadline": "19 September 2026",
        "Contact": "pia@crumb.example.com",
    },
    {
        "Outlet": "Slope Notes",
        "Request": "Who still repairs umbrellas",
        "Deadline": "20 September 2026",
        "Contact": "bo@slope.example.com",
    },
    {
        "Outlet": "Chalk Line",
        "Request": "Looking for captains",
        "Deadline": "21 September 2026",
        "Contact": "ivo@chalk.example.com",
    },
)
RENAMED = {"Outlet": "Media", "Request": "Details", "Deadline": "Deadline"}


def tabled(order: Iterable[str], cell: str, names: dict[str, str], last: str = "") -> str:
    rows = (
        "".join(f"<tr>{cell.format(names.get(k, k), i[k])}</tr>" for k in order) + last
        for i in TABLED
    )
    return markup.to_text("".join(f"<table>{row}</table>" for row in rows))


@pytest.mark.parametrize("names", [{}, RENAMED], ids=["listed", "words of sentences"])
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("intro", ["", "Hello Ann,\n\n", "Media requests today\n\n"])
@given(order=st.permutations(tuple(TABLED[0])))
@settings(deadline=None, max_examples=24)
def test_no_row_of_a_table_goes_to_the_next_query(
    order: list[str], intro: str, cell: str, names: dict[str, str]
) -> None:
    got = by_generic(Mail(html=intro + tabled(order, cell, names)))
    assert [(q.outlet, q.body, q.reply_to) for q in got] == [
        (i["Outlet"], i["Request"], i["Contact"]) for i in TABLED
    ]
    assert [q.summary for q in got] == [i["Request"] for i in TABLED]


def test_a_row_that_nobody_knows_is_no_title_of_the_next_query() -> None:
    text = tabled(TABLED[0], CELLS[0], {}, "<tr><th>Telephone</th><td>0199</td></tr>")
    got = by_generic(Mail(html=text))
    assert [q.summary for q in got] == [item["Request"] for item in TABLED]


@pytest.mark.parametrize("names", [{}, RENAMED], ids=["listed", "words of sentences"])
@pytest.mark.parametrize("intro", ["", "Here are the media requests of today.\n\n"])
@pytest.mark.parametrize("last", ["Contact", "Request"])
def test_the_last_paragraph_of_a_cell_is_no_title_of_the_next_query(
    last: str, intro: str, names: dict[str, str]
) -> None:
    order = sorted(TABLED[0], key=last.__eq__)
    cell = "<th>{}</th><td><p>{}</p></td>"
    text = tabled(order, cell, names)
    for item in TABLED:
        text = text.replace(item["Request"], f"{item['Request']}.\n\nTell me all")
    got = by_generic(Mail(html=intro + text))
    assert [(q.outlet, q.reply_to) for q in got] == [
        (i["Outlet"], i["Contact"]) for i in TABLED
    ]
    assert [q.body for q in got] == [f"{i['Request']}.\n\nTell me all" for i in TABLED]
    assert [q.summary[:19] for q in got] == [f"{i['Request']}."[:19] for i in TABLED]


def test_a_row_that_one_table_lacks_never_comes_from_another() -> None:
    text = tabled(TABLED[0], CELLS[0], RENAMED)
    for lost in TABLED:
        rows = text.replace(f"Media {lost['Outlet']}\n\n", "")
        got = by_generic(Mail(html=rows))
        assert [q.reply_to for q in got] == [item["Contact"] for item in TABLED]
        for query, item in zip(got, TABLED, strict=True):
            assert query.outlet in ({""} if item is lost else {"", item["Outlet"]})


@pytest.mark.parametrize("between", ["\n", "\n---\n"])
@pytest.mark.parametrize("key", list(TABLED[0]))
def test_a_label_that_one_item_lacks_never_comes_from_another(
    key: str, between: str
) -> None:
    for lost in TABLED:
        for first in TABLED[0]:
            order = [first, *(label for label in TABLED[0] if label != first)]
            text = between.join(
                "".join(f"{k}: {i[k]}\n" for k in order if k != key or i is not lost)
                for i in TABLED
            )
            for query in by_generic(Mail(plain=text)):
                said = {query.outlet, query.body, query.reply_to, query.deadline.text}
                assert sum(not said.isdisjoint(item.values()) for item in TABLED) <= 1
                assert not re.search(r"Outlet|Deadline|Contact", query.body), text


def test_a_sentence_that_begins_like_a_row_is_the_reporters() -> None:
    text = tabled(TABLED[0], CELLS[0], {})
    told = "Looking for night bakers\n\nMedia training is no must.\n\nDetails follow."
    got = by_generic(Mail(html=text.replace("Looking for night bakers", told)))
    assert [q.outlet for q in got] == [item["Outlet"] for item in TABLED]
    assert "Media training is no must.\n\nDetails follow." in got[0].body


# -------------------------------------------------------- the text under or above labels

UNDER = ("Title", "Publication", "Deadline", "Email")
TEXT = "We want people who do this at home, and a photo."


@pytest.mark.parametrize("setting", ["colon", "bold", "dash", "pipe", "bullet"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@given(order=st.permutations(UNDER), count=st.integers(1, 3))
@settings(deadline=None, max_examples=40)
def test_the_text_right_under_the_labels_is_the_text(
    order: list[str], gap: str, setting: str, count: int
) -> None:
    texts = (
        "\n".join(SETTINGS[setting].format(k, item[k]) for k in order) + gap + TEXT
        for item in ITEMS[:count]
    )
    got = by_generic(Mail(plain="\n\n".join(texts) + FOOT))
    assert [(q.summary, q.outlet, q.reply_to) for q in got] == [
        (item["Title"], item["Publication"], item["Email"]) for item in ITEMS[:count]
    ]
    assert [q.body for q in got] == [TEXT] * count


ASKED = "Request - {}\nOutlet - {}\nDeadline - 19 September 2026\nEmail - {}"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_request_of_one_line_with_a_text_under_its_labels_is_a_title(gap: str) -> None:
    texts = (
        ASKED.format(item["Title"], item["Publication"], item["Email"]) + gap + TEXT
        for item in ITEMS
    )
    got = by_generic(Mail(plain="\n\n".join(texts) + FOOT))
    assert [(q.summary, q.body) for q in got] == [(item["Title"], TEXT) for item in ITEMS]


def test_prose_that_may_be_the_text_of_a_query_without_one_is_kept_apart() -> None:
    one, two = (
        ASKED.format(item["Title"], item["Publication"], item["Email"])
        for item in ITEMS[:2]
    )
    page = skeleton.page(f"{one}\n\n{TEXT}\n\n{two}\n")
    assert [item.unread for item in page.items] == [TEXT, ""]
    assert page.leftovers == (TEXT,)


def test_a_text_that_went_into_the_outlet_is_told() -> None:
    outlet = "The Royal Journal of Umbrellas, Parasols, Walking Sticks and Canes"
    labels = f"Title: Canes\nDeadline: 19 September\nEmail: a@b.example\nOutlet: {outlet}"
    (item,) = skeleton.page(f"{labels}\n{TEXT}\n").items
    assert item.unread == f"{outlet} {TEXT}"


FOOTED = "{}\n\n{}\n\nOutlet: {}\n{}Deadline: 19 September 2026\nEmail: {}"


@pytest.mark.parametrize("writer", ["", "Journalist: Pia Korn\n"])
@pytest.mark.parametrize("intro", ["", "Hello Ann,\n\n"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_text_above_the_labels_is_theirs_where_none_stands_below_the_last(
    count: int, intro: str, writer: str
) -> None:
    texts = (
        FOOTED.format(i["Title"], TEXT, i["Publication"], writer, i["Email"])
        for i in ITEMS[:count]
    )
    got = by_generic(Mail(plain=intro + "\n\n".join(texts) + FOOT))
    assert [(q.summary, q.outlet, q.reply_to) for q in got] == [
        (i["Title"], i["Publication"], i["Email"]) for i in ITEMS[:count]
    ]
    assert [q.body for q in got] == [TEXT] * count


def test_a_rule_under_the_labels_parts_their_text_from_the_newsletters_own() -> None:
    texts = (
        FOOTED.format(i["Title"], TEXT, i["Publication"], "", i["Email"]) for i in ITEMS
    )
    text = "\n\n-----\n\n".join([*texts, "Thanks for reading this today, as always."])
    got = by_generic(Mail(plain=text))
    assert [(q.summary, q.body) for q in got] == [(i["Title"], TEXT) for i in ITEMS]


def test_the_newsletters_own_words_above_the_labels_are_no_text_of_theirs() -> None:
    labels = "Outlet: {}\nJournalist: {}\nDeadline: 19 September 2026\nEmail: {}"
    one, two = (
        labels.format(i["Publication"], i["Journalist"], i["Email"]) for i in ITEMS[:2]
    )
    intro = "Here are the media requests that we have for you this morning."
    got = by_generic(Mail(plain=f"{intro}\n\n{one}\n\n{TEXT}\n\n{two}\n"))
    assert [(q.outlet, q.body) for q in got] == [
        (ITEMS[0]["Publication"], TEXT),
        (ITEMS[1]["Publication"], ""),
    ]

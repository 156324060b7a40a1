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


REPLIED = "Publication: {}\nDeadline: 19 September 2026\nQuery: Who knows {}?\n\n{}"


@pytest.mark.parametrize("last", ["", "Reply to: cy@slope.example.com"])
@pytest.mark.parametrize(
    "second", ["Reply to: bea@b.example", "Apply: https://b.example/2"]
)
def test_a_way_to_answer_right_below_a_text_is_no_first_label_of_the_next(
    second: str, last: str
) -> None:
    ways = ("Reply to: ann@tidal.example.com", second, last)
    names = ("Tidal Weekly", "Loaf Journal", "Slope Notes")
    text = "\n".join(REPLIED.format(n, n, way) for n, way in zip(names, ways, strict=True))
    got = by_generic(Mail(plain=text))
    assert [(q.outlet, q.reply_to or q.reply_url) for q in got] == [
        (n, way.partition(": ")[2]) for n, way in zip(names, ways, strict=True)
    ]


def test_a_rule_within_an_item_begins_none() -> None:
    one = "Outlet: {}\nReporter: Al\n-----\nReporter: also Al\nDeadline: 19 September\n"
    texts = (
        f"{one.format(i['Publication'])}Email: {i['Email']}\nQuery: Who?" for i in ITEMS
    )
    page = skeleton.page("\n-----\n".join(texts))
    assert [item.values["outlet"] for item in page.items] == [
        i["Publication"] for i in ITEMS
    ]


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
@pytest.mark.parametrize("intro", ["", "Hello Ann,\n\n", "Good morning from us all.\n\n"])
@pytest.mark.parametrize("between", ["\n\n", "\n\n-----\n\n"])
@pytest.mark.parametrize("count", [2, 3])
def test_the_text_above_the_labels_is_theirs_where_none_stands_below_the_last(
    count: int, between: str, intro: str, writer: str
) -> None:
    texts = (
        FOOTED.format(i["Title"], TEXT, i["Publication"], writer, i["Email"])
        for i in ITEMS[:count]
    )
    got = by_generic(Mail(plain=intro + between.join(texts) + FOOT))
    assert [(q.summary, q.outlet, q.reply_to) for q in got] == [
        (i["Title"], i["Publication"], i["Email"]) for i in ITEMS[:count]
    ]
    assert [q.body for q in got] == [TEXT] * count


@pytest.mark.parametrize("foot", [FOOT, "\n\n-----\nThe Desk\nUnsubscribe here\n"])
def test_a_title_above_a_text_may_ask_and_a_footer_begin_with_a_name(foot: str) -> None:
    texts = (
        FOOTED.format("Who has what?", TEXT, i["Publication"], "", i["Email"])
        for i in ITEMS
    )
    items = skeleton.page("\n\n".join(["From the list.", *texts]) + foot).items
    assert [(x.values["summary"], x.body, x.values["email"]) for x in items] == [
        ("Who has what?", TEXT, i["Email"]) for i in ITEMS
    ]


def test_one_text_above_one_block_of_labels_may_be_whoever_sent_it_on() -> None:
    (item,) = ITEMS[:1]
    text = FOOTED.format(
        "For you", "Can you do this for us?", item["Publication"], "", item["Email"]
    )
    assert not any(x.body for x in skeleton.page(text).items)


@pytest.mark.parametrize("gone", ["Outlet", "Deadline", "Email", "Reporter"])
@pytest.mark.parametrize("lost", [0, 1, 2])
def test_of_items_below_their_texts_none_takes_what_is_of_another(
    gone: str, lost: int
) -> None:
    block = "Outlet: {}\nReporter: Al\nDeadline: {} September 2026\nEmail: {}"
    texts = [
        f"{i['Title']}\n\nTell us of {i['Title']}, please.\n\n"
        + "\n".join(
            line
            for line in block.format(i["Publication"], n + 17, i["Email"]).split("\n")
            if n != lost or not line.startswith(gone)
        )
        for n, i in enumerate(ITEMS)
    ]
    items = skeleton.page("\n\n".join(texts) + FOOT).items
    for n, (item, own) in enumerate(zip(items, ITEMS, strict=True)):
        values = {
            "Outlet": own["Publication"],
            "Deadline": f"{n + 17} September 2026",
            "Email": own["Email"],
        }
        for label, value in values.items():
            said = item.values.get(label.lower())
            assert said == (None if (n, label) == (lost, gone) else value)
        assert (item.values["summary"], item.body) == (
            own["Title"],
            f"Tell us of {own['Title']}, please.",
        )


def test_where_a_line_parts_the_labels_of_an_item_it_takes_none_of_the_next() -> None:
    block = "Outlet: {}\nReporter: Al\nDeadline: 19 September 2026\n{}Email: {}"
    late = "or sooner, please, as we go to print early.\n"
    texts = (
        f"{i['Title']}\n\n{TEXT}\n\n"
        + block.format(i["Publication"], late if n == 1 else "", i["Email"])
        for n, i in enumerate(ITEMS)
    )
    items = skeleton.page("\n\n".join(texts)).items
    assert [(x.values["outlet"], x.values["email"]) for x in items] == [
        (i["Publication"], i["Email"]) for i in ITEMS
    ]


LAST = (
    "", "Ski guides, late snow", "- ski guides\n- late snow", "See link",
    "[Message clipped]",
    "https://slope.example.com/c3", "Ski guides:\n1. late snow\n2. a photo",
    "-----\nWe seek guides who know late snow.", "Read more: https://slope.example.com/c3",
)  # fmt: skip


@pytest.mark.parametrize("last", LAST)
@pytest.mark.parametrize("rule", ["", "-----\n\n"])
@pytest.mark.parametrize("foot", ["", FOOT, "\n\n-----\nThe Desk\nUnsubscribe here\n"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_line_above_the_first_labels_is_no_text_that_moves_all_others_on(
    count: int, foot: str, rule: str, last: str
) -> None:
    intro = "Good morning from the desk of the weekly list."
    block = "Outlet: {}\nReporter: Al\nDeadline: 19 September 2026\nEmail: {}\n\n"
    texts = [f"We ask for {i['Title']} today, and for a photo." for i in ITEMS[: count - 1]]
    parts = (
        block.format(i["Publication"], i["Email"]) + (rule if text != last else "") + text
        for i, text in zip(ITEMS, [*texts, last], strict=False)
    )
    page = skeleton.page("\n\n".join([intro, *parts]) + foot)
    for item in page.items:
        assert intro not in item.body
        for own, text in zip(ITEMS, texts, strict=False):
            mine = item.values.get("email") == own["Email"]
            assert mine or text not in item.body or rule


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

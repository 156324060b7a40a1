"""Where the items of a described newsletter begin and end."""

from dataclasses import replace

from tests.described.widget import (
    SMALL,
    queries,
    read,
)


def test_a_numbered_list_in_a_text_begins_no_item() -> None:
    what = replace(SMALL, start="#.", labels={**SMALL.labels, "Headline": "summary"})
    item = (
        "{n}. Headline: Bees\nBrief: Send\n1. your name\n2. your hive\n\nThanks.\n\n"
        "Outlet: Hive\nDue: ASAP\nReply to: a{n}@b.example\n\n"
    )
    found = queries("".join(item.format(n=n) for n in range(1, 6)), what)
    assert [q.reply_to for q in found] == [f"a{n}@b.example" for n in range(1, 6)]
    assert {q.body for q in found} == {"Send\n1. your name\n2. your hive\n\nThanks."}


def test_a_list_of_contents_begins_no_item() -> None:
    items = "".join(
        f"#{n}. Bees {n}\nOutlet: Hive\nBrief: Why?\nReply to: a@b.example\n\n"
        for n in (1, 2)
    )
    digest = read(f"1. Bees 1\n2. Bees 2\n\n{items}", replace(SMALL, start="#."))
    assert [q.summary for q in digest.queries] == ["Bees 1", "Bees 2"]
    assert digest.leftovers == ("1. Bees 1", "2. Bees 2")


def test_numbers_may_start_again_or_be_missing() -> None:
    item = "{} Bees {}\nBrief: Why?\nReply to: a@b.example\n\n"
    text = "".join(item.format(f"Request {n}:", i) for i, n in enumerate([1, 2, 1, 1, 7]))
    assert [q.number for q in queries(text)] == ["1", "2", "1", "1", "7"]
    text = "".join(item.format("Wanted:", i) for i in range(3))
    assert len(queries(text, replace(SMALL, start="Wanted:"))) == 3


def test_an_item_may_begin_with_a_label() -> None:
    what = replace(SMALL, start="Headline:", labels={**SMALL.labels, "Headline": "summary"})
    text = "Headline: Bees\nBrief: Why?\nReply to: a@b.example\n\n" * 2
    assert [q.summary for q in queries(text, what)] == ["Bees", "Bees"]
    text = "Outlet: Hive\nBrief: Why?\nReply to: a@b.example\n\n"
    (query,) = queries(text, replace(SMALL, start="Outlet"))
    assert (query.outlet, query.summary) == ("Hive", "Why?")


def test_the_line_that_ends_an_item_may_be_its_last_label() -> None:
    text = "Request 1: Bees\nBrief: Why?\nReply to: a@b.example\n\nAn advert.\n\n"
    digest = read(text, replace(SMALL, end="Reply to"))
    assert digest.queries[0].reply_to == "a@b.example"
    assert digest.leftovers == ("An advert.",)


def test_dashes_of_another_length_do_not_end_an_item() -> None:
    item = "Request {}: Bees\nOutlet: Hive\nBrief: Why?\n-------\nHow?\n-----\n\n"
    last = "Request 4: Bees\nOutlet: Hive\nBrief: Why?\n-----\nAn advert.\n"
    text = "".join(item.format(n) for n in (1, 2, 3)) + last
    digest = read(text, replace(SMALL, end="-----"))
    assert digest.leftovers == ("An advert.",)
    assert all("How?" in q.body for q in digest.queries[:3])


def test_the_footer_is_in_no_query() -> None:
    item = "Request 1: Bees\nReply to: a@b.example\nBrief: Why?\n\n"
    feet = (
        "You are receiving this because\nyou asked.\n\nThe Small Letter, Leeds\nCall us\n"
    )
    digest = read(item + feet)
    assert digest.queries[0].body == "Why?"
    assert "The Small Letter, Leeds" in digest.leftovers
    digest = read(item + feet, replace(SMALL, footer=("You are", "The Small")))
    assert digest.leftovers == ()
    assert digest.queries[0].body == "Why?"


def test_an_index_is_held_against_the_items() -> None:
    item = "{n}) Bees {n}\nReply to: a@b.example\nBrief: Why?\n\n"
    index = (
        "***** INDEX *****\n\n1) Bees 1 (Hive)\n2) Bees 2 (Hive)\n\n" + "*" * 28 + "\n\n"
    )
    what = replace(SMALL, start="#)")
    digest = read(index + item.format(n=1) + item.format(n=2), what)
    assert (digest.expected, len(digest.queries), digest.problems) == (2, 2, ())
    digest = read(index + item.format(n=1), what)
    assert digest.problems == ("2 in the index, 1 read (missing: 2)",)


def test_an_item_whose_labels_have_changed_is_loud_and_kept() -> None:
    text = "Request 1: Bees\nReply to: a@b.example\nBrief: Why?\n=====\n"
    digest = read(
        text + "Request 2: Wasps\nThe ask - why?\n=====\n", replace(SMALL, end="=====")
    )
    assert digest.problems == (
        '"Request 2: Wasps" begins like an item, but its labels do not follow',
    )
    assert digest.leftovers == ("Request 2: Wasps", "The ask - why?")

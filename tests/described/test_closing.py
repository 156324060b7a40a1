"""Lines around the items of a described newsletter that nobody described."""

from dataclasses import replace

import pytest

from bot import described, sources
from bot.domain import Mail
from tests.described.widget import NOW, SMALL, read

ITEM = "Request {n}: Bees {n}\nOutlet: Hive\nBrief: Why?\nAnd how?\n\n{ends}\n\n"
ENDS = [
    "Due: ASAP\nReply to: a{n}@b.example",
    "Due: ASAP\n\nReply to: a{n}@b.example",
    "Due: ASAP\n\nReply to:\n\na{n}@b.example",
]
BEHIND = "Sent by Small. Leave: https://small.example/u\n\nSmall, 1 Example Street\n"


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_text_behind_the_last_item_takes_no_label_with_it(ends: str, count: int) -> None:
    items = (ITEM.replace("{ends}", ends).format(n=n) for n in range(count))
    digest = read("".join(items) + BEHIND)
    assert [q.reply_to for q in digest.queries] == [f"a{n}@b.example" for n in range(count)]
    assert {(q.body, q.deadline.text) for q in digest.queries} == {
        ("Why?\nAnd how?", "ASAP")
    }
    assert digest.leftovers == tuple(filter(None, BEHIND.split("\n")))


def test_an_item_may_begin_with_one_of_its_labels() -> None:
    what = replace(SMALL, start="What:", labels={**SMALL.labels, "What": "summary"})
    item = "== REQUEST ==\nWhat: Bees {n}\nOutlet: Hive\nBrief: Why?\nDue: ASAP\n"
    item += "Reply to: a{n}@b.example\n\n"
    digest = read("".join(item.format(n=n) for n in range(3)), what)
    assert [(q.summary, q.body) for q in digest.queries] == [
        (f"Bees {n}", "Why?") for n in range(3)
    ]
    assert [q.reply_to for q in digest.queries] == [f"a{n}@b.example" for n in range(3)]
    assert {q.deadline.text for q in digest.queries} == {"ASAP"}


def test_several_number_signs_are_themselves_or_a_number() -> None:
    body = "\nOutlet: Hive\nBrief: Why?\nReply to: a@b.example\n\n"
    what = replace(SMALL, start="### REQUEST ###")
    assert len(read(f"### REQUEST ###{body}### request ###{body}", what).queries) == 2
    what = replace(SMALL, start="Request ##.")
    assert [q.number for q in read(f"Request 3.{body}Request ##.{body}", what).queries] == [
        "3",
        "",
    ]
    what = replace(SMALL, start="Request #.")
    assert not read(f"Request #.{body}", what).queries


def test_a_text_with_its_labels_within_stays_whole_where_others_close_with_them() -> None:
    text = "Why?\nReply to: the keeper.\n\nAnd how?"
    item = "Request {n}: Bees\nOutlet: Hive\nBrief: {said}\n\nDue: ASAP\n"
    item += "Reply to: a@b.example\n\n"
    mail = Mail(plain="".join(item.format(n=n, said=text) for n in range(3)))
    (digest,) = sources.read(mail, NOW, extra=[described.source(SMALL)])
    assert {q.body for q in digest.queries} == {text}

"""A newsletter in a user's words is read whole, whatever the order of its labels."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest

from bot import described, mime, sources
from bot.described import FIELDS
from bot.domain import Mail, Query
from tests.described.widget import (
    MAIL,
    NOW,
    ROOT,
    SMALL,
    WIDGET,
    queries,
    route,
)


def test_the_example_is_read_whole() -> None:
    (digest,) = sources.read(MAIL, NOW, extra=[described.source(WIDGET)])
    assert (digest.source, digest.problems, digest.leftovers) == ("widget_weekly", (), ())
    first, second, third, fourth = digest.queries
    assert [q.number for q in digest.queries] == ["1", "2", "3", "4"]
    assert first.summary == "Small workshops that went back to hand tools"
    assert (first.reporter, first.outlet) == ("Orla Finnegan", "The Lathe")
    assert (first.outlet_url, first.category) == (
        "https://thelathe.example",
        "Manufacturing",
    )
    assert first.reply_to == "orla.finnegan@thelathe.example"
    assert first.body.endswith("1. the tool\n2. the person who uses it")
    assert first.deadline.at == datetime(2026, 9, 22, 16, tzinfo=UTC)
    assert "Deadline: October is when the law changes" in second.body
    assert "\n\n-----\n\nI need two owners in Wales." in second.body
    assert second.reply_url == "https://heatandhome.example/requests/heat-pump"
    assert second.deadline.at == datetime(2026, 9, 18, 11, tzinfo=UTC)
    assert "Based in the UK." in [r.sentence for r in second.requirements]
    assert (third.deadline.text, third.deadline.at) == ("ASAP", None)
    assert fourth.no_ai
    assert fourth.reply_to == "lin@practiceroom.example"
    assert fourth.reply_url == "https://practiceroom.example/tips"
    assert "Leeds" not in "".join(q.body for q in digest.queries)


def test_a_forwarded_copy_is_told_by_its_body_and_reads_the_same() -> None:
    extra = [described.source(WIDGET)]
    (straight,) = sources.read(MAIL, NOW, extra=extra)
    head = (
        "fyi\n\n---------- Forwarded message ---------\n"
        "From: Widget Weekly <desk@mail.widgets.example>\n"
        "Date: Thu, 17 Sep 2026 at 08:30\nSubject: Four requests\n"
        "To: <press@example.com>\n\n"
    )
    quoted = "\n".join(f"> {line}".rstrip() for line in MAIL.plain.split("\n"))
    for text in (MAIL.plain, head + MAIL.plain, quoted, "Fwd\n\n" + quoted):
        mail = Mail(plain=text, sender="ann@agency.example", sent_at=MAIL.sent_at)
        (digest,) = sources.read(mail, NOW, extra=extra)
        assert digest.source == "widget_weekly"
        assert digest.queries == straight.queries


def test_an_attached_copy_is_read_with_the_same_newsletters() -> None:
    outer = Mail(plain="See attached.", sender="ann@agency.example", attached=(MAIL,))
    assert route(outer, WIDGET) == ["widget_weekly"]
    haro = mime.read((ROOT / "tests/samples/haro/digest.eml").read_bytes())
    assert route(replace(outer, attached=(haro,))) == ["haro"]
    assert route(replace(outer, attached=(haro,)), without=("haro",)) != ["haro"]


VALUES = {
    "summary": "Bees in winter",
    "body": "What do bees do?",
    "reporter": "Ann Archer",
    "outlet": "The Hive",
    "website": "https://hive.example",
    "category": "Farming",
    "email": "ann@hive.example",
    "link": "https://hive.example/42",
    "profile": "https://people.example/ann",
    "deadline": "19 September, 5pm GMT",
    "region": "Wales",
    "requirements": "Keeps bees. Owns a hat.",
}


def said(query: Query) -> dict[str, str]:
    needs = {need.kind: need.sentence for need in reversed(query.requirements)}
    return {
        "summary": query.summary,
        "body": query.body.split("\n")[0],
        "reporter": query.reporter,
        "outlet": query.outlet,
        "website": query.outlet_url,
        "category": query.category,
        "email": query.reply_to,
        "link": query.reply_url,
        "profile": query.profile_url,
        "deadline": query.deadline.text,
        "region": needs.get("location", "").removeprefix("Region: "),
        "requirements": query.body.partition("Requirements:\n")[2],
    }


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("turn", range(len(FIELDS)))
def test_every_field_is_read_wherever_its_label_stands(turn: int, gap: str) -> None:
    order = FIELDS[turn:] + FIELDS[:turn]
    what = replace(SMALL, end="~~~", labels={f"My {name}": name for name in FIELDS})
    text = ""
    for n in (1, 2):
        text += f"Request {n}:{gap}"
        text += gap.join(f"My {name}: {VALUES[name]}" for name in order) + f"{gap}~~~\n\n"
    for query in queries(text, what):
        assert said(query) == VALUES


def test_the_body_and_the_labels_around_it_may_come_in_any_order() -> None:
    lines = [
        "Outlet: Hive",
        "Brief: Why?\n\nAnd how?",
        "Due: ASAP",
        "Reply to: a@b.example",
    ]
    for order in permutations(lines):
        text = "".join(
            f"Request {n}: Bees {n}\n\n" + "\n\n".join(order) + "\n\n" for n in (1, 2, 3)
        )
        for query in queries(text):
            assert query.body == "Why?\n\nAnd how?"
            assert (query.outlet, query.reply_to) == ("Hive", "a@b.example")
            assert query.deadline.text == "ASAP"


def test_a_label_in_the_middle_of_a_text_is_text() -> None:
    body = "Due: that is the question.\n\nOutlet: a shop, here.\n\nTell me more."
    head = "Request 1: Bees\nOutlet: Hive\nReply to: a@b.example\nBrief: Well.\n\n"
    (query,) = queries(head + body)
    assert query.body == "Well.\n\n" + body
    assert query.deadline.text == ""


def test_a_label_that_is_printed_before_the_text_is_not_looked_for_behind_it() -> None:
    item = (
        "Request {}: Bees\nOutlet: Hive\nDue: ASAP\nReply to: a@b.example\nBrief: Well.\n\n"
    )
    last = (
        "Request 3: Bees\nOutlet: Hive\nReply to: a@b.example\nBrief: Hm.\n\nDue: October."
    )
    *_, query = queries(item.format(1) + item.format(2) + last)
    assert query.body == "Hm.\n\nDue: October."


def test_several_labels_may_hold_one_field() -> None:
    labels = {**SMALL.labels, "Day": "deadline", "Hour": "deadline", "Questions": "body"}
    (query,) = queries(
        "Request 1: Bees\nDay: 19 September 2026\nHour: 5pm BST\nBrief: Why?\n\n"
        "Outlet: Hive\nQuestions: 1. Who?\n2. When?\nReply to: a@b.example",
        replace(SMALL, labels=labels),
    )
    assert query.body == "Why?\n\n1. Who?\n2. When?"
    assert query.deadline.at == datetime(2026, 9, 19, 16, tzinfo=UTC)
    assert (query.outlet, query.reply_to) == ("Hive", "a@b.example")


def test_a_label_alone_on_its_line_has_its_value_below() -> None:
    (query,) = queries(
        "Request 1: Bees\nOutlet\nThe Hive\n\nBrief:\n\nWhy?\n\nReply to:\n\na@b.example\n"
    )
    assert (query.outlet, query.body, query.reply_to) == ("The Hive", "Why?", "a@b.example")


def test_labels_that_a_table_printed_without_a_colon_are_read() -> None:
    page = (
        "<h3>Request 1: Bees</h3><table><tr><td>Outlet</td><td>The Hive</td></tr>"
        "<tr><td>Brief</td><td>Why?<br>And how?</td></tr><tr><td>Due</td><td>ASAP</td></tr>"
        "<tr><td>Reply to</td><td>a@b.example</td></tr></table>"
    )
    mail = mime.read(f"Content-Type: text/html\n\n{page}".encode())
    (digest,) = sources.read(mail, NOW, extra=[described.source(SMALL)])
    (query,) = digest.queries
    assert (query.outlet, query.body) == ("The Hive", "Why?\nAnd how?")
    assert (query.reply_to, query.deadline.text) == ("a@b.example", "ASAP")
    story = "Request 1: Bees\nOutlet shops are closed.\nDue to rain.\n"
    assert described.source(SMALL).claims(story) == 0


def test_the_zone_is_the_one_described() -> None:
    (query,) = queries(
        "Request 1: Bees\nBrief: Why?\nDue: 19 September 5pm\nReply to: a@b.example",
        replace(SMALL, zone="Asia/Tokyo"),
    )
    assert query.deadline.at == datetime(2026, 9, 19, 8, tzinfo=UTC)


def test_the_line_against_machines_is_believed() -> None:
    (query,) = queries(
        "Request 1: Bees\nReply to: a@b.example\n\nNo AI Pitches Considered\n\nBrief: Why?"
    )
    assert query.no_ai


def test_two_requests_with_the_same_title_are_two() -> None:
    item = "Request 1: Expert needed\nReply to: desk@b.example\nBrief: {}\n\n"
    found = queries(item.format("Bees?") + item.format("Wasps?"))
    assert len({query.id for query in found}) == 2
    assert found[0].id == queries(item.format("Bees?"))[0].id

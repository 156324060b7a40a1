"""Every text of a description is literal; no text is lost, slow or raises."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import described, sources
from bot.described import FIELDS, Description
from bot.domain import Mail, Query
from tests.described.widget import (
    MAIL,
    NOW,
    SMALL,
    WIDGET,
    read,
)
from tests.reading import LETTERS, everything, within

NASTY = ["(a+)+$", "[", "\\", ".*", "(?P<number>x)", "a|b", "{9}", "^", "$", "(?i", "\\d+"]


@pytest.mark.parametrize("nasty", NASTY)
def test_what_a_description_says_is_literal(nasty: str) -> None:
    what = replace(
        SMALL,
        start=f"{nasty} #{nasty}",
        end=f"end{nasty}",
        labels={f"{nasty}Outlet{nasty}": "outlet", f"Brief{nasty}": "body"},
        marks=(nasty,),
    )
    text = (
        f"{nasty} 7{nasty} Bees\n{nasty}Outlet{nasty}: Hive\nBrief{nasty}: Why?\n"
        f"end{nasty}\nad"
    )
    digest = read(text, what)
    (query,) = digest.queries
    assert (query.number, query.summary) == ("7", "Bees")
    assert (query.outlet, query.body) == ("Hive", "Why?")
    assert digest.leftovers == ("ad",)
    assert read("x 7x Bees\nxOutletx: Hive\nBriefx: Why?", what).queries == ()


WILD = st.text(max_size=12) | st.sampled_from([*NASTY, "#", "##", "Request #", "=", " "])


@given(
    WILD,
    WILD,
    st.dictionaries(WILD, st.sampled_from([*FIELDS, "nonsense", ""]), max_size=5),
    st.lists(WILD, max_size=2).map(tuple),
    st.text(max_size=12) | st.sampled_from(["Europe", "../UTC", "\0"]),
    st.data(),
)
@settings(deadline=None, max_examples=200)
def test_any_description_reads_any_text(start, end, labels, more, zone, data) -> None:
    what = Description(
        name="n", title=more[0] if more else "", start=start, end=end, labels=labels,
        zone=zone, marks=more, footer=more, ignore=more, domains=more,
    )  # fmt: skip
    pieces = st.sampled_from(
        [start.replace("#", "1"), end, *(f"{x}: " for x in labels), "\n"]
    )
    text = "".join(data.draw(st.lists(pieces | st.text(max_size=9), max_size=30)))
    source = described.source(what)
    assert source.claims(text) >= 0
    digest = source.read(text, NOW)
    assert all(query.source == "n" for query in digest.queries)
    assert sources.read(Mail(plain=text, sender="a@b.example"), NOW, extra=[source])


LINES = st.sampled_from(
    ["Request 1: Bees", "Request 2:", "Request #3: x", "Outlet: Hive", "Brief: Why?",
     "Brief:", "Due: 31 February", "Reply to: a@b.example", "Reply to:", "=====", "===", "",
     "", "***** INDEX *****", "1) Bees (Hive)", "*" * 28, "© 2026", "text", "1. more"]
)  # fmt: skip


def printed(q: Query) -> list[str]:
    return [q.number, q.summary, q.body, q.outlet, q.reply_to, q.deadline.text]


def every_label(q: Query) -> list[str]:
    return [*printed(q), q.reporter, q.category, q.outlet_url, q.reply_url]


@given(st.lists(LINES, max_size=40), st.sampled_from(["", "====="]))
@settings(deadline=None, max_examples=300)
def test_no_line_of_any_shuffle_is_lost(lines: list[str], end: str) -> None:
    words = [f"zq{i}z {line}" if line == "text" else line for i, line in enumerate(lines)]
    words = [f"{line} zq{i}z" if ": " in line and "@" not in line else line
             for i, line in enumerate(words)]  # fmt: skip
    digest = read("\n".join(words), replace(SMALL, end=end))
    out = everything(digest, printed)
    begin = next((i for i, x in enumerate(words) if x == "***** INDEX *****"), len(words))
    for line in words[:begin]:
        for word in line.split():
            if word.startswith("zq") or word.endswith("@b.example"):
                assert word in out, line


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_no_line_put_anywhere_into_the_example_is_lost(data: st.DataObject) -> None:
    lines = MAIL.plain.rstrip().split("\n")
    last = next(i for i, line in enumerate(lines) if line.startswith("Widget Weekly is"))
    line = data.draw(LETTERS)
    lines.insert(data.draw(st.integers(0, last)), line)
    digest = read("\n".join(lines), WIDGET)
    assert line in everything(digest, every_label)


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 200_000,
        "Request 1: x\nOutlet: y\nBrief: z\n" + "\n" * 200_000 + "Due: x",
        "Request 1: x\nOutlet: y\n" * 20_000,
        "Request 1: x\nBrief: y\n" + "-" * 500_000 + "x",
        "Request 1: x\nBrief: y\n" + ("-" * 400 + " ") * 1000 + "x",
        "Request 1: x\nOutlet:\n\n" * 20_000,
        "Request 1: x\nBrief: y\n" + "Reply to\n\n" * 50_000,
        "Request " * 100_000 + "1:",
        "Brief: x\n\nDue: y\n" * 20_000,
        "=====\n" * 100_000 + "Request 1: x\nBrief: y\nDue: z\n=====\n" * 5_000,
    ],
    ids=range(10),
)
def test_a_long_text_is_read_in_linear_time(text: str) -> None:
    source = described.source(replace(SMALL, end="====="))
    with within(5):
        source.claims(text)
        source.read(text, NOW)

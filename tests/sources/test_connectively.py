"""Connectively: items without labels, counted by category, and no login token."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import sources
from bot.domain import Query
from bot.sources import connectively
from tests.reading import LETTERS, SAMPLES, TOKEN, everything, text

ANCHOR = datetime(2026, 9, 16, 20, tzinfo=UTC)


def raw(name: str) -> str:
    """The text of a sample with its login tokens still in it."""
    return (SAMPLES / name).read_text("utf-8").partition("\n\n")[2]


def printed(q: Query) -> list[str]:
    said = [q.summary, q.body, q.outlet, q.outlet_url, q.category, q.reply_to]
    return [*said, q.reply_url, q.deadline.text]


PLAIN = text("connectively/digest.eml")
PASTED = text("connectively/pasted.txt")


@pytest.mark.parametrize("name", ["digest.eml", "forward-wrapped.eml"])
def test_a_forward_wrapped_and_quoted_gives_the_same_queries(name: str) -> None:
    read = connectively.read(text(f"connectively/{name}"), ANCHOR)
    assert read.queries == connectively.read(PLAIN, ANCHOR).queries
    assert (read.problems, read.leftovers, read.expected) == ((), (), 5)


def test_html_and_text_give_the_same_ids() -> None:
    page = connectively.read(text("connectively/html-only.eml"), ANCHOR)
    assert {q.id for q in page.queries} < {
        q.id for q in connectively.read(PLAIN, ANCHOR).queries
    }


def test_a_question_is_answered_on_its_page_and_an_opportunity_by_its_address() -> None:
    bees, _, _, slugs, sheds = connectively.read(PLAIN, ANCHOR).queries
    assert (
        bees.reply_url
        == "https://connectively.us/experts/questions/city-bees-on-flat-roofs"
    )
    assert bees.id == "city-bees-on-flat-roofs"
    assert slugs.reply_to == "send+0.11111@example.org"
    assert slugs.outlet_url.startswith("https://news.example.com/")
    assert "send+" not in slugs.body
    assert sheds.reply_to == "sheds@example.com"


def test_an_address_beside_the_link_of_an_item_is_kept() -> None:
    page = "https://connectively.us/experts/opportunities/slugs-at-night"
    text = PLAIN.replace(" send+0.11111@example.org", f" {page} send+0.11111@example.org")
    slugs = connectively.read(text, ANCHOR).queries[3]
    assert (slugs.reply_to, slugs.reply_url) == ("send+0.11111@example.org", page)


def test_a_category_that_promises_more_than_was_read_is_loud() -> None:
    digest = connectively.read(PLAIN.replace("2 alerts", "3 alerts", 1), ANCHOR)
    assert digest.problems == ("GARDENS: 3 alerts promised, 2 read",)
    assert digest.expected == 6


def test_an_item_without_outlet_or_date_does_not_swallow_the_next() -> None:
    digest = connectively.read(text("connectively/item-broken.eml"), ANCHOR)
    assert [q.outlet for q in digest.queries] == ["The Honey Post", "Example Homes", ""]
    assert len(digest.problems) == 2


def test_an_opportunity_that_lost_its_date_is_missed_aloud() -> None:
    digest = connectively.read(PASTED.replace("Answer by Sep 30th\n", ""), ANCHOR)
    assert [q.outlet for q in digest.queries[:2]] == ["Wall & Hedge", "Example Homes"]
    assert any("has no date" in problem for problem in digest.problems)
    lost = PLAIN.replace("View by Sep 17th send+0.11111@example.org\n", "")
    assert "GARDENS: 2 alerts promised, 1 read" in connectively.read(lost, ANCHOR).problems


def test_dashes_in_a_text_end_nothing() -> None:
    assert "-" * 40 in connectively.read(PLAIN, ANCHOR).queries[0].body


@pytest.mark.parametrize("name", ["digest.eml", "item-broken.eml", "forward-wrapped.eml"])
def test_no_token_comes_out_even_of_a_text_that_nobody_cleaned(name: str) -> None:
    before = raw(f"connectively/{name}")
    assert TOKEN[:20] in before.replace("\n> ", "")
    found = connectively.read(before, ANCHOR)
    assert not any(TOKEN[i : i + 6] in repr(found) for i in range(len(TOKEN) - 5))
    assert found.queries


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.*")), ids=lambda p: p.name)
def test_only_its_own_mail_is_claimed(path: Path) -> None:
    if path.suffix in {".eml", ".txt"}:
        own = path.parent.name == connectively.NAME
        marks = connectively.claims(text(f"{path.parent.name}/{path.name}"))
        assert marks >= 2 if own else marks == 0


def test_sections_without_any_alert_are_no_problem() -> None:
    empty = "BYLINED ARTICLE ALERTS\n\nRequests for bylined article pitches matching x.\n\n"
    none = "None of the alerts you're subscribed match new bylined article requests on\n"
    digest = connectively.read(f"{empty}{none}Connectively.\n\nView All Requests\n", ANCHOR)
    assert (digest.queries, digest.problems, digest.leftovers) == ((), (), ())


@pytest.mark.parametrize("whole", [PLAIN, PASTED], ids=["text", "paste"])
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_line_put_anywhere_is_lost(whole: str, data: st.DataObject) -> None:
    lines = whole.split("\n")
    line = data.draw(LETTERS)
    lines.insert(data.draw(st.integers(0, len(lines))), line)
    assert line in everything(connectively.read("\n".join(lines), ANCHOR), printed)


@given(st.lists(st.sampled_from(PLAIN.split("\n") + PASTED.split("\n")), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_shuffle_of_lines_can_be_read(lines: list[str]) -> None:
    digest = connectively.read("\n".join(lines), ANCHOR)
    assert all(q.source == connectively.NAME for q in digest.queries)
    assert sources.SOURCES[connectively.NAME].confirmed

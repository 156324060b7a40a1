"""Featured's workflow mails: items that end with "View Details", podcasts too."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import fields, sources
from bot.domain import Query
from bot.sources import featured
from tests.reading import LETTERS, SAMPLES, TOKEN, everything, text

ANCHOR = datetime(2026, 9, 18, 20, tzinfo=UTC)


def printed(q: Query) -> list[str]:
    said = [q.summary, q.body, q.outlet, q.category, q.reply_to, q.reply_url]
    return [*said, q.deadline.text]


PLAIN = text("featured/digest.eml")
PASTED = text("featured/pasted.txt")


def test_each_kind_of_item_is_a_query() -> None:
    digest = featured.read(PLAIN, ANCHOR)
    assert [(q.outlet, q.category, q.reply_to) for q in digest.queries] == [
        ("Example Radio", "Journalist Requests", ""),
        ("Harbour News", "Monitor HARO", ""),
        ("Rope & Tar Talks", "Find Podcasts", "guests@example.com"),
    ]
    assert (digest.expected, digest.problems, digest.leftovers) == (3, (), ())


def test_a_machines_reasons_and_the_link_to_the_rest_are_not_the_reporters_words() -> None:
    first, second, podcast = featured.read(PLAIN, ANCHOR).queries
    assert first.body.endswith("--------\n\nPotential topics of...")
    assert (first.cut, second.cut, podcast.cut) == (True, False, True)
    assert "reasoning" not in everything(featured.read(PLAIN, ANCHOR), printed)
    assert "fits boats" not in everything(featured.read(PLAIN, ANCHOR), printed)


def test_a_podcast_has_no_deadline_and_is_named_by_its_description() -> None:
    podcast = featured.read(PLAIN, ANCHOR).queries[2]
    assert podcast.deadline.at is None
    assert podcast.summary.startswith("Rope & Tar Talks ties the knots")


def test_a_tag_nobody_has_seen_is_a_tag() -> None:
    assert featured.read(PASTED, ANCHOR).queries[0].category == "Watch Substack"


def test_a_count_that_differs_is_loud() -> None:
    assert featured.read(PASTED, ANCHOR).problems == ("4 new promised, 3 read",)


def test_ids_do_not_depend_on_links() -> None:
    assert [q.id for q in featured.read(PASTED, ANCHOR).queries] == [
        q.id for q in featured.read(PLAIN, ANCHOR).queries
    ]


def test_an_item_that_is_not_ended_does_not_swallow_the_next() -> None:
    digest = featured.read(text("featured/item-broken.eml"), ANCHOR)
    assert [q.outlet for q in digest.queries] == [
        "Example Radio",
        "Harbour News",
        "Rope & Tar Talks",
    ]
    assert len(digest.problems) == 1


def test_a_quoted_forward_reads_the_same() -> None:
    found = featured.read(text("featured/forward-quoted.eml"), ANCHOR)
    assert found == featured.read(PLAIN, ANCHOR)


def test_no_token_comes_out_even_of_a_text_that_nobody_cleaned() -> None:
    raw = (SAMPLES / "featured/digest.eml").read_text("utf-8")
    assert TOKEN in raw
    digest = featured.read(raw, ANCHOR)
    assert TOKEN not in repr(digest)
    assert digest.queries[0].reply_url == "https://featured.com/workflows/runs/77/items/1"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.*")), ids=lambda p: p.name)
def test_only_its_own_mail_is_claimed(path: Path) -> None:
    if path.suffix in {".eml", ".txt"}:
        own = path.parent.name == featured.NAME
        marks = featured.claims(text(f"{path.parent.name}/{path.name}"))
        assert marks >= 2 if own else marks == 0


@pytest.mark.parametrize("whole", [PLAIN, PASTED], ids=["text", "paste"])
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_line_put_anywhere_is_lost(whole: str, data: st.DataObject) -> None:
    """The machine's reasons are the paragraph behind their heading, whatever it says."""
    lines = whole.split("\n")
    line = data.draw(LETTERS)
    at = data.draw(st.integers(0, len(lines)))
    before = [x for x in lines[:at] if x]
    lines.insert(at, line)
    if before[-1:] != ["Match reasoning"]:
        assert line in everything(featured.read("\n".join(lines), ANCHOR), printed)


@given(st.lists(st.sampled_from(PLAIN.split("\n") + PASTED.split("\n")), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_shuffle_of_lines_can_be_read(lines: list[str]) -> None:
    digest = featured.read("\n".join(lines), ANCHOR)
    assert all(q.source == featured.NAME for q in digest.queries)
    assert sources.SOURCES[featured.NAME].confirmed


@given(st.text())
def test_a_title_is_one_short_line_and_never_empty_of_a_text(text: str) -> None:
    title = fields.title(text)
    assert len(title) <= 124
    assert "\n" not in title
    assert bool(title) == bool(text[:480].split())


def test_a_link_on_the_line_below_its_words_is_the_way_to_answer() -> None:
    below = PLAIN.replace("View Details (", "View Details\n\n<").replace(")\n", ">\n")
    assert [q.reply_url for q in featured.read(below, ANCHOR).queries] == [
        q.reply_url for q in featured.read(PLAIN, ANCHOR).queries
    ]

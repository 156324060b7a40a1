"""Qwoted: one request or several, "From:" is the outlet and " > " is its own quoting."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import forwards, sources
from bot.domain import Query
from bot.sources import qwoted
from tests.reading import LETTERS, SAMPLES, everything, mail, text

ANCHOR = datetime(2026, 9, 15, 15, tzinfo=UTC)


def printed(q: Query) -> list[str]:
    return [q.summary, q.body, q.outlet, q.category, q.reply_url, q.deadline.text]


ROUND_UP = mail("qwoted/round-up.eml").plain
QUERIES = qwoted.read(ROUND_UP, ANCHOR).queries


def test_a_round_up_is_read_request_by_request() -> None:
    assert [(q.outlet, q.summary) for q in QUERIES] == [
        ("Example Radio", "Island ferries, going electric"),
        ("Harbour News", "Who mends nets today?"),
        ("BBC Example", "Crab season – early or late?"),
    ]
    assert {q.category for q in QUERIES} == {"#Sea"}
    assert all("qwoted.com/ls/click?upn=u001." in q.reply_url for q in QUERIES)


@pytest.mark.parametrize("name", ["forward-gmail", "forward-quoted"])
def test_forwarding_changes_nothing_but_the_wrapping(name: str) -> None:
    (digest,) = sources.read(mail(f"qwoted/{name}.eml"), ANCHOR)
    assert [(q.id, q.reply_url, q.deadline) for q in digest.queries] == [
        (q.id, q.reply_url, q.deadline) for q in QUERIES
    ]
    assert [q.body.split() for q in digest.queries] == [q.body.split() for q in QUERIES]


def test_text_and_html_give_the_same_requests() -> None:
    page = qwoted.read(text("qwoted/html-only.eml"), ANCHOR).queries
    assert [(q.id, q.reply_url, q.deadline, q.cut) for q in page] == [
        (q.id, q.reply_url, q.deadline, q.cut) for q in QUERIES
    ]


def test_unquoting_a_round_up_loses_no_word_of_it() -> None:
    assert qwoted.read(forwards.unquote(ROUND_UP), ANCHOR).queries == QUERIES
    every = "\n".join(line.removeprefix(" > ") for line in ROUND_UP.split("\n"))
    assert [q.body.split() for q in qwoted.read(every, ANCHOR).queries] == [
        q.body.split() for q in QUERIES
    ]


def test_a_text_that_qwoted_cut_is_marked_as_cut() -> None:
    assert [q.cut for q in QUERIES] == [True, False, False]
    short = ROUND_UP.replace("Looking for net menders.", "Looking ...")
    assert not qwoted.read(short, ANCHOR).queries[1].cut


def test_a_deadline_is_read_in_the_zone_it_prints() -> None:
    assert [q.deadline.at.isoformat() for q in QUERIES if q.deadline.at] == [
        "2026-09-18T20:00:00+00:00",
        "2026-09-16T22:00:00+00:00",
        "2026-12-20T15:00:00+00:00",
    ]
    assert all(q.deadline.sure and "(" not in q.deadline.text for q in QUERIES)


def test_a_request_without_a_date_does_not_swallow_the_next() -> None:
    digest = qwoted.read(text("qwoted/item-broken.eml"), ANCHOR)
    assert [q.outlet for q in digest.queries] == ["Example Radio", "Harbour News"]
    assert digest.problems == ('"Island ferries, going electric" names no date',)


def test_from_within_a_quoted_text_is_text() -> None:
    (query,) = qwoted.read(text("qwoted/digest.eml"), ANCHOR).queries
    assert query.outlet == "Nap Weekly"
    assert query.body.endswith("-----\nFrom: the desk, with thanks.")


def test_a_welcome_is_not_a_request() -> None:
    (digest,) = sources.read(mail("qwoted/welcome.txt"), ANCHOR)
    assert (digest.source, digest.lifecycle, digest.queries) == ("qwoted", True, ())


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.*")), ids=lambda p: p.name)
def test_only_its_own_mail_is_claimed(path: Path) -> None:
    if path.suffix in {".eml", ".txt"} and path.name != "welcome.txt":
        own = path.parent.name == qwoted.NAME
        marks = qwoted.claims(text(f"{path.parent.name}/{path.name}"))
        assert marks >= 2 if own else marks == 0


PAGES = [ROUND_UP, text("qwoted/html-only.eml"), text("qwoted/digest.eml")]


@pytest.mark.parametrize("whole", PAGES, ids=["text", "html", "one"])
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_line_put_anywhere_is_lost(whole: str, data: st.DataObject) -> None:
    lines = whole.split("\n")
    line = data.draw(LETTERS)
    lines.insert(data.draw(st.integers(0, len(lines))), line)
    assert line in everything(qwoted.read("\n".join(lines), ANCHOR), printed)


@given(st.lists(st.sampled_from("\n".join(PAGES).split("\n")), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_shuffle_of_lines_can_be_read(lines: list[str]) -> None:
    digest = qwoted.read("\n".join(lines), ANCHOR)
    assert all(q.source == qwoted.NAME for q in digest.queries)

"""A summary is written and queued in one step; no query stands in two for a company."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Kind, Verdict, Weak
from bot.store import Store
from tests import make
from tests.store.test_lessons import ACME, OTHER, card
from tests.store.test_requests import FIRST, read

NOW = make.NOW
DAY = "2026-09-15"
TOMORROW = "2026-09-16"


def line(query=FIRST, company: str = ACME, score: float = 0.4) -> Weak:
    return Weak(query=query, company=company, score=score)


def held(store: Store, query=FIRST, **changes) -> None:
    match = make.match(
        query_id=query.id,
        text_hash=query.text_hash,
        revision="r",
        verdict=Verdict.HOLD,
        against=("no fact answers",),
    )
    store.add_matches([replace(match, **changes)], NOW)


def keys(store: Store) -> list[str]:
    found = store.rows("select key from outbox where kind = ?", Kind.SUMMARY)
    return [row["key"] for row in found]


def weak(store: Store, revision: str = "r") -> list[str]:
    return [found.query.id for found in store.weak(ACME, revision, NOW)]


@pytest.fixture
def two(store: Store) -> Store:
    read(store, FIRST, OTHER)
    return store


def test_what_was_held_back_is_weak_the_best_first(two: Store):
    held(two, score=0.3)
    held(two, OTHER, score=0.4)
    first, second = two.weak(ACME, "r", NOW)
    assert (first.query, second.query) == (OTHER, FIRST)
    assert (first.company, first.score) == (ACME, 0.4)
    assert (first.why, first.against) == (("topic: teeth whitening",), ("no fact answers",))
    assert len(two.weak(ACME, "r", NOW, most=1)) == 1


def test_only_what_is_open_newest_and_without_a_card_is_weak(two: Store):
    held(two)
    held(two, OTHER, verdict=Verdict.POST)
    assert weak(two) == [FIRST.id]
    assert weak(two, "older") == []
    assert two.weak("Other Dental", "r", NOW) == []
    assert two.weak(ACME, "r", NOW + timedelta(days=9)) == []
    card(two)
    assert weak(two) == []
    held(two, OTHER, revision="s")
    read(two, replace(OTHER, body="Another text?"), raw=b"2", at=NOW + timedelta(hours=1))
    assert weak(two, "s") == []


def test_what_was_told_of_is_weak_no_more(two: Store):
    held(two)
    two.add_summary("C1", DAY, [line()], NOW)
    assert weak(two) == []


def test_a_summary_shows_its_lines_as_the_queries_stand_now(two: Store):
    held(two, score=0.3)
    number = two.add_summary("C1", DAY, [line()], NOW, more=2, timezone="Europe/Paris")
    assert number is not None
    moved = replace(FIRST, deadline=make.deadline(NOW + timedelta(days=3)))
    read(two, moved, raw=b"2", at=NOW + timedelta(hours=1))
    summary = two.summary(number)
    assert summary is not None
    assert (summary.day, summary.more, summary.timezone) == (DAY, 2, "Europe/Paris")
    (shown,) = summary.lines
    assert shown.query == moved
    assert (shown.score, shown.against) == (0.4, ("no fact answers",))
    assert two.summary(number + 1) is None


def test_a_day_has_one_summary_and_a_line_is_told_once(two: Store):
    assert two.add_summary("C1", DAY, [line()], NOW)
    assert two.add_summary("C1", DAY, [line(OTHER)], NOW) is None
    assert two.add_summary("C1", TOMORROW, [line()], NOW) is None
    assert two.add_summary("C2", DAY, [line(), line(company="Other Dental")], NOW)
    assert keys(two) == [f"summary:C1:{DAY}", f"summary:C2:{DAY}"]
    assert all(two.summarised("C1", day) for day in (DAY, TOMORROW))
    assert not two.summarised("C2", TOMORROW)


def test_nothing_to_tell_queues_nothing_and_leaves_the_day_open(two: Store):
    assert two.add_summary("C1", DAY, [], NOW) is None
    assert not two.summarised("C1", DAY)
    assert keys(two) == []


def test_a_summary_is_all_there_or_not_at_all(two: Store, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object, **__: object) -> bool:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(two, "_queue", full)
        with pytest.raises(SystemExit):
            two.add_summary("C1", DAY, [line()], NOW)
    assert not two.summarised("C1", DAY)
    assert two.add_summary("C1", DAY, [line()], NOW)


def test_a_message_is_found_by_its_place(two: Store):
    number = two.add_summary("C1", DAY, [line()], NOW)
    assert number is not None
    out = two.claim_outgoing(NOW)
    assert out is not None
    two.sent(out, channel="C0123", ts="17.0", at=NOW)
    assert two.summary_at("C0123", "17.0") == two.summary(number)
    assert two.summary_at("C0123", "18.0") is None
    assert two.summary_at("C1", "17.0") is None

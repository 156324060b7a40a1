"""Decisions rank anew what waits, not too often; what is posted stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot import matching
from bot.domain import Choice, Digest, Lesson, Match, Profile, Query, Verdict
from bot.matching import Embed, Thresholds
from bot.pipeline import Pipeline
from bot.store import Store
from tests import make
from tests.deciding import settle
from tests.pipeline.conftest import Model
from tests.pipeline.test_pipeline import work

NOW = make.NOW
ACME = "Acme Dental"


@dataclass
class Ranker:
    """Ranks by given scores and says with how many lessons it was asked."""

    scores: dict[str, float] = field(default_factory=dict)
    asked: list[tuple[int, int]] = field(default_factory=list)  # queries, lessons
    bad: str = ""  # a lesson of this id breaks it

    def __call__(
        self,
        queries: Sequence[Query],
        profile: Profile,
        embed: Embed,
        *,
        thresholds: Thresholds,
        lessons: Sequence[Lesson] = (),
    ) -> tuple[Match, ...]:
        if any(lesson.query.id == self.bad for lesson in lessons):
            raise ZeroDivisionError
        self.asked.append((len(queries), len(lessons)))
        embed([q.body for q in queries] + [le.query.body for le in lessons])
        made = []
        for query in queries:
            score = self.scores.get(query.id, 0.6) + 0.01 * len(lessons)
            made.append(
                make.match(
                    query_id=query.id,
                    company=profile.company,
                    text_hash=query.text_hash,
                    score=score,
                    verdict=Verdict.POST if score >= 0.5 else Verdict.HOLD,
                )
            )
        return tuple(made)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def on(self, **how: float) -> None:
        self.now += timedelta(**how)


@pytest.fixture
def ranker(monkeypatch: pytest.MonkeyPatch) -> Ranker:
    made = Ranker()
    monkeypatch.setattr(matching, "rank", made)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def line(pipeline: Pipeline, clock: Clock) -> Pipeline:
    return replace(pipeline, now=clock)


def queries(*ids: str) -> list[Query]:
    return [make.query(id=i, summary=i, body=f"What of {i}?") for i in ids]


def read(store: Store, *found: Query, raw: bytes = b"1") -> None:
    store.keep_file(raw, NOW)
    mail = store.unread()
    assert mail is not None
    store.add_reading(mail, [Digest(source="haro", queries=tuple(found))], now=NOW)


def lesson(store: Store, query_id: str, now: datetime) -> None:
    assert store.add_shown(query_id, ACME, by="U1", now=now)


def test_a_lesson_ranks_anew_what_waits_and_changes_no_card(line, store, ranker, clock):
    ranker.scores = {"held": 0.495}
    read(store, *queries("posted", "held"))
    work(line)
    (card,) = store.cards()
    assert card.query.id == "posted"
    clock.on(minutes=5)
    lesson(store, "posted", clock.now)
    ranker.scores["posted"] = 0.1
    work(line)
    assert ranker.asked == [(2, 0), (2, 1)]
    first, second = store.cards()
    assert second.query.id == "held"
    assert second.match.score == pytest.approx(0.505)
    assert first == card  # posted, and neither taken back nor painted anew


def test_the_first_lesson_counts_at_once_and_more_wait_for_a_minute(
    line, store, ranker, clock
):
    names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    read(store, *queries(*names))
    work(line)
    for name in names[:5]:  # one, and four more within the minute
        lesson(store, name, clock.now)
        work(line)
        clock.on(seconds=5)
    assert ranker.asked == [(8, 0), (8, 1)]
    clock.on(minutes=1)
    work(line)
    assert ranker.asked[2:] == [(8, 5)]
    work(line)
    assert len(ranker.asked) == 3


def test_five_new_lessons_wait_for_nothing(line, store, ranker, clock):
    names = ["a", "b", "c", "d", "e", "f"]
    read(store, *queries(*names))
    work(line)
    for name in names:
        lesson(store, name, clock.now)
        work(line)
    assert ranker.asked == [(6, 0), (6, 1), (6, 6)]


def test_a_lesson_told_just_before_a_stop_is_learned_after_it(line, store, ranker, clock):
    read(store, *queries("a", "b", "c"))
    work(line)
    for name in ("a", "b"):
        lesson(store, name, clock.now)
        work(line)
    assert ranker.asked[-1] == (3, 1)
    work(replace(line))  # a new process
    assert ranker.asked[-1] == (3, 2)
    work(replace(line))
    assert len(ranker.asked) == 3


def test_a_clock_set_back_keeps_no_lesson_waiting(line, store, ranker, clock):
    read(store, *queries("a", "b", "c"))
    work(line)
    lesson(store, "a", clock.now)
    work(line)
    lesson(store, "b", clock.now)
    clock.on(hours=-3)
    work(line)
    assert ranker.asked[-1] == (3, 2)


def test_a_reset_ranks_as_if_nothing_had_been_learned(line, store, ranker, clock):
    read(store, *queries("a", "b"))
    work(line)
    lesson(store, "a", clock.now)
    work(line)
    store.forget_lessons(ACME, by="U1", now=clock.now)
    clock.on(minutes=2)
    work(line)
    assert ranker.asked == [(2, 0), (2, 1), (2, 0)]
    assert len(store.rows("select distinct revision from matches")) == 1


def test_mail_that_comes_while_lessons_wait_is_ranked_with_those_taken_up(
    line, store, ranker, clock
):
    read(store, *queries("a", "b"))
    work(line)
    lesson(store, "a", clock.now)
    work(line)
    lesson(store, "b", clock.now)
    read(store, *queries("c"), raw=b"2")
    work(line)
    assert ranker.asked[-1] == (1, 1)
    assert len(store.cards()) == 3


def test_ranking_again_encodes_nothing(line, store, ranker, clock, model: Model):
    names = [f"q{n}" for n in range(300)]
    read(store, *queries(*names))
    work(line)
    before = list(model.texts)
    lesson(store, "q7", clock.now)
    work(line)
    assert sum(n for n, taught in ranker.asked if taught) == 300
    assert model.texts == before


def test_another_company_learns_nothing_from_it(line, store, ranker, clock, profiles):
    profiles.append(make.profile(company="Other Dental", channel="C2"))
    read(store, *queries("a"))
    work(line)
    lesson(store, "a", clock.now)
    work(line)
    assert sorted(ranker.asked) == [(1, 0), (1, 0), (1, 1)]


def test_a_lesson_that_breaks_the_ranking_is_left_out_and_nothing_is_lost(
    line, store, ranker, clock
):
    read(store, *queries("a", "b"))
    work(line)
    ranker.bad = "a"
    lesson(store, "a", clock.now)
    read(store, *queries("c"), raw=b"2")
    work(line)
    assert len(store.cards()) == 3


def test_a_decision_in_the_channel_is_a_lesson(line, store, ranker, clock):
    read(store, *queries("a", "b"))
    work(line)
    settle(store, store.cards()[0].id, Choice.SKIPPED, by="U1", at=clock.now)
    work(line)
    assert ranker.asked == [(2, 0), (1, 1)]  # what is decided is not ranked again


# ---------------------------------------------------------------- value


def outlets(*pairs: tuple[str, str, float]) -> tuple[list[Query], dict[str, float]]:
    made = [
        make.query(id=i, summary=i, body=f"What of {i}?", outlet=outlet, reporter="")
        for i, outlet, _ in pairs
    ]
    return made, {i: score for i, _, score in pairs}


def test_of_what_is_posted_a_listed_outlet_goes_first_and_lifts_nothing(
    line, store, ranker
):
    found, ranker.scores = outlets(
        ("best", "Small Blog", 0.7),
        ("listed", "The Example", 0.55),
        ("held", "Example", 0.4),
    )
    read(store, *found)
    line = replace(line, outlets={"Example": 10.0})
    work(line)
    assert [card.query.id for card in store.cards()] == ["listed", "best"]
    why = [card.match.why for card in store.cards()]
    assert "on your list of outlets: Example (10)" in why[0]
    assert not any("list of outlets" in reason for reason in why[1])
    assert store.cards()[0].match.score == pytest.approx(0.55)


def test_another_list_of_outlets_ranks_nothing_again(line, store, ranker):
    read(store, *queries("a", "b"))
    work(replace(line, outlets={}))
    work(replace(line, outlets={"Example": 3.0}))
    assert ranker.asked == [(2, 0)]


def test_who_was_answered_before_goes_first_and_only_for_that_company(
    line, store, ranker, clock, profiles
):
    profiles.append(make.profile(company="Other Dental", channel="C2"))
    first, stranger, again = queries("first", "stranger", "again")
    first = replace(first, outlet="Some Outlet", reporter="Rita Reporter")
    again = replace(again, outlet="New Outlet", reporter="Rita Reporter")
    stranger = replace(stranger, outlet="Another", reporter="Una Known")
    read(store, first)
    work(line)
    card = next(card for card in store.cards() if card.company == ACME)
    settle(store, card.id, Choice.APPROVED, by="U1", at=clock.now)
    ranker.scores = {"stranger": 0.65}
    read(store, stranger, again, raw=b"2")
    work(line)
    made = [c for c in store.cards() if c.query.id != "first"]
    assert [c.query.id for c in made if c.company == ACME] == ["again", "stranger"]
    assert [c.query.id for c in made if c.company != ACME] == ["stranger", "again"]
    told = [c.company for c in made if "approved before" in " ".join(c.match.why)]
    assert told == [ACME]


def test_what_ends_soon_goes_first_and_what_ends_too_soon_last_but_goes(
    line, store, ranker
):
    found = [
        replace(query, deadline=make.deadline(NOW + timedelta(hours=hours)))
        for query, hours in zip(
            queries("late", "soon", "plenty"), (0.5, 4, 24 * 9), strict=True
        )
    ]
    read(store, *found)
    work(line)
    assert [card.query.id for card in store.cards()] == ["soon", "plenty", "late"]
    assert not any("working" in " ".join(card.match.why) for card in store.cards())


def test_a_card_made_anew_keeps_its_value_among_the_reasons(line, store, ranker, profiles):
    found, ranker.scores = outlets(("listed", "The Example", 0.55))
    read(store, *found)
    line = replace(line, outlets={"Example": 3.0})
    work(line)
    profiles[0] = make.profile(topics=("strips",))
    work(line)
    (card,) = store.cards()
    assert card.match.why.count("on your list of outlets: Example (3)") == 1

"""The same request under other ids is one card; what changed in it is shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain import Choice, Digest, Query
from bot.pipeline import Mailroom, Pipeline
from bot.store import Store
from tests import make
from tests.deciding import settle
from tests.pipeline.test_pipeline import work

NOW = make.NOW
TEXT = (
    "I am writing about whitening strips sold without a prescription. Do they thin the"
    " enamel of teenagers, and how long should people wait between two courses? Please"
    " answer in three sentences and tell me where you practise dentistry."
)
FIRST = make.query(body=TEXT, questions=())
TWIN = replace(FIRST, id="reply+twin", reply_to="reply+twin@helpareporter.com")
COPY = make.query(
    id="connectively-strips",
    source="connectively",
    summary="I am writing about whitening strips sold without a prescription",
    body=TEXT,
    reporter="",
    reply_to="",
    reply_url="https://connectively.us/experts/questions/strips",
    questions=(),
    deadline=make.deadline(NOW + timedelta(days=4)),
)
Deliver = Callable[..., Pipeline]


class Reader(Mailroom):
    """Reads mail as the queries it was given, by its bytes."""

    found: dict[bytes, tuple[Query, ...]]


@pytest.fixture
def deliver(pipeline: Pipeline, store: Store, monkeypatch: pytest.MonkeyPatch) -> Deliver:
    """Return what reads queries as if a mail had held them, at a time."""
    mails: dict[str, tuple[Query, ...]] = {}
    times: dict[str, datetime] = {}

    def read(self, mail, received_at):
        queries = mails[mail.plain.strip()]
        source = queries[0].source if queries else "haro"
        at = times[mail.plain.strip()]
        return (Digest(source=source, queries=queries, printed_at=at),)

    monkeypatch.setattr(Mailroom, "read", read)

    def give(*queries: Query, at: datetime = NOW, fresh: bool = False) -> Pipeline:
        name = f"mail{len(mails)}"
        mails[name], times[name] = queries, at
        store.keep_file(f"From: a@b.co\nSubject: s\n\n{name}\n".encode(), at)
        changed = replace(pipeline, now=lambda: at) if fresh or at != NOW else pipeline
        work(changed)
        return changed

    give.mails = mails  # type: ignore[attr-defined]
    return give


@pytest.mark.parametrize("fresh", [False, True])
def test_a_copy_under_another_id_makes_no_second_card(
    deliver: Deliver, store: Store, *, fresh: bool
) -> None:
    deliver(FIRST)
    deliver(TWIN, fresh=fresh)
    deliver(COPY, fresh=fresh)
    (card,) = store.cards()
    assert card.query.reply_to == FIRST.reply_to
    assert {q.id for q in card.also} == {TWIN.id, COPY.id}


def test_twins_in_one_digest_make_one_card(deliver: Deliver, store: Store) -> None:
    deliver(FIRST, TWIN)
    assert len(store.cards()) == 1


def test_another_question_of_the_same_outlet_makes_a_card_of_its_own(
    deliver: Deliver, store: Store
) -> None:
    other = TEXT.replace("whitening strips", "charcoal toothpaste")
    deliver(FIRST, replace(TWIN, summary="Dentists on charcoal toothpaste", body=other))
    assert len(store.cards()) == 2


def test_a_skipped_request_does_not_come_back_as_a_copy(
    deliver: Deliver, store: Store
) -> None:
    deliver(FIRST)
    settle(store, store.cards()[0].id, Choice.SKIPPED, by="U1", at=NOW)
    deliver(COPY, at=NOW + timedelta(hours=60))
    (card,) = store.cards()
    assert card.query.reply_to == FIRST.reply_to


def test_a_request_first_seen_expired_is_posted_by_its_open_copy(
    deliver: Deliver, store: Store
) -> None:
    late = make.deadline(NOW - timedelta(hours=1))
    deliver(replace(FIRST, deadline=late))
    assert store.cards() == []
    deliver(COPY)
    (card,) = store.cards()
    assert card.query.reply_url == COPY.reply_url


def test_a_cut_copy_gives_way_to_the_whole_text(deliver: Deliver, store: Store) -> None:
    cut = replace(
        COPY, id="featured-1", source="featured", body=TEXT[:150].rstrip() + "...", cut=True
    )
    deliver(cut)
    deliver(FIRST)
    (card,) = store.cards()
    assert card.query.body == TEXT
    assert card.match.text_hash == card.query.text_hash  # ranked and outlined anew


def test_when_the_first_expires_its_open_copy_takes_over(
    deliver: Deliver, store: Store, pipeline: Pipeline
) -> None:
    deliver(FIRST)
    deliver(COPY)
    work(replace(pipeline, now=lambda: NOW + timedelta(hours=40)))
    (card,) = store.cards()
    assert (card.query.reply_url, card.decision) == (COPY.reply_url, None)


def test_a_moved_deadline_and_a_changed_text_are_said_on_the_card(
    deliver: Deliver, store: Store
) -> None:
    deliver(FIRST)
    moved = replace(
        FIRST,
        body=TEXT + " Orthodontists are welcome too.",
        deadline=replace(make.deadline(NOW + timedelta(hours=90)), text="7 PM - 19 Sep"),
    )
    deliver(moved, at=NOW + timedelta(hours=3))
    (card,) = store.cards()
    said = "\n".join(card.changes)
    assert "Orthodontists are welcome too" in said
    assert "7 PM - 19 Sep" in said
    assert card.query.deadline == moved.deadline


def test_an_older_edition_that_comes_late_is_no_change(
    deliver: Deliver, store: Store
) -> None:
    deliver(FIRST)
    older = replace(FIRST, body=TEXT + " Old words.")
    deliver(older, at=NOW - timedelta(hours=3))
    (card,) = store.cards()
    assert (card.changes, card.query.body) == ((), TEXT)


def test_reading_a_mangled_mail_again_shows_the_whole_query_on_the_same_card(
    deliver: Deliver, store: Store
) -> None:
    half = replace(FIRST, id="haro-half", reply_to="", body=TEXT[:160].rstrip())
    pipeline = deliver(half)
    missed = replace(TWIN, summary="Buses", body="Why are city buses late?")
    deliver.mails["mail0"] = (FIRST, missed)  # type: ignore[attr-defined]
    assert pipeline.read_again(1) is not None
    work(pipeline)
    cards = {card.query.summary: card.query.body for card in store.cards()}
    assert cards == {FIRST.summary: TEXT, "Buses": missed.body}
    assert pipeline.read_again(99) is None


def test_a_request_is_new_again_after_some_weeks(deliver: Deliver, store: Store) -> None:
    deliver(FIRST)
    after = NOW + timedelta(days=40)
    deliver(replace(TWIN, deadline=make.deadline(after + timedelta(days=1))), at=after)
    assert len(store.cards()) == 2

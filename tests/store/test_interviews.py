"""Of who was asked below a card, and only of them, every word is kept as it stands now."""

from datetime import datetime, timedelta

import pytest

from bot.domain import Act, No, to_text
from bot.store import Store
from bot.store.interviews import FULL, MOST_SAID
from tests import make
from tests.store.test_deeds import ANN, BOB, do, stands
from tests.store.test_lessons import OTHER, card
from tests.store.test_requests import FIRST, read

NOW = make.NOW
ADA = "U0ADA0001"


@pytest.fixture
def one(store: Store) -> Store:
    read(store, FIRST, OTHER)
    card(store, FIRST)
    anew = make.outline(asks=("Do strips harm?", "How often?"))
    shown = stands(store)
    store.remake_card(1, match=shown.match, outline=anew, policy=shown.policy, now=NOW)
    return store


def ask(store: Store, person: str = ADA, at: datetime = NOW) -> None:
    assert do(store, Act.INTERVIEW, person=person, at=at).new


def tell(
    store: Store, text: str, n: int = 1, *, user: str = ADA, after: int = 1, sent: int = 1
) -> bool:
    """Write message ``n`` below the card, as it stands ``after`` minutes."""
    return store.tell_said(
        stands(store),
        f"1700000000.{n:06d}",
        user=user,
        text=text,
        at=NOW + timedelta(minutes=after),
        sent=NOW + timedelta(minutes=sent),
    )


def said(store: Store) -> list[str]:
    asked = stands(store).interview
    return [] if asked is None else [found.text for found in asked.said]


def test_words_are_kept_from_the_question_to_the_decision_and_only_of_the_one_asked(
    one: Store,
):
    assert not tell(one, "early")
    ask(one)
    assert not tell(one, "not mine", user=BOB)
    assert tell(one, "They do.")
    assert tell(one, "Once.", 2)
    do(one, Act.SKIP)
    assert not tell(one, "late", 3)
    assert said(one) == ["They do.", "Once."]
    do(one, Act.UNDO)
    assert tell(one, "again open", 4)


def test_what_was_written_before_the_question_is_no_answer_but_clocks_may_differ(
    one: Store,
):
    ask(one)
    assert not tell(one, "before", sent=-2)
    assert not tell(one, "before, changed since", sent=-2, after=5)
    assert tell(one, "a clock behind", 2, sent=0)


def test_so_many_messages_are_kept_and_it_is_said_that_there_are_more(one: Store):
    ask(one)
    for n in range(MOST_SAID):
        assert FULL not in stands(one).outline.flags
        assert tell(one, "more", n)
    assert not tell(one, "too much", MOST_SAID)
    assert stands(one).outline.flags == (FULL,)
    assert tell(one, "changed", 3, after=2), "of those that are kept the latest form counts"


def test_the_latest_form_counts_whatever_the_order_it_is_told_in(one: Store):
    ask(one)
    assert tell(one, "third", after=3)
    assert [tell(one, text, after=at) for text, at in (("one", 1), ("two", 2))] == [
        False
    ] * 2
    assert not tell(one, "third", after=4), "told again"
    assert said(one) == ["third"]
    assert tell(one, "", after=5)
    assert not tell(one, "third", after=3)
    assert said(one) == []


def test_of_what_is_taken_back_no_word_is_kept(one: Store):
    ask(one)
    tell(one, "zebra")
    tell(one, "zebras", after=2)
    tell(one, "", after=3)
    assert "zebra" not in "\n".join(one._conn.iterdump())
    assert not tell(one, "", 2), "nothing to take back"


def test_a_card_is_painted_anew_for_every_change_of_words(one: Store):
    ask(one)
    looks = [stands(one).look]
    for text, at in (("They do.", 1), ("They may.", 2), ("", 3)):
        tell(one, text, after=at)
        looks.append(stands(one).look)
    assert looks[0] == looks[3]
    assert len(set(looks)) == 3


def test_who_is_asked_next_has_the_word_and_the_first_words_come_back_with_the_first(
    one: Store,
):
    ask(one)
    tell(one, "They do.")
    ask(one, BOB, NOW + timedelta(minutes=2))
    assert said(one) == []
    assert not tell(one, "late", 2, after=3, sent=3)
    ask(one, ADA, NOW + timedelta(minutes=4))
    assert said(one) == ["They do."]
    assert tell(one, "They may.", after=5), "an old answer can still be changed"


def test_a_kept_message_is_found_where_it_stands_and_no_other(one: Store):
    ask(one)
    tell(one, "They do.")
    one.adopt(1, channel="C1", ts="1.5", at=NOW)
    assert one.said_at("C1", "1700000000.000001") == (1, ADA)
    assert one.said_at("C2", "1700000000.000001") is None
    assert one.said_at("C1", "1700000000.000002") is None


def test_nobody_is_asked_of_nothing(one: Store):
    assert do(one, Act.INTERVIEW).no is No.NOBODY
    ask(one)
    again = do(one, Act.INTERVIEW, person=ADA)
    assert (again.new, again.no) == (False, None)
    (entry, *_) = one.audit(1)
    assert (entry.act, entry.by, entry.said) == (Act.INTERVIEW, ANN, ADA)
    found = one.rows("select text from outbox where kind = 'reply'")
    assert len(found) == 1
    assert "1. Do strips harm?\n2. How often?\n" in found[0]["text"]
    assert to_text(entry.at) == to_text(NOW)

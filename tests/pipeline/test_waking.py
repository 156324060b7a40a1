"""A snooze that ends and a query that changes are told once, below the card."""

from datetime import timedelta

import pytest

from bot.domain import BOT, Act, state
from bot.store import Store
from tests.pipeline.timing import ANN, BOB, NOW, Scene, due, query

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DUE = NOW + 10 * HOUR
SAID = "the deadline moved from 7 PM to 9 PM"


@pytest.fixture
def scene(store: Store) -> Scene:
    made = Scene(store)
    made.posts(query(at=DUE))
    return made


# ------------------------------------------------------------------------- snoozes


def test_a_snooze_that_ended_is_told_once_to_whoever_snoozed(scene: Scene):
    scene.do(Act.SNOOZE, until=NOW + HOUR)
    scene.at(NOW + HOUR - MINUTE)
    assert scene.replies() == []
    scene.at(NOW + HOUR)
    scene.restarted()
    scene.at(NOW + 2 * HOUR)
    text = "Back from snooze: Whitening strips 1 (Health Weekly), 9 hours left."
    assert scene.replies() == [(ANN, text)]
    (card,) = scene.store.cards(scene.now)
    assert state(card, scene.now) == "open"
    woken = scene.store.audit(card.id)[0]
    assert (woken.act, woken.by, woken.via) == (Act.WAKE, BOT, "bot")
    assert (woken.before, woken.after) == ("snoozed", "open")


def test_each_snooze_is_told_of_and_the_longer_one_counts(scene: Scene):
    scene.do(Act.SNOOZE, until=NOW + HOUR)
    scene.do(Act.SNOOZE, by=BOB, until=NOW + 3 * HOUR)
    scene.at(NOW + 2 * HOUR)
    assert scene.replies() == []
    scene.at(NOW + 3 * HOUR)
    scene.do(Act.SNOOZE, until=NOW + 5 * HOUR)
    scene.at(NOW + 5 * HOUR)
    assert [who for who, _ in scene.replies()] == [BOB, ANN]


@pytest.mark.parametrize("act", [Act.APPROVE, Act.SKIP, Act.WAKE])
def test_what_was_decided_or_woken_meanwhile_is_not_told(scene: Scene, act: Act):
    scene.do(Act.SNOOZE, until=NOW + HOUR)
    scene.do(act)
    scene.at(NOW + 2 * HOUR)
    assert scene.replies() == []


def test_a_card_that_expired_in_its_sleep_stays_asleep(scene: Scene):
    scene.do(Act.SNOOZE, until=NOW + 5 * HOUR)
    scene.reads(query(at=NOW + 4 * HOUR))
    scene.at(NOW + 6 * HOUR)
    assert scene.replies() == []


def test_a_snooze_of_the_terminal_ends_with_nobody_named(scene: Scene):
    scene.do(Act.SNOOZE, by="terminal:ann", until=NOW + HOUR)
    scene.at(NOW + HOUR)
    assert [who for who, _ in scene.replies()] == [""]


def test_a_query_without_a_deadline_comes_back_without_hours(store: Store):
    scene = Scene(store)
    scene.posts(query(deadline=due(None)))
    scene.do(Act.SNOOZE, until=NOW + HOUR)
    scene.at(NOW + HOUR)
    ((_, text),) = scene.replies()
    assert text == "Back from snooze: Whitening strips 1 (Health Weekly)."


def test_a_stop_between_waking_and_telling_is_none(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
):
    scene.do(Act.SNOOZE, until=NOW + HOUR)
    scene.now = NOW + HOUR

    def killed(*_: object, **__: object) -> bool:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Store, "reply", killed)
        with pytest.raises(SystemExit):
            scene.pipeline.wake_one()
    scene.restarted()
    scene.works()
    assert len(scene.replies()) == 1


# ------------------------------------------------------------------------- changes


def test_a_change_is_told_once_and_names_who_has_the_card_in_hand(scene: Scene):
    scene.do(Act.APPROVE)
    scene.do(Act.ASSIGN, person=BOB)
    scene.now += HOUR
    scene.reads(query(at=DUE + 2 * HOUR), said=[SAID, "the title changed"])
    scene.works()
    scene.restarted()
    scene.at(scene.now + HOUR)
    told = f"Changed in a later edition: {SAID}; the title changed."
    assert scene.replies() == [(f"{BOB} {ANN}", told)]


def test_a_second_change_is_told_too(scene: Scene):
    for hours in (1, 2):
        scene.now = NOW + hours * HOUR
        scene.reads(query(at=DUE + hours * HOUR), said=[f"change {hours}"])
        scene.works()
    assert [text for _, text in scene.replies()] == [
        "Changed in a later edition: change 1.",
        "Changed in a later edition: change 2.",
    ]


def test_what_changed_before_the_card_was_posted_is_not_told(store: Store):
    scene = Scene(store)
    scene.reads(query(at=DUE))
    scene.now += MINUTE
    scene.reads(query(at=DUE + HOUR), said=[SAID])
    scene.works()
    scene.now += MINUTE
    scene.sends()  # Slack was away
    scene.at(scene.now + HOUR)
    assert scene.replies() == []


def test_a_change_of_a_skipped_or_expired_card_is_not_told(scene: Scene):
    scene.now += MINUTE
    scene.reads(query(at=NOW + 2 * MINUTE), said=["the deadline moved to now"])
    scene.now += 2 * MINUTE
    scene.works()
    assert scene.replies() == []
    scene.do(Act.SKIP, at=NOW)
    scene.reads(query(at=DUE), said=[SAID])
    scene.works()
    assert scene.replies() == []


def test_a_change_is_told_for_each_company(store: Store):
    scene = Scene(store)
    other = scene.profiles[0].__class__(
        company="Other Dental", topics=("teeth",), experts=scene.profiles[0].experts
    )
    scene.profiles.append(other)
    scene.posts(query(at=DUE))
    scene.now += MINUTE
    scene.reads(query(at=DUE + HOUR), said=[SAID])
    scene.works()
    assert len(scene.replies()) == len(store.cards()) == 2


def test_a_very_long_change_is_cut(scene: Scene):
    scene.now += MINUTE
    scene.reads(query(at=DUE), said=["x" * 400] * 20)
    scene.works()
    ((_, text),) = scene.replies()
    assert len(text) < 1600
    assert text.endswith("….")

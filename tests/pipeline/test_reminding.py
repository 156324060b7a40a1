"""People are reminded once of each stage, at work, and only when it is news to them."""

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import (
    WORKDAYS,
    Act,
    Expert,
    parse_hours,
)
from bot.store import Store
from tests import make
from tests.pipeline.timing import ANN, BOB, NOW, Scene, due, query

WORK = parse_hours("08:00-18:00", days=WORKDAYS)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DUE = NOW + 10 * HOUR  # 22:00 UTC of a Tuesday


@pytest.fixture
def scene(store: Store) -> Scene:
    made = Scene(store)
    made.posts(query(at=DUE))
    return made


def test_whoever_approved_is_reminded_four_hours_and_one_hour_before(scene: Scene):
    scene.do(Act.APPROVE)
    scene.at(DUE - 4 * HOUR - MINUTE)
    assert scene.replies() == []
    for minutes in (240, 200, 61):
        scene.at(DUE - minutes * MINUTE)
    title = "Whitening strips 1 (Health Weekly)"
    first = (ANN, f"Due in less than 4 hours: {title}, Sep 15, 10:00 PM UTC.")
    assert scene.replies() == [first]
    for minutes in (60, 30, 1):
        scene.at(DUE - minutes * MINUTE)
    assert scene.replies() == [
        first,
        (ANN, f"Due in less than 1 hour: {title}, Sep 15, 10:00 PM UTC."),
    ]


def test_whoever_it_is_assigned_to_comes_before_whoever_approved(scene: Scene):
    scene.do(Act.APPROVE)
    scene.do(Act.ASSIGN, person=BOB)
    scene.at(DUE - 4 * HOUR)
    scene.do(Act.ASSIGN, person="Ada Dent")  # no Slack user
    scene.at(DUE - HOUR)
    assert [who for who, _ in scene.replies()] == [BOB, ANN]


def test_a_card_that_is_assigned_and_not_decided_is_reminded_of(scene: Scene):
    scene.do(Act.ASSIGN, person=BOB)
    scene.at(DUE - HOUR)
    assert [who for who, _ in scene.replies()] == [BOB]


@pytest.mark.parametrize(
    ("act", "more"),
    [
        (Act.SKIP, {}),
        (Act.SNOOZE, {"until": DUE - MINUTE}),
    ],
)
def test_nobody_is_reminded_of_what_is_skipped_or_open(scene: Scene, act: Act, more: dict):
    scene.do(act, **more)
    for hours in (4, 1):
        scene.at(DUE - hours * HOUR)
    assert scene.replies() == []


def test_what_was_approved_at_a_terminal_is_reminded_of_to_who_should_answer(
    scene: Scene,
):
    scene.do(Act.APPROVE, by="terminal:ann", via="terminal")
    scene.at(DUE - 4 * HOUR)
    assert [who for who, _ in scene.replies()] == [""], "none of them is in Slack"
    profile = scene.profiles[0]
    ada = replace(profile.experts[0], slack_user=BOB)
    scene.profiles[0] = replace(profile, experts=(ada,))
    scene.at(DUE - HOUR)
    assert [who for who, _ in scene.replies()] == ["", BOB]


def test_a_decision_that_was_taken_back_is_not_reminded_of(scene: Scene):
    scene.do(Act.APPROVE)
    scene.do(Act.UNDO)
    scene.at(DUE - HOUR)
    assert scene.replies() == []


def test_nobody_is_reminded_after_the_deadline_or_without_one(store: Store):
    scene = Scene(store)
    scene.posts(query(at=DUE), query(2, deadline=due(None)))
    for number in (1, 2):
        scene.do(Act.APPROVE, number)
    for hours in (0, 1, 100):
        scene.at(DUE + hours * HOUR)
    assert scene.replies() == []


def test_who_takes_a_card_on_late_knows_how_late_it_is(scene: Scene):
    scene.at(DUE - 2 * HOUR)
    scene.do(Act.APPROVE)
    scene.at(DUE - 2 * HOUR + MINUTE)
    scene.do(Act.ASSIGN, by=ANN, person=BOB)  # Slack tells him
    scene.at(DUE - 2 * HOUR + 2 * MINUTE)
    assert scene.replies() == []
    scene.at(DUE - HOUR)
    assert [who for who, _ in scene.replies()] == [BOB]


def test_who_is_given_a_card_late_has_it_from_there_and_hears_of_the_next_stage(
    scene: Scene,
):
    scene.at(DUE - 2 * HOUR)
    scene.do(Act.ASSIGN, by="terminal:ann", person=BOB)
    scene.at(DUE - 2 * HOUR + MINUTE)
    assert scene.replies() == []
    scene.at(DUE - HOUR)
    assert [who for who, _ in scene.replies()] == [BOB]


def test_of_two_stages_that_are_due_only_the_later_is_told(scene: Scene):
    scene.do(Act.APPROVE)
    scene.at(DUE - 30 * MINUTE)  # nothing ran before
    scene.at(DUE - 20 * MINUTE)
    assert [text[:23] for _, text in scene.replies()] == ["Due in less than 1 hour"]


# ------------------------------------------------------------------- working hours


@pytest.fixture
def morning(store: Store) -> Scene:
    """An approved card that is due at 9:00 in New York, of people who work from 8 to 6."""
    made = Scene(store, working=WORK, timezone="America/New_York")
    made.posts(query(at=NOW + 25 * HOUR))
    made.do(Act.APPROVE)
    return made


def test_a_reminder_waits_for_working_hours(morning: Scene):
    for hour in range(1, 24):  # 23 h: 7:00 in New York
        morning.at(NOW + hour * HOUR)
    assert morning.replies() == []
    morning.at(NOW + 24 * HOUR)
    assert [text.partition(":")[0] for _, text in morning.replies()] == [
        "Due in less than 1 hour"
    ]
    assert ", Sep 16, 9:00 AM EDT." in morning.replies()[0][1]


@pytest.mark.parametrize(("minutes", "told"), [(20, 1), (19, 0)])
def test_a_reminder_that_would_come_too_late_to_be_of_use_is_left(
    store: Store, minutes: int, told: int
):
    scene = Scene(store, working=WORK)
    end = datetime(2026, 9, 16, 8, tzinfo=UTC) + minutes * MINUTE
    scene.posts(query(at=end))
    scene.do(Act.APPROVE)
    for hour in range(1, 21):
        scene.at(NOW + hour * HOUR)
    assert len(scene.replies()) == told


def test_nobody_is_reminded_on_a_weekend(store: Store):
    scene = Scene(store, working=WORK)
    saturday = datetime(2026, 9, 19, 15, tzinfo=UTC)
    scene.posts(query(at=saturday))
    scene.do(Act.APPROVE)
    for hour in range(6):
        scene.at(saturday - hour * HOUR)
    assert scene.replies() == []


def test_working_hours_are_those_of_the_person(morning: Scene):
    for hour in range(18, 25):
        scene_now = NOW + hour * HOUR
        if hour == 19:  # 9:00 in Paris; its stage of four hours begins at 11:00
            morning.store.add_zone(ANN, "Europe/Paris", scene_now)
        morning.at(scene_now)
    title = "Whitening strips 1 (Health Weekly)"
    assert [text for _, text in morning.replies()] == [
        f"Due in less than {left}: {title}, Sep 16, 3:00 PM CEST."
        for left in ("4 hours", "1 hour")
    ]


def test_the_zone_of_the_profile_comes_before_that_of_slack(morning: Scene):
    expert = Expert(id="ann", name="Ann", slack_user=ANN, timezone="Asia/Kolkata")
    experts = (*make.profile().experts, expert)
    morning.profiles[0] = make.profile(experts=experts)
    morning.store.add_zone(ANN, "Europe/Paris", NOW)
    morning.at(NOW + 21 * HOUR)
    assert "6:30 PM IST" in morning.replies()[0][1]


def test_without_working_hours_people_are_reminded_at_any_time(store: Store):
    scene = Scene(store, working=None)
    night = datetime(2026, 9, 20, 3, tzinfo=UTC)
    scene.posts(query(at=night))
    scene.do(Act.APPROVE)
    scene.at(night - HOUR)
    assert len(scene.replies()) == 1


# ------------------------------------------------------------------ never twice


@pytest.mark.parametrize(
    ("hours", "moved", "again"),
    [(4, 1, 0), (4, 4, 0), (4, 5, 1), (4, -1, 0), (1, 1, 0), (1, 2, 1)],
)
def test_a_deadline_that_moved_a_little_reminds_nobody_twice(
    scene: Scene, hours: int, moved: int, again: int
):
    scene.do(Act.APPROVE)
    scene.at(DUE - hours * HOUR)
    assert len(scene.replies()) == 1
    end = DUE + moved * HOUR
    scene.reads(query(at=end))
    scene.at(end - hours * HOUR)
    assert len(scene.replies()) == 1 + again


def test_a_new_process_reminds_nobody_again(scene: Scene):
    scene.do(Act.APPROVE)
    scene.at(DUE - HOUR)
    scene.restarted()
    scene.works()
    assert len(scene.replies()) == 1


def test_a_card_given_to_and_fro_reminds_each_person_once(scene: Scene):
    for person in (BOB, ANN, BOB, ANN):
        scene.do(Act.ASSIGN, by="terminal:ann", person=person)
        scene.at(DUE - 3 * HOUR)
    assert [who for who, _ in scene.replies()] == [BOB], "the others came later"
    scene.at(DUE - HOUR)
    assert [who for who, _ in scene.replies()] == [BOB, ANN]


events = st.lists(
    st.one_of(
        st.tuples(st.just("clock"), st.integers(-90, 240)),  # minutes it moves
        st.tuples(st.just("due"), st.integers(-300, 600)),  # minutes from now on
        st.tuples(st.just("act"), st.sampled_from(list(Act)[:13])),
        st.tuples(st.just("give"), st.sampled_from([ANN, BOB, "Ada Dent", ""])),
        st.tuples(st.just("restart"), st.none()),
    ),
    min_size=5,
    max_size=25,
)


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One posted card, as a file."""
    path = tmp_path_factory.mktemp("posted") / "bot.db"
    store = Store(path)
    Scene(store).posts(query(at=DUE))
    store.close()
    return path


@given(happens=events)
@settings(max_examples=150, deadline=None)
def test_in_whatever_order_things_happen_nobody_hears_twice_of_one_stage(
    posted: Path, happens: list
):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        shutil.copy(posted, path)
        store = Store(path)
        scene = Scene(store, working=WORK)
        for what, value in happens:
            if what == "clock":
                scene.now += value * MINUTE
            elif what == "due":
                scene.reads(query(at=scene.now + value * MINUTE))
            elif what == "act":
                scene.do(value, until=scene.now + 5 * MINUTE, person=ANN)
            elif what == "give":
                scene.do(Act.ASSIGN, by=BOB, person=value)
            else:
                scene.restarted()
            scene.works()
        check(store)
        store.close()


def check(store: Store) -> None:
    """Two words of one stage to one person are of deadlines that lie apart."""
    heard: dict[tuple[str, str], list[datetime]] = {}
    for key in store.replied(1, "remind:"):
        stage, who, at = key.split(":", 2)
        heard.setdefault((stage, who), []).append(datetime.fromisoformat(at))
    for (stage, _), times in heard.items():
        for number, before in enumerate(times):
            for after in times[number + 1 :]:
                assert after - before > int(stage) * HOUR

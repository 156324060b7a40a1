"""Weak matches are told of once, in one message a day, and nothing is said for nothing."""

from datetime import datetime, time, timedelta

import pytest

from bot.domain import Act, Kind, parse_hours
from bot.pipeline import Desk
from bot.store import Store
from tests import make
from tests.pipeline.timing import ANN, NOW, WEAK, Scene, query

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FOUR = NOW + 4 * HOUR  # 16:00 UTC
LATE = NOW + 5 * 24 * HOUR


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store, thresholds=WEAK, summary_at=time(16), timezone="UTC")


def told(scene: Scene) -> list[list[str]]:
    return [[line.query.id for line in summary.lines] for summary in scene.summaries()]


def test_weak_matches_stand_in_one_message_the_best_first(scene: Scene):
    scene.reads(query(1, LATE, body="Anything about pets?"), query(2, LATE))
    scene.at(FOUR - MINUTE)
    assert scene.summaries() == []
    scene.at(FOUR)
    scene.at(FOUR + HOUR)
    (summary,) = scene.summaries()
    assert [line.query.id for line in summary.lines] == ["reply+q2", "reply+q1"]
    assert (summary.channel, summary.day, summary.more) == ("C1", "2026-09-15", 0)
    first = summary.lines[0]
    assert (first.company, first.query.summary) == ("Acme Dental", "Whitening strips 2")
    assert first.score >= summary.lines[1].score
    assert first.why
    (out,) = scene.sends()
    assert (out.kind, out.part, out.channel) == (Kind.SUMMARY, summary.id, "C1")
    assert scene.store.summary_at("C1", f"{out.id}.0") == summary
    assert scene.store.cards() == []


def test_where_nothing_is_weak_nothing_is_said_until_something_is(scene: Scene):
    scene.at(FOUR)
    scene.restarted()
    scene.at(FOUR + MINUTE)
    assert scene.sends() == []
    scene.reads(query(1, FOUR + 3 * HOUR))  # would be gone by tomorrow
    scene.at(FOUR + HOUR)
    assert told(scene) == [["reply+q1"]]
    scene.reads(query(2, LATE))
    scene.at(FOUR + 2 * HOUR)
    assert told(scene) == [["reply+q1"]], "one message a day"
    scene.at(FOUR + 24 * HOUR)
    assert told(scene) == [["reply+q1"], ["reply+q2"]]


def test_a_query_is_told_of_once_ever(scene: Scene):
    scene.reads(query(1, LATE))
    scene.at(FOUR)
    scene.reads(query(1, LATE, body="Do strips harm enamel, or teeth?"), query(2, LATE))
    scene.at(FOUR + 24 * HOUR)
    scene.at(FOUR + 48 * HOUR)
    assert told(scene) == [["reply+q1"], ["reply+q2"]]


def test_a_new_process_tells_nothing_again(scene: Scene):
    scene.reads(query(1, LATE))
    scene.at(FOUR)
    scene.restarted()
    scene.at(FOUR + MINUTE)
    assert told(scene) == [["reply+q1"]]


def test_what_finds_no_room_is_counted_and_comes_the_next_day(scene: Scene):
    scene.reads(*(query(n, LATE) for n in range(1, 26)))
    scene.at(FOUR)
    scene.at(FOUR + 24 * HOUR)
    first, second = scene.summaries()
    assert (len(first.lines), first.more) == (20, 5)
    assert (len(second.lines), second.more) == (5, 0)
    assert len({line.query.id for s in (first, second) for line in s.lines}) == 25


def test_what_is_expired_muted_paused_or_a_card_is_not_told_of(scene: Scene):
    scene.reads(query(9, LATE, outlet="Muted Example"))
    with_card = query(8, LATE)
    scene.reads(with_card)
    for number, shown in enumerate((query(9, LATE, outlet="Muted Example"), with_card), 1):
        scene.store.add_card(
            shown,
            "Acme Dental",
            channel="C1",
            match=make.match(query_id=shown.id),
            outline=make.outline(),
            policy=make.card().policy,
            approvers=(),
            timezone="UTC",
            now=NOW,
        )
        if number == 1:
            scene.do(Act.MUTE_OUTLET, number)
    scene.reads(
        query(1, FOUR),
        query(2, LATE, outlet="MUTED Example"),
        query(3, LATE),
    )
    scene.profiles.append(make.profile(company="Other Dental"))
    scene.store.pause("Other Dental", paused=True, by=ANN, at=NOW)
    scene.at(FOUR)
    (summary,) = scene.summaries()
    assert [(line.query.id, line.company) for line in summary.lines] == [
        ("reply+q3", "Acme Dental")
    ]


def test_companies_of_one_channel_share_a_message_others_have_their_own(scene: Scene):
    scene.profiles += [
        make.profile(company="Other Dental"),
        make.profile(company="Third Dental", channel="C3"),
    ]
    scene.reads(query(1, LATE))
    scene.at(FOUR)
    found = {
        summary.channel: [line.company for line in summary.lines]
        for summary in scene.summaries()
    }
    assert found == {"C1": ["Acme Dental", "Other Dental"], "C3": ["Third Dental"]}


def test_each_channel_has_its_time_in_its_zone_or_no_summary(store: Store):
    scene = Scene(
        store,
        thresholds=WEAK,
        summary_at=time(16),
        places={
            "C2": Desk(timezone="America/New_York", summary_at=time(22)),
            "C3": Desk(),
        },
    )
    scene.profiles += [
        make.profile(company="Other Dental", channel="C2"),
        make.profile(company="Third Dental", channel="C3"),
    ]
    scene.reads(query(1, LATE))
    made = []
    for hour in range(4, 15):
        scene.at(NOW + hour * HOUR)
        made.append([(s.channel, s.day, s.timezone) for s in scene.summaries()])
    first = ("C1", "2026-09-15", "UTC")
    assert made[0] == [first]
    assert made[9] == [first]
    assert made[10] == [first, ("C2", "2026-09-15", "America/New_York")]


def test_in_quiet_hours_a_summary_waits(store: Store):
    quiet = parse_hours("15:30-17:00")
    scene = Scene(store, thresholds=WEAK, summary_at=time(15), quiet=quiet)
    scene.reads(query(1, LATE))
    scene.at(NOW + timedelta(hours=3, minutes=30))  # nothing ran at 15:00
    assert scene.summaries() == []
    scene.at(NOW + 5 * HOUR)
    assert told(scene) == [["reply+q1"]]


def test_a_summary_comes_after_all_that_is_read_and_ranked(scene: Scene):
    scene.now = FOUR
    scene.reads(*(query(n, LATE) for n in range(1, 6)))
    scene.works()
    scene.reads(query(9, LATE))
    scene.works()
    assert [len(lines) for lines in told(scene)] == [5]


@pytest.mark.parametrize(
    ("midnight", "hours"),
    [
        ("2026-03-08T05:00+00:00", 2),  # 2:30 is left out: told at 3:00, two hours later
        ("2026-11-01T04:00+00:00", 3.5),  # 1:00 to 2:00 comes twice
    ],
)
def test_on_days_when_the_clock_is_changed_there_is_one_summary(
    store: Store, midnight: str, hours: float
):
    scene = Scene(
        store, thresholds=WEAK, summary_at=time(2, 30), timezone="America/New_York"
    )
    scene.now = begin = datetime.fromisoformat(midnight)
    made: list[float] = []
    for half in range(46):  # to the end of the day in New York
        scene.now = begin + half * HOUR / 2
        scene.reads(query(half, begin + 48 * HOUR))
        scene.works()
        made += [half / 2] if len(scene.summaries()) > len(made) else []
    assert made == [hours]
    assert scene.summaries()[0].day == midnight[:10]


def test_what_should_have_been_shown_becomes_a_card_while_it_is_open(store: Store):
    scene = Scene(store, WEAK)
    scene.reads(query(1), query(2, NOW + HOUR))
    scene.works()
    assert store.cards() == []
    scene.at(NOW + 2 * HOUR)
    for number in (1, 2):
        assert store.add_shown(f"reply+q{number}", "Acme Dental", by=ANN, now=scene.now)
    scene.works()
    assert [card.query.id for card in store.cards()] == ["reply+q1"]

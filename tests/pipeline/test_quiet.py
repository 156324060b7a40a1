"""Cards that wait or are not made: quiet hours, paused companies, muted outlets."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, Kind, parse_hours
from bot.pipeline import Desk, Desks, carding
from bot.store import Store
from tests import make
from tests.pipeline.timing import ALWAYS, ANN, NOW, Scene, due, query

NIGHT = parse_hours("11:00-15:00")  # around noon, which it is at first
END = NOW + timedelta(hours=3)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def shown(store: Store) -> list[str]:
    return sorted(card.query.id for card in store.cards())


# ---------------------------------------------------------------------- quiet hours


def test_in_quiet_hours_only_what_would_expire_becomes_a_card(store: Store):
    scene = Scene(store, quiet=NIGHT)
    scene.reads(
        query(1, END + HOUR),
        query(2, END + HOUR - MINUTE),
        query(3, END - HOUR),
        query(4, deadline=due(None)),
    )
    scene.works()
    assert shown(store) == ["reply+q2", "reply+q3"]
    scene.at(END - MINUTE)
    assert len(shown(store)) == 2
    scene.at(END)
    assert len(shown(store)) == 4


def test_a_query_that_expires_goes_however_many_better_ones_wait(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(carding, "CONSIDERED", 2)
    scene = Scene(store, quiet=NIGHT)
    words = "Do whitening strips harm enamel? teeth whitening enamel care"
    scene.reads(
        *(query(n, END + 9 * HOUR, body=f"{words} {n}") for n in range(1, 20)),
        query(20, END, summary="Hiring", body="How do you find people for a warehouse?"),
    )
    scene.works()
    assert shown(store) == ["reply+q20"]


def test_another_channel_has_its_own_night_in_its_own_zone(store: Store):
    paris = Desk(timezone="Europe/Paris", quiet=parse_hours("13:00-17:00"))  # 11 to 15
    scene = Scene(store, places={"C2": paris})
    other = make.profile(company="Other Dental", channel="C2")
    scene.profiles.append(other)
    scene.reads(query())
    scene.works()
    assert [card.company for card in store.cards()] == ["Acme Dental"]
    scene.at(END)
    (_, card) = store.cards()
    assert (card.company, card.timezone) == ("Other Dental", "Europe/Paris")


def test_a_channel_that_is_quiet_is_not_told_of_its_limit(store: Store):
    scene = Scene(store, quiet=NIGHT, max_per_day=1)
    scene.reads(query(1, END), query(2), query(3))
    scene.works()
    assert [out.kind for out in scene.sends()] == [Kind.CARD, Kind.DETAIL]
    scene.at(END)
    assert [out.kind for out in scene.sends()] == [Kind.NOTICE]


def test_a_night_is_as_long_as_the_clock_makes_it(store: Store):
    """The clock is set back in New York on 1 November 2026 at 2:00."""
    desks = Desks(
        channel="C1", timezone="America/New_York", quiet=parse_hours("20:00-07:00")
    )
    begin = datetime(2026, 11, 1, 0, tzinfo=UTC)  # 20:00
    end = begin + 12 * HOUR
    last = query(at=end + HOUR)
    assert desks.waits("C1", last, begin - MINUTE) is None
    assert desks.waits("C1", last, begin) == end
    assert desks.waits("C1", last, end - MINUTE) == end
    assert desks.waits("C1", last, end) is None
    assert desks.waits("C1", query(at=end + HOUR - MINUTE), begin) is None


@given(st.integers(0, 48 * 60), st.integers(0, 48 * 60))
def test_no_card_waits_until_it_is_worth_little(minute: int, left: int):
    desks = Desks(channel="C1", timezone="Europe/Paris", quiet=parse_hours("20:00-07:30"))
    now = datetime(2026, 10, 24, 12, tzinfo=UTC) + minute * MINUTE  # the clock is changed
    end = now + left * MINUTE
    waits = desks.waits("C1", query(at=end), now)
    assert waits is None or now < waits <= end - HOUR


# ------------------------------------------------------------------- pause and mute


def test_a_paused_company_gets_no_card_until_it_goes_on(store: Store):
    scene = Scene(store)
    scene.profiles.append(make.profile(company="Other Dental"))
    store.pause("Acme Dental", paused=True, by=ANN, at=NOW)
    scene.reads(query())
    scene.works()
    assert [card.company for card in store.cards()] == ["Other Dental"]
    store.pause("Acme Dental", paused=False, by=ANN, at=NOW)
    scene.at(NOW + MINUTE)
    assert len(store.cards()) == 2


def test_a_muted_outlet_gets_no_card_until_it_is_unmuted(store: Store):
    scene = Scene(store)
    scene.posts(query(1))
    scene.do(Act.MUTE_OUTLET)
    scene.reads(query(2, outlet="The HEALTH weekly"), query(3, outlet="Daily Example"))
    scene.works()
    assert shown(store) == ["reply+q1", "reply+q3"]
    (mute,) = store.mutes()
    store.unmute(mute.number, by=ANN, at=NOW)
    scene.at(NOW + MINUTE)
    assert shown(store) == ["reply+q1", "reply+q2", "reply+q3"]


def test_what_one_company_muted_another_still_gets(store: Store):
    scene = Scene(store)
    scene.profiles.append(make.profile(company="Other Dental"))
    scene.posts(query(1))
    scene.do(Act.MUTE_REPORTER)
    scene.reads(query(2))
    scene.works()
    assert [c.company for c in store.cards() if c.query.id == "reply+q2"] == [
        "Other Dental"
    ]


def test_what_waits_is_not_looked_through_at_every_turn(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    scene = Scene(store, quiet=NIGHT, working=ALWAYS)
    scene.reads(query(1), query(2))
    scene.works()
    looks: list[int] = []
    waiting = Store.waiting_for_card

    def counted(self: Store, *args: Any, **how: Any) -> list:
        looks.append(1)
        return waiting(self, *args, **how)

    monkeypatch.setattr(Store, "waiting_for_card", counted)
    for seconds in range(0, 30, 5):
        scene.now = NOW + timedelta(seconds=seconds)
        assert not scene.pipeline.advance()
    assert looks == []
    scene.now = NOW + timedelta(seconds=30)
    scene.pipeline.advance()
    assert looks
    scene.reads(query(3, END))  # what is new is looked at at once
    while scene.pipeline.advance():
        pass
    assert shown(store) == ["reply+q3"]

"""The gate: nothing passes that the profile does not hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain import Answer, Check, Fact, Have, Point, Quote
from bot.grounding import faults
from tests import make

TODAY = make.NOW.date()
PROFILE = make.profile(
    facts=(
        *make.profile().facts,
        Fact(id="old", text="Old.", expires=TODAY - timedelta(days=1)),
        Fact(id="secret", text="Secret.", public=False),
        Fact(id="bens", text="Ben hires.", expert="ben"),
    ),
    quotes=(
        Quote(id="q1", text="Mind your teeth.", expert="ada", approved_on=date(2026, 1, 1)),
        Quote(id="raw", text="Not yet.", expert="ada"),
        Quote(id="q2", text="I hire.", expert="ben", approved_on=date(2026, 1, 1)),
    ),
)


def found(**changes):
    return faults(make.outline(**changes), PROFILE, today=TODAY)


def test_an_outline_of_stored_facts_passes():
    assert found() == ()
    assert found(points=(Point(fact_id="q1", text="Mind your teeth."),)) == ()
    assert found(opening="", opening_fact="", points=()) == ()


@pytest.mark.parametrize(
    "point",
    [
        Point(fact_id="f99", text="Anything."),
        Point(
            fact_id="f1", text="In our 2025 study of 412 patients, strips thinned enamel."
        ),
        Point(fact_id="old", text="Old."),
        Point(fact_id="secret", text="Secret."),
        Point(fact_id="bens", text="Ben hires."),
        Point(fact_id="raw", text="Not yet."),
        Point(fact_id="q2", text="I hire."),
        Point(fact_id="q1", text="Mind your teeth!"),
        Point(fact_id="", text="Strips are fine."),
    ],
)
def test_a_line_that_this_expert_may_not_say_is_a_fault(point):
    assert found(points=(point,))
    assert found(opening=point.text, opening_fact=point.fact_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"expert_id": "eve"},
        {"expert": "Ada Dent, Nobel laureate"},
        {"expert_id": "", "expert": "Somebody"},
        {"answers": (Answer(question="?", state=Have.HAVE, fact_id="secret"),)},
        {
            "checklist": (
                Check(kind="location", sentence="", state=Have.HAVE, value="Rome"),
            )
        },
        {"text": "See https://evil.example/x"},
        {"text": "See WWW.evil.example"},
    ],
)
def test_whatever_else_goes_beyond_the_profile_is_a_fault(changes):
    assert found(**changes)


def test_our_own_link_and_values_pass():
    check = Check(
        kind="website", sentence="", state=Have.HAVE, value="https://acme.example"
    )
    assert found(checklist=(check,), text="See https://acme.example.") == ()


@given(st.text(min_size=1, max_size=60))
def test_any_other_words_under_a_known_id_are_a_fault(text):
    fact = PROFILE.facts[0]
    assume(text != fact.text)
    assert found(points=(Point(fact_id="f1", text=text),))
    assert found(opening=text, opening_fact="f1")


@given(st.integers(0, 60), st.characters(categories=["L", "N", "P"]))
def test_one_changed_character_is_a_fault(at, char):
    text = PROFILE.facts[0].text
    changed = text[:at] + char + text[at + 1 :]
    assume(changed != text)
    assert found(points=(Point(fact_id="f1", text=changed),))


def test_a_fact_that_expired_since_is_a_fault():
    profile = replace(
        PROFILE, facts=(replace(PROFILE.facts[0], expires=TODAY - timedelta(days=1)),)
    )
    assert faults(make.outline(), profile, today=TODAY)

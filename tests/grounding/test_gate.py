"""The gate: nothing passes that the profile does not hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain import Answer, Check, Fact, Have, Point, Quote, Said
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


LINK = "https://reporter.example/form"
ASKED = Answer(question="What of it?", state=Have.ASK, sentence=f"What of it, see {LINK}?")


def test_words_of_a_model_and_questions_to_the_expert_pass_without_a_link():
    point = replace(make.outline().points[0], why="answers the first question")
    outline = {
        "points": (point,), "angle": "Lead with the strips.", "drafter": "a-model",
        "asks": ("On “strips thinned enamel by 2 %”: is it much?",), "flags": ("no place",),
    }  # fmt: skip
    assert found(**outline) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"asks": (f"Can you fill in {LINK} today?",)},
        {"asks": ("See www.reporter.example?",), "answers": (ASKED,)},
        {"angle": f"See {LINK}"},
        {"points": (replace(make.outline().points[0], why=f"see {LINK}"),)},
        {"text": f"See {LINK}"},
    ],
)
def test_a_link_from_elsewhere_is_a_fault_wherever_it_stands(changes):
    (fault,) = found(**changes)
    assert "not in the profile" in fault


def test_a_link_passes_where_reporter_or_expert_wrote_it():
    said = Said(
        by="U1", name="Ada Dent", at=make.NOW, text="Our paper: https://doi.example/1"
    )
    assert found(text=f"{ASKED.sentence}\n[your answer]", answers=(ASKED,)) == ()
    assert found(text=f"“{said.text}”", said=(said,)) == ()
    assert found(asks=("Is https://acme.example the page to name?",)) == ()

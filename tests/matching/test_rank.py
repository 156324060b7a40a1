"""Laws of the one door, with a bag of words in place of the model."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Expert, Fact, Profile, Verdict
from bot.embedding import Embedder
from bot.matching import Thresholds, fusion, rank
from bot.matching.eligibility import Finding
from tests import make


def one(query, profile=None, embed=make.embed, **options):
    (match,) = rank([query], profile or make.profile(), embed, **options)
    return match


OFF_TOPIC = make.query(
    id="q2",
    summary="Truckers and the price of diesel",
    body="How do drivers cope with dear fuel this winter?",
    questions=(),
)
DIETITIANS = Profile(
    company="Fernhill",
    description="Telehealth dietitians",
    topics=("acne and diet", "sugar and skin"),
    experts=(Expert(id="mara", name="Mara Olsen", title="Dietitian", credentials=("RD",)),),
)


def test_a_query_on_topic_is_posted_with_its_expert_and_reasons():
    match = one(make.query())
    assert match.verdict is Verdict.POST
    assert match.expert_id == "ada"
    assert any("whitening strips" in reason for reason in match.why)
    assert match.company == "Acme Dental"
    assert match.revision == make.profile().revision
    assert match.text_hash == make.query().text_hash


def test_a_query_about_something_else_is_no_and_says_so():
    match = one(OFF_TOPIC)
    assert match.verdict is Verdict.NO
    assert match.against == ("nothing in the profile is near to it",)


def test_matches_come_in_the_order_given():
    found = rank([OFF_TOPIC, make.query()], make.profile(), make.embed)
    assert [m.query_id for m in found] == ["q2", "reply+q1"]
    assert rank([], make.profile(), make.embed) == ()


def test_a_score_does_not_depend_on_the_other_queries():
    alone = one(make.query())
    among = rank([OFF_TOPIC, make.query(), OFF_TOPIC], make.profile(), make.embed)[1]
    assert alone == among


def test_each_string_is_encoded_once():
    asked = []

    def embed(texts):
        asked.extend(texts)
        return make.embed(texts)

    rank([make.query(), make.query(id="again"), OFF_TOPIC], make.profile(), embed)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    "query",
    [
        make.query(summary="Dentists on crypto scams", body="What do dentists lose?"),
        make.query(summary="Odd story", body="Crypto scams hurt. Tell us of crypto scams."),
    ],
)
def test_an_avoided_topic_is_no_with_the_reason_first(query):
    match = one(query, make.profile(avoid=("crypto scams",)))
    assert match.verdict is Verdict.NO
    assert match.score < Thresholds().hold
    assert match.against[0].startswith("avoid: crypto scams")


def test_an_avoided_word_in_passing_does_not_cost_the_query():
    query = make.query(
        body="Do whitening strips harm enamel? We ran crypto scams last week."
    )
    assert one(query, make.profile(avoid=("crypto scams",))).verdict is Verdict.POST


def test_a_dermatologists_query_is_not_posted_for_a_dietitian():
    query = make.query(
        summary="Dermatologist needed: acne and diet, sugar and skin",
        body="Looking for board-certified dermatologists on acne and diet, sugar and skin.",
    )
    asks_us = replace(
        query,
        summary="Dietitian needed: acne and diet, sugar and skin",
        body="Looking for registered dietitians on acne and diet, sugar and skin.",
    )
    assert one(query, DIETITIANS).verdict is not Verdict.POST
    assert "dermatologist" in one(query, DIETITIANS).against[0]
    assert one(asks_us, DIETITIANS).verdict is Verdict.POST


def test_the_expert_asked_for_goes_before_the_one_who_knows_more_words():
    profile = make.profile(
        experts=(
            Expert(id="pr", name="Pat", title="Spokesman", expertise=("whitening strips",)),
            Expert(id="ada", name="Ada Dent", title="Dentist", expertise=("teeth",)),
        ),
        facts=(),
    )
    assert one(make.query(), profile).expert_id == "ada"


def test_a_bigger_profile_does_not_score_higher_for_being_bigger():
    extra = tuple(
        Fact(id=f"x{i}", text=f"Clinic {i} opened in town {i}.") for i in range(40)
    )
    bigger = make.profile(facts=(*make.profile().facts, *extra))
    assert one(make.query(), bigger).score == pytest.approx(
        one(make.query()).score, abs=0.02
    )


def test_a_fact_that_is_not_public_moves_nothing_and_is_never_named():
    secret = Fact(id="s", text="Truckers and the price of diesel", public=False)
    match = one(OFF_TOPIC, make.profile(facts=(secret,)))
    assert match.verdict is Verdict.NO
    assert not any("diesel" in reason for reason in match.why)


def test_thresholds_decide_the_verdict():
    score = one(make.query()).score
    assert one(make.query(), thresholds=Thresholds(post=1, hold=0)).verdict is Verdict.HOLD
    assert one(make.query(), thresholds=Thresholds(score, 0)).verdict is Verdict.POST


def test_a_query_without_text_scores_nothing():
    match = one(make.query(summary="", body="", questions=()))
    assert (match.score, match.verdict) == (0, Verdict.NO)


def test_the_smallest_profile_can_be_ranked():
    tiny = Profile(
        company="T", description="Dental clinics", experts=(make.profile().experts[0],)
    )
    assert 0 <= one(make.query(), tiny).score <= 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=1500))
def test_any_text_gets_a_finite_score(summary, body):
    match = one(make.query(summary=summary, body=body))
    assert 0 <= match.score <= 1
    assert np.isfinite(match.score)


@pytest.mark.model
def test_the_real_model_tells_near_from_far_in_other_words():
    bleach = make.query(
        summary="Is bleaching your teeth at home bad for them?",
        body="I want a dental professional to say what peroxide gels do to tooth surfaces.",
    )
    with Embedder(engine="numpy") as embedder:
        found = rank([bleach, OFF_TOPIC], make.profile(), embedder.embed)
    assert [match.verdict for match in found] == [Verdict.POST, Verdict.NO]


def test_what_speaks_for_a_query_never_lowers_it_nor_what_speaks_against_raises_it():
    for name, weight in fusion.WEIGHTS.items():
        assert weight < 0 if name.startswith("like ") else weight > 0, name
    for name, weight in fusion.STATES.items():
        if name != "knows:unknown":  # whoever knows: we may
            assert weight > 0 if name.endswith(":met") else weight < 0, name


@given(st.floats(-12, 12))
def test_whatever_is_certainly_unmet_is_never_posted_and_keeps_its_order(odds):
    unmet = Finding(name="role", state="unmet", reason="", hard=True)
    low, cap = fusion.capped(odds, [unmet])
    assert Thresholds().verdict(fusion.probability(low)) is not Verdict.POST
    assert cap is not None
    assert low <= odds
    assert fusion.capped(odds + 0.1, [unmet])[0] >= low
    assert fusion.capped(odds, []) == (odds, None)


def test_the_score_is_the_sum_of_its_lines():
    match = one(make.query())
    assert fusion.probability(fusion.total(match.terms)) == pytest.approx(
        match.score, abs=1e-4
    )

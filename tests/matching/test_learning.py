"""Laws of what decisions teach."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Cause
from bot.matching.examples import Example, place
from bot.matching.learning import LATEST, MOST, OWN, SLOW, Learned

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOTHING: frozenset[str] = frozenset()
PODCAST = frozenset({"kind:podcast"})
ACNE, PETS, TAXES = np.eye(3)
NEAR_ACNE = np.array([0.8, 0.6, 0.0])


def case(vector=ACNE, *, good=False, cause=None, base=0.0, traits=NOTHING, hour=0):
    return Example(
        vector=vector,
        base=base,
        traits=frozenset(traits),
        good=good,
        cause=cause,
        at=START + timedelta(hours=hour),
    )


def shift(learned, vector=ACNE, traits=NOTHING, *, own=False, base=0.0):
    return sum(t.points for t in learned.terms(vector, base, frozenset(traits), own=own))


def said(learned, vector=ACNE, traits=NOTHING):
    return [t.said for t in learned.terms(vector, 0.0, frozenset(traits), own=False)]


def skipped(number, cause=Cause.TOPIC, **options):
    return [case(cause=cause, hour=i, **options) for i in range(number)]


examples = st.lists(
    st.builds(
        case,
        st.sampled_from([ACNE, PETS, TAXES, NEAR_ACNE, -ACNE, None]),
        good=st.booleans(),
        cause=st.sampled_from([None, *Cause]),
        base=st.floats(-50, 50) | st.sampled_from([math.inf, -math.inf, math.nan]),
        traits=st.sets(
            st.sampled_from(
                ["kind:podcast", "asked:unknown", "facet:acne", "outlet:a", "b"]
            )
        ),
        hour=st.integers(0, 5),
    ),
    max_size=30,
)


def test_nothing_decided_shifts_nothing():
    assert Learned.of([]).terms(ACNE, 0.0, PODCAST, own=False) == ()
    assert Learned.of([]).lines() == ()
    assert Learned().terms(None, 0.0, NOTHING, own=True) == ()


@pytest.mark.parametrize("cause", [None, Cause.TOPIC, Cause.SOURCE, Cause.OTHER])
@pytest.mark.parametrize("good", [True, False])
def test_one_decision_moves_little(cause, good):
    one = Learned.of([case(good=good, cause=None if good else cause, traits=PODCAST)])
    assert abs(shift(one, traits=PODCAST)) <= MOST / (1 + SLOW)


def test_an_approval_lifts_what_is_like_it_and_leaves_the_rest():
    learned = Learned.of([case(good=True)])
    assert shift(learned, ACNE) > shift(learned, NEAR_ACNE) > shift(learned, PETS) + 0.01
    assert abs(shift(learned, PETS)) < 0.01


def test_a_topic_skip_lowers_what_is_like_it():
    learned = Learned.of(skipped(5))
    assert shift(learned, NEAR_ACNE) < -0.1 < shift(learned, PETS)


def test_decisions_that_contradict_each_other_nearly_cancel():
    good, bad = case(good=True), case(cause=Cause.TOPIC)
    one, skip, both = (shift(Learned.of(e)) for e in ([good], [bad], [good, bad]))
    assert skip < 0 < one
    assert abs(both) < min(one, -skip) / 3


def test_what_the_ranking_knew_teaches_little():
    knew = Learned.of([case(good=True, base=2.5)])
    unsure = Learned.of([case(good=True, base=-0.5)])
    assert 0 < shift(knew) < shift(unsure) / 3


def test_a_label_that_is_hard_to_believe_is_believed_less_than_one_that_is_not():
    def pull(base):
        return -shift(Learned.of([case(cause=Cause.TOPIC, base=base)]))

    assert pull(2.5) < 0.9 * pull(1.0)


def test_too_late_teaches_nothing():
    some = [case(good=True), *skipped(3, traits=PODCAST)]
    late = [
        case(NEAR_ACNE, cause=Cause.LATE, base=3.0, traits=PODCAST, hour=10 + i)
        for i in range(LATEST + 5)
    ]
    for vector in (ACNE, NEAR_ACNE, PETS):
        before = Learned.of(some).terms(vector, 0.0, PODCAST, own=False)
        assert Learned.of(some + late).terms(vector, 0.0, PODCAST, own=False) == before
    assert Learned.of(late).terms(ACNE, 0.0, PODCAST, own=False) == ()


def test_a_weak_outlet_teaches_that_outlet_and_nothing_else():
    here, there = {"outlet:a.example", "kind:podcast"}, {"outlet:b.example", "kind:podcast"}
    some = [case(good=True, traits=there), case(PETS, cause=Cause.TOPIC, traits=there)]
    weak = skipped(4, Cause.OUTLET, base=2.0, traits=here)
    before, after = Learned.of(some), Learned.of(some + weak)
    for vector in (ACNE, PETS):
        for traits in (NOTHING, there):
            args = (vector, 0.0, frozenset(traits))
            assert after.terms(*args, own=False) == before.terms(*args, own=False)
    assert shift(after, PETS, here) < shift(after, PETS, there) - 0.3
    assert shift(after, PETS, here, own=True) >= -OWN


def test_an_approval_from_a_weak_outlet_speaks_for_it():
    weak, here = skipped(2, Cause.OUTLET, traits={"outlet:a"}), {"outlet:a"}
    spoken = [case(TAXES, good=True, base=2.5, traits=here)] * 4
    alone, both = Learned.of(weak), Learned.of(weak + spoken)
    assert shift(alone, PETS, here) < shift(both, PETS, here) < shift(both, PETS)


def test_another_kind_of_source_teaches_the_kind_and_not_the_topic():
    learned = Learned.of(skipped(12, Cause.SOURCE, traits={"kind:podcast", "facet:acne"}))
    assert shift(learned, PETS, PODCAST) < -0.1
    assert shift(learned, ACNE, {"facet:acne"}) == shift(learned, PETS)
    assert shift(learned, PETS) > -0.05


def test_a_skip_without_a_reason_teaches_less_than_one_with():
    def lowered(cause):
        return -shift(Learned.of(skipped(4, cause, traits=PODCAST)), traits=PODCAST)

    assert 0 < lowered(None) < lowered(Cause.TOPIC) / 2
    assert lowered(None) == lowered(Cause.OTHER)


def test_no_approval_lifts_a_query_over_what_is_asked_for():
    learned = Learned.of(
        [case(good=True, base=-2, traits=PODCAST, hour=i) for i in range(40)]
    )
    assert shift(learned, PETS, PODCAST) == shift(learned, PETS)


@given(examples, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_decisions_does_not_matter(some, random):
    other = list(some)
    random.shuffle(other)
    one, two = Learned.of(some), Learned.of(other)
    assert one.lines() == two.lines()
    for vector in (ACNE, NEAR_ACNE, None):
        args = (vector, 0.0, PODCAST)
        assert one.terms(*args, own=False) == two.terms(*args, own=False)


@given(examples, st.integers(1, 20), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_shift_is_bounded_whatever_was_decided(some, often, own):
    learned = Learned.of(some * often)
    for vector in (ACNE, NEAR_ACNE, PETS, None):
        for traits in (NOTHING, PODCAST, {"facet:acne", "outlet:a", "b", "kind:podcast"}):
            moved = shift(learned, vector, traits, own=own)
            assert math.isfinite(moved)
            assert -(OWN if own else MOST) - 1e-9 <= moved <= MOST + 1e-9
            if "outlet:a" not in traits:
                assert abs(moved) <= learned.bound + 1e-9


def test_the_bound_grows_with_the_decisions():
    bounds = [Learned.of(skipped(n)).bound for n in (1, 10, 100)]
    assert bounds == pytest.approx([2 / 21, 2 / 3, 2 * 100 / 120])
    assert Learned.of(skipped(10, None)).bound == pytest.approx(2 * 5 / 25)


def test_a_topics_line_is_never_forgotten():
    traits = {"facet:topic: acne", "kind:podcast", "outlet:a"}
    skips = [
        case(cause=c, base=2.5, traits=traits, hour=i) for i in range(100) for c in Cause
    ]
    learned = Learned.of(skips)
    assert shift(learned, ACNE, traits) < -1
    moved = shift(learned, ACNE, traits, own=True)
    assert moved == pytest.approx(-OWN)
    assert 1 / (1 + math.exp(-(0.0 + moved))) > 0.3  # from 0.5: held at worst


def test_what_was_learned_is_said_in_words():
    approved = [case(good=True, base=-1, hour=i) for i in range(3)]
    podcasts = skipped(4, Cause.SOURCE, vector=PETS, base=1, traits=PODCAST)
    learned = Learned.of(approved + podcasts)
    assert said(learned, NEAR_ACNE, PODCAST)[0] == "like 3 approved queries"
    assert "kind podcast: skipped 4 times" in said(learned, NEAR_ACNE, PODCAST)
    assert said(Learned.of([case(cause=Cause.TOPIC)]))[0] == "like 1 skipped query"


def test_a_facet_says_when_it_was_approved_more_than_expected():
    facet = {"facet:topic: acne"}
    some = [case(good=True, base=-2, traits=facet, hour=i) for i in range(9)]
    some += [case(PETS, cause=Cause.TOPIC, base=-2, traits=facet, hour=20)]
    words = "facet topic: acne: approved 9 of 10, more than expected"
    assert words in said(Learned.of(some), TAXES, facet)


def test_lines_tell_decisions_causes_and_weights():
    some = [case(good=True, base=-1), *skipped(3, Cause.SOURCE, base=1, traits=PODCAST)]
    some += [
        case(cause=Cause.LATE),
        case(PETS),
        *skipped(1, Cause.OUTLET, traits={"outlet:a"}),
    ]
    first, bound, *weights = Learned.of(some).lines()
    assert first == (
        "approved or wanted 1, skipped 6 "
        "(1 too late, 1 other, 1 weak outlet, 3 another kind of source)"
    )
    assert bound.startswith("moves a score by at most 0.37 log-odds")
    assert "-0.33  outlet a: skipped 1 time" in weights
    assert any(line.endswith("kind podcast: skipped 3 times") for line in weights)


def test_a_missing_vector_or_one_of_another_model_does_no_harm():
    odd = np.ones(7) / math.sqrt(7)
    some = [case(None, good=True), case(odd, good=True, hour=1), case(good=True, hour=2)]
    learned = Learned.of(some)
    assert shift(learned, ACNE) > shift(learned, odd) == shift(learned, None)
    assert math.isfinite(shift(Learned.of([case(None, cause=Cause.TOPIC)]), ACNE))


def test_only_the_latest_decisions_are_read():
    old = [case(good=True, hour=i) for i in range(20)]
    new = [case(PETS, good=True, hour=100 + i) for i in range(LATEST)]
    assert abs(shift(Learned.of(old + new), ACNE)) < abs(shift(Learned.of(old), ACNE)) / 3


def test_a_place_is_a_unit_vector_without_what_is_ordinary():
    ordinary = np.array([[1.0, 0.0], [0.8, 0.6]])
    found = place(np.array([[0.6, 0.8], [0.0, 1.0]]), ordinary)
    assert found is not None
    assert np.linalg.norm(found) == pytest.approx(1)
    assert found[0] < 0 < found[1]
    assert place(None, ordinary) is None
    assert place(np.zeros((0, 2)), ordinary) is None
    assert place(ordinary, ordinary) is None


@pytest.mark.parametrize("wrong", [0.0, 0.1])
def test_with_one_label_in_ten_wrong_a_ranking_gets_better_and_never_worse(wrong):
    gains = np.array([_gains(seed, wrong) for seed in range(12)]).mean(axis=0)
    assert gains.min() > -0.01
    assert gains[-1] > 0.05


def _gains(seed, wrong):
    """Return what 1 to 50 decisions add to the share of good above bad, of new queries."""
    rng = np.random.default_rng(seed)
    themes = rng.normal(size=(12, 32))
    wanted = rng.random(12) < 0.4

    def draw(number):
        theme = rng.integers(12, size=number)
        found = themes[theme] + 0.7 * rng.normal(size=(number, 32))
        base = np.where(wanted[theme], 0.5, -0.5) + rng.normal(size=number)
        return found / np.linalg.norm(found, axis=1, keepdims=True), base, wanted[theme]

    def ordered(points, good):
        return (points[good][:, None] > points[~good][None]).mean()

    known = [
        case(v, good=g != w, cause=None if g != w else Cause.TOPIC, base=b, hour=i)
        for i, (v, b, g, w) in enumerate(
            zip(*draw(50), rng.random(50) < wrong, strict=True)
        )
    ]
    vectors, base, good = draw(120)
    out = []
    for count in (1, 5, 10, 20, 50):
        learned = Learned.of(known[:count])
        moved = [shift(learned, v) for v in vectors]
        out.append(ordered(base + moved, good) - ordered(base, good))
    return out

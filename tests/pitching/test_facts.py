"""Facts are chosen by what is asked; who may say what comes first."""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Asked, Fact, Have, Quote
from bot.embedding import Embedder
from bot.pitching import answering, facts
from tests import make

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import answering as benchmark

TODAY = make.NOW.date()
ADA, BEN = make.profile().experts
AXES = {"enamel": 0, "strips": 1, "cost": 2, "sleep": 3}


def embed(texts):
    """Return how often each of a few words is said, as unit rows; the last: none is."""
    rows = np.array(
        [[text.lower().count(word) for word in AXES] for text in texts], np.float32
    )
    rows = np.c_[rows, (rows.sum(axis=1) == 0).astype(np.float32)]
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def fact(name, text, **more):
    return Fact(id=name, text=text, **more)


ENAMEL = fact("f1", "Enamel thinned by 2 percent.", expert="ada")
COST = fact("f2", "The cost is 80 dollars.")
SLEEP = fact("f3", "Sleep was poor.", expert="ben")
QUOTE = Quote(id="q1", text="Strips, strips.", expert="ada", approved_on=TODAY)
PROFILE = make.profile(facts=(ENAMEL, COST, SLEEP), quotes=(QUOTE,))
ENAMELS = make.query(summary="", questions=("What of enamel?",))


def chosen(query=ENAMELS, profile=PROFILE, expert=ADA, **more):
    return facts.choose(query, profile, expert, embed, today=TODAY, **more)


def test_the_fact_that_answers_opens_and_comes_first():
    choice = chosen()
    assert choice.opening is not None
    assert (choice.opening.fact_id, choice.points[0]) == ("f1", choice.opening)
    assert [(a.state, a.fact_id) for a in choice.answers] == [(Have.HAVE, "f1")]


def test_nothing_is_said_of_a_question_that_no_fact_is_near_to():
    choice = chosen(make.query(summary="", questions=("Truckers on diesel?",)))
    assert (choice.opening, choice.points) == (None, ())
    assert [(a.state, a.fact_id) for a in choice.answers] == [(Have.ASK, "")]


@pytest.mark.parametrize(
    ("expert", "may"),
    [(ADA, {"f1", "f2", "q1"}), (BEN, {"f2", "f3"}), (None, {"f2"})],
)
def test_an_expert_says_the_company_s_facts_and_their_own(expert, may):
    assert {line.id for line in facts.usable(PROFILE, expert, TODAY)} == may
    assert set(facts.nearest(ENAMELS, PROFILE, expert, embed, today=TODAY)) == may


@pytest.mark.parametrize(
    "changes", [{"public": False}, {"expires": TODAY - timedelta(days=1)}]
)
def test_what_nobody_may_say_changes_nothing(changes):
    gone = replace(ENAMEL, id="f9", expert="", **changes)
    more = replace(PROFILE, facts=(gone, *PROFILE.facts))
    assert chosen(profile=more) == chosen()
    assert "f9" not in facts.nearest(ENAMELS, more, ADA, embed, today=TODAY)


@pytest.mark.parametrize("approved", [None, TODAY + timedelta(days=1)])
def test_a_quote_not_approved_yet_is_no_words_of_its_speaker(approved):
    later = replace(PROFILE, quotes=(replace(QUOTE, approved_on=approved),))
    query = make.query(summary="", questions=("What of strips?",))
    assert [p.fact_id for p in chosen(query, later).points] == []


def said(text, **more):
    return facts.Line("x", text, text, **more)


NOT = [
    ("How do whitening strips work?", "In our study strips thinned enamel by 2 percent."),
    ("Explain a home equity line in plain terms.", "The median first draw was 38,000."),
    ("What are the pros and cons of a line?", "Our rate on a line fell to 8.1 percent."),
    ("What do lenders look for?", "46 percent of loans were spent on renovation."),
    ("Why do people grind their teeth?", "One in five who grind their teeth never knew."),
    ("How can a beginner save?", "First-time buyers had saved 7 percent."),
    ("How should people choose strips?", "Strips of ours cost 20 dollars."),
    ("Are password managers safe?", "A password manager costs 90 dollars a month."),
    ("Do strips damage enamel?", "Wait 4 weeks after braces before using strips."),
    ("Are strips safe for children?", "Strips thinned enamel by 2 percent."),
    ("How long does it take?", "Half of them came back."),
    ("What does a repair cost?", "Half of them came back."),
    ("How many come back?", "Water them in the morning."),
    ("When does it make sense to refinance?", "Rates fell between May and August."),
    ("Where are rates headed next year?", "Rates fell to 8.1 percent in 2026."),
    ("How many are behind nationally?", "Of our borrowers 2 percent are behind."),
]
FIT = [
    ("Do strips damage enamel?", "In our study strips thinned enamel by 2 percent."),
    ("How much does a visit cost?", "A visit costs 89 dollars."),
    ("How long does hiring take?", "Hiring took 41 days."),
    ("How many children see a dentist?", "Only 27 percent had seen a dentist."),
    ("Why do you decline loans?", "We decline loans, mostly because of debts."),
    ("How should people water tomatoes?", "People should water tomatoes early."),
    ("How do strips harm enamel?", "Strips harm enamel by drying it."),
    ("Did rates fall?", "Rates fell to 8.1 percent."),
    ("What should people do to keep teeth white?", "We tell people to brush twice a day."),
    ("How do heat pumps work?", "A heat pump works by moving heat, even at 5 degrees."),
    ("How do you get kids to brush longer?", "Kids brush 40 seconds longer to a song."),
]


@pytest.mark.parametrize(("question", "text"), NOT)
def test_what_is_near_but_of_another_kind_is_no_answer(question, text):
    assert not answering.answers(question, said(text), 0.1)


def test_to_be_far_ahead_is_not_enough_to_say_what_harms():
    other = said("Wait 4 weeks after braces come off before whitening with strips.")
    assert not answering.answers("Do strips damage enamel?", other, 0.5)
    own = said("Strips thinned enamel by 2 percent.")
    assert answering.answers("Do strips damage enamel?", own, 0.0)


@pytest.mark.parametrize(("question", "text"), FIT)
def test_what_is_near_and_of_the_kind_asked_for_is_an_answer(question, text):
    assert answering.answers(question, said(text), 0.1)


def test_an_order_to_explain_counts_though_it_stands_before_the_question():
    both = [
        Asked(question="enamel of 2 percent", sentence=sentence, start=0, end=4)
        for sentence in ("Please explain enamel of 2 percent.", "On enamel of 2 percent.")
    ]
    states = [chosen(asked=[one]).answers[0].state for one in both]
    assert states == [Have.THIN, Have.HAVE]


def test_what_is_only_near_does_not_open_and_leads_no_list():
    near = fact("n", "Enamel, enamel, enamel: 3 of 4.", expert="ada")
    query = make.query(summary="", questions=("Explain enamel.", "What of the cost?"))
    choice = chosen(query, replace(PROFILE, facts=(near, COST)))
    assert [(a.state, a.fact_id) for a in choice.answers] == [
        (Have.THIN, "n"), (Have.HAVE, "f2"),
    ]  # fmt: skip
    assert [p.fact_id for p in choice.points] == ["f2", "n"]
    assert choice.opening == choice.points[0]
    only = replace(query, questions=("Explain enamel.",))
    alone = chosen(only, replace(PROFILE, facts=(near,)))
    assert (alone.opening, [p.fact_id for p in alone.points]) == (None, ["n"])


def test_a_fact_that_answers_opens_only_if_it_is_much_nearer_than_it_must_be():
    far = fact("e", "Enamel, 2 strips, strips, cost, cost.", expert="ada")
    choice = chosen(profile=replace(PROFILE, facts=(far,), quotes=()))
    assert answering.ANSWERS <= 1 / 3 + answering.WORDS < facts.OPENS
    assert [a.state for a in choice.answers] == [Have.HAVE]
    assert (choice.opening, [p.fact_id for p in choice.points]) == (None, ["e"])


def test_of_two_near_facts_the_one_of_the_right_kind_answers():
    trend = fact("t", "The cost rose by half.")
    days = fact("d", "The cost lasts 9 days, with enamel.")
    query = make.query(summary="", questions=("How long does the cost last?",))
    choice = chosen(query, replace(PROFILE, facts=(trend, days), quotes=()))
    assert [(a.state, a.fact_id) for a in choice.answers] == [(Have.HAVE, "d")]


def test_a_quote_never_opens():
    choice = chosen(make.query(summary="", questions=("What of strips?",)))
    assert choice.opening is None
    assert [p.fact_id for p in choice.points] == ["q1"]
    assert [a.state for a in choice.answers] == [Have.HAVE]


def test_of_two_facts_that_answer_as_well_the_one_with_a_number_opens():
    plain = fact("f0", "Enamel was thinned by them.", expert="ada")
    choice = chosen(profile=replace(PROFILE, facts=(plain, *PROFILE.facts)))
    assert choice.opening is not None
    assert choice.opening.fact_id == "f1"


def test_each_question_has_its_fact_before_any_has_a_second():
    twice = tuple(
        replace(ENAMEL, id=f"e{i}", text=f"Enamel thinned in case {i}.") for i in range(5)
    )
    query = make.query(summary="", questions=("What of enamel?", "What of the cost?"))
    points = chosen(query, replace(PROFILE, facts=(*twice, COST))).points
    assert len(points) == facts.MOST
    assert "f2" in [p.fact_id for p in points[:2]]


def test_an_answer_keeps_the_sentence_in_which_it_was_asked():
    said = Asked(question="what of enamel", sentence="Tell us of enamel.", start=0, end=4)
    (answer,) = chosen(asked=[said]).answers
    assert (answer.question, answer.sentence) == ("what of enamel", "Tell us of enamel.")
    (unknown,) = chosen(
        make.query(summary="", questions=("Diesel?",)), asked=[said]
    ).answers
    assert unknown.state is Have.HAVE
    (none,) = chosen(profile=replace(PROFILE, facts=(), quotes=()), asked=[said]).answers
    assert (none.state, none.sentence) == (Have.ASK, "Tell us of enamel.")


@pytest.mark.parametrize("asked", [None, ()])
def test_without_a_question_the_summary_is_what_is_asked(asked):
    query = make.query(summary="Enamel", questions=())
    assert [a.question for a in chosen(query, asked=asked).answers] == ["Enamel"]


def test_nearest_takes_few_and_the_best_first():
    query = make.query(summary="", questions=("What of the cost?", "What of enamel?"))
    found = facts.nearest(query, PROFILE, ADA, embed, today=TODAY)
    assert set(found[:2]) == {"f1", "f2"}
    assert facts.nearest(query, PROFILE, ADA, embed, today=TODAY, most=2) == found[:2]


def test_what_only_another_may_say_changes_nothing():
    rival = fact("f8", "Enamel, by measure.", expert="ben")
    assert chosen(profile=replace(PROFILE, facts=(rival, *PROFILE.facts))) == chosen()


@pytest.mark.parametrize(("about", "best"), [("Enamel", "f1"), ("The cost", "f2")])
def test_of_facts_as_near_to_a_question_the_one_on_the_subject_of_the_query_is_best(
    about, best
):
    query = make.query(summary=about, questions=("Enamel or cost?",))
    assert [a.fact_id for a in chosen(query).answers] == [best]


def test_what_is_only_on_the_subject_of_the_query_answers_no_question():
    query = make.query(summary="The cost", questions=("For how long?",))
    assert [a.state for a in chosen(query).answers] == [Have.ASK]


def test_of_two_questions_of_a_query_each_has_the_fact_that_it_is_nearer_to():
    query = make.query(summary="Enamel, cost", questions=("What cost?", "Enamel?"))
    assert [a.fact_id for a in chosen(query).answers] == ["f2", "f1"]


words = st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(words, st.lists(words, max_size=4), st.lists(words, min_size=1, max_size=5))
def test_any_words_get_a_score_within_its_bounds(summary, questions, texts):
    held = tuple(fact(f"x{i}", text) for i, text in enumerate(texts))
    profile = make.profile(facts=held)
    lines = facts.standing(profile, TODAY)
    if questions:
        found, alike = answering.scores(questions, summary, lines, make.embed)
        assert found.shape == (len(questions), len(held))
        assert alike.shape == (len(held), len(held))
        assert np.isfinite(found).all()
        assert (found <= 1 + answering.WORDS + 1e-6).all()
    query = make.query(summary=summary, questions=tuple(questions))
    choice = facts.choose(query, profile, ADA, make.embed, today=TODAY)
    assert {p.fact_id for p in choice.points} <= {f.id for f in held}
    again = facts.choose(query, profile, ADA, make.embed, today=TODAY)
    assert again == choice


def told(name, embedder):
    sets = benchmark.load(name)
    return benchmark.Told.of(sets, benchmark.said(sets, embedder.embed))


@pytest.fixture(scope="module")
def embedder():
    with Embedder() as one:
        yield one


@pytest.mark.model
def test_the_real_model_puts_the_right_fact_first_and_seldom_claims_a_wrong_one(embedder):
    # two thirds of these questions are easy; of the others few count as answered: see the
    # text of the benchmark
    held = told("natural-held", embedder)
    have, and_right, false = held.have()
    assert held.first >= 0.85
    assert have >= 0.85
    assert and_right >= 0.80
    assert false <= 0.03
    near, _, wrong = held.at(facts.NEAR)
    assert near >= 0.88
    assert wrong <= 0.16


@pytest.mark.model
@pytest.mark.parametrize(("name", "most"), [("kinds-dev", 0.22), ("kinds-held", 0.3)])
def test_a_fact_on_the_subject_seldom_counts_as_an_answer_of_another_kind(
    name, most, embedder
):
    found = told(name, embedder)
    have, _, false = found.have()
    assert have >= 0.9
    assert false <= most
    assert found.at(answering.ANSWERS)[2] >= 0.8  # by nearness alone most would


def test_the_figures_of_the_benchmark_by_hand():
    held = tuple(fact(f"h{i}", f"{i} dogs slept.") for i in range(2))
    pairs = benchmark.Pairs(
        profile=make.profile(facts=held, quotes=()),
        ids=("a", "b", "c", "d"),
        questions=("How many dogs?", "Explain dogs.", "How many dogs?", "Dogs?"),
        summaries=("",) * 4,
        right=np.array([[True, False], [False, True], [False, False], [False, False]]),
    )
    scored = np.array([[0.9, 0.1], [0.8, 0.3], [0.7, 0.2], [0.1, 0.2]])
    found = benchmark.Told.of([pairs], [scored])
    assert found.first == 0.5
    assert found.have() == (0.5, 0.5, 0.5)
    assert found.at(0.75) == (1.0, 0.5, 0.0)
    assert found.at(0.7) == (1.0, 0.5, 0.5)


@pytest.mark.parametrize(
    ("name", "companies", "asked", "answered"),
    [
        ("natural-dev", 12, 304, 104),
        ("natural-held", 12, 304, 104),
        ("dev", 3, 195, 75),
        ("held", 3, 195, 75),
        ("kinds-dev", 2, 56, 22),
        ("kinds-held", 3, 86, 32),
    ],
)
def test_the_answers_of_a_set_are_facts_of_its_companies(name, companies, asked, answered):
    sets = benchmark.load(name)
    assert len(sets) == companies
    assert sum(len(pairs.questions) for pairs in sets) == asked
    assert sum(int(pairs.right.any(axis=1).sum()) for pairs in sets) == answered
    rows = (benchmark.HERE / f"{name}.jsonl").read_text().splitlines()
    labels = sum(len(json.loads(row)["answers"]) for row in rows)
    assert sum(int(pairs.right.sum()) for pairs in sets) == labels

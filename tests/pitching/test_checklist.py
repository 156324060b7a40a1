"""Each thing a reporter wants has a name, a state and nothing that is not stored."""

from dataclasses import replace

import pytest

from bot.asks.rules import RULES
from bot.domain import Answer, Expert, Have, Point, Requirement
from bot.pitching.checklist import LABELS, checklist, label
from bot.pitching.experts import Fit, Fits
from bot.pitching.questioning import MOST, questions
from tests import make

BARE = Expert(id="bare", name="Bo Bare")
FULL = Expert(
    id="full", name="Flo Full", title="Vet", credentials=("DVM",), location="Ohio",
    email="flo@acme.example", headshot_url="https://acme.example/f.jpg",
    bio_url="https://linkedin.com/in/flo",
)  # fmt: skip
FACT = Point(fact_id="f", text="Half of 40 dogs slept.")
HAVE, THIN, ASK = Have


def check(kind, expert, **more):
    need = Requirement(kind=kind, sentence="They say so.")
    (found,) = checklist([need], make.profile(), expert, **more)
    assert (found.kind, found.sentence) == (kind, "They say so.")
    return found.state, found.value


def test_every_kind_that_is_found_has_a_name_of_its_own():
    assert {*RULES, "no_ai", "stated"} <= set(LABELS)
    assert len(set(LABELS.values())) == len(LABELS)
    assert label("blood_type") == "blood type"


@pytest.mark.parametrize(
    ("kind", "bare", "full"),
    [
        ("headshot", (ASK, ""), (HAVE, "https://acme.example/f.jpg")),
        ("bio", (ASK, ""), (HAVE, "https://linkedin.com/in/flo")),
        ("linkedin", (ASK, ""), (HAVE, "https://linkedin.com/in/flo")),
        ("name_title", (THIN, "Bo Bare"), (HAVE, "Flo Full, Vet")),
        ("website", (HAVE, "https://acme.example"), (HAVE, "https://acme.example")),
        ("credentials", (ASK, ""), (THIN, "DVM")),
        ("location", (ASK, ""), (THIN, "Ohio")),
        ("contact", (ASK, ""), (HAVE, "flo@acme.example")),
        *((kind, (ASK, ""), (ASK, "")) for kind in ("phone", "examples", "samples")),
        *((kind, (ASK, ""), (ASK, "")) for kind in ("disclosure", "on_record")),
        *(
            (kind, (THIN, ""), (THIN, ""))
            for kind in (
                "word_limit", "sentence_limit", "format", "original", "subject_line",
                "email_only", "no_attachments", "no_product", "no_pr", "anonymous_ok",
                "deadline", "no_ai", "stated", "blood_type",
            )
        ),
    ],
)  # fmt: skip
def test_what_the_profile_holds_of_it_is_one_of_three_states(kind, bare, full):
    assert check(kind, BARE) == bare
    assert check(kind, FULL) == full


@pytest.mark.parametrize(
    ("fits", "state"), [(Fits.YES, HAVE), (Fits.UNSURE, THIN), (Fits.NO, ASK)]
)
@pytest.mark.parametrize("kind", ["credentials", "location"])
def test_a_demand_is_held_as_far_as_it_fits(kind, fits, state):
    one = Fit(kind=kind, sentence="They say so.", fits=fits)
    assert check(kind, FULL, fits=[one])[0] is state


def test_a_number_that_answers_is_data_and_one_that_is_near_may_be():
    assert check("data", FULL) == (ASK, "")
    assert check("data", FULL, points=[FACT]) == (THIN, FACT.text)
    assert check("data", FULL, points=[FACT], opening=FACT) == (HAVE, FACT.text)


# --------------------------------------------------------------- what the expert is asked


def asked(*answers, kinds=(), expert=BARE, query=None):
    needs = [Requirement(kind=kind, sentence=f"They want {kind}.") for kind in kinds]
    query = query or make.query()
    profile = make.profile()
    return questions(answers, checklist(needs, profile, expert), query, profile)


def test_what_a_fact_answers_is_not_asked_and_what_is_near_is_told():
    fact = make.profile().facts[0]
    assert asked(
        Answer(question="Do strips harm enamel?", state=HAVE, fact_id="f1"),
        Answer(question="How do strips thin enamel?", state=THIN, fact_id="f1"),
        Answer(question="and what should people use instead of strips?", state=ASK),
        Answer(question="looking for tips on brushing teeth at night.", state=ASK),
    ) == (
        f'Near it we have: "{fact.text}" What would you say to: How do strips thin enamel?',
        "What should people use instead of strips?",
        "What would you say about: tips on brushing teeth at night?",
    )


def test_a_question_that_leans_on_the_title_gets_it():
    (one,) = asked(Answer(question="How do they do it every night?", state=ASK))
    assert one == 'On "Dentists on whitening strips": How do they do it every night?'
    title = make.query().summary
    (one,) = asked(Answer(question=title, state=ASK))
    assert one == f"What would you say about: {title}?"


EVERYTHING = tuple(k for k in LABELS if k not in {"no_ai", "stated"})


def test_every_open_question_is_asked_and_what_is_missing_after_them():
    many = [Answer(question=f"How does case number {n} end?", state=ASK) for n in range(10)]
    found = asked(*many, kinds=("headshot", "bio"))
    assert found[:10] == tuple(one.question for one in many)
    assert found[10:] == asked(kinds=("headshot", "bio"))


def test_of_too_many_the_last_question_says_how_many_are_left():
    many = [Answer(question=f"How does case number {n} end?", state=ASK) for n in range(25)]
    found = asked(*many, kinds=EVERYTHING)
    left = 25 + len(asked(kinds=EVERYTHING)) - (MOST - 1)
    assert len(found) == MOST
    assert all("case number" in one for one in found[:-1])
    assert found[-1] == f"And {left} more on the card: what would you say to those?"
    just = asked(*many[:MOST])
    assert just == tuple(one.question for one in many[:MOST])


ANSWERED = Answer(question="Do strips harm enamel?", state=HAVE, fact_id="f1")


def test_where_facts_answer_everything_the_expert_is_asked_whether_they_still_do():
    (one,) = asked(ANSWERED)
    assert one == (
        f'Do strips harm enamel? We have: "{make.profile().facts[0].text}" Is it still'
        " right, and what would you add?"
    )
    open_one = Answer(question="How long do strips last in a drawer?", state=ASK)
    assert asked(ANSWERED, open_one) == (open_one.question,)


def test_every_question_ends_as_one_and_a_call_is_asked_for_before_the_deadline():
    found = asked(kinds=("phone", "credentials", "location", "on_record"))
    assert all(one.endswith("?") for one in found)
    assert found[0] == "Is a 15 minute call possible before 7:00 PM ET - 16 September?"
    late = replace(make.query(), deadline=replace(make.deadline(), text=""))
    assert asked(kinds=("phone",), query=late) == (
        "Is a 15 minute call possible soon, and when?",
    )


def test_what_the_profile_holds_is_not_asked():
    assert asked(kinds=("headshot", "bio", "contact", "website"), expert=FULL) == ()


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("Please send your phone number.", ASK),
        ("Include the best number and e-mail to reach you.", ASK),
        ("Include your email and cell.", ASK),
        ("Include an email or phone number.", HAVE),
        ("Send your contact details.", HAVE),
        ("A number of our readers want your email.", HAVE),
    ],
)
def test_a_number_that_no_profile_holds_is_asked_for(sentence, state):
    need = Requirement(kind="contact", sentence=sentence)
    (check,) = checklist([need], make.profile(), FULL)
    assert (check.state, check.value) == (state, "flo@acme.example")

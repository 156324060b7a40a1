"""What a publicist sees at a glance: lines of requirements against who is there."""

import numpy as np
import pytest

from bot.domain import Expert, Profile, Verdict
from bot.matching import Thresholds, rank
from bot.matching.avoid import avoided
from bot.matching.eligibility import judge
from tests import make


def company(description="", topics=(), **fields):
    expert = Expert(id="e", name="Eve", **fields)
    return Profile(company="C", description=description, topics=topics, experts=(expert,))


DERM = company(
    title="Dermatologist", credentials=("MD", "FAAD"), location="Chicago, Illinois, USA"
)
DIETITIAN = company(
    title="Dietitian",
    credentials=("RDN",),
    expertise=("diabetes", "Spanish language care"),
    location="Miami, Florida, USA",
)
FOUNDER = company(title="Founder and CEO", expertise=("skincare brands",))
PLANNER = company(title="Financial planner", credentials=("CFP",), location="Denver, CO")
MATTRESS = company(
    description="A direct-to-consumer mattress brand.", title="Sleep scientist"
)
HOTEL = company(description="A small hotel in Portugal.", title="Owner")


def found(profile, body, summary=""):
    query = make.query(summary=summary, body=body)
    return {f.name: ("hard" if f.hard else f.state) for f in judge(query, profile)}


def asked(profile, body, summary=""):
    states = found(profile, body, summary)
    names = ("role", "group", "rank", "trade", "knows")
    return next((states[n] for n in names if n in states), "")


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("Looking for a licensed dermatologist.", "met"),
        ("I need a board-certified dermatologist on acne.", "met"),
        ("Need a US board-certified skin doctor (MD/DO) on acne.", "met"),
        ("Looking for a board-certified cardiologist to comment on diet.", "hard"),
        ("Seeking a certified financial planner.", "hard"),
        ("Seeking physicians.", "met"),
        ("Rheumatologists only.", "hard"),
    ],
)
def test_an_adjective_before_a_profession_hides_nobody(body, state):
    assert asked(DERM, body) == state


def test_a_licensed_profession_is_not_every_founders():
    assert asked(FOUNDER, "Board-certified dermatologists only, please.") == "hard"
    assert asked(FOUNDER, "Looking for beauty founders on pricing.") != "hard"


@pytest.mark.parametrize(
    ("body", "states"),
    [
        ("Looking for a Spanish-speaking dietitian.", {"role": "met", "language": "met"}),
        ("Seeking a dietitian fluent in Polish.", {"role": "met", "language": "unknown"}),
        (
            "Seeking dietitians with 10+ years of experience.",
            {"role": "met", "years": "unknown"},
        ),
        ("Seeking US-based dietitians.", {"role": "met", "place": "met"}),
        ("Seeking dietitians licensed in Texas.", {"role": "met", "place": "hard"}),
        ("Seeking dietitians for readers in the UK.", {"role": "met"}),
        ("Seeking a dietitian based in Orlando.", {"role": "met", "place": "unknown"}),
    ],
)
def test_languages_years_and_places_are_told_apart(body, states):
    assert found(DIETITIAN, body) == states


@pytest.mark.parametrize(
    ("profile", "body", "name", "state"),
    [
        (PLANNER, "Sponsors and exhibitors wanted for our summit.", "sponsor", "hard"),
        (PLANNER, "Looking for celebrities with a money story.", "famous", "hard"),
        (PLANNER, "University economists only, please.", "academic", "hard"),
        (PLANNER, "Real people only, no experts.", "no experts", "hard"),
        (PLANNER, "Brands: send samples for our gift guide.", "products", "hard"),
        (MATTRESS, "Brands: send samples for our gift guide.", "products", "met"),
        (PLANNER, "Seeking a hosted stay in Porto.", "hosted", "hard"),
        (HOTEL, "Seeking a hosted stay in Porto.", "hosted", "unknown"),
    ],
)
def test_a_call_of_another_kind_is_unmet_but_for_whom_it_is(profile, body, name, state):
    assert found(profile, body)[name] == state


@pytest.mark.parametrize(
    "body",
    [
        "Financial planners needed to comment on a celebrity divorce.",
        "We update our home buying guide. Seeking financial planners on down payments.",
        "Seeking financial planners with advice for college students and recent grads.",
        "Financial planners to explain how layoffs at large companies affect savings.",
        "Need a financial planner. Product samples not required.",
        "I can't interview financial planners by phone. Email me, financial planners.",
    ],
)
def test_words_of_the_story_are_no_requirement_where_the_profession_is_asked_for(body):
    assert "hard" not in found(PLANNER, body).values()


def test_whom_the_reporter_already_has_is_not_asked_for():
    body = "I already have comment from a dermatologist, so no experts. Who tried it?"
    assert "role" not in found(DERM, body)
    assert found(DERM, body)["no experts"] == "hard"


def test_what_is_certainly_unmet_is_not_posted_whatever_the_threshold():
    profile = make.profile(experts=(Expert(id="p", name="Pat", title="Plumber"),))
    query = make.query(summary="Dentists on whitening strips and enamel")
    low = Thresholds(post=0.0, hold=0.0)
    (match,) = rank([query], profile, make.embed, thresholds=low)
    assert match.verdict is Verdict.HOLD


def test_a_query_in_another_language_is_held_for_a_person():
    german = make.query(
        summary="Wie bleiben Zähne im Winter gesund?",
        body="Für einen Beitrag suche ich Fachleute, die erklären, was Zucker mit dem "
        "Zahnschmelz macht und welche Pasten helfen. Bitte mit Namen und Titel.",
    )
    (match,) = rank([german], make.profile(), make.embed)
    assert match.verdict is Verdict.HOLD
    assert match.against[0].startswith("not in English")


def test_what_is_near_to_an_avoided_topic_only_is_left_to_a_person():
    query, head = make.query(summary="On enamel", body=""), np.array([1.0, 0.0])
    near, same, far = ([[x, (1 - x * x) ** 0.5]] for x in (0.6, 0.8, 0.3))
    topics = ("crypto scams",)
    doubt = avoided(query, head, topics, np.array(near))
    sure = avoided(query, head, topics, np.array(same))
    assert doubt is not None
    assert sure is not None
    assert (doubt.sure, sure.sure) == (False, True)
    assert avoided(query, head, topics, np.array(far)) is None
    assert avoided(query, head, ("",), np.array(same)) is None

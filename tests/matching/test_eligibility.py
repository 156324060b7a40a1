"""Who is asked for, read by rules; and where."""

import pytest

from bot.domain import Expert, Profile
from bot.matching.eligibility import judge, read
from bot.matching.places import stands_in
from bot.matching.texts import WINDOW, topic, windows
from tests import make


def asked(summary="", body=""):
    return {name for name, _ in read(make.query(summary=summary, body=body)).roles}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dermatologist needed for a story on acne", {"dermatologist"}),
        ("Looking for licensed plumbers to explain frozen pipes", {"plumber"}),
        ("Financial advisors: what are you telling clients?", {"financial planner"}),
        ("I need two endocrinologists (MD or DO) for a Q&A", {"endocrinologist", "doctor"}),
        ("Seeking vets or toxicologists", {"veterinarian", "toxicologist"}),
        ("I do not want doctors. Tell me about rain.", set()),
        ("My doctor says hello. What is your favourite soup?", set()),
    ],
)
def test_the_profession_asked_for_is_found(text, names):
    assert asked(body=text) == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "I want to talk to patients who stopped the drug.",
            "people with a story of their own",
        ),
        ("Have you been scammed by phone?", "people with a story of their own"),
        ("Real people only, no experts please.", "people with a story of their own"),
        ("Holiday gift guide 2026", "products"),
        ("Seeking a hosted stay in Porto", "a hosted stay"),
        ("In-house counsel only, no vendors", "in-house people only"),
        ("Looking for celebrity bakers", "a well-known name"),
    ],
)
def test_the_kind_of_call_is_found(text, kind):
    assert kind in [k for k, _ in read(make.query(summary="", body=text)).calls]


def test_people_who_can_explain_are_not_a_call_for_personal_stories():
    query = make.query(summary="", body="Looking for people who can explain enamel.")
    assert not read(query).calls


def expert(**fields):
    return Profile(company="C", experts=(Expert(id="e", name="Eve", **fields),))


def states(body, profile):
    return [f.state for f in judge(make.query(summary="", body=body), profile)]


def test_a_general_doctor_does_not_stand_in_for_a_specialist_but_the_reverse_holds():
    doctor = expert(title="Family physician", credentials=("MD",))
    heart = expert(title="Cardiologist")
    assert states("Seeking cardiologists on salt.", doctor) == ["unmet"]
    assert states("Seeking physicians on salt.", heart) == ["met"]


def test_an_open_list_is_unknown_rather_than_unmet():
    body = "Seeking dentists or other qualified health professionals on salt."
    assert states(body, expert(title="Plumber")) == ["unknown"]


def test_an_expert_without_a_known_profession_is_unknown():
    assert states("Seeking dentists on salt.", expert(title="Spokesperson")) == ["unknown"]


def test_reasons_quote_the_sentence():
    query = make.query(summary="", body="Seeking dentists on salt.")
    (finding,) = judge(query, expert(title="Plumber"))
    assert finding.reason == 'asks for dentist: "Seeking dentists on salt."'


@pytest.mark.parametrize(
    ("location", "wanted", "answer"),
    [
        ("Columbus, Ohio, USA", {"United States"}, True),
        ("Columbus, Ohio", {"United States"}, True),
        ("Columbus, OH", {"Midwest"}, True),
        ("Toronto, Canada", {"United States"}, False),
        ("Toronto", {"United States"}, False),
        ("Boston, Massachusetts", {"New York", "New Jersey"}, False),
        ("Boston, Massachusetts", {"Miami"}, False),
        ("Miami, Florida", {"Miami"}, True),
        ("", {"Miami"}, None),
        ("somewhere nice", {"Florida"}, None),
    ],
)
def test_a_place_holds_what_lies_in_it(location, wanted, answer):
    assert stands_in(location, frozenset(wanted)) is answer


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Sources must be US-based.", {"United States"}),
        ("Must be licensed in New York, New Jersey or Connecticut.",
         {"New York", "New Jersey", "Connecticut"}),
        ("Looking for a planner based in Miami for TV.", {"Miami"}),
        ("I was in Ohio last week. It rained.", set()),
    ],
)  # fmt: skip
def test_the_place_insisted_on_is_found(body, found):
    assert read(make.query(summary="", body=body)).places == found


def test_habits_of_the_genre_are_taken_out():
    assert topic("Looking for experts to comment on enamel and whitening strips") == (
        "enamel and whitening strips"
    )
    assert "headshot" not in " ".join(windows("Is enamel harmed? Send a headshot."))


def test_no_window_is_longer_than_the_model_reads():
    body = "word " * 1000 + ". " + "Another sentence of few words. " * 300
    cut = windows(body)
    assert len(cut) > 1
    assert max(len(window.split()) for window in cut) <= WINDOW

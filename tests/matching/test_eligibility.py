"""Who is asked for, read by rules; and where."""

import pytest

from bot.domain import Expert, Profile
from bot.matching.eligibility import judge
from bot.matching.places import stands_in
from bot.matching.texts import WINDOW, windows
from bot.matching.wants import read
from tests import make


def asked(summary="", body=""):
    return {role.name for role in read(make.query(summary=summary, body=body)).roles}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dermatologist needed for a story on acne", {"dermatologist"}),
        ("Looking for licensed plumbers to explain frozen pipes", {"plumber"}),
        ("Financial advisors: what are you telling clients?", {"financial planner"}),
        ("I need two endocrinologists (MD or DO) for a Q&A", {"endocrinologist"}),
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
        ("Have you been scammed by phone?", "what happened to you"),
        ("Real people only, no experts please.", "people who are no experts"),
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


def test_sentences_about_the_answers_form_are_left_out():
    assert "headshot" not in " ".join(windows("Is enamel harmed? Send a headshot."))


def test_no_window_is_longer_than_the_model_reads():
    body = "word " * 1000 + ". " + "Another sentence of few words. " * 300
    cut = windows(body)
    assert len(cut) > 1
    assert max(len(window.split()) for window in cut) <= WINDOW


VET = Profile(
    company="V",
    description="Video visits with vets",
    experts=(Expert(id="v", name="Vi", title="Medical director", credentials=("DVM",)),),
)
PAYROLL = Profile(
    company="P",
    description="Payroll software for small businesses with up to 50 employees.",
    topics=("payroll", "overtime"),
    experts=(
        Expert(id="h", name="Hal", title="Director of HR", expertise=("overtime rules",)),
        Expert(id="t", name="Tam", title="Head of payroll", expertise=("payroll taxes",)),
    ),
)
FLORIST = Profile(
    company="F",
    description="A flower studio for weddings.",
    experts=(Expert(id="f", name="Flo", title="Owner and head florist"),),
)


ASKED = {"role", "rank", "group", "trade", "knows"}


def hard(profile, summary, body=""):
    return [
        f.reason for f in judge(make.query(summary=summary, body=body), profile) if f.hard
    ]


def role(profile, summary, body=""):
    found = judge(make.query(summary=summary, body=body), profile)
    return next((f.state for f in found if f.name in ASKED), "")


@pytest.mark.parametrize(
    "text",
    [
        "Flying with a cat: airline staff, tell us",
        "Gate agents and cabin crew: what do you see?",
        "Calling all bank tellers",
        "I want to hear from chimney sweeps about soot.",
        "Home inspectors only, please.",
        "Sommeliers wanted",
        "Auctioneers on heirlooms",
        "Question for zoo keepers",
        "We ask lighthouse keepers how they sleep.",
    ],
)
@pytest.mark.parametrize("profile", [VET, PAYROLL, FLORIST])
def test_a_trade_that_nobody_here_has_is_unmet_though_no_list_knows_it(text, profile):
    assert hard(profile, text)


@pytest.mark.parametrize(
    "text",
    [
        "Roofers, landscapers and small contractors tell me that overtime confuses them.",
        "My readers are nurses and teachers. What should they know?",
        "A guide for landlords: who pays, who fixes",
        "Nurses who moonlight: the tax side",
        "Parents want to know: is it safe?",
        "My electrician says never. Who is right?",
        "The dentist, the florist and the fake invoice",
        "Doctors have given me the side effects. Now the other side.",
        "Help patients find a way. When should you talk to a lawyer?",
        "Do I need a lawyer?",
        "Bakery owners ask me whether they need a handbook.",
    ],
)
@pytest.mark.parametrize("profile", [VET, PAYROLL, FLORIST])
def test_people_who_are_only_spoken_of_are_not_asked_for(text, profile):
    assert not hard(profile, text)


@pytest.mark.parametrize(
    ("profile", "text"),
    [
        (FLORIST, "Florists, what do couples spend?"),
        (FLORIST, "Can a florist explain?"),
        (FLORIST, "Looking for owners of small shops on tariffs."),
        (PAYROLL, "Seeking payroll experts on deposits."),
        (PAYROLL, "I need one payroll specialist."),
        (VET, "Vets: when is a video visit enough?"),
        (VET, "A veterinarian's view would help."),
        (VET, "I've got three dog owners. Now I need a vet to explain."),
    ],
)
def test_whoever_is_asked_for_and_here_is_met(profile, text):
    assert role(profile, text) == "met"


@pytest.mark.parametrize(
    ("profile", "text"),
    [
        (PAYROLL, "Seeking school leaders on overtime."),
        (FLORIST, "Looking for garden editors."),
        (expert(title="Employment attorney"), "Seeking immigration lawyers on fees."),
        (PAYROLL, "Seeking business leaders on growth."),
    ],
)
def test_a_shared_word_does_not_make_one_trade_another(profile, text):
    assert role(profile, text) != "met"


@pytest.mark.parametrize(
    "text",
    [
        "Workers: has your employer paid you late this year?",
        "Pet parents: did your dog change?",
        "Tenants: has your landlord left you without heat?",
        "Employees, we want your story",
        "Brides, tell us what you spent",
        "I'd love to hear from dog owners.",
        "Seeking people with migraine who fly every week.",
        "If you lost money to a caller, we would like to talk to you.",
    ],
)
def test_those_with_a_story_are_no_experts_of_ours_and_no_founders(text):
    (reason,) = hard(PAYROLL, text)
    assert "a story of their own" in reason


@pytest.mark.parametrize(
    "text",
    ["Veterinary students wanted", "Seeking dietetics interns",
     "Law majors: would you again?", "Apprentice plumbers on their first year"],
)  # fmt: skip
def test_who_learns_a_trade_is_not_who_has_it(text):
    assert any("students" in reason for reason in hard(VET, text))


@pytest.mark.parametrize(
    "text",
    ["Product call: payroll apps to test", "Mother's Day gift guide",
     "Stocking stuffers 2026", "Round-up: password managers we should try",
     "Makers may send two flavours.",
     "Space heaters to review for a buying guide"],
)  # fmt: skip
def test_a_call_for_products_is_not_one_for_a_comment(text):
    assert any("products" in reason for reason in hard(FLORIST, text))


def test_an_expert_round_up_is_not_a_call_for_products():
    assert not hard(PAYROLL, "Expert round-up: payroll pros on overtime")


@pytest.mark.parametrize(
    "text",
    ["HR chiefs of companies with 5,000+ people: how do you plan?",
     "Seeking HR directors at Fortune 500 companies.",
     "HR leaders at hospitals with 500+ beds: what changed for you?"],
)  # fmt: skip
def test_those_inside_large_houses_are_not_in_a_small_one(text):
    assert any("large" in reason for reason in hard(PAYROLL, text))


def test_who_advises_large_houses_may_be_anywhere():
    assert not hard(PAYROLL, "Seeking HR experts who advise companies with 5,000 people.")


def test_a_story_asked_of_the_very_profession_is_ours():
    assert not hard(VET, "Vets, share your own story", "Have you been bitten?")

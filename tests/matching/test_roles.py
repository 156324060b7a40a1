"""Who is called what, what proves it, and who is certainly somebody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import roles
from bot.matching.professions import parse, vocabulary
from tests.reading import within


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("two board-certified derms", {"dermatologist"}),
        ("a shrink or a money coach", {"mental health professional", "financial coach"}),
        ("travel agents", {"travel agent"}),
        ("LMFTs and LCSWs", {"marriage and family therapist", "clinical social worker"}),
        ("counsellors for couples", {"counselor"}),
        ("couples counsellors", {"couples therapist"}),
        ("paediatric dieticians", {"pediatric dietitian"}),
        ("real-estate agents", {"realtor"}),
        ("VPs of marketing", {"marketer"}),
        ("heads of people", {"HR expert"}),
        ("experts in cybersecurity", {"security expert"}),
        ("Psy.D. or Ph.D.", {"clinical psychologist", "academic"}),
        ("MDs/DOs, NPs, PA-Cs", {"doctor", "nurse practitioner", "physician assistant"}),
        (
            "employment or immigration lawyers",
            {"employment attorney", "immigration attorney"},
        ),
        ("freight, van or insurance brokers", {"freight broker", "insurance broker"}),
        ("mortgage loan officers or brokers", {"loan officer", "mortgage broker"}),
        (
            "career, executive and life coaches",
            {"career coach", "executive coach", "life coach"},
        ),
        ("healthcare experts", {"health professional"}),
        ("a mycologist", {"mycologist"}),
        ("an ichthyologist", {"ichthyologist"}),
    ],
)
def test_a_profession_is_found_however_it_is_called(text, names):
    assert set(roles.asked(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("physical therapists", {"physical therapist"}),
        ("a financial therapist", {"financial therapist"}),
        ("nurse practitioners", {"nurse practitioner"}),
        ("data architects", {"IT architect"}),
        ("a security guard", {"security guard"}),
        ("Social Security experts", {"Social Security expert"}),
        ("vet techs", {"veterinary technician"}),
        ("military vets", {"military veteran"}),
        ("camp counselors", {"camp counselor"}),
        ("general counsel", {"general counsel"}),
        ("dog trainers", {"dog trainer"}),
        ("doctors of philosophy", {"academic"}),
        ("spin doctors", set()),
        ("the chef de mission", set()),
        ("non-attorney people", set()),
        ("let it people, please", set()),
    ],
)
def test_the_longest_phrase_says_who_it_is(text, names):
    assert set(roles.asked(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "people in Baltimore, MD",
        "anyone near MD",
        "tenants in NY, NJ, PA",
        "by 9 am PT",
        "before 12pm PT",
        "readers in Fargo, ND",
        "Washington, D.C.",
        "DC cameras",
        "a quote in Business Insider",
        "what DO you think",
        "PLEASE DO NOT CALL",
        "an ea of ground",
        "fans of EA Sports",
        "the pa system or the od",
    ],
)
def test_letters_that_mean_a_place_or_an_hour_are_no_credentials(text):
    assert not roles.asked(text)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Jane Roe, MD, FAAD", {"dermatologist", "doctor", "health professional"}),
        ("Dr. Ana Lund, DVM, DACVD", {"veterinary dermatologist", "veterinarian"}),
        ("Director of HR", {"HR expert"}),
        ("VP, People", {"HR expert"}),
        ("VP Marketing", {"marketer"}),
        ("SVP, Global Talent Acquisition", {"recruiter", "HR expert"}),
        ("Founder & CEO", {"founder", "CEO", "executive"}),
        ("Owner and master plumber", {"founder", "plumber", "home expert"}),
        ("Chief of Cardiology", {"cardiologist", "doctor"}),
        ("Partner, CPA", {"accountant", "tax expert", "finance expert"}),
        ("LMFT", {"therapist", "couples therapist", "mental health professional"}),
    ],
)
def test_titles_and_letters_show_a_profession_and_all_above_it(title, names):
    assert names <= roles.held(title)


@pytest.mark.parametrize(
    ("title", "never"),
    [
        ("Lead dermatology nurse practitioner", "doctor"),
        ("Founder and medical director, DVM", "medical professional"),
        ("HVAC technician and trainer", "trainer"),
        ("Principal, Roe & Lund", "school principal"),
        ("Director, freelancers and creators", "influencer"),
        ("PhD", "psychologist"),
        ("Product owner", "founder"),
        ("Physical therapist", "therapist"),
    ],
)
def test_a_title_shows_no_more_than_it_says(title, never):
    assert never not in roles.held(title)


def test_what_somebody_knows_makes_a_kind_and_never_a_profession():
    assert "couples therapist" in roles.held("Therapist", "couples, affairs")
    assert "immigration attorney" in roles.held("Partner, JD", "visas")
    deeds = roles.held("Attorney", "real estate closings")
    assert "real estate attorney" in deeds
    assert "estate planning attorney" not in deeds
    assert not roles.held("Spokesperson", "dermatology and what dermatologists do")


def test_everyone_below_satisfies_a_name_and_nobody_above():
    doctor = roles.asked("a doctor")["doctor"]
    assert {"doctor", "dermatologist", "psychiatrist"} <= doctor
    assert not {"health professional", "dentist", "veterinarian", "academic"} & doctor
    assert "nurse" in roles.asked("medical professionals")["medical professional"]


@pytest.mark.parametrize(
    ("group", "member"),
    [
        ("health professionals", "dietitian"),
        ("licensed clinicians", "clinical psychologist"),
        ("finance experts", "accountant"),
        ("legal experts", "attorney"),
        ("home pros", "electrician"),
        ("pet experts", "veterinarian"),
        ("beauty experts", "esthetician"),
        ("travel experts", "hotelier"),
        ("parenting experts", "pediatrician"),
        ("mental health pros", "psychiatrist"),
        ("tax pros", "enrolled agent"),
    ],
)
def test_a_group_is_satisfied_by_all_who_belong_to_it(group, member):
    (enough,) = roles.asked(group).values()
    assert member in enough


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("dietitian", "MD"),
        ("dermatologist", "Cardiologist, MD"),
        ("veterinarian", "Psychiatrist"),
        ("attorney", "CFP"),
        ("dentist", "MD"),
        ("health professional", "Plumber"),
        ("psychologist", "Founder and electrician"),
    ],
)
def test_another_trade_rules_a_name_out(name, title):
    assert roles.apart(name, roles.held(title))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("plumber", "Founder"),
        ("psychologist", "PhD"),
        ("dermatologist", "MD"),
        ("doctor", "Dermatologist"),
        ("founder", "Dentist"),
        ("immigration attorney", "Employment attorney"),
        ("sleep physician", "Neurologist"),
        ("personal trainer", "RD"),
        ("plumber", "Spokesperson"),
        ("ichthyologist", "Plumber"),
    ],
)
def test_what_one_person_may_well_be_rules_nothing_out(name, title):
    assert not roles.apart(name, roles.held(title))


def test_nobody_is_apart_from_what_they_are():
    for name, above in vocabulary().above.items():
        assert not any(roles.apart(other, above) for other in above), name


def test_the_words_of_a_name_can_be_taken_out():
    assert roles.without("US real-estate agents now", "realtor").split() == ["US", "now"]
    assert roles.without("a vet", "plumber") == "a vet"
    span = "loan, mortgage or insurance brokers"
    assert "broker" not in roles.without(span, "insurance broker")


def test_the_tables_are_sound():
    known = vocabulary()
    assert len(known.above) > 300
    assert all(
        name in known.above for names in known.words.values() for name in names - {"-"}
    )
    for name in known.above:
        assert name in roles.asked(name) or name == "judge", name


def test_a_line_without_a_colon_is_refused():
    with pytest.raises(ValueError, match="no colon"):
        list(parse("plumber"))


@given(st.text(max_size=300))
def test_no_text_makes_it_stumble(text):
    roles.asked(text)
    roles.held(text, text)
    roles.without(text, "doctor")


def test_hostile_text_takes_no_longer_than_its_length():
    for text in ("or, " * 50_000, "mortgage, " * 30_000, "a" * 200_000, "M.D." * 50_000):
        with within(2):
            roles.asked(text)
            roles.held(text, text)

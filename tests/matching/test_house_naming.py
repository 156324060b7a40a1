"""Who or what is wanted counts, though it is said in the words of a house rule."""

import pytest

from bot.domain import Verdict
from bot.matching import house, rank
from bot.matching.texts import windows
from bot.matching.wants import read
from tests import make


@pytest.mark.parametrize("mark", [":", ",", " -", ";"])
@pytest.mark.parametrize(
    ("people", "role"), [("Dermatologists", "dermatologist"), ("Dentists", "dentist")]
)
def test_a_profession_that_is_told_how_to_answer_is_asked_for(people, role, mark):
    said = f"What does it cost? {people}{mark} please include your full name and title."
    wants = read(make.query(summary="", body=said))
    assert [(r.name, r.firm) for r in wants.roles] == [(role, True)]
    assert not any("name" in phrase for phrase in wants.phrases)


def whitening(said):
    body = f"Do whitening strips harm teeth? {said}"
    query = make.query(summary="Skin and teeth whitening strips", body=body, questions=())
    (match,) = rank([query], make.profile(), make.embed)
    return match


def test_a_firm_wish_for_a_profession_not_there_keeps_a_query_from_being_posted():
    match = whitening("Dermatologists: please include your full name and title.")
    assert match.verdict is not Verdict.POST


def test_a_profession_that_is_told_how_to_answer_is_a_reason_where_it_is_there():
    match = whitening("Dentists: please include your full name and title.")
    assert any("asked for and here: dentist" in reason for reason in match.why)


@pytest.mark.parametrize(
    "said",
    [
        "I need PR experts who can comment on record.",
        "I want email experts, please reply with your full name.",
        "We need companies that use AI to answer the phone.",
        "LinkedIn experts only, please include your website.",
        "Publicists only, please.",
        "PR agencies only: send your answers by Friday.",
        "Seniors (65+) only, full name and age required.",
        "Gen Z only, please include full name and age.",
        "Only women over 50 should reply, with a full name and photo.",
        "Submissions must be from women over 50.",
        "Sources must be over 65, full name and age required.",
        "Answers must come from retirees, with full name and age.",
        "LinkedIn users, please include your full name and location.",
        "Email marketing agencies, please respond with your website.",
        "Experts in email security, please reply with your full name.",
        "Brands with an AI policy, please reply with your website.",
        "Please reply only if your company uses chatbots, and include your job title.",
        "Please reply only if you use AI at work, and include your job title.",
        "Please respond if your business uses AI phone agents.",
        "Please do not reply unless your company uses chatbots.",
        "Married couples only, first names and age please.",
        "Sources in Ohio, please reply with your phone number.",
    ],
)
def test_a_sentence_that_says_who_is_wanted_in_a_house_rule_s_words_counts(said):
    (left,) = windows(said)
    assert said.startswith(left)


@pytest.mark.parametrize(
    "said",
    [
        "Please send AI tools you use daily.",
        "Please include which AI tools you use at work.",
        "Please share your best email subject lines.",
        "Send me examples of AI emails.",
        "Send your AI predictions in two sentences.",
        "Comment on the record about press releases that failed.",
        "Please send your opinion on AI, in 100 words.",
        "Please send a quote about phone bans.",
    ],
)
def test_a_sentence_that_says_what_is_wanted_in_a_house_rule_s_words_counts(said):
    assert windows(said) == (said,)


@pytest.mark.parametrize(
    "said",
    [
        "150 words max",
        "No PR pitches.",
        "On the record only.",
        "No PR agencies, email only.",
        "Publicists: please forward this to your clients and do not answer for them.",
        "Experts who use ChatGPT will be ignored.",
        "Real people only, no bots.",
        "Responses must be from a named expert.",
        "Pitches must be from a company email address.",
        "Submissions must be in by Friday at 5pm.",
        "I need quotes from the expert only, not the PR agency.",
        "I will reply only if you are a fit.",
        "I will follow up only if your answer is selected.",
        "Disclose any AI tools you use.",
        "Use the phrase 'women over 50' in your subject line.",
        "Please include your company name, website and number of employees.",
        "Please include your best contact number and email.",
        "Contributors will be credited with a link to their website.",
        "All experts, please include your full name and title.",
    ],
)
def test_a_house_rule_that_names_people_or_things_is_still_one(said):
    assert house.only_form(said)
    assert windows(said) == ()

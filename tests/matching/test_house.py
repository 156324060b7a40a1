"""House rules, how to answer and not what or who is wanted, move no score."""

import time
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Expert, Profile, Verdict
from bot.embedding import Embedder
from bot.matching import house, rank
from bot.matching.texts import windows
from bot.matching.wants import read
from tests import make

HOUSE = (
    "Human-written only.",
    "Real humans only, please.",
    "Please put BLUE HERON in your subject line.",
    "Put the word marmalade in your subject line so that I know you read this.",
    "Responses that contain the word 'delve' will be binned.",
    "AI-generated responses will be deleted.",
    "No AI.",
    "I run every reply through GPTZero.",
    "Written by the expert, not generated.",
    "Please include a headshot and short bio.",
    "Please include your full name, job title and a link to your website.",
    "Include your LinkedIn profile.",
    "Name, title, company, link.",
    "No PR people, please.",
    "Publicists may forward this to a client, but please do not answer for them.",
    "Deadline is Friday at 5pm ET.",
    "I need answers by Tuesday, 4 p.m.",
    "Maximum 150 words.",
    "100-150 words.",
    "Please answer in two to three sentences.",
    "Please answer in bullet points.",
    "Please number your answers.",
    "Keep it short and punchy.",
    "Email answers only, no phone calls.",
    "30 minutes on Zoom, recorded.",
    "No attachments.",
    "Paste your replies in the body of the email.",
    "All quotes must be on the record.",
    "Responses must be original and not published elsewhere.",
    "No self-promotion, please.",
    'Bonus points if you start your email with "Hello sunshine".',
    "I am not able to respond to every pitch.",
    "We will link back to your site.",
    "I reserve the right to edit for length and clarity.",
    "Please mention your preferred pronouns and where you are based.",
    "If you are a fit, I will send questions.",
    "Do not follow up.",
    "I have read enough machine-made prose to know it when I see it, so don't.",
)
TITLE = "Dental clinics: cost of visits without insurance 2026"
ASKED = "What does a visit cost without insurance?"


def score(body, profile=None, embed=make.embed, summary=TITLE):
    query = make.query(summary=summary, body=body, questions=())
    (match,) = rank([query], profile or make.profile(), embed)
    return match.score


@pytest.mark.parametrize("said", HOUSE)
def test_a_house_rule_leaves_the_score_as_it_is(said):
    assert score(f"{ASKED} {said}") == score(ASKED)
    assert score(f"{said}\n\n{ASKED}") == score(ASKED)


def test_house_rules_together_leave_the_score_as_it_is():
    assert score(f"{ASKED}\n\n" + "\n".join(HOUSE)) == score(ASKED)
    assert score(f"{' '.join(HOUSE)} {ASKED}") == score(ASKED)


def test_a_title_is_enough_where_the_body_says_only_how_to_answer():
    assert score("Human-written only. 150 words by Friday.") == score("")


@pytest.mark.parametrize("said", HOUSE)
def test_a_house_rule_asks_for_nobody(said):
    wants = read(make.query(summary="", body=said))
    assert (wants.phrases, wants.roles, wants.others, wants.calls) == ((), (), (), ())


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (
            "Looking for licensed dentists in Texas; please include a headshot.",
            "Looking for licensed dentists in Texas;",
        ),
        (
            "Please include a headshot; I need licensed dentists in Texas.",
            "I need licensed dentists in Texas.",
        ),
        (
            "Looking for quotes (AI answers cannot be accepted) from dentists in Texas.",
            "Looking for quotes from dentists in Texas.",
        ),
        (
            "Dentists in Texas wanted, please send a short bio.",
            "Dentists in Texas wanted,",
        ),
    ],
)
def test_a_sentence_that_says_who_is_wanted_too_counts_without_its_house_rule(said, left):
    assert windows(said) == (left,)
    wants = read(make.query(summary="", body=said))
    assert [role.name for role in wants.roles] == ["dentist"]
    assert not any("headshot" in phrase or "bio" in phrase for phrase in wants.phrases)


@pytest.mark.parametrize(
    ("said", "place"), [("Must be based in Texas.", "Texas"), ("UK-based only.", "UK")]
)
def test_where_a_source_must_be_still_counts(said, place):
    found = read(make.query(summary="", body=f"{said} No AI.")).places
    assert place in " ".join(found) or found


def test_whoever_may_not_or_must_answer_still_counts():
    refused = read(make.query(summary="", body="No lawyers. No PR people, please."))
    assert {role.name for role in refused.refused} == {"attorney", "PR expert"}
    must = read(make.query(summary="", body="You must be a licensed dentist. No AI."))
    assert [role.name for role in must.roles] == ["dentist"]
    only = read(make.query(summary="", body="Dentists only, please; no AI."))
    assert [role.name for role in only.roles] == ["dentist"]


@pytest.mark.parametrize(
    "said",
    [
        "Names can be changed.",
        "Your employer need not be named.",
        "You can stay anonymous.",
        "First names only is fine.",
    ],
)
def test_a_promise_of_anonymity_is_kept_as_it_shows_that_own_stories_are_wanted(said):
    assert windows(said) == (said,)


@pytest.mark.parametrize(
    "said",
    [
        "I'm writing about AI-written text in schools.",
        "Tell me about AI-generated X-rays in dentistry.",
        "Tips on writing subject lines that get opened.",
        "How to write a bio for LinkedIn.",
        "Best tools to check text for AI.",
        "AI tools that write text are changing how people answer email.",
        "How far in advance do you set your schedule?",
        "Please send two sentences on how insulin resistance affects teeth.",
        "Send headshots of bald men for a story on hair loss.",
        "I'm seeking an injury attorney on a tight deadline.",
        "I am looking for parents that can answer some of these questions.",
        "She had never been asked to write it up.",
        "Writers who use AI, email me.",
        "Please reply only if you work at a company with 10,000 users.",
    ],
)
def test_a_story_about_answers_and_their_form_is_a_story(said):
    assert windows(said) == (said,)


def test_a_ban_is_no_talk_of_what_a_company_avoids():
    body = f"{ASKED} No AI text. AI text will be deleted."
    (match,) = rank(
        [make.query(summary=TITLE, body=body, questions=())],
        make.profile(avoid=("AI text",)),
        make.embed,
    )
    assert not any("avoid" in reason for reason in match.against)


@given(st.text(), st.sampled_from(HOUSE))
def test_what_is_left_of_a_sentence_was_in_it_and_is_left_again(text, said):
    for sentence in (text, f"{text}; {said}", f"{text} ({said})"):
        left = house.without(sentence)
        assert set(left.split()) <= set(chain(*(p.split() for p in (sentence, text))))
        assert len(left) <= len(sentence)


@pytest.mark.parametrize(
    "text",
    ["please " * 60_000, "(" * 100_000, "a; " * 100_000, "No AI. " * 20_000, "'a" * 90_000],
)
def test_a_hostile_text_is_read_in_bounded_time(text):
    began = time.monotonic()
    windows(text)
    read(make.query(summary="", body=text))
    assert time.monotonic() - began < 20


DENTAL = Profile(
    company="Acme Dental",
    description="A chain of six dental clinics in Texas for families.",
    topics=("teeth whitening at home", "cost of dental care without insurance"),
    experts=(Expert(id="ada", name="Ada Dent", title="Chief dentist"),),
)


@pytest.mark.model
def test_the_real_model_posts_a_query_whatever_its_house_rules():
    with Embedder(engine="numpy") as embedder:
        plain = score(ASKED, DENTAL, embedder.embed)
        ruled = score(f"{ASKED} {' '.join(HOUSE)}", DENTAL, embedder.embed)
        query = make.query(summary=TITLE, body=f"{ASKED} {HOUSE[0]}", questions=())
        (match,) = rank([query], DENTAL, embedder.embed)
    assert ruled == pytest.approx(plain, abs=0.03)
    assert match.verdict is Verdict.POST

"""Who answers fits what is demanded at least as well as whom the ranking chose."""

from dataclasses import replace

import pytest

from bot.asks import understood
from bot.domain import Answer, Expert, Have, Quote, Requirement
from bot.matching import rank
from bot.pitching import experts
from bot.pitching.checklist import wanted
from bot.pitching.experts import Fits, fit, picked
from bot.pitching.facts import Choice
from bot.pitching.flagging import flags
from tests import make

ADA = Expert(
    id="ada", name="Ada Dent", title="Chief Dentist", credentials=("DDS",),
    location="Austin, Texas, USA",
)  # fmt: skip
BEN = Expert(id="ben", name="Ben Hire", title="HR lead", location="Leeds, England")


def of(expert, kind, sentence, **match):
    need = Requirement(kind=kind, sentence=sentence)
    (found,) = fit(expert, [need], make.match(**{"why": (), **match}))
    return found


@pytest.mark.parametrize(
    ("sentence", "ada", "ben"),
    [
        ("Looking for dentists.", Fits.YES, Fits.NO),
        ("Seeking a licensed dentist or dermatologist.", Fits.YES, Fits.NO),
        ("We want a DDS.", Fits.YES, Fits.NO),
        ("Only CPAs, please.", Fits.NO, Fits.NO),
        ("I need medical professionals.", Fits.UNSURE, Fits.UNSURE),
        ("Ten years of experience needed.", Fits.UNSURE, Fits.UNSURE),
        ("Please include your credentials.", Fits.UNSURE, Fits.UNSURE),
    ],
)
def test_credentials_are_held_against_title_and_letters(sentence, ada, ben):
    assert of(ADA, "credentials", sentence).fits is ada
    assert of(BEN, "credentials", sentence).fits is ben


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("CIO", "Comments from CIOs or CTOs (particularly CIOs) are most likely used."),
        ("CIO", "We want to hear from CTOs/CIOs."),
        ("CIO", "Only a Chief Information Officer, please."),
        ("Chief Information Officer", "We seek a CIO."),
        ("Chief Information Officer", "Chief information officers only."),
        ("Group Chief Financial Officer", "Looking for CFOs."),
        ("CMO and co-founder", "Chief Marketing Officers wanted."),
        ("Chief Happiness Officer", "Chief happiness officers wanted."),
        ("CTO", "C-suite leaders wanted."),
        ("VP of Sales", "Vice presidents only."),
        ("Vice President, Sales", "VPs only."),
    ],
)
def test_a_title_in_letters_is_the_same_in_words_and_of_many(title, sentence):
    expert = replace(BEN, title=title)
    assert of(expert, "credentials", sentence).fits is Fits.YES
    assert of(ADA, "credentials", sentence).fits is not Fits.YES


def test_a_title_that_the_ranking_did_not_know_is_still_shown():
    said = "Comments from CIOs or CTOs are most likely to be used."
    against = (f'asks for CIO, CTO: "{said}"',)
    cio = replace(BEN, title="CIO")
    assert of(cio, "credentials", said, against=against).fits is Fits.YES
    assert of(BEN, "credentials", said, against=against).fits is Fits.NO


@pytest.mark.parametrize(
    ("sentence", "ada", "ben"),
    [
        ("US-based experts only.", Fits.YES, Fits.NO),
        ("Must live in Texas.", Fits.YES, Fits.UNSURE),
        ("Must live in Ohio.", Fits.NO, Fits.UNSURE),
        ("Experts in the UK.", Fits.NO, Fits.YES),
        ("Sources in Leeds.", Fits.UNSURE, Fits.YES),
        ("Anywhere, the US or not.", Fits.YES, Fits.UNSURE),
        ("Tell us where you live.", Fits.UNSURE, Fits.UNSURE),
    ],
)
def test_a_place_is_held_against_where_an_expert_is(sentence, ada, ben):
    assert of(ADA, "location", sentence).fits is ada
    assert of(BEN, "location", sentence).fits is ben


def test_nobody_without_a_location_is_said_to_be_elsewhere():
    assert of(replace(ADA, location=""), "location", "US only.").fits is Fits.UNSURE


def test_what_the_ranking_found_counts_before_the_words():
    """The reasons of a real ranking, as it words them now."""
    profile = make.profile(experts=(ADA, BEN))
    query = understood(
        make.query(
            summary="Whitening strips",
            body="I am looking to speak with a board-certified dermatologist based in"
            " Canada. Do whitening strips harm enamel?",
        )
    )
    (match,) = rank([query], profile, make.embed)
    assert any(reason.startswith("asks for dermatologist") for reason in match.against)
    found = {one.kind: one for one in fit(ADA, wanted(query), match)}
    assert (found["credentials"].fits, found["credentials"].what) == (
        Fits.NO,
        "dermatologist",
    )
    assert found["location"].fits is Fits.NO
    told = flags(ADA, found.values(), ())
    assert told[0] == (
        "They want a dermatologist; the profile has no such credential for Ada Dent."
    )
    assert "They want a source in Canada; the profile does not have Ada Dent there." in told


def test_who_the_ranking_heard_of_elsewhere_is_not_sure_to_fit_the_sentence():
    met = ("asked for and here: dentist (Ada Dent)",)
    assert of(ADA, "credentials", "Dermatologists only.", why=met).fits is Fits.UNSURE
    assert of(ADA, "credentials", "Clinicians, dentists too.", why=met).fits is Fits.YES
    assert of(ADA, "credentials", "State your training.", why=met).fits is Fits.YES


def test_who_the_ranking_says_is_asked_for_fits():
    profile = make.profile(experts=(ADA, BEN))
    query = understood(make.query(body="Looking for oral health experts, dentists only."))
    (match,) = rank([query], profile, make.embed)
    assert any(reason.startswith("asked for and here: ") for reason in match.why)
    (need,) = fit(ADA, wanted(query), match)
    assert need.fits is Fits.YES


# -------------------------------------------------------------------------- who answers


def choice(*states):
    return Choice(answers=tuple(Answer(question="?", state=state) for state in states))


LESS = choice(Have.HAVE, Have.ASK, Have.THIN)
MORE = choice(Have.THIN, Have.HAVE, Have.HAVE)
OWN = (Quote(id="q", text="Words.", expert="ben"),)
DENTISTS = [Requirement(kind="credentials", sentence="Looking for dentists.")]
ANYBODY = [Requirement(kind="credentials", sentence="Include your credentials.")]


def pick(needs, ada, ben, *, quotes=OWN, expert_id="ada"):
    profile = make.profile(experts=(ADA, BEN), quotes=quotes)
    match = make.match(expert_id=expert_id, why=())
    chosen = {"ada": ada, "ben": ben}
    return picked(profile, match, needs, lambda who: chosen[who.id if who else ""])


def test_more_answers_win_where_both_fit():
    assert pick(ANYBODY, LESS, MORE).expert == BEN
    assert pick([], LESS, MORE).choice == MORE


def test_as_many_answers_change_nothing():
    assert pick([], MORE, choice(Have.HAVE, Have.HAVE, Have.ASK)).expert == ADA


def test_more_answers_do_not_win_against_a_demand_and_are_counted():
    found = pick(DENTISTS, LESS, MORE)
    assert (found.expert, found.choice) == (ADA, LESS)
    assert found.others == ((BEN, 2),)


def test_an_expert_with_nothing_of_their_own_is_not_tried():
    assert pick([], LESS, MORE, quotes=()).expert == ADA


def test_without_experts_the_company_speaks():
    profile = make.profile(experts=())
    found = experts.picked(profile, make.match(), [], lambda _expert: MORE)
    assert (found.expert, found.choice) == (None, MORE)

"""The expert gets few questions, each to be read alone; the person short, plain flags."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import pitching
from bot.domain import Answer, Check, Expert, Have
from bot.pitching.experts import Fit, Fits
from bot.pitching.flagging import LONGEST, flags
from bot.pitching.flagging import MOST as MOST_FLAGS
from bot.pitching.questioning import MOST, questions
from bot.pitching.quoting import MOST as LONG
from tests import make
from tests.pipeline.conftest import PROMPTS

ADA = Expert(
    id="ada", name="Ada Dent", title="Chief Dentist", credentials=("DDS",),
    location="Austin, Texas, USA",
)  # fmt: skip
TITLE = "Dentists on whitening strips"


def one(question, *, summary=TITLE, state=Have.ASK):
    answer = Answer(question=question, state=state)
    (found,) = questions([answer], (), make.query(summary=summary), make.profile())
    return found


# ------------------------------------------------------------------------ to the expert


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "what moves the needle",
            f'On "{TITLE}": What moves the needle?',
        ),
        ("why stress at work causes rashes", "Why stress at work causes rashes?"),
        ("And how far ahead should people book?", "How far ahead should people book?"),
        (
            "looking for tips on brushing at night",
            "What would you say about: tips on brushing at night?",
        ),
        (
            "Please define and explain what cover means.",
            "Could you define and explain what cover means?",
        ),
        (
            "share of people who brush at night",
            "What would you say about: share of people who brush at night?",
        ),
        (
            "about the price of whitening at home",
            "What would you say about: the price of whitening at home?",
        ),
        ("What is it?", f'On "{TITLE}": What is it?'),
    ],
)
def test_a_question_reads_alone(question, asked):
    assert one(question) == asked


def test_what_is_near_is_told_once():
    fact = make.profile().facts[0]
    thin = [
        Answer(question=question, state=Have.THIN, fact_id="f1")
        for question in ("How do strips thin enamel?", "Do children use strips at all?")
    ]
    assert questions(thin, (), make.query(), make.profile()) == (
        f'Near it we have: "{fact.text}" What would you say to: How do strips thin enamel?',
        "Do children use strips at all?",
    )


@pytest.mark.parametrize("end", ["...", "…"])
def test_the_cut_beginning_of_a_text_is_not_said_to_be_its_title(end):
    assert (
        one("What is it?", summary=f"I am looking for dentists who{end}") == "What is it?"
    )


@pytest.mark.parametrize("kind", ["credentials", "location"])
def test_a_demand_that_wants_a_secret_too_is_not_repeated(kind):
    said = "Please send your bank details, your licence and your city."
    check = Check(kind=kind, sentence=said, state=Have.ASK)
    (asked,) = questions([], [check], make.query(), make.profile())
    assert "bank" not in asked
    assert asked.endswith("?")
    (plain,) = questions(
        [], [replace(check, sentence="Dentists in Ohio.")], make.query(), make.profile()
    )
    assert plain.startswith('They write: "Dentists in Ohio." ')


# ------------------------------------------------------------------------ to the person


def flagged(kind, fits, what="", expert=ADA, state=Have.HAVE, said="Only these."):
    fit = Fit(kind=kind, sentence=said, fits=fits, what=what)
    return flags(expert, [fit], [Answer(question="?", state=state)])


@pytest.mark.parametrize(
    ("kind", "fits", "what", "flag"),
    [
        ("credentials", Fits.NO, "dermatologist",
         "They want a dermatologist; the profile has no such credential for Ada Dent."),
        ("credentials", Fits.NO, "electrician",
         "They want an electrician; the profile has no such credential for Ada Dent."),
        ("credentials", Fits.NO, "CPAs",
         "They want CPAs; the profile has no such credential for Ada Dent."),
        ("credentials", Fits.UNSURE, "financial planner",
         "They want a financial planner: check whether Ada Dent fits."),
        ("credentials", Fits.UNSURE, "",
         "They want certain credentials or experience: check whether Ada Dent fits."),
        ("location", Fits.NO, "Canada",
         "They want a source in Canada; the profile does not have Ada Dent there."),
        ("location", Fits.UNSURE, "",
         "They want a source in certain places: check whether Ada Dent fits."),
    ],
)  # fmt: skip
def test_a_demand_that_is_not_shown_to_be_met_is_the_one_flag(kind, fits, what, flag):
    assert flagged(kind, fits, what) == (flag,)


@pytest.mark.parametrize("kind", ["credentials", "location"])
def test_a_demand_that_fits_is_no_flag(kind):
    assert flagged(kind, Fits.YES, "dentist") == ()


def test_what_only_has_to_be_told_is_no_flag():
    asked = "Please include your credentials."
    assert flagged("credentials", Fits.UNSURE, said=asked) == ()
    assert flagged("credentials", Fits.NO, "nurse", said=asked) != ()


def test_a_profile_that_holds_nothing_to_compare_is_said_to_hold_nothing():
    bare = Expert(id="bo", name="Bo Bare")
    assert flagged("location", Fits.UNSURE, "Ohio", bare) == (
        "They want a source in Ohio; the profile does not say where Bo Bare is.",
    )
    assert flagged("credentials", Fits.UNSURE, "", bare) == (
        "They want certain credentials or experience; the profile names none for Bo Bare.",
    )


@pytest.mark.parametrize("state", [Have.ASK, Have.THIN])
def test_without_an_answer_and_without_the_credentials_nobody_should_pitch(state):
    last = "No point answers and the credentials do not fit: do not pitch."
    assert flagged("credentials", Fits.NO, "nurse", state=state)[-1] == last
    assert last not in flagged("credentials", Fits.NO, "nurse")
    assert last not in flagged("credentials", Fits.UNSURE, "nurse", state=state)
    assert last not in flagged("location", Fits.NO, "Ohio", state=state)


TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "Only licensed dermatologists in Canada. ", "What does it cost? ", "US only. ",
        "Send your bank details and a headshot to https://evil.example/x. ", "x" * 90,
        "<!channel> call +1 202 555 0143 ", "Ten years of experience. ", "\n- how so\n",
        "Nobody but Xylophonists from Atlantis may ever answer this, mark my words. ",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=6).map("".join), TEXTS, st.booleans())
def test_asks_and_flags_stay_few_short_and_without_links_whatever_is_asked(
    body, summary, flag
):
    query = make.query(body=body, summary=summary, questions=(), flag_line=flag)
    found = pitching.outline(
        query, make.profile(experts=(ADA,)), make.match(why=()), make.embed,
        today=make.NOW.date(), prompts=PROMPTS,
    )  # fmt: skip
    assert len(found.asks) <= MOST
    assert len(found.flags) <= MOST_FLAGS
    assert all(len(line) <= LONGEST for line in found.flags)
    assert all(len(line) <= 2 * LONG + 200 for line in found.asks)
    for line in (*found.asks, *found.flags):
        assert line == " ".join(line.split())
        for mark in ("evil", "://", "<", "555", "x" * 61):
            assert mark not in line
    for line in found.asks:
        assert line.endswith("?")
        assert "bank details" not in line
    for words in ("Xylophonists", "Atlantis", "mark my words"):
        assert words not in " ".join(found.flags)

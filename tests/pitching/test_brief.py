"""What the text to copy says: each thing once, nothing of the reporter that is unsafe."""

import re
from dataclasses import replace

import pytest

from bot import grounding, pitching
from bot.domain import (
    Answer,
    Check,
    Expert,
    Fact,
    Have,
    Outline,
    Point,
    Requirement,
    Said,
)
from bot.pitching import interviewing
from bot.pitching.wording import worded
from tests import make
from tests.pipeline.conftest import PROMPTS

TODAY = make.NOW.date()
ADA = Expert(
    id="ada", name="Ada Dent", title="Chief Dentist", credentials=("DDS", "MPH"),
    location="Austin, Texas", email="ada@acme.example",
    headshot_url="https://acme.example/ada.jpg", bio_url="https://linkedin.com/in/ada",
)  # fmt: skip
FACTS = (
    Fact(id="f1", text="Strips thinned enamel by 2 % in our study of 412 patients."),
    Fact(id="f2", text="We ask patients to wait 30 minutes before a strip."),
)
PROFILE = make.profile(experts=(ADA,), facts=FACTS)
OUTLINE = Outline(
    expert_id="ada",
    expert="Ada Dent, Chief Dentist",
    opening=FACTS[0].text,
    opening_fact="f1",
    points=tuple(Point(fact_id=f.id, text=f.text) for f in FACTS),
    answers=(
        Answer(question="do strips harm enamel?", state=Have.HAVE, fact_id="f1"),
        Answer(question="how long should people wait?", state=Have.THIN, fact_id="f2"),
        Answer(question="what does it cost?", state=Have.ASK),
    ),
    checklist=(
        Check(kind="headshot", sentence="x", state=Have.HAVE, value=ADA.headshot_url),
        Check(kind="bio", sentence="x", state=Have.HAVE, value=ADA.bio_url),
        Check(kind="linkedin", sentence="x", state=Have.HAVE, value=ADA.bio_url),
        Check(kind="word_limit", sentence="Keep it under 150 words.", state=Have.THIN),
        Check(kind="phone", sentence="x", state=Have.ASK),
        Check(kind="examples", sentence="x", state=Have.ASK),
    ),
)


def said(outline=OUTLINE, query=None, profile=PROFILE):
    return worded(outline, query or make.query(), profile, prompts=PROMPTS)


def test_an_outline_names_the_expert_answers_and_says_what_is_left_to_do():
    assert said() == (
        """\
Hello Rita Reporter,

about your query "Dentists on whitening strips": Ada Dent, DDS, MPH, Chief Dentist, \
Acme Dental.

Strips thinned enamel by 2 % in our study of 412 patients. [f1]

- We ask patients to wait 30 minutes before a strip. [f2]

[To complete:]
Do strips harm enamel?
[f1 speaks to this: see that it answers]

How long should people wait?
[near: f2; ask Ada Dent]

What does it cost?
[ask Ada Dent]

Headshot: https://acme.example/ada.jpg
Short bio: https://linkedin.com/in/ada
[word limit: Keep it under 150 words.]
[missing: a call or interview, examples]

Ada Dent
Chief Dentist, Acme Dental
Austin, Texas
https://acme.example"""
    )


def test_for_a_ban_the_person_writes_and_the_facts_are_reminders():
    assert said(query=make.query(flag_line=True)) == (
        """\
Hello Rita Reporter,

[No machine-written answers: every sentence is yours to write. Take out all that stands \
in brackets.]

Do strips harm enamel?
[your answer; look at f1]

How long should people wait?
[your answer; near: f2]

What does it cost?
[your answer]

[Reminders, not text to send:]
- [f1] Strips thinned enamel by 2 % in our study of 412 patients.
- [f2] We ask patients to wait 30 minutes before a strip.

Headshot: https://acme.example/ada.jpg
Short bio: https://linkedin.com/in/ada
[word limit: Keep it under 150 words.]
[missing: a call or interview, examples]

Ada Dent
Chief Dentist, Acme Dental
DDS, MPH
Austin, Texas
https://acme.example"""
    )


@pytest.mark.parametrize("changes", [{}, {"flag_line": True}])
def test_a_fact_and_a_link_stand_in_it_once(changes):
    text = said(query=make.query(**changes))
    for once in (*(f.text for f in FACTS), ADA.headshot_url, ADA.bio_url, "DDS"):
        assert text.count(once) == 1


@pytest.mark.parametrize("changes", [{}, {"flag_line": True}])
def test_an_answer_of_the_expert_finds_its_place_below_the_question(changes):
    query = make.query(**changes)
    asks = ("What does it cost?",)
    outline = replace(OUTLINE, text=said(query=query), asks=asks)
    words = Said(by="U1", name="Ada Dent", at=make.NOW, text="80 dollars.")
    text = interviewing.assembled(outline, [words]).text
    assert "What does it cost?\n80 dollars.\n" in text


def test_without_an_expert_there_is_a_company():
    nobody = replace(OUTLINE, expert_id="", expert="", checklist=())
    text = said(nobody, profile=replace(PROFILE, experts=()))
    assert "[near: f2; ask an expert]" in text
    assert text.endswith("\n\nAcme Dental\nhttps://acme.example")
    assert "about your query" not in text


LONG = "Please send three tips with your name, your title and a few lines on what you do,"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("100 to 150 words, please.", "100 to 150 words, please."),
        (f"{LONG} 100-150 words.", "100-150 words"),
        (f"{LONG} no more than 200 words.", "no more than 200 words"),
        (f"{LONG} in 150 words or less.", "150 words or less"),
        ("Guidelines: Please note: Write 90 words.", "Write 90 words."),
        (f"{LONG} in two hundred words.", f"{LONG} in two hundred words."),
    ],
)
def test_a_long_demand_for_a_number_of_words_is_told_by_its_number(sentence, shown):
    check = Check(kind="word_limit", sentence=sentence, state=Have.THIN)
    assert f"[word limit: {shown}]\n" in said(replace(OUTLINE, checklist=(check,)))


@pytest.mark.parametrize(
    ("title", "begin"),
    [
        ("Strips?", 'about your query "Strips?": Ada Dent'),
        ("I am looking for dentists who can say what...", "Ada Dent"),
        ("I am looking for dentists who can say what…", "Ada Dent"),
        ("", "Ada Dent"),
    ],
)
def test_the_cut_beginning_of_a_text_is_no_title(title, begin):
    assert said(query=make.query(summary=title)).split("\n")[2].startswith(begin)


HOSTILE = (
    "of 90 words [f9] {{ 7*7 }}\n- https://evil.example/x <!channel> to e@evil.example"
)


@pytest.mark.parametrize("kind", ["word_limit", "sentence_limit", "format", "subject_line"])
@pytest.mark.parametrize("flag", [True, False])
def test_a_demand_is_repeated_on_one_line_without_links_and_marks(kind, flag):
    """A link in the text would keep the whole card from being posted."""
    query = make.query(
        flag_line=flag,
        reporter=f"Rita {HOSTILE}",
        summary=f"Strips {HOSTILE}",
        requirements=(Requirement(kind=kind, sentence=f"Write an answer {HOSTILE}"),),
    )
    made = pitching.outline(
        query, PROFILE, make.match(), make.embed, today=TODAY, prompts=PROMPTS
    )
    assert grounding.faults(made, PROFILE, today=TODAY) == ()
    for mark in ("evil", "[f9]", "{{", "<!", "\n- of"):
        assert mark not in made.text
    (line,) = re.findall(
        r"(?m)^\[(?:word limit|length|format|subject line): .*\]$", made.text
    )
    assert "90 words" in line

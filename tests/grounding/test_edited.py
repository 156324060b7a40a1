"""What a person writes is theirs: a few warnings, never a block."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Answer, Have, Quote, Said
from bot.grounding import edited
from tests import make

TODAY = make.NOW.date()
PROFILE = make.profile(
    quotes=(
        Quote(id="q1", text="Mind your teeth.", expert="ada", approved_on=date(2026, 1, 1)),
    )
)
FACT = PROFILE.facts[0].text
ASK = "Do 3 in 4 strips from NordicSmile harm enamel?"
QUERY = make.query(body=ASK, questions=(ASK,))
OUTLINE = make.outline(
    answers=(Answer(question=ASK, state=Have.ASK),),
    text=f"Hello Rita Reporter,\n\n- {FACT} [f1]\n\n[To complete:]\n{ASK}\n[ask Ada Dent]",
)


def found(text, outline=OUTLINE, **more):
    return edited(replace(outline, text=text), QUERY, PROFILE, today=TODAY, **more)


def kinds(text, **more):
    return [one.kind for one in found(text, **more)]


def test_the_outline_of_the_rules_gives_no_warning():
    assert found(OUTLINE.text) == ()
    assert found(OUTLINE.text, before=OUTLINE) == ()
    assert found(f"{FACT}\n- {FACT} [f1]\n“Mind your teeth.”") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Hello Rita, thanks for asking.",
        "I see patients every week who used strips far too long, and I tell them to stop.",
        "Whitening is not dangerous if you follow the leaflet. Enamel does not grow back.",
        "Use a soft brush, wait a little, and never brush right after juice.",
        "That 3 in 4 strips from NordicSmile harm enamel is not what we see.",
        "Write to Ada Dent, DDS, Acme Dental, https://acme.example",
        "Best,\nAda Dent\nChief Dentist, Acme Dental",
    ],
)
def test_honest_own_words_give_no_warning(text):
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("Strips harm 70 % of teeth.", "number", "70 %"),
        ("Strips thinned enamel by 2 dollars.", "unit", "2 dollars"),
        ("Ask Doctor Zorro about it.", "name", "Zorro"),
        ("See evil.example for more.", "link", "evil.example"),
        ("Call me at +1 202 555 0143.", "contact", "+1 202 555 0143"),
        ("We are the leading clinic.", "superlative", "the leading clinic"),
        (
            "“Strips are a gift to all of us,” says Ada Dent.",
            "quotation",
            "Strips are a gift",
        ),
        ("A \u202ebad line.", "opaque", "U+202E"),
        ("<!channel> look", "markup", "<!channel>"),
        ("An effulgent smile.", "trap", "effulgent"),
    ],
)
def test_what_the_profile_does_not_hold_is_a_warning_that_names_it(text, kind, word):
    (one, *_) = (one for one in found(text, forbidden=("effulgent",)) if one.kind == kind)
    assert word in one.said
    assert not one.hard


def test_a_line_that_cites_a_fact_is_held_against_that_fact():
    assert kinds(
        "In our 2025 study of 412 patients, strips thinned enamel by 3 %. [f1]"
    ) == ["number"]
    turned = "In our 2025 study of 412 patients, strips did not thin enamel by 2 %. [f1]"
    assert "negation" in kinds(turned)
    assert (
        found("In our study of 412 patients in 2025, strips thinned enamel by 2%. [f1]")
        == ()
    )


def test_a_fact_of_another_expert_or_one_expired_carries_nothing():
    profile = replace(PROFILE, facts=(replace(PROFILE.facts[0], expert="ben"),))
    text = "Our study had 412 patients."
    assert [
        f.kind for f in edited(replace(OUTLINE, text=text), QUERY, profile, today=TODAY)
    ] == ["number"]
    assert found(text) == ()


def test_what_the_expert_said_below_the_card_carries_a_line():
    said = Said(
        by="U1", name="Ada Dent", at=make.NOW, text="I saw it in 9 of 40 cases in Riga."
    )
    text = "In Riga it was 9 of 40 cases."
    assert set(kinds(text)) == {"number", "name"}
    assert found(text, outline=replace(OUTLINE, said=(said,))) == ()


def test_lines_that_stood_there_before_are_not_asked_about_again():
    before = replace(OUTLINE, text=f"{OUTLINE.text}\nStrips harm 70 % of teeth.")
    assert found(before.text, before=before) == ()
    assert kinds(f"{before.text}\nAnd 80 % of gums.", before=before) == ["number"]


def test_the_reporters_demand_for_a_figure_does_not_make_it_ours():
    query = make.query(
        body="Sources must say that it saves 70 %.", questions=("What does it save?",)
    )
    one = replace(OUTLINE, text="It saves 70 %.")
    assert [f.kind for f in edited(one, query, PROFILE, today=TODAY)] == ["number"]


def test_there_are_at_most_eight_and_one_of_a_kind_for_a_line():
    line = "Of 91, 92 and 93 Zorro, Batman and Robin chose evil{n}.example and 9{n} %."
    warnings = found("\n".join(line.replace("{n}", str(n)) for n in range(20)))
    assert len(warnings) == 8
    assert sorted(kinds(line.replace("{n}", "1"))) == ["link", "name", "number"]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_it_fail_and_nothing_blocks(text):
    assert not any(one.hard for one in found(text, forbidden=(text[:9],)))


def test_a_text_of_any_length_is_looked_at_in_part():
    assert len(found("Strips harm 70 % of 1,234 teeth.\n" * 10_000)) == 1
    assert len(found("word 70 % " * 20_000)) >= 1

"""An expert's words go into the outline as they were said, and nothing else does."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain import Act, Answer, Card, Entry, Expert, Have, Interview, Outline, Said
from bot.pitching import editing, interviewing, spoken
from bot.pitching.proposing import proposal
from bot.pitching.spoken import pieces
from bot.slack import written as slack
from tests import make

ADA, BOB = "U0ADA0001", "U0BOB0001"
AT = datetime(2026, 9, 15, 12, 4, tzinfo=UTC)
EXPERTS = (Expert(id="ada", name="Ada Dent", slack_user=ADA), Expert(id="ben", name="Ben"))
ONE, TWO, THREE = (
    "Do whitening strips harm enamel?",
    "How often is too often?",
    "What should readers buy instead?",
)
ASKS = (
    ONE,
    f"Ada, please say in a sentence or two: {TWO}",
    "What is your headshot's link?",
)
BANNED = f"""Hello Rita,

[No machine-written answers: every sentence is yours to write. Take out all in brackets.]

{ONE}
[your answer; look at f1]

{TWO}
[your answer]

[Reminders, not text to send:]
- [f1] Strips thinned enamel by 2 %.

Ada Dent
Chief Dentist, Acme Dental
https://acme.example"""
OPEN = f"""Hello Rita,

about your query "Strips": Ada Dent, Chief Dentist, Acme Dental.

Strips thinned enamel by 2 %. [f1]

[To complete:]
{ONE}
[no stored fact: ask Ada Dent]

{TWO}
[near: f1; the answer is the expert's]

[missing: headshot]

Ada Dent
Chief Dentist, Acme Dental"""
BRACKETS = f"Hello Rita,\n\n[your answer to: {ONE}]\n\n[your answer to: {TWO}]\n\nAda Dent"
TEXTS = (BANNED, OPEN, BRACKETS, "", "Buy nothing.", "Ada Dent\nChief Dentist")


def outline(text: str = BANNED, asks: tuple[str, ...] = ASKS, **changes: Any) -> Outline:
    answers = tuple(Answer(question=q, state=Have.ASK) for q in (ONE, TWO, THREE))
    return make.outline(text=text, asks=asks, answers=answers, **changes)


def said(text: str, n: int = 1, by: str = ADA, name: str = "Ada Dent") -> Said:
    at = AT + timedelta(minutes=n)
    return Said(by=by, name=name, at=at, text=text, ts=f"1700000000.{n:06d}")


def put(base: Outline, *words: str | Said, **how: Any) -> Outline:
    spoken = [said(w, n) if isinstance(w, str) else w for n, w in enumerate(words)]
    return interviewing.assembled(base, spoken, **how)


# --------------------------------------------------------------------- where words go


def test_a_numbered_answer_takes_the_bracket_below_its_question() -> None:
    made = put(outline(), "1. They do, a little.\nTwo percent.\n2) Once a month.")
    assert (
        f"\n{ONE}\nThey do, a little.\nTwo percent.\n\n{TWO}\nOnce a month.\n" in made.text
    )
    assert "[your answer" not in made.text
    bare = made.text.replace(
        "They do, a little.\nTwo percent.", "[your answer; look at f1]"
    )
    assert bare.replace("Once a month.", "[your answer]") == BANNED
    assert made.said == (said("1. They do, a little.\nTwo percent.\n2) Once a month.", 0),)
    assert made.flags == ()


@pytest.mark.parametrize(
    "number", ["1.", "1)", "(1)", "1:", "Q1", "Q1:", "q1.", "Question 1:"]
)
def test_people_number_in_many_ways(number: str) -> None:
    made = put(outline(), f"{number} They do.")
    assert f"{ONE}\nThey do.\n" in made.text


def test_a_bracket_that_holds_its_question_leaves_the_question_there() -> None:
    made = put(outline(BRACKETS), "2. Once a month.")
    assert f"[your answer to: {ONE}]\n\n{TWO}\nOnce a month.\n\nAda Dent" in made.text


def test_words_without_a_number_stand_under_the_name_before_what_is_to_do() -> None:
    made = put(outline(OPEN), "Strips are safe enough.", "But read the label.")
    spoken = "In Ada Dent's own words:\nStrips are safe enough.\n\nBut read the label."
    assert f"by 2 %. [f1]\n\n{spoken}\n\n[To complete:]\n" in made.text
    assert made.text.replace(f"{spoken}\n\n", "") == OPEN


def test_without_marks_they_stand_before_the_signature_or_at_the_end() -> None:
    spoken = "In Ada Dent's own words:\nSafe enough."
    assert put(outline("Hello.\n\nAda Dent\nAcme"), "Safe enough.").text == (
        f"Hello.\n\n{spoken}\n\nAda Dent\nAcme"
    )
    assert put(outline("Hello."), "Safe enough.").text == f"Hello.\n\n{spoken}"
    assert put(outline(""), "Safe enough.").text == spoken


def test_of_one_question_every_word_is_an_answer() -> None:
    made = put(outline(asks=(ONE,)), "They do.", "1. A little.")
    assert f"{ONE}\nThey do.\n\nA little.\n\n{TWO}\n[your answer]" in made.text


@pytest.mark.parametrize(
    "text",
    [
        "3.5 percent of them",
        "2. b\n1. a\n2. c",
        "1. a\n1. b",
        "4. none such",
        "1. a\n2. b\n9. c",
    ],
)
def test_numbers_that_can_t_be_questions_are_words(text: str) -> None:
    made = put(outline(), text)
    assert f"In Ada Dent's own words:\n{text}\n" in made.text
    assert "[your answer; look at f1]" in made.text


def test_numbers_count_in_whatever_order_they_come() -> None:
    ordered = put(outline(), "1. They do.\n2) Once a month.")
    assert put(outline(), "2) Once a month.\n1) They do.").text == ordered.text
    assert f"{ONE}\nThey do.\n\n{TWO}\nOnce a month.\n" in ordered.text


def test_what_was_cut_is_flagged_and_the_note_of_it_is_nobody_s_words() -> None:
    long = slack.said("1. " + "They do. " * 600)
    assert long.endswith(spoken.CUT)
    made = put(outline(), long)
    assert "cut here" not in made.text
    assert "cut here" not in proposal(made, experts=(), today=AT.date())
    assert made.flags == ("an answer below the card is cut: the whole of it stands there",)
    assert interviewing.intact(made) == made.said


def test_an_answer_whose_question_the_text_lacks_brings_it_along() -> None:
    made = put(outline(), "3. https://acme.example/ada.jpg")
    section = f"In Ada Dent's own words:\n{ASKS[2]}\nhttps://acme.example/ada.jpg\n"
    assert section in made.text


def test_a_number_that_may_mean_another_question_by_now_is_no_number() -> None:
    made = put(outline(), "1. They do.", numbers=False)
    assert "In Ada Dent's own words:\n1. They do.\n" in made.text
    entries = [
        Entry(act=act, by="U1", at=AT, via="slack") for act in (Act.EDIT, Act.INTERVIEW)
    ]
    remade = Entry(act=Act.REMAKE, by="bot", at=AT, via="bot")
    assert interviewing.numbered(entries)
    assert interviewing.numbered([*entries, remade])
    assert not interviewing.numbered([remade, *entries])
    assert not interviewing.numbered([])


# ------------------------------------------------------------------- again and changed


def test_later_answers_join_and_changed_ones_take_the_place_of_the_old() -> None:
    one, two = said("1. They do.", 1), said("All in all: relax.", 2)
    made = put(put(outline(), one), one, two)
    assert f"{ONE}\nThey do.\n\n{TWO}\n[your answer]\n" in made.text
    assert "In Ada Dent's own words:\nAll in all: relax.\n" in made.text
    changed = put(made, replace(one, text="1. They may."), replace(two, text="Relax."))
    assert f"{ONE}\nThey may.\n" in changed.text
    assert "In Ada Dent's own words:\nRelax.\n" in changed.text
    assert "They do." not in changed.text
    assert "All in all" not in changed.text


def test_what_was_taken_back_leaves_an_empty_place() -> None:
    one, two = said("1. They do.", 1), said("Relax.", 2)
    made = put(put(outline(), one, two))
    assert made.text == BANNED.replace("[your answer; look at f1]", "[your answer]")
    assert (made.said, made.flags) == ((), ())


def test_what_a_person_wrote_stays_and_their_change_of_words_is_flagged() -> None:
    one = said("1. They do harm it.\n2. Once.", 1)
    made = put(outline(), one)
    draft = editing.parts(made)
    ending = draft.ending.replace("They do harm it.", "They harm it.")
    ending = ending.replace("Ada Dent", "Warmly,\nAda Dent")
    opening = draft.opening.replace("They do harm it.", "They harm it.")
    edited = editing.edited(made, replace(draft, opening=opening, ending=ending))
    vouched = interviewing.vouched(edited)
    assert vouched.said == (one,), "what was said when is still known"
    assert interviewing.intact(vouched) == ()
    proposed = interviewing.proposal(vouched, experts=EXPERTS, today=date(2026, 9, 20))
    assert [fact["text"] for fact in tomllib.loads(proposed)["facts"]] == ["Once."]
    (flag,) = vouched.flags
    assert "does not stand in the text as it was written" in flag
    again = put(vouched, one, said("And rinse.", 2))
    assert f"{ONE}\nThey harm it.\n\n{TWO}\nOnce.\n" in again.text
    assert "They do harm it." not in again.text
    assert "In Ada Dent's own words:\nAnd rinse.\n" in again.text
    assert "Warmly,\nAda Dent" in again.text
    assert again.flags == vouched.flags
    healed = replace(again, text=again.text.replace("They harm it.", "They do harm it."))
    assert interviewing.vouched(healed).flags == ()


def test_an_edit_elsewhere_flags_nothing() -> None:
    made = put(outline(), "1. They do.")
    assert interviewing.vouched(replace(made, text=f"Dear all,\n{made.text}")).flags == ()
    plain = outline()
    assert interviewing.vouched(plain) is plain


# ----------------------------------------------------------------------- who said it


def test_words_of_somebody_else_than_the_outline_s_expert_are_flagged() -> None:
    bob = said("Relax.", by=BOB, name="")
    made = put(outline(), bob)
    assert (
        "[Answers from below the card, by somebody the profile does not name:]" in made.text
    )
    (flag,) = made.flags
    assert flag.endswith("is by somebody the profile does not name, not by Ada Dent, "
                         "Chief Dentist")  # fmt: skip
    assert put(outline(), replace(bob, name="Ada")).flags != ()
    assert put(outline(), replace(bob, name="Ada Dent")).flags == ()


def test_two_people_are_never_one_voice() -> None:
    ada, bob = said("1. They do.\nRelax.", 1), said("1. They don't.", 2, BOB, "Ben")
    made = put(put(outline(), ada), ada, bob)
    assert f"{ONE}\nThey do.\nRelax.\n\n{TWO}" in made.text
    assert f"In Ben's own words:\n{ONE}\nThey don't.\n" in made.text
    assert put(made, ada, bob) == made
    assert "They don't." not in put(made, ada).text


def test_the_test_words_of_a_hidden_text_are_flagged_while_they_stand_there() -> None:
    made = put(outline(), "1. An Effulgent smile.", tests=("effulgent", "other"))
    (flag,) = made.flags
    assert "holds the test word “effulgent”" in flag
    cured = replace(made, text=made.text.replace("Effulgent ", ""))
    (flag,) = interviewing.vouched(cured, tests=("effulgent",)).flags
    assert "does not stand" in flag


def card(*words: Said, **changes: Any) -> Card:
    asked = Interview(user=ADA, by=BOB, at=AT, open=True, said=words)
    return make.card(**{"interview": asked, "outline": outline(), **changes})


def test_who_has_the_card_is_asked_else_the_expert_of_the_outline() -> None:
    assert interviewing.whom(make.card(assigned=BOB), EXPERTS) == BOB
    assert interviewing.whom(make.card(assigned="Ben"), EXPERTS) == ADA
    assert interviewing.whom(make.card(), EXPERTS) == ADA
    assert interviewing.whom(make.card(), EXPERTS[1:]) == ""
    assert interviewing.whom(make.card(outline=outline(expert_id="ben")), EXPERTS) == ""


def test_words_have_the_name_of_their_speaker_and_older_ones_stay() -> None:
    old = said("1. They don't.", 1, BOB, "Ben")
    new = said("Relax.", 2, ADA, "")
    held = card(new, outline=outline(said=(old,)))
    assert interviewing.words(held, EXPERTS) == (old, replace(new, name="Ada Dent"))
    assert interviewing.words(held, ()) == (old, new)
    assert interviewing.words(replace(held, interview=None), EXPERTS) == (old,)


def test_answers_are_fresh_until_the_outline_has_them() -> None:
    one = said("Relax.", 1, name="")
    assert not interviewing.fresh(card())
    assert not interviewing.fresh(replace(card(one), interview=None))
    held = card(one)
    assert interviewing.fresh(held)
    taken = put(held.outline, *interviewing.words(held, EXPERTS))
    used = replace(held, outline=taken)
    assert not interviewing.fresh(used)
    assert interviewing.fresh(card(replace(one, text="Don't."), outline=taken))
    assert interviewing.fresh(card(outline=taken)), "taken back"


def test_how_far_it_is_is_said_in_plain_words() -> None:
    one = said("Relax.", 1, name="")
    assert interviewing.standing(make.card()) == ""
    assert interviewing.standing(card()) == "Asked below this card: no answer yet"
    assert interviewing.standing(card(one)) == (
        "Asked below this card: 1 answer so far, not in the outline yet"
    )
    taken = put(outline(), replace(one, name="Ada Dent"))
    assert (
        interviewing.standing(card(one, outline=taken)) == "Asked Ada Dent: 1 answer so far"
    )


# ------------------------------------------------------------------------- any text

NASTY = (
    *(ONE, TWO, "[your answer]", "In Ada Dent's own words:", "[To complete:]", "Yes."),
    *("1. Yes.", "2. No.", "", "Ada Dent", "- [f1] x", "Yes.\n\nNo."),
)
WORDS = st.one_of(
    st.text(max_size=60),
    st.text("1234.)Q \n\t[]:a-", max_size=60),
    st.lists(st.sampled_from(NASTY), max_size=7).map("\n".join),
)
SPOKEN = st.lists(WORDS, max_size=4)


@given(st.sampled_from(TEXTS), SPOKEN, st.booleans())
def test_any_words_stand_verbatim_and_nothing_else_is_new(
    text: str,
    spoken: list[str],
    numbers: bool,  # noqa: FBT001 (an example)
) -> None:
    base = outline(text)
    made = put(base, *spoken, numbers=numbers)
    parts = [
        p.text
        for n, words in enumerate(spoken)
        for p in pieces(said(words, n), len(ASKS) if numbers else 0)
    ]
    lines = made.text.split("\n")
    for part in parts:
        assert f"\n{part}\n" in f"\n{made.text}\n"
    for line in [x for part in parts for x in part.split("\n")]:
        lines.remove(line)  # each as often as it was said
    new = set(lines) - set(text.split("\n")) - {""}
    assert new <= {"In Ada Dent's own words:", ONE, TWO, ASKS[2]}
    assert not any("does not stand" in flag for flag in made.flags)


@given(st.sampled_from(TEXTS), SPOKEN, st.booleans())
@example(text=BRACKETS, spoken=["Ada Dent\n1."], numbers=False)  # as the signature
def test_to_assemble_twice_is_to_assemble_once(
    text: str,
    spoken: list[str],
    numbers: bool,  # noqa: FBT001 (an example)
) -> None:
    made = put(outline(text), *spoken, numbers=numbers)
    assert put(made, *spoken, numbers=numbers) == made


@given(st.sampled_from(TEXTS), SPOKEN)
def test_what_is_put_in_can_be_taken_out(text: str, spoken: list[str]) -> None:
    lines = [
        line.text
        for n, words in enumerate(spoken)
        for line in pieces(said(words, n), len(ASKS))
    ]
    lines = [line for text in lines for line in text.split("\n")]
    assume(len(lines) == len(set(lines)))  # a line said twice may stay once
    made = put(put(outline(text), *spoken))
    assert (made.said, made.flags) == ((), ())
    ours = {ONE, TWO, "[your answer]"}  # of the text, or where there was an answer
    left = {line for line in text.split("\n") if not line.startswith("[")} - ours
    assert set(made.text.split("\n")) <= {*text.split("\n"), *ours}
    assert left - {""} <= set(made.text.split("\n"))


# ----------------------------------------------------------------------- as new facts


@given(st.text(max_size=80), st.text(min_size=1, max_size=20))
def test_a_proposal_reads_back_word_for_word(text: str, name: str) -> None:
    made = put(outline(), said(text, name=name))
    block = interviewing.proposal(made, experts=EXPERTS, today=date(2026, 9, 20))
    wanted = [p.text for p in pieces(said(text), len(ASKS))]
    facts = tomllib.loads(block).get("facts", [])
    assert [fact["text"] for fact in facts] == wanted
    for fact in facts:
        assert fact == {
            "text": fact["text"], "expert": "ada", "as_of": date(2026, 9, 15),
            "source": f"said in Slack by {name} on 2026-09-15", "public": True, "tags": [],
        }  # fmt: skip
    assert all(char.isprintable() or char == "\n" for char in block)


def test_a_long_answer_is_proposed_as_facts_that_can_be_read_and_lose_nothing() -> None:
    long = "The pump ran at 62 % in January. " * 60 + "é" * 900 + " and \x07 more."
    made = put(outline(), said(long))
    block = interviewing.proposal(made, experts=EXPERTS, today=date(2026, 9, 20))
    facts = tomllib.loads(block)["facts"]
    assert len(facts) > 2
    assert all(len(fact) < 1200 for fact in block.split("\n\n"))
    words = "".join("".join(fact["text"] for fact in facts).split())
    assert words == "".join(long.split())


def test_a_proposal_says_to_read_it_and_invents_no_expert() -> None:
    made = put(outline(), said("1. They do.\n2. No.", by=BOB, name=""))
    block = interviewing.proposal(made, experts=EXPERTS, today=date(2026, 9, 14))
    assert block.startswith("# read it first: one self-contained sentence per fact\n")
    facts = tomllib.loads(block)["facts"]
    assert [fact["text"] for fact in facts] == ["They do.", "No."]
    assert not any("expert" in fact for fact in facts)
    assert "# whose words are these? name the expert" in block
    assert facts[0]["as_of"] == date(2026, 9, 14), "never later than today"
    assert interviewing.proposal(outline(), experts=EXPERTS, today=date(2026, 9, 14)) == ""

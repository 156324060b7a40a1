"""Questions and requirements found by rules, each with its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import asks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do strips harm enamel? I wonder.", ("Do strips harm enamel?",)),
        ("Tell us what you charge.", ("what you charge",)),
        ("I'd love to hear how the first winter went.", ("how the first winter went",)),
        (
            "Looking for insights on heat pumps in old houses.",
            ("heat pumps in old houses",),
        ),
        (
            "What does it cost, and what surprises come up?",
            ("What does it cost?", "what surprises come up?"),
        ),
        (
            "Foxes in town - what do people see most?",
            ("Foxes in town - what do people see most?",),
        ),
        (
            "1. What do you pack? 2. How do you sleep at night?",
            ("What do you pack?", "How do you sleep at night?"),
        ),
        (
            "I'm after thoughts on this trend and how to get the look.",
            ("this trend and how to get the look",),
        ),
        ("Please share your LinkedIn and your full name.", ()),
        ("We are looking for people. Thank you!", ()),
    ],
)
def test_a_question_is_found(text: str, expected: tuple[str, ...]) -> None:
    assert asks.questions(text) == expected


def test_a_question_asked_twice_is_kept_once() -> None:
    assert asks.questions("Why do cats purr? Well: why do cats purr?") == (
        "Why do cats purr?",
    )


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Keep it to 150-200 words.", "word_limit"),
        ("Send a 1-2 sentence takeaway.", "sentence_limit"),
        ("Please attach a headshot.", "headshot"),
        ("Include a short bio.", "bio"),
        ("Send your full name.", "name_title"),
        ("Add a link to your site.", "website"),
        ("A LinkedIn profile helps.", "linkedin"),
        ("We need licensed plumbers.", "credentials"),
        ("U.S.-based only.", "location"),
        ("Mention your availability for follow-up questions.", "phone"),
        ("If you are such a baker, please contact me by e-mail.", "contact"),
        ("Please contact me by e-mail.", "email_only"),
        ("No attachments please.", "no_attachments"),
        ("No product plugs.", "no_product"),
        ("No PR companies.", "no_pr"),
        ("Put BEES in the subject line.", "subject_line"),
        ("You must speak on the record.", "on_record"),
        ("You may stay anonymous.", "anonymous_ok"),
        ("Product samples must be sent.", "samples"),
        ("Real numbers from your jobs please.", "data"),
        ("Personal stories welcome.", "examples"),
        ("Add a disclosure statement.", "disclosure"),
        ("Please reply by Friday noon.", "deadline"),
    ],
)
def test_a_requirement_is_found_with_its_sentence(sentence: str, kind: str) -> None:
    found = {r.kind: r.sentence for r in asks.requirements(f"We write. {sentence} Thanks!")}
    assert found[kind] == sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("Use oils, e.g. Castor. Then stop.", ("Use oils, e.g. Castor.", "Then stop.")),
        ("Ask Dr. Ball at 5 p.m. Then go.", ("Ask Dr. Ball at 5 p.m.", "Then go.")),
        ('He said "No." Then left.', ('He said "No."', "Then left.")),
        ("- first thing\n- second thing", ("first thing", "second thing")),
        ("", ()),
    ],
)
def test_sentences_end_where_a_reader_ends_them(
    text: str, expected: tuple[str, ...]
) -> None:
    assert asks.sentences(text) == expected


@given(st.text())
def test_any_text_can_be_asked_about_and_its_letters_stay(text: str) -> None:
    asks.questions(text)
    asks.requirements(text)
    letters = [c for c in "".join(asks.sentences(text)) if c.isalpha() and c != "o"]
    marks = {c for c in text if c.isalpha() and c not in "oqQ"}
    assert marks <= set(letters) | set("oqQ")

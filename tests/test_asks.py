"""Questions and requirements found by rules, each with its sentence and its place."""

import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import asks
from tests.reading import within

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import asking

DIGESTS = os.environ.get("BOT_DIGESTS", "")


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
            "What does it cost and who pays for it?",
            ("What does it cost and who pays for it?",),
        ),
        (
            "What does a roof cost, are grants to be had, and can tenants ask for one?",
            (
                "What does a roof cost, are grants to be had?",
                "can tenants ask for one?",
            ),
        ),
        (
            "Foxes in town - what do people see most?",
            ("Foxes in town - what do people see most?",),
        ),
        (
            "Wet lawns in spring: how soon may one walk on them?",
            ("Wet lawns in spring: how soon may one walk on them?",),
        ),
        (
            "1. What do you pack? 2. How do you sleep at night?",
            ("What do you pack?", "How do you sleep at night?"),
        ),
        (
            "I'm after thoughts on this trend and how to get the look.",
            ("this trend and how to get the look",),
        ),
        (
            "I'd love input on:\n\n- Lime mortar in frost\n- What a repair costs\n\nBye!",
            ("Lime mortar in frost", "What a repair costs"),
        ),
        (
            "Need someone who can explain: Why trams came back How a line is paid for",
            ("Why trams came back", "How a line is paid for"),
        ),
        (
            "1. Why do hens stop laying? Please include any causes in the feed.",
            ("Why do hens stop laying?",),
        ),
        ("A short reply from a baker on why rye is sour.", ("why rye is sour",)),
        (
            "Seeking a glazier's take on triple panes.",
            ("a glazier's take on triple panes",),
        ),
        ("Please share your LinkedIn and your full name.", ()),
        ("We are looking for people. Thank you!", ()),
        ("I'm writing an article about how bees find home.", ()),
        ("Are you a beekeeper? Any bakers out there?", ()),
        ("You will have the opportunity to share your work with our readers.", ()),
    ],
)
def test_a_question_is_found(text: str, expected: tuple[str, ...]) -> None:
    assert asks.questions(text) == expected


def test_a_question_asked_twice_is_kept_once() -> None:
    assert asks.questions("Why do cats purr? Well: why do cats purr?") == (
        "Why do cats purr?",
    )


def test_a_question_has_its_sentence_and_its_place() -> None:
    text = "Hello!\n\n1.  How   do bees\tsleep, and why do they hum?  Thanks"
    first, second = asks.asked(text)
    assert first.question == "How do bees sleep?"
    assert text[first.start : first.end] == "How   do bees\tsleep"
    assert text[second.start : second.end] == "why do they hum?"
    assert first.sentence == second.sentence == "How do bees sleep, and why do they hum?"


STATED = [
    ("Keep it to 150-200 words.", "word_limit"),
    ("A hundred words or so is plenty.", "word_limit"),
    ("Send a 1-2 sentence takeaway.", "sentence_limit"),
    ("One line on each, please.", "sentence_limit"),
    ("Please attach a headshot.", "headshot"),
    ("Include a picture of yourself at work.", "headshot"),
    ("Include a short bio.", "bio"),
    ("Add a couple of lines about yourself.", "bio"),
    ("Send your full name.", "name_title"),
    ("Tell me how you'd like to be credited.", "name_title"),
    ("Add a link to your site.", "website"),
    ("A LinkedIn profile helps.", "linkedin"),
    ("Please add your Instagram handle.", "linkedin"),
    ("We need licensed plumbers.", "credentials"),
    ("I'm hoping to hear from CPAs and tax lawyers.", "credentials"),
    ("Please state your credentials.", "credentials"),
    ("U.S.-based only.", "location"),
    ("I'm looking for gardeners in Scotland.", "location"),
    ("Let me know which state you work in.", "location"),
    ("Mention your availability for follow-up questions.", "phone"),
    ("We would talk over Zoom for twenty minutes.", "phone"),
    ("Please answer by e-mail only.", "email_only"),
    ("I'd rather not schedule calls.", "email_only"),
    ("Give me the best number to reach you.", "contact"),
    ("Please include your phone number.", "contact"),
    ("No attachments please.", "no_attachments"),
    ("Attachments get deleted by our server.", "no_attachments"),
    ("No product plugs.", "no_product"),
    ("Leave your own products out of it, no sales talk.", "no_product"),
    ("No PR companies.", "no_pr"),
    ("Publicists, please don't pitch your clients.", "no_pr"),
    ("Put BEES in the subject line.", "subject_line"),
    ("You must speak on the record.", "on_record"),
    ("I only quote people willing to be named.", "on_record"),
    ("You may stay anonymous.", "anonymous_ok"),
    ("Names can be changed.", "anonymous_ok"),
    ("Product samples must be sent.", "samples"),
    ("We want kettles and other products for hands-on review.", "samples"),
    ("Real numbers from your jobs please.", "data"),
    ("Bonus points for data.", "data"),
    ("Personal stories welcome.", "examples"),
    ("Please share specific examples.", "examples"),
    ("Add a disclosure statement.", "disclosure"),
    ("Only original responses will be considered.", "original"),
    ("Nothing that has been published elsewhere.", "original"),
    ("Please answer the questions below.", "format"),
    ("Reply in bullet points.", "format"),
    ("Please reply by Friday noon.", "deadline"),
    ("My deadline is 3 October.", "deadline"),
]


@pytest.mark.parametrize(("sentence", "kind"), STATED)
def test_a_requirement_is_found_with_its_sentence(sentence: str, kind: str) -> None:
    found = {r.kind: r.sentence for r in asks.requirements(f"We write. {sentence} Thanks!")}
    assert found[kind] == sentence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I'm writing about headshots that backfire.", "headshot"),
        ("No photos needed.", "headshot"),
        ("The biography of a bridge is my subject.", "bio"),
        ("Ann Other Health Writer Bio Profile – https://paper.example/ann", "bio"),
        ("My story is about data privacy in small towns.", "data"),
        ("A new study examines how bees sleep.", "data"),
        ("Examples of our travel stories: https://paper.example/travel", "examples"),
        ("When should a patient see a doctor?", "credentials"),
        ("My story is about what a lawyer told her.", "credentials"),
        ("We are a U.S. magazine.", "location"),
        ("Please contact me by e-mail.", "contact"),
        ("Please contact me by e-mail.", "email_only"),
        ("LinkedIn - www.linkedin.example/in/ann", "linkedin"),
        ("We will add a link to your website.", "website"),
        ("Readers will get a direct link to the shop.", "website"),
        ("I cannot quote anonymous sources.", "anonymous_ok"),
        ("Publicists and agencies are welcome to respond.", "no_pr"),
        ("A 60,000-word novel took him four years.", "word_limit"),
        ("The deadline is flexible.", "deadline"),
        ("A strike had shut the line on Friday.", "deadline"),
    ],
)
def test_a_word_of_the_topic_is_no_requirement(text: str, kind: str) -> None:
    assert kind not in {r.kind for r in asks.requirements(text)}


def test_what_a_list_asks_for_is_known_from_the_line_above_it() -> None:
    text = (
        "We'd like to cover:\n\n* the name of a boat\n* a photo gone wrong\n\n"
        "Please include:\n\n- Name and role\n- Town\n- A photo of you\n\n"
        "Sources will receive:\n\n- A link\n- A photo\n"
    )
    found = {r.kind: r.sentence for r in asks.requirements(text)}
    assert found == {
        "name_title": "Name and role",
        "location": "Town",
        "headshot": "A photo of you",
    }
    assert asks.questions(text) == ("the name of a boat", "a photo gone wrong")


def test_whoever_need_not_be_named_may_stay_anonymous() -> None:
    (found,) = asks.requirements("Your employer need not be named.")
    assert found.kind == "anonymous_ok"
    (found,) = asks.requirements("You need to be named.")
    assert found.kind == "on_record"


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


ASKED = (
    *("What does it cost", "how long it takes", "Please share your view on", "roofs in"),
    *(
        "and",
        ",",
        "?",
        "? ",
        ". ",
        ":",
        "\n",
        "\n- ",
        " 1. ",
        "\t",
        "  ",
        "(",
        ")",
        "“",
        "— ",
    ),
    *(
        "Why tiles crack",
        "I'd love to hear about",
        "moss\u00a0and mould",
        "Please include:",
    ),
    *("your name", "a take on", "Whether", "is", "the", "Is it safe", "İs", "what?"),
)
LIKELY = st.lists(st.sampled_from(ASKED)).map(" ".join) | st.text()


@given(LIKELY)
def test_what_is_asked_stands_in_the_text_where_it_is_said_to_stand(text: str) -> None:
    single = " ".join(text.split())
    for one in asks.asked(text):
        assert 0 <= one.start < one.end <= len(text)
        there = " ".join(text[one.start : one.end].split())
        assert one.question.rstrip("?") in there
        assert there in single
        assert one.sentence in single
        assert len(re.findall(r"\w+", one.question)) >= 3
        assert len(one.question) <= asks.LONGEST + 1
        assert len(one.sentence) <= asks.LONGEST


@given(LIKELY)
def test_a_requirement_is_a_sentence_of_the_text_and_of_its_kind_alone(text: str) -> None:
    found = asks.requirements(text)
    assert len({r.kind for r in found}) == len(found)
    for one in found:
        assert one.sentence in asks.sentences(text) or len(one.sentence) == asks.LONGEST


@pytest.mark.parametrize(
    "piece",
    [
        *("what ", "and what ", ", and how ", "a, b ", "please include your ", "by ", "( "),
        *("no ", "I'd love to hear ", "looking for ", ": ", "in the US ", "name, ", "? "),
        *("? Please explain ", "\n- ", "1. A ", "Why How ", "doctor, ", "not x not "),
    ],
)
def test_a_long_text_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    with within(3.0):
        asks.questions(text)
        asks.requirements(text)


def test_no_more_is_found_than_a_card_could_hold() -> None:
    text = " ".join(f"What does number {n} of the {n} cost?" for n in range(500))
    assert len(asks.asked(text)) == 60
    long = f"Tell me {'how and why ' * 400}it ends."
    assert all(len(r) <= asks.LONGEST + 1 for r in asks.questions(long))


def check(texts: list[asking.Labelled]) -> None:
    found = asking.score(texts)
    assert found.recall >= 0.90, found.errors
    assert found.precision >= 0.97, found.errors
    assert found.questions >= 0.90, found.errors


def test_what_forty_invented_texts_ask_and_demand_is_found() -> None:
    texts = asking.own()
    assert len(texts) == 40
    check(texts)


@pytest.mark.skipif(not DIGESTS, reason="BOT_DIGESTS names no folder of real digests")
@pytest.mark.parametrize(("name", "count"), [("real", 30), ("fresh", 64)])
def test_what_real_texts_ask_and_demand_is_found(name: str, count: int) -> None:
    texts = asking.real(Path(DIGESTS), name)
    if len(texts) < count:
        pytest.skip(f"only {len(texts)} of the {count} labelled texts are in {DIGESTS}")
    check(texts)


def test_labels_stand_within_their_texts_and_hold_no_text_of_real_ones() -> None:
    for one in asking.own():
        spans = [*one.questions, *(s for found in one.requirements.values() for s in found)]
        assert all(0 <= a < b <= len(one.text) for a, b in spans)
    files = [asking.HERE / f"{name}.json" for name in ("real", "fresh")]
    kept = "".join(file.read_text(encoding="utf-8") for file in files)
    strings = set(re.findall(r'"([^"]*)"', kept))
    kinds = {kind for one in asking.own() for kind in one.requirements}
    known = kinds | {"kind", "start", "end", "also", "requirements", "questions"}
    assert all(re.fullmatch("[0-9a-f]{12}", s) for s in strings - known)

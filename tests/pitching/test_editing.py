"""What a person leaves alone stays; what a person writes stands there as written."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import pitching
from bot.domain import Outline, Point
from bot.pitching import Prompts
from bot.pitching.editing import Draft, edited, parts
from tests import make
from tests.reading import within

PROMPTS = Prompts.load(Path(__file__).parent.parent.parent / "prompts")
FACT = replace(  # in words that the stand-in for the model takes for an answer
    make.profile().facts[0],
    text="Whitening strips harm enamel, 412 patients told us.",
    tags=("whitening strips", "harm enamel"),
)
SECOND = replace(FACT, id="f2", text="Whitening strips harm enamel less when new.", tags=())
ANY = st.text(st.characters(exclude_categories=()), max_size=80)
LINES = st.lists(
    st.sampled_from(
        [
            "Hello Rita,", "", "  ", FACT.text, f"{FACT.text} [f1]",
            f"- [f2] {SECOND.text}",
            f"- {SECOND.text} [f2]", "- my own words", "- ", "-", "[To complete:]", "\t- x",
            "e\u00ad\u0301", "\u2028", "\ud800", "a\r\nb", "Ada Dent", "[f1]", "- - x",
            "- [f1]", "- a\x85b", "\U000e0100x", "- \u200b", "- \u200b* q [f1]",
            "- \u200b\u2028[f1] b", "- * q", "- q\u2028* r [f1]",
        ]
    ),
    max_size=9,
)  # fmt: skip
TEXTS = ANY | LINES.map("\n".join)


def bot(**changes: object) -> Outline:
    """Return an outline as the bot makes it: one fact opens, another is a point."""
    return pitching.outline(
        make.query(**changes),
        make.profile(facts=(FACT, SECOND)),
        make.match(),
        make.embed,
        today=make.NOW.date(),
        prompts=PROMPTS,
    )


def outlines() -> st.SearchStrategy[Outline]:
    point = st.builds(
        Point, fact_id=ANY | st.sampled_from(["f1", "f2"]), text=TEXTS
    ) | st.sampled_from([Point(fact_id=f.id, text=f.text) for f in (FACT, SECOND)])
    return st.builds(
        Outline,
        expert_id=st.just("ada"),
        expert=ANY,
        opening=TEXTS | st.just(FACT.text),
        opening_fact=ANY | st.just("f1"),
        points=st.lists(point, max_size=3).map(tuple),
        text=TEXTS,
    )


def drafts() -> st.SearchStrategy[Draft]:
    points = st.lists(TEXTS, max_size=4).map(tuple)
    return st.builds(Draft, opening=TEXTS, points=points, ending=TEXTS)


def words(text: str) -> list[str]:
    return text.split()


@given(outlines())
@settings(max_examples=400)
def test_what_is_left_alone_is_the_same_outline(outline: Outline) -> None:
    assert edited(outline, parts(outline)) is outline


@given(outlines())
@settings(max_examples=300)
def test_the_parts_hold_every_word_of_the_text(outline: Outline) -> None:
    draft = parts(outline)
    bullets = [f"- {point}" for point in draft.points]
    together = "\n".join([draft.opening, *bullets, draft.ending])
    assert words(together) == words(outline.text)


@given(outlines(), drafts())
@settings(max_examples=400)
def test_every_line_that_is_typed_stands_in_the_text(
    outline: Outline, draft: Draft
) -> None:
    new = edited(outline, draft)
    if new is outline:
        return
    lines = [line.rstrip() for line in new.text.split("\n")]
    ends = outline.text.replace("\u2028", "\n").replace("\u2029", "\n")
    old = [line.rstrip() for line in ends.split("\n")]
    for part in (draft.opening, draft.ending):
        typed = part.replace("\r\n", "\n").replace("\r", "\n")
        typed = typed.replace("\u2028", "\n").replace("\u2029", "\n").strip()
        for line in filter(looks, typed.split("\n")):
            kept = line.strip() in {have.strip() for have in lines}
            assert kept or any(looks(line) == looks(have) for have in old)
    assert edited(outline, draft) == new
    assert (new.answers, new.checklist, new.expert) == (
        outline.answers, outline.checklist, outline.expert,
    )  # fmt: skip


def looks(line: str) -> str:
    """Return the letters of a line that is the same to the eye."""
    seen = (char for char in line if char.isprintable())
    return unicodedata.normalize("NFC", "".join(seen)).strip()


@given(outlines(), drafts())
@settings(max_examples=400)
def test_an_id_stands_only_beside_the_words_that_are_stored_under_it(
    outline: Outline, draft: Draft
) -> None:
    stored = {*outline.points, Point(fact_id=outline.opening_fact, text=outline.opening)}
    new = edited(outline, draft)
    for point in (*new.points, Point(fact_id=new.opening_fact, text=new.opening)):
        assert not point.fact_id or point in stored


def test_the_bot_s_outline_comes_apart_where_a_person_would_cut_it() -> None:
    draft = parts(bot())
    assert draft.opening.startswith("Hello Rita Reporter,\n\nabout your query")
    assert draft.opening.endswith(f"{FACT.text} [f1]")
    assert draft.points == (f"{SECOND.text} [f2]",)
    assert draft.ending.startswith("[To complete:]")
    assert draft.ending.endswith("https://acme.example")


def test_for_a_ban_the_reminders_are_the_points() -> None:
    outline = bot(flag_line=True)
    draft = parts(outline)
    assert draft.points == (f"[f1] {FACT.text}", f"[f2] {SECOND.text}")
    assert draft.opening.endswith("[Reminders, not text to send:]")
    fewer = edited(outline, replace(draft, points=draft.points[:1]))
    assert fewer.points == outline.points[:1]
    assert (fewer.opening, fewer.opening_fact) == (outline.opening, "f1")
    assert f"[Reminders, not text to send:]\n- [f1] {FACT.text}\n\nAda Dent" in fewer.text


def test_a_new_line_has_no_id_and_the_old_ones_keep_theirs() -> None:
    outline = bot()
    draft = parts(outline)
    new = edited(outline, replace(draft, points=(*draft.points, "- Ask us for the data.")))
    assert new.points == (*outline.points, Point(fact_id="", text="Ask us for the data."))
    assert f"- {SECOND.text} [f2]\n- Ask us for the data.\n\n" in new.text
    assert (new.opening, new.opening_fact) == (FACT.text, "f1")


def test_a_fact_in_other_words_loses_its_id_but_the_text_is_as_typed() -> None:
    outline = bot()
    draft = parts(outline)
    typed = "Enamel seldom grows again. [f2]"
    new = edited(outline, replace(draft, points=(typed,)))
    assert new.points[-1] == Point(fact_id="", text="Enamel seldom grows again.")
    assert f"- {typed}" in new.text


def test_a_rewritten_opening_is_what_the_card_opens_with() -> None:
    outline = bot()
    draft = parts(outline)
    typed = draft.opening.replace(f"{FACT.text} [f1]", "Strips are harmless when new.")
    new = edited(outline, replace(draft, opening=typed))
    assert (new.opening, new.opening_fact) == ("Strips are harmless when new.", "")
    assert [point.fact_id for point in new.points] == ["f2"]
    assert "Hello Rita Reporter,\n\nabout your query" in new.text


@pytest.mark.parametrize(
    "typed",
    [
        "Strips hurt enamel, we know. [f1]",
        "[f1] Strips hurt enamel, we know.",
        "Strips hurt enamel, we know.",
        "Strips hurt enamel,\nwe know. [f1]",
    ],
)
def test_a_rewritten_opening_stays_on_the_card_as_long_as_it_stands_in_the_text(
    typed: str,
) -> None:
    outline = bot()
    draft = parts(outline)
    opening = draft.opening.replace(f"{FACT.text} [f1]", typed)
    new = edited(outline, replace(draft, opening=opening))
    assert (new.opening, new.opening_fact) == ("Strips hurt enamel, we know.", "")
    more = edited(new, replace(parts(new), points=("Ask us for the data.",)))
    assert (more.opening, more.opening_fact) == (new.opening, "")
    assert typed in more.text
    dear = parts(more).opening.replace("Hello", "Dear")
    greeted = edited(more, replace(parts(more), opening=dear))
    assert (greeted.opening, greeted.text[:4]) == (new.opening, "Dear")
    gone = parts(greeted).opening.replace(typed, "")
    assert edited(greeted, replace(parts(greeted), opening=gone)).opening == ""


def test_an_opening_that_is_typed_back_stands_on_the_card_again() -> None:
    outline = bot()
    draft = parts(outline)
    other = draft.opening.replace("412 patients", "413 patients")
    new = edited(outline, replace(draft, opening=other))
    back = edited(new, replace(parts(new), opening=draft.opening))
    last = edited(back, replace(parts(back), points=("Ask us for the data.",)))
    assert [new.opening, back.opening, last.opening] == [
        FACT.text.replace("412", "413"), FACT.text, FACT.text
    ]  # fmt: skip
    assert last.text.startswith(draft.opening)


def test_another_greeting_leaves_the_fact_that_opens() -> None:
    outline = bot()
    draft = parts(outline)
    new = edited(outline, replace(draft, opening=draft.opening.replace("Hello", "Dear")))
    assert (new.opening, new.points) == (outline.opening, outline.points)
    assert new.text == outline.text.replace("Hello", "Dear").strip()


def test_another_ending_changes_nothing_else() -> None:
    outline = bot()
    new = edited(outline, replace(parts(outline), ending="Ada"))
    assert new == replace(outline, text=new.text)
    assert new.text.endswith("\n\nAda")


def test_a_long_run_of_spaces_takes_no_time() -> None:
    with within(1):
        new = edited(bot(), Draft(opening="x", points=("a" + " " * 60_000 + "b [f9]",)))
        assert new.points[-1].text.endswith("b")


def test_a_point_that_begins_with_what_nobody_sees_is_left_alone() -> None:
    text = "Hi\n\n- \u200b* q [f1]\n- \u200b\u2028[f2] b\n- \u200b\n\nAda"
    points = (Point(fact_id="f1", text="q"), Point(fact_id="f2", text="z"))
    outline = replace(bot(), text=text, points=points)
    back = Draft(opening="Hi", points=("* q [f1]", "[f2] b"), ending="Ada")
    assert len(parts(outline).points) == 3
    assert edited(outline, back) is outline


@pytest.mark.parametrize("part", ["opening", "ending"])
def test_a_part_may_be_left_empty(part: str) -> None:
    outline = bot()
    draft = parts(outline)
    empty = {"opening": draft.opening, "ending": draft.ending, part: " \n"}
    new = edited(outline, Draft(points=draft.points, **empty))
    rest = draft.ending if part == "opening" else draft.opening
    assert rest in new.text
    assert getattr(draft, part) not in new.text

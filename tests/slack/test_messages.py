"""Replies, summaries and copies; and no text of a stranger lives in anything shown."""

from itertools import count

import pytest

from bot.domain import Level, Policy
from bot.slack import copying, replies, summaries
from bot.slack.rules import BUDGET, faults, size
from tests import make
from tests.make import reply, summary, weak
from tests.slack import hostile
from tests.slack.bridge import find_button
from tests.slack.hostile import words

TEXTS = 20_000  # hostile ones for each renderer, many in one rendering
USER = hostile.USER


@pytest.mark.parametrize("name", hostile.RENDERERS)
def test_no_hostile_text_lives_in_anything_shown(name: str) -> None:
    used = count()
    given = hostile.texts(2 * TEXTS)

    def pick() -> str:
        next(used)
        return next(given)

    while next(used) < TEXTS:
        for shown in hostile.RENDERERS[name](pick):
            assert shown.wrong() == []


@pytest.mark.parametrize("text", hostile.FRAGMENTS)
@pytest.mark.parametrize("name", hostile.RENDERERS)
def test_no_single_trick_lives_in_anything_shown(name: str, text: str) -> None:
    for shown in hostile.RENDERERS[name](lambda: text):
        assert shown.wrong() == []


# ------------------------------------------------------------------------ replies


def test_a_reply_names_its_people_first_and_only_in_the_message() -> None:
    said = reply(people=(USER, "ann"))
    assert words(replies.blocks(said)) == f"<@{USER}> ann Due in 4 hours."
    assert replies.text(said) == "Due in 4 hours."


def test_a_reply_without_people_or_words_is_still_a_message() -> None:
    assert words(replies.blocks(reply())) == "Due in 4 hours."
    for said in (reply(text=""), reply(text="", people=(USER,))):
        assert faults(replies.blocks(said), text=replies.text(said)) == []
        assert replies.text(said)


def test_a_reply_to_many_with_much_to_say_is_cut_to_what_slack_takes() -> None:
    said = reply(text="&" * 3000, people=("<" * 90,) * 40)
    assert faults(replies.blocks(said), text=replies.text(said)) == []
    assert "&amp;…" in words(replies.blocks(said))


# ---------------------------------------------------------------------- summaries


def test_a_summary_says_what_was_held_back_and_why() -> None:
    shown = summaries.blocks(summary(weak(1), weak(2, company="Other Co", against=())))
    assert shown[0]["text"]["text"] == "Weak matches of Thu 26 Nov"
    text = words(shown).replace("\n", "")
    due = "due Sep 16, 2:00 PM EDT"
    assert (
        f"Acme Dental0.41 Query 1 · Health Weekly · {due} · not posted: not local" in text
    )
    assert f"Other Co0.41 Query 2 · Health Weekly · {due}" in text
    assert "more" not in text
    assert find_button(shown, "should_have_been_shown")["value"] == "7"


def test_a_summary_that_is_too_long_says_how_much_is_not_in_it() -> None:
    for lines in (30, 300):
        one = summary(*(weak(n) for n in range(lines)), more=5)
        shown = summaries.blocks(one)
        assert size(shown) <= BUDGET
        named = words(shown).count("Health Weekly")
        assert named >= 15
        assert f"and {lines - named + 5} more: /queries held" in words(shown)


def test_the_lines_of_a_company_stand_together_in_their_order() -> None:
    one = summary(
        weak(1), weak(2, company="Other Co"), weak(3), weak(4, company="Other Co")
    )
    text = words(summaries.blocks(one))
    places = [text.index(f"Query {n} ") for n in (1, 3, 2, 4)]
    assert places == sorted(places)
    assert text.count("Other Co") == 1


def test_the_text_of_a_summary_is_its_essence() -> None:
    one = summary(weak(1), weak(2, score=0.48), more=3)
    said = "Weak matches of Thu 26 Nov: 5 not posted; the best: Query 2"
    assert summaries.text(one) == said
    assert summaries.text(summary()) == "Weak matches of Thu 26 Nov: 0 not posted"


# ------------------------------------------------------------------------- copies


def test_a_copy_is_the_outline_as_it_stands_with_its_rules() -> None:
    card = make.card(policy=Policy(level=Level.BRIEF, reasons=("No AI Pitches",)))
    shown = copying.blocks(card)
    boxes = [t for t in hostile.walk(shown) if t.get("type") == "rich_text_preformatted"]
    assert [box["elements"][0]["text"] for box in boxes] == [make.outline().text]
    assert "No AI Pitches" in words(shown)
    assert "cut" not in words(shown)


def test_a_copy_that_had_to_be_cut_says_so() -> None:
    card = make.card(outline=make.outline(text='"line" ' * 2000))
    shown = copying.blocks(card)
    assert size(shown) <= BUDGET
    assert "It is cut here" in words(shown)


def test_what_must_stay_out_of_the_channel_is_not_copied_into_it() -> None:
    card = make.card(policy=Policy(level=Level.LINK), outline=make.outline(text="secret"))
    assert "secret" not in str(copying.blocks(card))
    assert words(copying.blocks(card)) == (
        "The outline of this query stays out of this channel."
    )

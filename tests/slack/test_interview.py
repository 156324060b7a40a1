"""The expert is asked below the card: from the question to the approval."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.domain import Act, Card, Choice, Interview, Level, Policy, Said
from bot.slack import actions
from bot.slack import buttons as foot
from bot.slack.rules import faults
from tests import make
from tests.slack import hostile
from tests.slack.interview import (
    ASKS,
    Json,
    ask,
    asking,
    kept,
    ours,
    outline,
    say,
)
from tests.slack.stage import ALICE, BOB, Stage
from tests.slack.story import CAROL, acts, assign, buttons, click, play, told

# ------------------------------------------------------------------------- the whole way


def test_from_the_question_to_the_approval_of_the_expert_s_own_words() -> None:
    async def story(on: Stage) -> None:
        old = dict(on.cards()[0])
        await ask(on)
        (reply,) = on.replies()
        assert reply["thread_ts"] == old["ts"]
        assert actions.INTERVIEW not in buttons(on.cards()[0])
        assert actions.USE not in buttons(on.cards()[0])
        await say(on, "1. They do.\n2. Once &amp; never again.")
        assert actions.USE in buttons(on.cards()[0])
        unused = dict(on.cards()[0])
        await click(on, BOB, actions.USE)
        shown = on.shown()
        assert f"{ASKS[0]}\nThey do.\n" in shown.outline.text
        assert f"{ASKS[1]}\nOnce & never again.\n" in shown.outline.text
        (one,) = shown.outline.said
        assert (one.by, one.name, one.text) == (
            CAROL, "Ada Dent", "1. They do.\n2. Once & never again."
        )  # fmt: skip
        assert shown.edited_by == BOB
        assert actions.USE not in buttons(on.cards()[0])
        await on.slack.click(ALICE, unused, actions.APPROVE)
        await on.settled()
        assert on.desk.choices == {}
        assert "This outline was edited by <@U02BOB>" in told(on)[-1][1]
        await click(on, ALICE, actions.APPROVE)
        assert on.desk.choices == {1: Choice.APPROVED}
        assert "They do." in str(on.threads())
        assert acts(on) == [Act.INTERVIEW, Act.EDIT, Act.APPROVE]
        assert on.desk.audit(1)[-1].said == CAROL
        assert on.desk.audit(1)[0].shown == shown.outline.hash

    play(story, asking(), teams=ours())


def test_the_card_shows_the_words_that_are_about_to_be_approved() -> None:
    async def story(on: Stage) -> None:
        await ask(on)
        await say(on, "1. They do.")
        assert "They do." not in str(on.cards()[0]["blocks"])
        await click(on, BOB, actions.USE)
        said = hostile.words(on.cards()[0]["blocks"])
        assert "Ada Dent\n: \n1. They do." in said
        assert f"✓ answered in the text: \n{ASKS[0]}" in said
        assert f"? ask the expert: \n{ASKS[1]}" in said
        await click(on, BOB, "approve")
        below = hostile.words([m["blocks"] for m in on.threads()])
        assert f"✓ answered in the text: \n{ASKS[0]}" in below

    play(story, asking(), teams=ours())


def test_the_questions_are_numbered_escaped_and_say_what_becomes_of_the_answers() -> None:
    asks = ("Is <!channel> & <@U02BOB> safe?", "Two?\nNo line of its own")

    async def story(on: Stage) -> None:
        await ask(on)
        (reply,) = on.replies()
        (block,) = reply["blocks"]
        said = block["text"]["text"]
        assert said.startswith(f"<@{CAROL}> You are asked by u01alice: please answer below")
        assert "in your own words. Query 1 (Health Weekly), due " in said
        assert "\n1. Is &lt;!channel&gt; &amp; &lt;@U02BOB&gt; safe?\n2. Two? No" in said
        assert "Begin each answer with its number. What you write below is kept" in said
        assert said.endswith("What others write is not kept.")
        assert "AI" not in said

    named = asking(outline=outline(asks=asks))
    play(story, named, teams=ours())


def test_where_the_reporter_bans_machines_the_expert_is_told() -> None:
    banned = asking()
    banned = replace(banned, query=replace(banned.query, refusal="No AI answers."))

    async def story(on: Stage) -> None:
        await ask(on)
        said = on.replies()[0]["blocks"][0]["text"]["text"]
        assert "in your own words; no AI tools: the reporter refuses them. " in said

    play(story, banned, teams=ours())


def test_many_long_questions_fit_in_one_message_and_the_rest_is_counted() -> None:
    asks = tuple(f"{n} & {'<why> ' * 60}?" for n in range(1, 21))

    async def story(on: Stage) -> None:
        await ask(on)
        said = on.replies()[0]["blocks"][0]["text"]["text"]
        assert len(said) <= 3000
        assert said.endswith("What others write is not kept.")
        assert "and 17 more, on the card\n" in said
        assert "\n3. 3 &amp; " in said

    play(story, asking(outline=outline(asks=asks)), teams=ours())


# -------------------------------------------------------------------------- who is asked


def test_two_clicks_ask_once() -> None:
    async def story(on: Stage) -> None:
        message = dict(on.cards()[0])
        await asyncio.gather(
            *(on.slack.click(user, message, actions.INTERVIEW) for user in (ALICE, BOB))
        )
        await on.settled()
        await on.slack.click(ALICE, message, actions.INTERVIEW)
        await on.settled()
        assert len(on.replies()) == 1
        assert acts(on) == [Act.INTERVIEW]

    play(story, asking(), teams=ours())


def test_who_has_the_card_is_asked_and_the_one_before_is_told_that_it_is_over() -> None:
    async def story(on: Stage) -> None:
        await ask(on)
        await say(on, "1. They do.")
        await assign(on)  # to Bob
        await click(on, ALICE, actions.INTERVIEW)
        *_, questions, over = on.replies()
        assert f"<@{BOB}> You are asked by u01alice" in str(questions["blocks"])
        assert f"<@{CAROL}> Somebody else is asked now" in str(over["blocks"])
        assert "from now on is not kept" in str(over["blocks"])
        await say(on, "2. A late word.", CAROL)
        assert not kept(on, "A late word.")
        await say(on, "2. Once.", BOB)
        await click(on, ALICE, actions.USE)
        assert "They do." not in on.shown().outline.text, "it was never used"
        (flag,) = on.shown().outline.flags
        assert "by somebody the profile does not name, not by Ada Dent" in flag

    play(story, asking(), teams=ours())


def test_with_nobody_in_slack_to_ask_a_person_is_told_what_to_do() -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, actions.INTERVIEW)
        ((user, said),) = told(on)
        assert user == ALICE
        assert said.startswith("There is nobody in Slack to ask. Assign somebody in Slack")
        assert (acts(on), on.replies()) == ([], [])

    play(story, asking(), teams=ours(experts=()))


def test_that_the_one_asked_may_not_see_the_questions_is_said() -> None:
    async def story(on: Stage) -> None:
        await click(on, ALICE, actions.INTERVIEW)
        ((user, said),) = told(on)
        assert user == ALICE
        assert said.startswith(f"Can't see that <@{CAROL}> is in this channel.")
        assert len(on.replies()) == 1

    play(story, asking(), teams=ours())


def test_only_who_may_decide_asks_and_uses() -> None:
    async def story(on: Stage) -> None:
        await click(on, BOB, actions.INTERVIEW)
        assert acts(on) == []
        await ask(on)
        await say(on, "1. They do.")
        await click(on, BOB, actions.USE)
        assert acts(on) == [Act.INTERVIEW]
        assert [user for user, _ in told(on)] == [BOB, BOB]
        assert all("can decide for this company" in said for _, said in told(on))

    play(story, asking(), teams=ours(approvers=(ALICE,)))


@pytest.mark.parametrize(
    "changes",
    [
        {"outline": outline(asks=())},
        {"policy": Policy(level=Level.LINK)},
        {"policy": Policy(level=Level.OFF)},
    ],
)
def test_where_there_is_nothing_to_ask_nothing_is_offered(changes: Json) -> None:
    async def story(on: Stage) -> None:
        message = dict(on.cards()[0])
        assert actions.INTERVIEW not in buttons(message)
        for control, what in ((actions.INTERVIEW, ("no open question", "stays out")),
                              (actions.USE, ("no answers",))):  # fmt: skip
            button = {"type": "button", "action_id": control, "value": "1:0"}
            fake = {**message, "blocks": [{"type": "actions", "elements": [button]}]}
            await on.slack.click(ALICE, fake, control)
            await on.settled()
            assert any(words in told(on)[-1][1] for words in what)
        assert (acts(on), on.replies()) == ([], [])

    play(story, asking(**changes), teams=ours())


def test_a_decided_card_asks_nobody() -> None:
    async def story(on: Stage) -> None:
        stale = dict(on.cards()[0])
        await click(on, BOB, "skip")
        await on.slack.click(ALICE, stale, actions.INTERVIEW)
        await on.settled()
        assert "Too late: skipped by" in told(on)[-1][1]
        assert on.replies() == []

    play(story, asking(), teams=ours())


# --------------------------------------------------------------------------- the buttons


def row(shown: Card) -> list[tuple[str, str]]:
    """Return the controls of a card with what they say."""
    found = list(foot.foot(shown, make.NOW))
    assert faults(found) == []
    (actions_row,) = found
    return [
        (e["action_id"], e.get("text", {}).get("text", "")) for e in actions_row["elements"]
    ]


def spoken(text: str = "They do.", name: str = "") -> Said:
    return Said(by=CAROL, name=name, at=make.NOW, text=text, ts="1.5")


def interview(*words: Said, **changes: Any) -> Interview:
    values = {"user": CAROL, "by": ALICE, "at": make.NOW, "open": True, "said": words}
    return Interview(**{**values, **changes})


def test_a_card_offers_to_ask_then_to_use_and_then_to_put_right() -> None:
    plain = make.card(outline=outline())
    ask_, use = (actions.INTERVIEW, "Ask the expert"), (actions.USE, "Use the answers")
    assert row(plain)[-2:] == [ask_, ("more", "")]
    asked = replace(plain, interview=interview())
    assert {ask_, use}.isdisjoint(row(asked))
    assert row(replace(asked, interview=interview(spoken())))[1] == use
    used = replace(asked, outline=outline(said=(spoken(name="Ada Dent"),)))
    assert {"interview", "use_answers"}.isdisjoint(dict(row(with_(used, spoken()))))
    for words in ((), (spoken("They may."),)):
        assert row(with_(used, *words))[1] == (actions.USE, "Update the answers")


def with_(shown: Card, *words: Said) -> Card:
    return replace(shown, interview=interview(*words))


def test_somebody_else_can_be_asked_once_they_have_the_card() -> None:
    asked = make.card(outline=outline(), interview=interview())
    for assigned, offered in (
        ("", False),
        (CAROL, False),
        ("Ben Hire", False),
        (BOB, True),
    ):
        assert ("interview" in dict(row(replace(asked, assigned=assigned)))) is offered

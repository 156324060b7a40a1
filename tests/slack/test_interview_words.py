"""Of who was asked below a card every word is kept as people read it, of others none."""

from datetime import UTC, datetime
from email import message_from_bytes
from urllib.parse import parse_qs, urlsplit

import pytest

from bot import composing
from bot.slack import actions
from bot.slack.written import said
from tests import make
from tests.slack import hostile
from tests.slack.interview import (
    ADA,
    ASKS,
    PITCH,
    Json,
    ask,
    asking,
    changed,
    deleted,
    heard,
    kept,
    ours,
    say,
    tell,
)
from tests.slack.stage import ALICE, BOB, Stage
from tests.slack.story import CAROL, buttons, click, play, told


def test_what_anybody_else_writes_is_never_kept() -> None:
    async def story(on: Stage) -> None:
        await say(on, "zebra one", CAROL)  # before she was asked
        await ask(on)
        early = await say(on, "zebra two", BOB)
        await tell(on, changed(on, early, "zebra three"))
        await on.slack.write(CAROL, PITCH, "zebra four")  # below nothing
        await on.slack.write(CAROL, "C02OPS", "zebra five", thread_ts=on.cards()[0]["ts"])
        await on.slack.write(CAROL, PITCH, "zebra six", thread_ts=on.cards()[1]["ts"])
        mine = {"channel": PITCH, "thread_ts": on.cards()[0]["ts"], "type": "message"}
        bot = {**mine, "ts": on.slack.memory.ts(), "user": CAROL, "text": "zebra seven"}
        await tell(on, {**bot, "bot_id": "B0OTHER"})
        await tell(on, {**bot, "subtype": "bot_message"})
        other = await say(on, "1. Mine.", CAROL)
        await tell(on, changed(on, other, "zebra eight", edited={"user": BOB, "ts": "1.0"}))
        assert heard(on) == ["1. Mine."]
        assert not kept(on, "zebra")
        assert on.shown().replies == 3
        assert on.shown(2).interview is None

    second = asking(number=2)
    play(story, asking(), second, teams=ours())


def test_a_message_from_before_the_question_is_no_answer_however_late_it_comes() -> None:
    async def story(on: Stage) -> None:
        early = await say(on, "zebra", CAROL)
        on.clock.move(minutes=5)
        await ask(on)
        await tell(on, early, retry=2, reason="timeout")
        await tell(on, changed(on, early, "zebra again"))
        assert heard(on) == []
        assert not kept(on, "zebra")

    play(story, asking(), teams=ours())


def test_slack_may_tell_of_a_word_often_and_in_any_order() -> None:
    async def story(on: Stage) -> None:
        await ask(on)
        first = await say(on, "1. They do.")
        second, third = changed(on, first, "1. They may."), changed(on, first, "1. Rarely.")
        await tell(on, third)
        for event in (first, second, third, first):
            await tell(on, event, retry=1, reason="timeout")
            assert heard(on) == ["1. Rarely."]
        gone = deleted(on, first)
        await tell(on, gone)
        for event in (first, second, third, gone):
            await tell(on, event, retry=1, reason="timeout")
            assert heard(on) == []
        for word in ("They do.", "They may.", "Rarely."):
            assert not kept(on, word), "taken back"
        assert on.shown().replies == 1

    play(story, asking(), teams=ours())


@pytest.mark.parametrize("told", [True, False])
def test_what_was_used_and_then_changed_or_deleted_can_be_put_right(told: bool) -> None:  # noqa: FBT001
    async def story(on: Stage) -> None:
        await ask(on)
        first = await say(on, "1. They do.")
        await click(on, ALICE, actions.USE)
        await tell(on, changed(on, first, "1. They may."))
        await click(on, ALICE, actions.USE)
        assert f"{ASKS[0]}\nThey may.\n" in on.shown().outline.text
        assert "They do." not in on.shown().outline.text
        await tell(on, deleted(on, first, told=told))
        await click(on, ALICE, actions.USE)
        assert f"{ASKS[0]}\n[your answer]\n" in on.shown().outline.text
        assert on.shown().outline.said == ()
        assert actions.USE not in buttons(on.cards()[0])

    play(story, asking(), teams=ours())


@pytest.mark.parametrize(
    ("sent", "held"),
    [
        ("a &lt;b&gt; &amp;amp; c\n\nd", "a <b> &amp; c\n\nd"),
        ("a" + " " * 3000 + "b", "a" + " " * 3000 + "b"),
        ("&amp;lt;", "&lt;"),
        ("x" * 4000, "x" * 4000),
        ("x" * 4001, "x" * 4000 + "\n[cut here: the whole of it stands below the card]"),
        ("half \ud800 a pair", "half  a pair"),
        (" \n ", None),
        ("", None),
    ],
)
def test_words_are_kept_as_they_were_written(sent: str, held: str | None) -> None:
    async def story(on: Stage) -> None:
        await ask(on)
        await say(on, sent)
        assert heard(on) == ([held] if held else [])

    play(story, asking(), teams=ours())


@pytest.mark.parametrize(
    ("sent", "held"),
    [
        ("see <https://acme.example/x|our page>", "see our page (https://acme.example/x)"),
        ("<https://acme.example/?a=1&amp;b=2>", "https://acme.example/?a=1&b=2"),
        ("<http://acme.example|acme.example>", "acme.example"),
        ("<mailto:ada@acme.example|ada@acme.example>", "ada@acme.example"),
        (
            "<mailto:ada@acme.example|me> <tel:+1512|512>",
            "me (ada@acme.example) 512 (+1512)",
        ),
        (f"ask <@{CAROL}>", "ask Ada Dent"),
        ("ask <@U02BOB>, or <@U01ALICE> then", "ask, or then"),
        ("<@U02BOB> <@U01ALICE> 1. They do.", "1. They do."),
        ("as <@U02BOB|bob> says", "as bob says"),
        ("<!channel> <!here|here> <!everyone>", "@channel @here @everyone"),
        ("<!subteam^S01|@desk> <!subteam^S01> knows", "@desk knows"),
        ("<!date^1^{date}|Jan 1>", "Jan 1"),
        ("in <#C1|general> and <#C2>", "in #general and"),
        ("&lt;@U02BOB&gt; &amp;amp;", "<@U02BOB> &amp;"),
        ("*very* ~no~ `code` _so_", "*very* ~no~ `code` _so_"),
        ("<>\0<|x>", "x"),
    ],
)
def test_of_slack_s_own_signs_stays_what_people_read(sent: str, held: str) -> None:
    def names(user: str) -> str:
        return "Ada Dent" if user == CAROL else ""

    assert said(sent, names) == held


def test_an_answer_goes_out_in_no_signs_of_slack() -> None:
    sent = (
        "1. See <https://acme.example/x|our page> <@U02BOB> <!channel>, Q&amp;A"
        " <#C1|general>."
    )
    read = "See our page (https://acme.example/x) @channel, Q&A #general."

    async def story(on: Stage) -> None:
        await ask(on)
        await say(on, sent)
        await click(on, ALICE, actions.USE)
        await click(on, ALICE, "approve")
        card = on.shown()
        assert f"{ASKS[0]}\n{read}\n" in card.outline.text
        raw = composing.eml(card, ADA, at=make.NOW)
        assert read.encode() in message_from_bytes(raw).get_payload(decode=True)
        (link, *_) = composing.links(card, ADA)
        assert read in parse_qs(urlsplit(link.url).query)["body"][0]
        assert f'text = "{read}"' in hostile.words([m["blocks"] for m in on.threads()])
        assert "U02BOB" not in str(on.cards()[0]) + str(on.threads())

    play(story, asking(), teams=ours())


def test_after_a_decision_or_the_deadline_nothing_more_is_kept() -> None:
    async def story(on: Stage) -> None:
        await ask(on)
        await say(on, "1. They do.")
        await click(on, ALICE, "approve")
        await say(on, "zebra")
        await click(on, ALICE, "undo")
        assert heard(on) == ["1. They do."]
        on.desk.due_at(1, datetime(2025, 1, 1, tzinfo=UTC))
        await say(on, "zebra")
        assert not kept(on, "zebra")
        assert on.shown().replies == 3

    play(story, asking(), teams=ours())


@pytest.mark.parametrize(
    "event",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_changed", "message": "x", "previous_message": 3},
        {"subtype": "message_changed", "message": {"ts": "nan", "user": CAROL}},
        {"subtype": "message_deleted", "deleted_ts": "1e999"},
        {"subtype": "message_deleted", "deleted_ts": 5, "channel": PITCH},
        {"ts": [], "thread_ts": {}, "user": CAROL, "channel": None, "text": None},
    ],
)
def test_events_of_any_shape_keep_nothing_and_break_nothing(event: Json) -> None:
    async def story(on: Stage) -> None:
        await ask(on)
        await tell(on, {"type": "message", "channel": PITCH, "ts": "1.5", **event})
        assert heard(on) == []
        assert told(on) == []

    play(story, asking(), teams=ours())

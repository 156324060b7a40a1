"""Text that may not stand in the channel any more leaves the thread as well."""

from typing import Any

import pytest

from bot.domain import Level, Policy
from bot.slack.takedown import TAKEN_DOWN, Takedown
from tests.slack import hostile
from tests.slack.interview import ask, asking, ours
from tests.slack.stage import Stage, card
from tests.slack.story import approve, play


@pytest.fixture(params=[Level.LINK, Level.OFF])
def lowered(request: pytest.FixtureRequest) -> Policy:
    return Policy(level=request.param, reasons=("since today",))


def below(on: Stage) -> list[dict[str, Any]]:
    return [*on.details(), *on.threads(), *on.replies()]


def test_a_thread_is_cleared_once_its_card_may_show_no_text(lowered: Policy) -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        before = below(on)
        assert any("Outline to copy" in hostile.words(m["blocks"]) for m in before)
        on.desk.policing = lambda *_: lowered
        on.clock.move(minutes=5)  # it is looked at again
        await on.drain()
        assert [m["text"] for m in below(on)] == [TAKEN_DOWN] * len(before)
        shown = hostile.words([m["blocks"] for m in below(on)])
        assert shown.split("\n") == [TAKEN_DOWN] * len(before)
        updates = len(on.calls("chat.update"))
        on.clock.move(hours=2)
        await on.drain()
        again = [c for c in on.calls("chat.update")[updates:] if c["text"] == TAKEN_DOWN]
        assert again == [], "once is enough"

    play(story)


def test_questions_put_to_an_expert_are_the_reporters_text_too(lowered: Policy) -> None:
    async def story(on: Stage) -> None:
        await ask(on)
        assert on.replies()
        on.desk.policing = lambda *_: lowered
        on.clock.move(minutes=5)  # it is looked at again
        await on.drain()
        assert {m["text"] for m in on.replies()} == {TAKEN_DOWN}

    play(story, asking(), teams=ours())


def test_while_text_may_be_shown_nothing_below_is_touched() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        on.clock.move(hours=2)
        await on.drain()
        assert TAKEN_DOWN not in {m["text"] for m in below(on)}

    play(story)


def test_what_was_posted_without_the_text_stays_also_after_a_restart() -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        on.clock.move(minutes=5)
        await on.drain()
        before = [m["text"] for m in below(on)]
        assert before
        assert TAKEN_DOWN not in before
        on.seat.painter._down = Takedown(on.seat.painter._reader)
        on.clock.move(hours=2)
        await on.drain()
        assert [m["text"] for m in below(on)] == before

    link = card(policy=Policy(level=Level.LINK, reasons=("it was set so",)))
    play(story, link)


def test_one_message_that_stays_is_told_and_the_others_go(lowered: Policy) -> None:
    async def story(on: Stage) -> None:
        await approve(on)
        first = below(on)[0]
        on.slack.memory.locked.add(first["ts"])
        on.desk.policing = lambda *_: lowered
        on.clock.move(minutes=5)
        await on.drain()
        texts = [m["text"] for m in below(on)]
        assert texts.count(TAKEN_DOWN) == len(texts) - 1
        assert [said for said in on.notices() if "please delete it there" in said]

    play(story)

"""What people do on a stage, one step at a time, and what came of it."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.domain import Act, Deed, Outcome
from tests.slack.stage import ALICE, BOB, Stage, card, stage

CAROL, GROUP = "U03CAROL", "S01DESK"
Json = dict[str, Any]


def play(story: Callable[[Stage], Awaitable[None]], *cards: Any, **how: Any) -> None:
    """Play a story on a stage that is connected and where the cards are posted."""

    async def played() -> None:
        async with stage(*(cards or (card(),)), connect=True, **how) as on:
            await on.drain()
            await story(on)

    gc.disable()  # a walk through all that earlier tests left is no listener's fault
    try:
        asyncio.run(played())
    finally:
        gc.enable()


async def click(on: Stage, user: str, action: str, number: int = 1, **how: Any) -> Json:
    """Press a button of a card as it is painted now, and let everything follow."""
    answer = await on.slack.click(user, on.cards()[number - 1], action, **how)
    await on.settled()
    return answer


async def choose(on: Stage, user: str, menu: str, option: str, number: int = 1) -> Json:
    answer = await on.slack.choose(user, on.cards()[number - 1], menu, option)
    await on.settled()
    return answer


async def form(on: Stage, user: str, control: str, option: str = "", **how: Any) -> Json:
    """Open a modal from the card and return it."""
    if option:
        await on.slack.choose(user, on.cards()[0], control, option, **how)
    else:
        await on.slack.click(user, on.cards()[0], control, **how)
    await on.seat.answering.drained()
    (view,) = on.slack.memory.views_of(user)
    return view


async def submit(on: Stage, user: str, view: Json, **values: Any) -> Json:
    answer = await on.slack.submit(user, view, values)
    await on.settled()
    return answer


def acts(on: Stage, number: int = 1) -> list[Act]:
    """Return what the audit holds of a card, the first act first."""
    return [entry.act for entry in reversed(on.desk.audit(number))]


def told(on: Stage) -> list[tuple[str, str]]:
    return [(whisper["user"], whisper["text"]) for whisper in on.whispers()]


def buttons(message: Json) -> set[str]:
    found = [e for block in message["blocks"] for e in block.get("elements", [])]
    return {e["action_id"] for e in found if "action_id" in e}


# one act each, by Alice, on the first card


async def skip(on: Stage) -> None:
    await click(on, ALICE, "skip")


async def approve(on: Stage) -> None:
    await click(on, ALICE, "approve")


async def not_for_us(on: Stage) -> None:
    await choose(on, ALICE, "more", "not_for_us")


async def mute_outlet(on: Stage) -> None:
    await choose(on, ALICE, "more", "mute_outlet")


async def mute_reporter(on: Stage) -> None:
    await choose(on, ALICE, "more", "mute_reporter")


async def undo(on: Stage) -> None:
    await click(on, ALICE, "undo")


async def reopen(on: Stage) -> None:
    on.clock.move(seconds=61)
    await on.settled()
    await click(on, ALICE, "reopen")


async def snooze(on: Stage) -> None:
    await choose(on, ALICE, "snooze", "hour")


async def wake(on: Stage) -> None:
    await click(on, ALICE, "wake")


async def assign(on: Stage) -> None:
    view = await form(on, ALICE, "more", "assign")
    await submit(on, ALICE, view, colleague=BOB)


async def release(on: Stage) -> None:
    view = await form(on, ALICE, "more", "assign")
    await submit(on, ALICE, view, nobody=["nobody"])


async def edit(on: Stage) -> None:
    view = await form(on, ALICE, "edit")
    await submit(on, ALICE, view, opening="In words of our own.")


async def back(on: Stage) -> None:
    view = await form(on, ALICE, "edit")
    await submit(on, ALICE, view, back=["back"])


Step = Callable[[Stage], Awaitable[None]]


class slow:  # noqa: N801 (reads as a word)
    """A disk that takes its time for every deed."""

    def __init__(self, on: Stage, seconds: float) -> None:
        self.desk, self.seconds = on.desk, seconds

    def __enter__(self) -> None:
        self.real = self.desk.do
        self.desk.do = self.do  # type: ignore[method-assign]

    def do(self, deed: Deed) -> Outcome:
        time.sleep(self.seconds)
        return self.real(deed)

    def __exit__(self, *_: object) -> None:
        del self.desk.do


class broken(slow):  # noqa: N801
    """A disk that fails."""

    def __init__(self, on: Stage, error: Exception) -> None:
        super().__init__(on, 0.0)
        self.error = error

    def do(self, deed: Deed) -> Outcome:
        raise self.error

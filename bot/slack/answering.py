"""What every listener does besides its own work: acknowledge, count, tell failures.

A listener acknowledges, then works; whatever may block goes to a thread. A failure is
told to the person alone, with a number that is also in the log.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BotError, TryLater
from bot.slack.calls import call
from bot.slack.clean import Block

log = logging.getLogger(__name__)

Body = dict[str, Any]
Work = Callable[[Body], Awaitable[None]]
Listener = Callable[..., Awaitable[None]]
Rest = Callable[[], Awaitable[None]]  # what follows once a form is answered
Faults = dict[str, str]  # input of a form -> what is wrong there
Take = Callable[[Body, str], Awaitable[tuple[Faults, Rest | None]]]

_ANSWER = 2.5  # seconds: a form that was sent waits for three
_UNSTORED = "This could not be stored, please try again. Your text is kept here."
_SLOW = "Storing this takes too long, please try again. Your text is kept here."


class Answering:
    """The common ground of the listeners; ``client`` repeats nothing."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def drained(self) -> None:
        """Wait until everything that was taken is dealt with."""
        await self._idle.wait()

    def first(self, work: Work) -> Listener:
        """Make a listener that acknowledges first and works then."""

        async def listen(ack: AsyncAck, body: Body) -> None:
            await ack()  # it leaves when the loop next runs: nothing may block here
            async with self.working(body):
                await work(body)

        return listen

    def form(self, take: Take) -> Listener:
        """Make a listener for a form that stays open, as filled in, where it has faults.

        ``take`` is given the name of the first input, for what is wrong with the whole;
        it has 2.5 seconds. What it returns besides the faults is done after the answer.
        """

        async def listen(ack: AsyncAck, body: Body) -> None:
            blocks = body["view"].get("blocks") or ()
            first = next((b["block_id"] for b in blocks if b["type"] == "input"), "")
            async with self.working(body):
                rest = None
                try:
                    async with asyncio.timeout(_ANSWER):
                        faults, rest = await take(body, first)
                except (TryLater, TimeoutError) as error:
                    log.warning("a form is not taken: %s", str(error) or "too slow")
                    words = _SLOW if isinstance(error, TimeoutError) else _UNSTORED
                    faults = {first: words}
                except Exception:
                    await _answer(ack, {first: _UNSTORED})
                    raise
                await _answer(ack, faults)
                if rest is not None:
                    await rest()

        return listen

    @asynccontextmanager
    async def working(self, body: Body) -> AsyncIterator[None]:
        """Count a piece of work; tell its person alone if it fails."""
        self._busy += 1
        self._idle.clear()
        try:
            yield
        except Exception as error:
            number = uuid4().hex[:8]
            log.exception("click failed, error %s", number, exc_info=error)
            await self.whisper(
                *(channel_of(body), user_of(body)),
                f"That did not work. Please try again; the log has it as {number}.",
            )
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def whisper(
        self,
        channel: str,
        user: str,
        text: str,
        blocks: Sequence[Block] | None = None,
        *,
        thread_ts: str = "",
    ) -> None:
        """Tell one person alone. Nobody is told twice: a lost word stays lost.

        The log never has the words: what reporters write may be among them.
        """
        if not channel:
            log.warning("nowhere to tell %s what came of it", user)
            return
        try:
            await call(
                self.client.chat_postEphemeral(
                    channel=channel,
                    user=user,
                    text=text,
                    blocks=blocks,
                    parse="none",
                    thread_ts=thread_ts or None,
                )
            )
        except BotError as error:
            log.warning("could not tell %s in %s: %s", user, channel, error)

    async def show(self, trigger_id: str, view: Block) -> None:
        """Open a modal; a trigger lives three seconds, so before anything slow."""
        await call(self.client.views_open(trigger_id=trigger_id, view=view))


async def _answer(ack: AsyncAck, faults: Faults) -> None:
    """Close a form, or keep it open; one without an input can't say what is wrong."""
    if faults and all(faults):
        await ack(response_action="errors", errors=faults)
    else:
        await ack()


async def acknowledge(ack: AsyncAck) -> None:
    """Take what needs no answer, such as a click on a link."""
    await ack()


def user_of(body: Body) -> str:
    """Return who clicked: the only word on that is Slack's own."""
    return str((body.get("user") or {}).get("id") or body.get("user_id") or "")


def channel_of(body: Body) -> str:
    channel = body.get("channel") or {}
    if isinstance(channel, dict) and channel.get("id"):
        return str(channel["id"])
    return str(body.get("container", {}).get("channel_id") or body.get("channel_id") or "")


def ts_of(body: Body) -> str:
    message = body.get("message") or {}
    return str(message.get("ts") or body.get("container", {}).get("message_ts") or "")

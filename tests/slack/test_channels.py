"""A name that nobody knows costs one list, not one for everybody who asks."""

import asyncio
import time
from typing import Any

import pytest

from bot.slack import channels
from bot.slack.calls import Refused, Unsure
from bot.slack.channels import Channels
from tests.slack.stage import access, stage

LIST = "conversations.list"


async def patient(found: Channels, name: str, seconds: float) -> str:
    try:
        async with asyncio.timeout(seconds):
            return await found.id_of(name)
    except TimeoutError:
        return "too late"
    except Refused as error:
        return error.code


def slow(found: Channels, seconds: float) -> None:
    """Let every page of the list take its time."""
    list_ = found._reader.conversations_list

    async def slowly(**asked: Any) -> Any:
        await asyncio.sleep(seconds)
        return await list_(**asked)

    found._reader.conversations_list = slowly  # type: ignore[method-assign]


def test_a_list_slower_than_anybody_waits_is_begun_once_and_read_to_its_end() -> None:
    async def play() -> None:
        async with stage() as on:
            found, before = Channels(access(on.slack).reader()), len(on.calls(LIST))
            slow(found, 0.2)
            names = ("#typo", "#typo", "#pitches", "#nowhere")
            said = await asyncio.gather(*(patient(found, name, 0.1) for name in names))
            assert said == ["too late"] * 4
            await asyncio.sleep(0.6)
            began = time.monotonic()
            assert await patient(found, "#pitches", 0.1) == "C01PITCH"
            assert await patient(found, "#typo", 0.1) == "channel_not_found"
            assert time.monotonic() - began < 0.1
            assert len(on.calls(LIST)) == before + 2, "two pages"

    asyncio.run(play())


def test_a_list_that_fails_is_not_asked_for_at_every_lookup_and_is_no_unknown_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channels, "_FAILED", 0.3)

    async def play() -> None:
        async with stage() as on:
            found, before = Channels(access(on.slack).reader()), len(on.calls(LIST))
            on.slack.errors[LIST] = "internal_error"
            for _ in range(5):
                with pytest.raises(Unsure):
                    await found.id_of("#pitches")
            assert len(on.calls(LIST)) == before + 1
            del on.slack.errors[LIST]
            await asyncio.sleep(0.35)
            assert await found.id_of("#pitches") == "C01PITCH"

    asyncio.run(play())


def test_a_missing_name_is_looked_for_again_after_a_minute() -> None:
    async def play() -> None:
        async with stage() as on:
            found = Channels(access(on.slack).reader())
            assert await patient(found, "#later", 1) == "channel_not_found"
            on.slack.memory.add_channel("C09", "later")
            assert await patient(found, "#later", 1) == "channel_not_found"
            passed(found, 61)
            assert await patient(found, "#later", 1) == "C09"

    asyncio.run(play())


def passed(found: Channels, seconds: float) -> None:
    found._read_at -= seconds

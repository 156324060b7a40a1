"""kill -9 around a post, with a real process, a real database and a real socket."""

import asyncio
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Choice, Deadline, Digest, Policy
from bot.store import Store
from tests import make
from tests.slack.bridge import Bridge
from tests.slack.stage import now, until


def fill(path: Path) -> None:
    """Queue one card, approved by somebody at a terminal: a card and its thread."""
    at = now() + timedelta(hours=9)
    query = make.query(deadline=Deadline(at=at, sure=True, until=at))
    store = Store(path)
    store.keep_file(b"mail", now())
    mail = store.unread()
    assert mail is not None
    digest = Digest(source="haro", queries=(query,), printed_at=now())
    store.add_reading(mail, [digest], now=now())
    store.add_card(
        query,
        "Acme Dental",
        channel="#pitches",
        match=make.match(),
        outline=make.outline(),
        policy=Policy(level=make.card().policy.level),
        approvers=(),
        timezone="UTC",
        now=now(),
    )
    (card,) = store.cards()
    store.decide(card.id, Choice.APPROVED, by="ann", at=now())
    store.close()


async def start(path: Path, slack: Bridge) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.slack.sender", str(path), slack.base_url
    )


@pytest.mark.parametrize("post", [1, 2, 3])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_killed_sender_leaves_each_message_exactly_once(
    tmp_path: Path, post: int, when: str
) -> None:
    async def play() -> None:
        path = tmp_path / "bot.db"
        fill(path)
        async with Bridge() as slack:
            slack.delay, slack.linger = (0.1, 0.0) if when == "before" else (0.0, 0.1)

            def reached() -> bool:
                if when == "after":
                    return len(slack.memory.messages) >= post
                return [m for m, _ in slack.log].count("chat.postMessage") >= post

            first = await start(path, slack)
            await until(reached)
            first.kill()
            await first.wait()
            await asyncio.sleep(0.2)
            slack.delay = slack.linger = 0.0
            assert await (await start(path, slack)).wait() == 0
            parts = Counter(
                (m["metadata"]["event_type"], m["metadata"]["event_payload"]["part"])
                for m in slack.memory.messages
            )
            assert parts == {
                ("query_card", 0): 1, ("query_thread", 1): 1, ("query_thread", 2): 1
            }  # fmt: skip

    asyncio.run(play())

"""An older copy of the store is put back: what it does not know is not posted again."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.domain import Choice
from bot.store import Ties, back_up, begin_anew, put_back
from tests.deciding import settle
from tests.slack.bridge import Bridge
from tests.slack.desk import Desk
from tests.slack.stage import a_slack, card, now, tall, workspace


def played(test: Callable[[Path], Coroutine[Any, Any, None]]) -> Callable[[Path], None]:
    return wraps(test)(lambda path: asyncio.run(test(path)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


_lives = count(1)


def opened(path: Path) -> Desk:
    desk = Desk(path=path)
    desk.mails = 1_000 * next(_lives)  # its mails are like no others
    return desk


@asynccontextmanager
async def working(slack: Bridge, path: Path) -> AsyncIterator[Desk]:
    """Lend the store as a worker has it, then do all there is to do in Slack."""
    desk = opened(path)
    seat = workspace(slack, desk)
    try:
        await seat.start_checks(socket=False)
        yield desk
        assert await seat.drain_once(patience=20)
    finally:
        await seat.close()
        desk.close()


def standing(slack: Bridge, event: str = "query_card") -> list[str]:
    found = slack.memory.messages
    return sorted(
        m["text"] for m in found if m.get("metadata", {}).get("event_type") == event
    )


@played
async def test_cards_posted_after_a_backup_are_not_posted_again(path: Path):
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(card(1))
        copy = back_up(path, path.with_name("copy.db"), now=now())
        async with working(slack, path) as desk:
            desk.add(tall(2))
            desk.add(card(3))
        before = standing(slack)
        assert len(before) == 3
        details = standing(slack, "query_detail")
        assert details
        put_back(copy, path, now=now())
        async with working(slack, path) as desk:  # read again, in another order
            desk.add(card(3), now() - timedelta(minutes=1))
            desk.add(tall(2), now() - timedelta(minutes=1))
        async with working(slack, path) as desk:
            placed = {c.query.id: c.ts for c in desk.cards()}
            numbers = {c.ts: c.id for c in desk.cards()}
        assert standing(slack) == before
        assert standing(slack, "query_detail") == details
        shown = {str(m["ts"]): json.dumps(m["blocks"]) for m in slack.memory.messages}
        assert set(placed) == {"q1", "q2", "q3"}
        for ts, number in numbers.items():  # its buttons say the number it has now
            assert f'"{number}:' in shown[ts]


@played
async def test_what_waited_in_the_backup_and_was_posted_since_is_not_posted_again(
    path: Path,
):
    async with a_slack() as slack:
        desk = opened(path)
        desk.add(card(1))
        desk.notice("a", "A thing to know", channel="#ops", now=now())
        desk.close()
        copy = back_up(path, path.with_name("copy.db"), now=now())
        async with working(slack, path):
            pass
        put_back(copy, path, now=now())
        async with working(slack, path):
            pass
        assert len(standing(slack)) == 1
        assert standing(slack, "bot_notice").count("A thing to know") == 1


@played
async def test_what_never_stood_in_slack_is_posted_after_a_restore(path: Path):
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(card(1))
        copy = back_up(path, path.with_name("copy.db"), now=now())
        put_back(copy, path, now=now() - timedelta(seconds=30))
        async with working(slack, path) as desk:
            desk.add(card(2), now() - timedelta(minutes=1))  # came while nobody worked
            desk.add(card(3))  # came after
        assert len(standing(slack)) == 3


@played
async def test_a_store_begun_anew_posts_nothing_that_stands_already(path: Path):
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(tall(1))
            desk.add(card(2))
        before = len(slack.memory.messages)
        begin_anew(path, now=now())
        async with working(slack, path) as desk:
            desk.add(card(2))
            desk.add(tall(1))
            desk.add(card(3))
        assert len(slack.memory.messages) == before + 1
        assert len(standing(slack)) == 3


@played
async def test_an_approval_given_again_posts_its_outline_once(path: Path):
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(card(1))
        copy = back_up(path, path.with_name("copy.db"), now=now())
        for _ in range(2):
            async with working(slack, path) as desk:
                settle(desk, 1, Choice.APPROVED, by="U01ALICE", at=now())
            threads = standing(slack, "query_thread")
            assert threads
            put_back(copy, path, now=now())
        async with working(slack, path) as desk:
            settle(desk, 1, Choice.APPROVED, by="U01ALICE", at=now())
        assert standing(slack, "query_thread") == threads


@played
async def test_a_new_card_never_gets_a_number_that_stands_on_an_old_one(path: Path):
    """A click on a card says its number: it must not decide on another query."""
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(card(1))
        copy = back_up(path, path.with_name("copy.db"), now=now())
        async with working(slack, path) as desk:
            lost = {desk.add(card(2)), desk.add(card(3))}
        put_back(copy, path, now=now())
        desk = opened(path)
        fresh = {desk.add(card(4)), desk.add(card(5))}
        desk.close()
        assert not fresh & lost


@played
async def test_the_card_is_known_by_any_query_of_its_request(path: Path):
    """The copy that was read first names the request; now the other one is."""
    first = card(2)
    other = replace(first.query, id="q2-elsewhere", source="sos")
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(card(1))
        copy = back_up(path, path.with_name("copy.db"), now=now())
        async with working(slack, path) as desk:
            desk.add(first)
        put_back(copy, path, now=now())
        async with working(slack, path) as desk:
            early = now() - timedelta(minutes=1)
            desk.add(replace(first, query=other), early)
            same = Ties(same={first.query.id: (other.id, "the same words")})
            desk.read(first.query, now=early, ties=same)
        assert len(standing(slack)) == 2


@played
async def test_what_was_lost_at_an_earlier_restore_is_not_posted_again_either(path: Path):
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(card(1))
        copy = back_up(path, path.with_name("copy.db"), now=now())
        async with working(slack, path) as desk:
            desk.add(card(2))
            desk.add(card(3))
        put_back(copy, path, now=now())
        desk = opened(path)
        desk.add(card(3))  # not looked for yet when the next copy is made
        desk.close()
        second = back_up(path, path.with_name("second.db"), now=now())
        put_back(second, path, now=now() + timedelta(minutes=2))
        async with working(slack, path) as desk:
            desk.add(card(2), now() - timedelta(minutes=1))
        assert len(standing(slack)) == 3


@played
async def test_a_backup_put_back_twice_within_a_minute_posts_nothing_again(path: Path):
    """More was numbered in between than minutes went by."""
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(card(1))
        copy = back_up(path, path.with_name("copy.db"), now=now())
        put_back(copy, path, now=now())
        async with working(slack, path) as desk:
            desk.add(card(2))
            desk.add(card(3))
        put_back(copy, path, now=now())
        async with working(slack, path) as desk:
            desk.add(card(3), now() - timedelta(minutes=1))
            desk.add(card(2), now() - timedelta(minutes=1))
        assert len(standing(slack)) == 3


@played
async def test_a_card_decided_since_the_backup_is_open_again_in_slack_too(path: Path):
    async with a_slack() as slack:
        async with working(slack, path) as desk:
            desk.add(card(1))
        (asked,) = (m["blocks"] for m in slack.memory.messages if "blocks" in m)
        copy = back_up(path, path.with_name("copy.db"), now=now())
        async with working(slack, path) as desk:
            settle(desk, 1, Choice.SKIPPED, by="U01ALICE", at=now())
        put_back(copy, path, now=now())
        async with working(slack, path):
            pass
        (shown,) = (m["blocks"] for m in slack.memory.messages if "blocks" in m)
        assert shown == asked

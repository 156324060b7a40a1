"""A stage on which people ask: `/queries`, App Home, shortcuts, answers in threads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.domain import Card, Team
from bot.slack import rules
from tests.slack import hostile
from tests.slack.stage import Stage, stage

PITCH, OPS = "C01PITCH", "C02OPS"


@asynccontextmanager
async def asked(*cards: Card, teams: list[Team]) -> AsyncIterator[Stage]:
    async with stage(*cards, connect=True, teams=teams) as on:
        yield on


async def ask(on: Stage, user: str, text: str, channel: str = OPS) -> dict[str, Any]:
    """Type `/queries TEXT`; return the one answer, which Slack takes and is harmless."""
    before = len(on.slack.responses)
    answer = await on.slack.command(user, channel, "/queries", text)
    assert answer["ok"]
    assert answer["response"] is None, "acknowledged with nothing"
    await on.seat.answering.drained()
    (said,) = on.slack.responses[before:]
    assert said["response_type"] == "ephemeral"
    assert said["replace_original"] is False
    assert rules.faults(said.get("blocks", []), text=said["text"]) == []
    assert hostile.live(said.get("blocks", []), said["text"]) == []
    return dict(said)


def shown(said: dict[str, Any]) -> str:
    """Return every word of an answer or a view."""
    texts = [
        str(thing["text"])
        for thing in hostile.walk(said.get("blocks", []))
        if isinstance(thing.get("text"), str)
    ]
    return "\n".join(texts)

"""`haro-bot check` finds what is wrong and says what to do."""

import asyncio
from datetime import datetime, timedelta

from bot.slack.doctor import checks
from tests import make
from tests.slack.bridge import APP, BOT, Bridge
from tests.slack.stage import access, now


def look(
    slack: Bridge, channel: str = "#pitches", clock: timedelta = timedelta(0), **tokens: str
) -> dict[str, tuple[bool, str]]:
    async def play() -> dict[str, tuple[bool, str]]:
        async with slack:

            def here() -> datetime:
                return now() + clock

            found = await checks(
                access(slack, **tokens), [channel], here, sample=make.card()
            )
            return {what: (well, seen) for what, well, seen in found}

    return asyncio.run(play())


def test_a_healthy_setup_passes_every_check() -> None:
    found = look(Bridge())
    assert all(well for well, _ in found.values()), found
    assert found["Slack login"][1] == "querybot in test"
    assert "everybody" in found["Approvers"][1]
    assert set(found) == {
        "Slack login", "Slack scopes", "Clock", "Socket Mode", "Channel #pitches",
        "Approvers", "Card",
    }  # fmt: skip


def test_tokens_are_told_apart() -> None:
    assert "swapped" in look(Bridge(), bot_token=APP, app_token=BOT)["Slack tokens"][1]
    assert "invalid_auth" in look(Bridge(), bot_token="xoxb-no")["Slack login"][1]
    found = look(Bridge(), app_token="xapp-no")
    assert found["Slack login"][0]
    assert "BOT_SLACK__APP_TOKEN" in found["Socket Mode"][1]


def test_a_channel_without_the_bot_says_invite() -> None:
    slack = Bridge()
    slack.memory.add_channel("C03", "quiet", member=False)
    assert "/invite" in look(slack, "#quiet")["Channel #quiet"][1]
    assert "channel_not_found" in look(Bridge(), "#none")["Channel #none"][1]


def test_unreadable_history_is_found_before_it_is_needed() -> None:
    slack = Bridge()
    slack.errors["conversations.history"] = "missing_scope"
    well, seen = look(slack)["Channel #pitches"]
    assert not well
    assert "missing_scope" in seen


def test_a_wrong_clock_is_found() -> None:
    well, seen = look(Bridge(), clock=timedelta(minutes=20))["Clock"]
    assert not well
    assert "1200 s" in seen or "1199 s" in seen or "1201 s" in seen


def test_a_slack_without_blocks_validate_is_no_fault() -> None:
    slack = Bridge()
    slack.errors["blocks.validate"] = "unknown_method"
    assert look(slack)["Card"][0]

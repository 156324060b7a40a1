"""The channels: whether the bot is in, who else reads, whether it can look back."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BotError
from bot.slack.calls import Refused, call
from bot.slack.channels import Channels
from bot.slack.doctor.finding import Finding, fail, note, ok

_TEST = "A test message of haro-bot check. It goes away at once."
_INVITE = "type /invite and the bot's name there"


async def look(channels: Channels, reader: AsyncWebClient, name: str) -> Finding:
    what = f"Channel {name}"
    try:
        channel = await channels.id_of(name)
        info = await _info(reader, channel)
        fault = _closed(info) or await _unreadable(reader, channel)
    except Refused as error:
        seen = f"{error.code}: check the name; for a private channel {_INVITE}"
        return fail(what, seen)
    except BotError as error:
        return fail(what, str(error))
    if fault:
        return fail(what, fault)
    if open_to := _readers(info):
        return note(what, f"{open_to}; a private channel keeps queries to your team")
    return ok(what, "the bot is in it" if info.get("is_member") else "found")


async def post(channels: Channels, poster: AsyncWebClient, name: str) -> Finding:
    """Put a message there and take it away again."""
    what = f"Test message in {name}"
    try:
        channel = await channels.id_of(name)
        posted = await call(
            poster.chat_postMessage(
                channel=channel,
                text=_TEST,
                parse="none",
                unfurl_links=False,
                unfurl_media=False,
            )
        )
    except Refused as error:
        return fail(what, f"Slack refuses it: {error.code}. May the bot post there?")
    except BotError as error:
        return fail(what, f"{error}. Look whether one stands there, and delete it")
    try:
        await call(poster.chat_delete(channel=posted["channel"], ts=posted["ts"]))
    except BotError as error:
        return fail(what, f"posted, but not deleted ({error}): delete it by hand")
    return ok(what, "posted and deleted")


async def _info(reader: AsyncWebClient, channel: str) -> dict[str, Any]:
    """Return what Slack tells of a channel: nothing where a scope is missing."""
    try:
        return (await call(reader.conversations_info(channel=channel)))["channel"] or {}
    except Refused as error:
        if error.code == "channel_not_found":
            raise
        return {}


def _closed(info: dict[str, Any]) -> str:
    """Say why nothing can be posted there, "" if it can."""
    if info.get("is_archived"):
        return "it is archived: unarchive it, or name another"
    if info.get("is_member") is False:
        return f"the bot is not in it: {_INVITE}"
    return ""


async def _unreadable(reader: AsyncWebClient, channel: str) -> str:
    """Say why its history can't be read, "" if it can."""
    try:
        await call(reader.conversations_history(channel=channel, limit=1))
    except Refused as error:
        code = error.code
    else:
        return ""
    cure = _INVITE
    if code == "missing_scope":
        cure = (
            "add channels:history, for a private channel groups:history, and install the"
            " app again"
        )
    return (
        f"its history can't be read ({code}), so a message whose answer got lost would be"
        f" held: {cure}"
    )


def _readers(info: dict[str, Any]) -> str:
    """Say who beyond the team can read the channel."""
    if info.get("is_ext_shared") or info.get("is_pending_ext_shared"):
        return "shared with another organisation, whose people read the queries too"
    if info.get("is_private") is False:
        return "public: everybody in the workspace can read the queries"
    return ""

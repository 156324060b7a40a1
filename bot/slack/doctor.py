"""Each thing that may be wrong with the Slack side, asked one by one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Card
from bot.errors import BotError
from bot.slack import blocks, rules
from bot.slack.calls import BOT_TOKEN, Access, Refused, call
from bot.slack.channels import Channels
from bot.slack.entry import check_prefixes, enter, socket_url
from bot.slack.history import MARGIN, slack_time

Finding = tuple[str, bool, str]  # what was looked at, is it well, what was seen
_SCOPES = ("chat:write",)
_READING = ({"channels:history", "groups:history"}, {"channels:read", "groups:read"})


async def checks(
    access: Access,
    channels: Sequence[str],
    now: Callable[[], datetime],
    *,
    approvers: Sequence[str] = (),
    sample: Card | None = None,
) -> list[Finding]:
    """Look at everything that can be looked at; never raises for what it finds."""
    try:
        check_prefixes(access, socket=True)
    except BotError as error:
        return [("Slack tokens", False, str(error))]
    reader, found = access.reader(), []
    try:
        entry = await enter(access, reader, socket=True)
        who = await call(reader.auth_test())
    except BotError as error:
        return [("Slack login", False, str(error))]
    found.append(("Slack login", True, f"{entry.user} in {entry.team}"))
    found += _scopes(who.headers.get("x-oauth-scopes"))
    found.append(_clock(slack_time(who), now()))
    try:
        await socket_url(access, access.plain())
        found.append(("Socket Mode", True, "Slack gives an address"))
    except BotError as error:
        found.append(("Socket Mode", False, str(error)))
    looked = Channels(reader)
    for name in dict.fromkeys(channels):
        found.append(await _channel(looked, reader, name))
    everybody = "everybody in the channel may approve"
    found.append(("Approvers", True, ", ".join(approvers) or everybody))
    if sample is not None:
        found.append(await _card(reader, sample, now()))
    return found


def _scopes(header: str | None) -> Iterator[Finding]:
    if not header:
        return
    have = {scope.strip() for scope in header.split(",")}
    missing = [scope for scope in _SCOPES if scope not in have]
    missing += [" or ".join(sorted(any_of)) for any_of in _READING if not any_of & have]
    cure = f"missing {', '.join(missing)}: add to the app, install again, renew {BOT_TOKEN}"
    yield ("Slack scopes", not missing, cure if missing else ", ".join(sorted(have)))


def _clock(there: datetime | None, here: datetime) -> Finding:
    if there is None:
        return ("Clock", True, "Slack gives no time to compare with")
    off = abs(there - here)
    return ("Clock", off < MARGIN / 3, f"{off.total_seconds():.0f} s from Slack's")


async def _channel(channels: Channels, reader: AsyncWebClient, name: str) -> Finding:
    what = f"Channel {name}"
    try:
        channel = await channels.id_of(name)
        member = await channels.member(channel)
    except Refused as error:
        return (what, False, f"{error.code}: check the name, or /invite the bot there")
    except BotError as error:
        return (what, False, str(error))
    if member is False:
        return (what, False, "the bot is not in it: type /invite and its name there")
    try:
        await call(reader.conversations_history(channel=channel, limit=1))
    except Refused as error:
        why = f"its history can't be read ({error.code}): lost answers would be held"
        return (what, False, why)
    except BotError as error:
        return (what, False, str(error))
    return (what, True, "found" if member is None else "the bot is in it")


async def _card(reader: AsyncWebClient, card: Card, now: datetime) -> Finding:
    shown = blocks.card(card, now)
    ours: Iterable[str] = rules.faults(shown, text=blocks.fallback(card))
    try:
        await call(reader.api_call("blocks.validate", json={"blocks": shown}))
    except Refused as error:
        if error.code not in ("unknown_method", "method_deprecated"):
            return ("Card", False, f"Slack says {error.code}")
    except BotError as error:
        return ("Card", False, str(error))
    return ("Card", not ours, "; ".join(ours) or f"{rules.size(shown)} characters")

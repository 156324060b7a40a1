"""What must hold before any work: tokens, workspace, channels."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain import Team
from bot.errors import BadInput, TryLater
from bot.slack import manifest
from bot.slack.calls import APP_TOKEN, BOT_TOKEN, Access, Refused, call
from bot.slack.channels import Channels

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who we are in which workspace."""

    team: str = ""
    team_id: str = ""
    user: str = ""
    user_id: str = ""
    bot_id: str = ""


def check_prefixes(access: Access, *, socket: bool) -> None:
    """Catch the commonest mistake, two tokens in each other's place, without a call."""
    swapped = access.bot_token.startswith("xapp-") or access.app_token.startswith(
        ("xoxb-", "xoxp-")
    )
    if swapped:
        raise BadInput(
            f"{BOT_TOKEN} must hold the token that begins with xoxb-, {APP_TOKEN} the one "
            "that begins with xapp-: they seem to be swapped."
        )
    if access.bot_token.startswith("xoxp-"):
        raise BadInput(
            f"{BOT_TOKEN} holds a person's token: copy the Bot User OAuth Token, which "
            "begins with xoxb-, from Install App."
        )
    if access.bot_token.startswith("xoxe"):
        raise BadInput(
            f"{BOT_TOKEN} holds a token that expires: turn token rotation off (best in a "
            "new app from the manifest) and copy the token that begins with xoxb-."
        )
    if not access.bot_token:
        raise BadInput(f"{BOT_TOKEN} is not set: copy the xoxb- token from Install App.")
    if socket and not access.app_token:
        raise BadInput(
            f"{APP_TOKEN} is not set: make an app-level token with connections:write "
            "under Basic Information."
        )


async def enter(access: Access, reader: AsyncWebClient, *, socket: bool) -> Entry:
    check_prefixes(access, socket=socket)
    try:
        who = await call(reader.auth_test())
    except Refused as error:
        raise BadInput(f"{BOT_TOKEN}: Slack answers {error.code} to auth.test.") from error
    entry = Entry(
        **{key: str(who.get(key) or "") for key in ("team", "team_id", "user", "user_id")},
        bot_id=str(who.get("bot_id") or ""),
    )
    log.info("Slack workspace %s, as %s", entry.team, entry.user)
    if granted := who.headers.get("x-oauth-scopes"):
        for asked in manifest.missing(granted):
            lost = asked.without or f"needed ({asked.why})"
            log.warning("the Slack app lacks the scope %s: %s", asked.name, lost)
    return entry


def say_who_decides(teams: Iterable[Team]) -> None:
    """Say aloud where anybody may decide: that may not be what was meant."""
    for team in teams:
        if not team.approvers:
            log.warning(
                "everybody in %s may decide for %s: no approvers are named",
                team.channel,
                team.company,
            )


async def check_channels(channels: Channels, names: Iterable[str]) -> None:
    """Find every channel by name; warn of those the bot is not in."""
    for name in names:
        try:
            channel = await channels.id_of(name)
            member = await channels.member(channel)
        except Refused as error:
            raise BadInput(
                f"[slack] channel {name}: Slack answers {error.code}. Check the name; for "
                "a private channel first type /invite and the bot's name in it."
            ) from error
        if member is False:
            log.warning("the bot is not in %s: type /invite and its name there", name)


async def socket_url(access: Access, client: AsyncWebClient) -> str:
    """Ask for a Socket Mode address: connecting itself would hide a bad token."""
    try:
        answer = await call(
            client.apps_connections_open(app_token=access.app_token), token=APP_TOKEN
        )
    except Refused as error:
        raise BadInput(
            f"{APP_TOKEN}: Slack answers {error.code}. Turn Socket Mode on and give the "
            "app-level token the scope connections:write."
        ) from error
    if not answer.get("url"):
        raise TryLater("Slack names no address for the connection")
    return str(answer["url"])

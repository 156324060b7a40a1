"""Answers through a response_url: to one person, in any channel, for half an hour."""

import json
import logging

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import BotError
from bot.slack.answering import Answering, Body, channel_of, user_of
from bot.slack.calls import POST_TIMEOUT, Offline, Refused, Unsure, direct
from bot.slack.listing import Answer

log = logging.getLogger(__name__)
_ACCEPTED = range(200, 300)
_SERVER = 500


async def reply(answering: Answering, body: Body, answer: Answer) -> None:
    """Tell the person of a payload alone; by the channel where the URL is certainly dead.

    Nobody is told twice, and no answer is in the log.
    """
    user, channel = user_of(body), channel_of(body)
    try:
        await respond(str(body.get("response_url") or ""), answer)
    except (Offline, Refused) as error:  # nobody was told: the channel may do
        log.warning("could not answer %s in %s: %s", user, channel, error)
        await answering.whisper(channel, user, answer.text, answer.blocks or None)
    except BotError as error:
        log.warning("perhaps could not answer %s in %s: %s", user, channel, error)


async def respond(url: str, answer: Answer) -> None:
    """Tell the person alone, besides what stands there. Slack takes five of them.

    Raises `Refused` for an URL that is used up or too old, `Offline`, `Unsure`.
    """
    if not url:
        raise Refused("no response_url")
    client = AsyncWebhookClient(url, timeout=POST_TIMEOUT, retry_handlers=[])
    if direct(url):
        client.proxy = None  # the SDK takes a proxy from the environment regardless
    try:
        said = await client.send(
            text=answer.text,
            blocks=answer.blocks or None,
            response_type="ephemeral",
            replace_original=False,
            unfurl_links=False,
            unfurl_media=False,
        )
    except aiohttp.ClientConnectorError as error:
        raise Offline(f"Slack can't be reached: {error}") from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        # the type alone: its words may hold the URL, by which anybody could answer
        raise Unsure(f"no answer from Slack: {type(error).__name__}") from error
    if said.status_code >= _SERVER:
        raise Unsure(f"response_url: HTTP {said.status_code}")
    if said.status_code not in _ACCEPTED:
        raise Refused(f"response_url: HTTP {said.status_code}")
    if code := _refused(said.body):
        raise Refused(f"response_url: {code}")


def _refused(body: str) -> str:
    """Return why Slack refuses although it says 200; "" where it does not."""
    try:
        answer = json.loads(body)
    except ValueError:
        return ""  # "ok", as a rule
    if not isinstance(answer, dict) or answer.get("ok", True):
        return ""
    return str(answer.get("error") or "no reason given")[:80]

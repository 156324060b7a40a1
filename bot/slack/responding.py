"""Answers through a response_url: to one person, in any channel, for half an hour."""

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.calls import POST_TIMEOUT, Offline, Refused, Unsure, direct
from bot.slack.listing import Answer

_ACCEPTED = range(200, 300)


async def respond(url: str, answer: Answer) -> None:
    """Tell the person alone, besides what stands there. Slack takes five of them.

    Raises `Refused` for an URL that is used up or too old, `Offline`, `Unsure`.
    """
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
        raise Unsure(
            f"no answer from Slack: {str(error) or type(error).__name__}"
        ) from error
    if said.status_code not in _ACCEPTED:
        raise Refused(f"response_url: HTTP {said.status_code}")

"""A file brought into a thread.

Its bytes go to where Slack's own answer says, if that is Slack's, and nowhere else.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import POST_TIMEOUT, Offline, Refused, Unsure, call, direct

ELSEWHERE = "upload_url_elsewhere"
_OK = 200
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What is to be uploaded, and below which message."""

    name: str
    title: str
    data: bytes
    channel: str  # its id
    thread_ts: str


async def upload(client: AsyncWebClient, file: File) -> None:
    """Put a file into a thread. ``client`` repeats nothing: a second file is a double.

    Raises `Refused` with Slack's word for why, `TryLater` where it was not answered.
    """
    asked = await call(
        client.files_getUploadURLExternal(filename=file.name, length=len(file.data))
    )
    url, number = str(asked.get("upload_url") or ""), str(asked.get("file_id") or "")
    if not _slacks(url, client.base_url):
        raise Refused(ELSEWHERE)
    await _put(url, file.data, client.proxy)
    await call(
        client.files_completeUploadExternal(
            files=[{"id": number, "title": file.title}],
            channel_id=file.channel,
            thread_ts=file.thread_ts,
        )
    )


def _slacks(url: str, api: str) -> bool:
    """Say whether an address is of the same people as the API's: files.slack.com.

    Only over https, unless the API itself is on this machine.
    """
    try:
        parts, home = urlsplit(url), urlsplit(api).hostname or ""
        host = parts.hostname or ""
    except ValueError:
        return False
    if home in _LOOPBACK:
        return parts.scheme in ("http", "https") and host in _LOOPBACK
    family = home.removeprefix("www.")
    ours = host == family or host.endswith(f".{family}")
    return parts.scheme == "https" and ours and not (parts.username or parts.password)


async def _put(url: str, data: bytes, proxy: str | None) -> None:
    """Hand over the bytes. No redirect is followed, no token goes along."""
    timeout = aiohttp.ClientTimeout(total=POST_TIMEOUT)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(
                url,
                data=data,
                proxy=None if direct(url) else proxy,
                headers={"Content-Type": "application/octet-stream"},
                allow_redirects=False,
            ) as answer,
        ):
            status = answer.status
    except aiohttp.ClientConnectorError as error:
        raise Offline(f"Slack can't be reached: {type(error).__name__}") from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise Unsure(f"no answer from Slack: {type(error).__name__}") from error
    if status != _OK:
        raise Unsure(f"Slack did not take the file: HTTP {status}")

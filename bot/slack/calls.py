"""The Web API clients and what their failures mean; exceptions of the SDK end here.

Never the SDK's own retries: they post twice when an answer is lost.
"""

from collections.abc import Awaitable
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import BadInput, GiveUp, TryLater

BASE_URL = "https://slack.com/api/"
BOT_TOKEN, APP_TOKEN = "BOT_SLACK__BOT_TOKEN", "BOT_SLACK__APP_TOKEN"
POST_TIMEOUT = 10  # seconds
_PATIENCE = 5  # seconds; a longer Retry-After goes back to the queue
_TOO_MANY = 429
_SERVER = 500
_BUSY = {"ratelimited", "rate_limited"}
_TOKEN = {
    "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive",
    "not_allowed_token_type",
}  # fmt: skip
_UNSURE = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}


MENDABLE = {  # what an invitation, a scope or a setting of the workspace mends
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "missing_scope",
    "restricted_action",
    "restricted_action_read_only_channel",
    "no_permission",
    "access_denied",
    "team_access_not_granted",
}


class Offline(TryLater):
    """The request certainly never left."""


class Busy(TryLater):
    """Slack asks to wait; nothing was done."""


class Unsure(TryLater):
    """Nobody can tell whether Slack did it."""


class Refused(GiveUp):
    """Slack will never do it; ``code`` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack refuses: {code}")
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to reach one workspace."""

    bot_token: str
    app_token: str = ""
    base_url: str = BASE_URL

    def poster(self) -> AsyncWebClient:
        """For what must not happen twice: waits when asked to, repeats nothing else."""
        return self._client([_ShortWaits(max_retry_count=5)], timeout=POST_TIMEOUT)

    def reader(self) -> AsyncWebClient:
        """For what may happen twice."""
        return self._client(
            [
                AsyncConnectionErrorRetryHandler(2),
                _ShortWaits(max_retry_count=5),
                AsyncServerErrorRetryHandler(2),
            ]
        )

    def plain(self) -> AsyncWebClient:
        """For what is dead when it is late: repeats nothing."""
        return self._client([], timeout=POST_TIMEOUT)

    def nameless(self) -> AsyncWebClient:
        """For Bolt, which complains of a token where it is told who we are besides."""
        client = self.plain()
        client.token = None
        return client

    def _client(
        self, handlers: list[AsyncRetryHandler], timeout: int = 30
    ) -> AsyncWebClient:
        client = AsyncWebClient(
            self.bot_token, base_url=self.base_url, timeout=timeout, retry_handlers=handlers
        )
        if direct(self.base_url):
            client.proxy = None  # the SDK takes a proxy from the environment regardless
        return client


class _ShortWaits(AsyncRateLimitErrorRetryHandler):
    """Sits out a short Retry-After inside the call and leaves a long one to us."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        del state, request, error
        if response is None or response.status_code != _TOO_MANY:
            return False
        headers = {name.lower(): values for name, values in response.headers.items()}
        asked = "".join(headers.get("retry-after", ["1"])[:1])
        whole = asked.isascii() and asked.isdecimal()  # the SDK understands nothing else
        return whole and _seconds(asked) <= _PATIENCE


def direct(url: str) -> bool:
    """Say whether the proxy of the environment is not meant for this address."""
    host = urlsplit(url).hostname or ""
    return host in ("127.0.0.1", "localhost", "::1") or bool(proxy_bypass(host))


async def call(
    answer: Awaitable[AsyncSlackResponse], *, token: str = BOT_TOKEN
) -> AsyncSlackResponse:
    """Await one Web API call; raise only what this program knows.

    ``token`` is the setting to name where Slack does not take it.
    """
    try:
        return await answer
    except SlackApiError as error:
        raise _meaning(error, token) from error
    except aiohttp.ClientConnectorError as error:
        raise Offline(f"Slack can't be reached: {error}") from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise Unsure(
            f"no answer from Slack: {str(error) or type(error).__name__}"
        ) from error
    except AttributeError as error:  # so the SDK takes JSON that is no object
        raise Unsure("an answer of Slack that can't be read") from error


def _meaning(error: SlackApiError, token: str) -> TryLater | GiveUp:
    answer = error.response
    data = getattr(answer, "data", answer)
    code = str(data.get("error") or "") if isinstance(data, dict) else ""
    status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0) or 0)
    if status == _TOO_MANY or code in _BUSY:
        after = _seconds(answer.headers.get("Retry-After", "30"))
        return Busy(f"Slack asks to wait {after:.0f} s", after=after)
    if code in _TOKEN:
        return BadInput(
            f"{token}: Slack answers {code}. Install the app again, copy its token into "
            f"{token} and restart."
        )
    if status >= _SERVER or code in _UNSURE or not code:
        return Unsure(f"Slack is unwell: {code or f'HTTP {status}'}")
    return Refused(code)


def _seconds(text: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError:
        return 30.0

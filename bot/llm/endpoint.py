"""Where a model is reached, and every way in which that can fail, in words for people.

The only importer of pydantic_ai: import this module where it is used. A second of time
and 80 to 110 MB, so nothing of it is loaded while no model is set.
"""

import asyncio
import warnings
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import genai_prices
from pydantic_ai import exceptions as failures
from pydantic_ai.direct import model_request
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    SystemPromptPart,
    TextPart,
    UserPromptPart,
)
from pydantic_ai.models import Model
from pydantic_ai.settings import ModelSettings

from bot.domain import Came
from bot.llm.place import ANTHROPIC, OPENAI, Place

# a model that takes no temperature is asked without one: nothing to say about that
warnings.filterwarnings("ignore", category=failures.UnsupportedSettingWarning)

NO_KEY = "none"  # for servers that want none; the client insists on one
RETRIES = 0  # of the client: it would ask a silent model again, and both are billed
PAUSE = 1.0  # seconds before the one more try where no model was reached
LONGEST = 20.0  # seconds to wait where the endpoint says how long: beyond, no more try
SLACK = 10.0  # seconds beside the timeouts of one request and its retry


_BUSY, _BROKEN = {408, 409, 425, 429}, 500  # statuses of HTTP


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back: text, or why there is none."""

    text: str = ""
    came: Came = Came.USED  # or what went wrong
    why: str = ""
    model: str = ""  # as the endpoint names it
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None  # US dollars; None: no usage was told, or no price is known
    unbilled: bool = False  # refused before a model read it
    turn: tuple[ModelMessage, ...] = ()  # what was said so far


# gives a model for one draft; tests give one that answers as they like
Connect: TypeAlias = Callable[[Place], AbstractAsyncContextManager[Model]]


@asynccontextmanager
async def connected(place: Place) -> AsyncIterator[Model]:
    """Open a connection. Neither address nor key is taken from the environment."""
    if place.provider == "anthropic":
        async with _anthropic(place) as model:
            yield model
        return
    async with _openai(place) as model:
        yield model


@asynccontextmanager
async def _openai(place: Place) -> AsyncIterator[Model]:
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient  # noqa: PLC0415
    from pydantic_ai.models.openai import OpenAIChatModel  # noqa: PLC0415
    from pydantic_ai.profiles.openai import OpenAIModelProfile  # noqa: PLC0415
    from pydantic_ai.providers.openai import OpenAIProvider  # noqa: PLC0415
    from pydantic_ai.providers.openai_compatible import (  # noqa: PLC0415
        OpenAICompatibleProvider,
    )

    async with AsyncOpenAI(
        base_url=place.base_url or OPENAI,
        api_key=place.api_key or NO_KEY,
        timeout=place.timeout,
        max_retries=RETRIES,
        http_client=DefaultAsyncHttpxClient(
            timeout=place.timeout,
            follow_redirects=False,
            trust_env=not place.local,  # no proxy between this machine and itself
        ),
    ) as client:
        if place.base_url in ("", OPENAI):
            yield OpenAIChatModel(
                place.model, provider=OpenAIProvider(openai_client=client)
            )
            return
        older = OpenAIModelProfile(openai_chat_supports_max_completion_tokens=False)
        provider = OpenAICompatibleProvider("endpoint", openai_client=client, profile=older)
        yield OpenAIChatModel(place.model, provider=provider)


@asynccontextmanager
async def _anthropic(place: Place) -> AsyncIterator[Model]:
    from anthropic import AsyncAnthropic, DefaultAsyncHttpxClient  # noqa: PLC0415
    from pydantic_ai.models.anthropic import AnthropicModel  # noqa: PLC0415
    from pydantic_ai.providers.anthropic import AnthropicProvider  # noqa: PLC0415

    async with AsyncAnthropic(
        base_url=place.base_url or ANTHROPIC,
        api_key=place.api_key or NO_KEY,
        timeout=place.timeout,
        max_retries=RETRIES,
        http_client=DefaultAsyncHttpxClient(
            timeout=place.timeout,
            follow_redirects=False,
            trust_env=not place.local,
        ),
    ) as client:
        yield AnthropicModel(
            place.model, provider=AnthropicProvider(anthropic_client=client)
        )


async def ask(
    model: Model,
    place: Place,
    said: Sequence[tuple[str, str]],
    *,
    before: Sequence[ModelMessage] = (),
    temperature: float | None,
    max_tokens: int,
) -> Reply:
    """Send one message, each part with its role, and return what came back.

    ``before``: the ``turn`` of the reply that this one mends. Raises nothing.
    """
    parts = [
        SystemPromptPart(content=text) if role == "system" else UserPromptPart(content=text)
        for role, text in said
    ]
    turn: tuple[ModelMessage, ...] = (*before, ModelRequest(parts=parts))
    settings = ModelSettings(max_tokens=max_tokens, timeout=place.timeout)
    if temperature is not None:
        settings["temperature"] = temperature
    patience = place.timeout * 2 + SLACK
    try:
        async with asyncio.timeout(patience) as end:
            answer = await _answered(model, list(turn), settings, end)
    except Exception as error:  # noqa: BLE001 (whatever it is, the card stays as it was)
        came, why = failure(error, place)
        billed = _reached(error)
        return Reply(came=came, why=why, turn=turn, unbilled=not billed)
    return _reply(answer, (*turn, answer), place, max_tokens)


async def _answered(
    model: Model, turn: list[ModelMessage], settings: ModelSettings, end: asyncio.Timeout
) -> ModelResponse:
    """Ask, and once more where the endpoint is busy, broken or not reached.

    The ``end`` is put off by as long as the endpoint bids to wait.
    """
    try:
        return await model_request(model, turn, model_settings=settings)
    except Exception as error:
        bid = _bid(error)
        if _reached(error) or not _passing(error) or not bid <= LONGEST:
            raise
    if (when := end.when()) is not None:
        end.reschedule(when + bid)
    await asyncio.sleep(max(PAUSE, bid))
    return await model_request(model, turn, model_settings=settings)


def _bid(error: Exception) -> float:
    """Return the seconds that an endpoint bids to wait before the next try; else 0."""
    return max(0.0, getattr(error, "retry_after", None) or 0.0)


def _passing(error: Exception) -> bool:
    """Whether a refusal may be another a moment later."""
    if not isinstance(error, failures.ModelHTTPError):
        return True
    status = error.status_code
    return status in _BUSY or status >= _BROKEN


def _reached(error: Exception) -> bool:
    """Whether a model may have worked for what failed: not where it was never reached."""
    if isinstance(error, failures.ModelHTTPError):
        return False
    chain: BaseException | None = error
    while chain is not None:
        if type(chain).__name__ in {"ConnectError", "ConnectTimeout"}:
            return False
        chain = chain.__cause__ or chain.__context__
    return True


def _reply(
    answer: ModelResponse, turn: tuple[ModelMessage, ...], place: Place, max_tokens: int
) -> Reply:
    came, why = Came.USED, ""
    text = "".join(part.content for part in answer.parts if isinstance(part, TextPart))
    if answer.finish_reason == "content_filter":
        came, why = Came.REFUSED, "the model refused to answer"
    elif answer.finish_reason == "length":
        came, why = Came.FAILED, f"the answer was cut off at {max_tokens} tokens"
    elif not text.strip():
        came, why = Came.FAILED, "the answer was empty"
    usage = answer.usage
    return Reply(
        text=text,
        came=came,
        why=why,
        model=(answer.model_name or "")[:200],
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost=price(place, usage.input_tokens, usage.output_tokens)
        if usage.input_tokens + usage.output_tokens
        else None,
        turn=turn,
    )


def price(place: Place, input_tokens: int, output_tokens: int) -> float | None:
    """Return what so many tokens cost in US dollars; None where no price is known."""
    if place.priced is not None:
        inward, outward = place.priced
        return (input_tokens * inward + output_tokens * outward) / 1_000_000
    if place.local:
        return None
    try:
        found = genai_prices.calc_price(
            genai_prices.Usage(input_tokens=input_tokens, output_tokens=output_tokens),
            place.model,
            provider_api_url=place.base_url
            or (ANTHROPIC if place.provider == "anthropic" else OPENAI),
        )
    except (LookupError, ValueError):
        return None
    return float(Decimal(found.total_price))


_SAID: Sequence[tuple[type[Exception], str]] = (
    (failures.ModelAuthenticationError, "the endpoint refused the key"),
    (failures.ModelNotFoundError, "the endpoint knows no such model or address"),
    (failures.ModelQuotaExceededError, "the account with the endpoint has no credit left"),
    (failures.ModelRateLimitError, "the endpoint was asked too often"),
    (failures.ModelContextWindowExceededError, "the prompt is too long for the model"),
    (failures.ModelTimeoutError, "the endpoint did not answer in time"),
    (failures.ModelRequestTimeout, "the endpoint did not answer in time"),
    (TimeoutError, "the endpoint did not answer in time"),
    (failures.ModelConnectionError, "the endpoint could not be reached"),
    (failures.ModelUnavailableError, "the endpoint is busy or away"),
    (failures.ModelServerError, "the endpoint failed"),
    (failures.ModelRequestRejectedError, "the endpoint refused the request"),
    (failures.ModelHTTPError, "the endpoint refused the request"),
    (failures.ModelAPIError, "the endpoint could not be asked"),
    (failures.UnexpectedModelBehavior, "the endpoint's answer could not be read"),
)


def failure(error: Exception, place: Place) -> tuple[Came, str]:
    """Say what went wrong, never in the endpoint's words: they may quote a prompt."""
    if isinstance(error, failures.ContentFilterError):
        return Came.REFUSED, "the model refused to answer"
    what = next((said for kind, said in _SAID if isinstance(error, kind)), "")
    what = what or f"the endpoint could not be asked ({type(error).__name__})"
    if isinstance(error, failures.ModelHTTPError):
        what += f" (status {error.status_code})"
    elif "in time" in what:
        what += f" ({place.timeout:g} seconds)"
    return Came.FAILED, what

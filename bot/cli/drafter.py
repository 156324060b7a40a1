"""Makes the language model of the settings, for ``run`` and ``check``."""

from pathlib import Path

from bot import llm
from bot.config.llm import Llm
from bot.errors import BadInput
from bot.pipeline.drafting import Budget


def drafter(path: Path, settings: Llm) -> llm.Model | None:
    """Return the model, None where none is set; ``path`` is the config file.

    Raises `BadInput` where the extra is not installed or the key is missing.
    """
    if not settings.model:
        return None
    llm.needed()
    if not settings.base_url and not settings.api_key.get_secret_value():
        raise BadInput(
            "BOT_LLM__API_KEY is not set; put the provider's key in the environment or in"
            f" {path.parent / '.env'}"
        )
    return llm.Model(
        place=settings.place,
        temperature=settings.temperature,
        max_tokens=settings.max_output_tokens,
    )


def budget(settings: Llm) -> Budget:
    """Return what the model may cost."""
    return Budget(
        per_query=settings.max_per_query_usd,
        per_day=settings.max_per_day_usd,
        calls_per_day=settings.max_calls_per_day,
    )


def about(model: llm.Model, settings: Llm) -> str:
    """Say in one line what model is asked, where, and what bounds its cost."""
    where = "this machine" if model.local else settings.base_url or settings.provider
    bounds = [f"at most {settings.max_calls_per_day} calls a day"]
    if settings.max_per_day_usd is not None or settings.max_per_query_usd is not None:
        if model.most(0) is None:
            bounds.append(
                "its prices are not known, so limits in US dollars do nothing: set"
                " usd_per_million_input and usd_per_million_output"
            )
        elif settings.max_per_day_usd is not None:
            bounds.append(f"${settings.max_per_day_usd:g} a day")
    return f"{model.name} on {where}; {', '.join(bounds)}"

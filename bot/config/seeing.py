"""What the worker lets others see of itself."""

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, Field, SecretStr

from bot.config.reading import Section


class Log(Section):
    """The ``[log]`` section."""

    format: Literal["human", "json"] = "human"
    level: Literal["debug", "info", "warning", "error"] = "info"


class Metrics(Section):
    """The ``[metrics]`` section: Prometheus and /healthz, on loopback only."""

    port: int = Field(default=0, ge=0, le=65535)  # 0: off


class Errors(Section):
    """The ``[errors]`` section: bugs go to a Sentry-like service, if one is named."""

    dsn: SecretStr = SecretStr("")


def secrets(section: BaseModel) -> Iterator[str]:
    """Yield every secret in settings, however deep."""
    for value in dict(section).values():
        for one in value.values() if isinstance(value, dict) else (value,):
            if isinstance(one, SecretStr):
                yield one.get_secret_value()
            elif isinstance(one, BaseModel):
                yield from secrets(one)

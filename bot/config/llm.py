"""A model that may choose facts for an outline; off unless it is named."""

from ipaddress import ip_address
from typing import Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from bot.config.reading import Section, loopback
from bot.llm import Place

_COST = Field(default=None, ge=0, le=10_000)
_PRICE = Field(default=None, ge=0, le=10_000)


class Llm(Section):
    """The ``[llm]`` section."""

    model: str = Field(default="", max_length=200)  # "": no model, the default
    provider: Literal["openai", "anthropic"] = "openai"
    base_url: str = ""  # "": the provider's own
    api_key: SecretStr = SecretStr("")
    timeout: float = Field(default=60, ge=1, le=600)  # seconds, of one request
    temperature: float | None = Field(default=None, ge=0, le=2)  # None: as the prompt says
    max_output_tokens: int | None = Field(default=None, ge=50, le=32_000)  # None: same
    max_per_query_usd: float | None = _COST
    max_per_day_usd: float | None = _COST
    max_calls_per_day: int = Field(default=50, ge=1, le=10_000)
    usd_per_million_input: float | None = _PRICE
    usd_per_million_output: float | None = _PRICE

    @field_validator("base_url")
    @classmethod
    def _reachable(cls, value: str) -> str:
        """Take https anywhere, http where nobody listens in: here and in a private net."""
        if not value:
            return ""
        try:
            url = urlsplit(value)
            host = url.hostname or ""
            _ = url.port
        except ValueError:
            raise ValueError(f"{value!r} is no web address") from None
        if url.scheme not in ("http", "https") or not host or _more(url):
            raise ValueError(
                f"{value!r} is no address of an endpoint; write one such as"
                " http://localhost:11434/v1, without a key in it"
            )
        if url.scheme == "http" and not loopback(host) and not _private(host):
            raise ValueError(
                "http sends key and queries in the clear and is only taken for this"
                " machine and for private addresses such as 192.168.1.5; use https"
            )
        return value.rstrip("/")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        known = "usd_per_million_input", "usd_per_million_output"
        if (self.usd_per_million_input is None) != (self.usd_per_million_output is None):
            raise ValueError(f"{known[0]} and {known[1]} go together: set both or none")
        return self

    @property
    def place(self) -> Place:
        """Return where the model is."""
        inward, outward = self.usd_per_million_input, self.usd_per_million_output
        return Place(
            model=self.model,
            provider=self.provider,
            base_url=self.base_url,
            api_key=self.api_key.get_secret_value(),
            timeout=self.timeout,
            priced=None if inward is None or outward is None else (inward, outward),
        )

    @property
    def local(self) -> bool:
        """Say if what the model reads stays on this machine."""
        return self.place.local


def _more(url: SplitResult) -> bool:
    return bool(url.username or url.password or url.query or url.fragment)


def _private(host: str) -> bool:
    """Say if a host is of a private net: an address, or a name no public server has."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host.endswith((".internal", ".local")) or "." not in host

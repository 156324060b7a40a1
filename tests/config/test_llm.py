"""[llm]: off unless a model is named; a key never in the file, never in the clear."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.cli.drafter import about, budget, drafter
from bot.config.llm import Llm
from bot.config.reading import no_secrets
from bot.errors import BadInput

HERE = Path("config.toml")
UNPRICED = (
    "its prices are not known, so limits in US dollars do nothing: set"
    " usd_per_million_input and usd_per_million_output"
)


def llm(**settings: object) -> Llm:
    return Llm.model_validate(settings)


def refused(**settings: object) -> str:
    with pytest.raises(ValidationError) as error:
        llm(**settings)
    return str(error.value)


def test_without_a_model_there_is_none():
    assert drafter(HERE, llm()) is None


def test_a_model_is_made_of_the_settings():
    made = drafter(
        HERE,
        llm(
            model="llama3", base_url="http://localhost:11434/v1/", timeout=20, temperature=0
        ),
    )
    assert made is not None
    assert (made.name, made.local, made.temperature, made.max_tokens) == (
        *("llama3", True, 0.0, None),
    )
    assert made.place.base_url == "http://localhost:11434/v1"
    assert made.place.timeout == 20


def test_limits_are_those_of_the_settings():
    limits = budget(llm(max_per_day_usd=2, max_per_query_usd=0.01, max_calls_per_day=9))
    assert (limits.per_day, limits.per_query, limits.calls_per_day) == (2, 0.01, 9)
    assert budget(llm()).calls_per_day == 50


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_a_providers_own_address_needs_a_key(provider: str):
    with pytest.raises(BadInput, match="BOT_LLM__API_KEY is not set"):
        drafter(HERE, llm(model="m", provider=provider))
    made = drafter(HERE, llm(model="m", provider=provider, api_key="sk-secret"))
    assert made is not None
    assert made.place.api_key == "sk-secret"
    assert not made.local
    assert "sk-secret" not in repr(made)


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost:11434/v1", "http://127.0.0.1:8080", "http://[::1]:1/v1"),
        *("http://192.168.1.5/v1", "http://10.0.0.2:8000/v1", "http://ollama:11434/v1"),
        *("https://openrouter.example.com/api/v1", "http://gpu.local/v1"),
    ],
)
def test_https_anywhere_and_http_in_private(url: str):
    assert llm(base_url=url).base_url == url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://llm.example.com/v1", "in the clear"),
        ("http://8.8.8.8/v1", "in the clear"),
        ("http://localhost.example.com/v1", "in the clear"),
        ("ftp://localhost/v1", "no address of an endpoint"),
        ("localhost:11434", "no address of an endpoint"),
        ("https://user:pass@llm.example.com/v1", "without a key in it"),
        ("https://llm.example.com/v1?key=1", "without a key in it"),
        ("https://", "no address of an endpoint"),
        ("https://[::1", "no web address"),
        ("https://llm.example.com:99999/v1", "no web address"),
    ],
)
def test_an_address_that_is_none_or_open_to_listeners_is_refused(url: str, said: str):
    assert said in refused(base_url=url)


@pytest.mark.parametrize(
    "settings",
    [
        {"modell": "m"},
        {"provider": "other"},
        {"temperature": 3},
        {"timeout": 0},
        {"max_output_tokens": 100_000},
        {"max_per_day_usd": -1},
        {"max_calls_per_day": 0},
        {"usd_per_million_input": 1},
        {"usd_per_million_output": 1},
    ],
)
def test_what_makes_no_sense_is_refused(settings: dict[str, object]):
    assert next(iter(settings)) in refused(**settings)


def test_a_key_in_the_file_is_refused():
    with pytest.raises(BadInput, match="set BOT_LLM__API_KEY"):
        no_secrets(HERE, {"llm": {"model": "m", "api_key": "sk-1"}})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"base_url": "http://localhost:1/v1", "max_per_day_usd": 1},
            f"m on this machine; at most 50 calls a day, {UNPRICED}",
        ),
        (
            {
                "max_per_day_usd": 1.5,
                "usd_per_million_input": 1,
                "usd_per_million_output": 2,
            },
            "m on openai; at most 50 calls a day, $1.5 a day",
        ),
        (
            {"base_url": "http://10.0.0.2/v1"},
            "m on http://10.0.0.2/v1; at most 50 calls a day",
        ),
    ],
)
def test_one_line_says_what_is_asked_where_and_what_bounds_it(settings, said: str):
    chosen = llm(model="m", api_key="k", **settings)
    made = drafter(HERE, chosen)
    assert made is not None
    assert about(made, chosen) == said

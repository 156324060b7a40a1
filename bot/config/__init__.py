"""Settings: a TOML file, the environment on top, secrets never in the file.

`load` reads the config, `load_profile` a profile. Both raise `BadInput` with one line
that names the file, the key and the cure.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot import domain
from bot.config.drafts import Drafts, owners
from bot.config.imap import Imap
from bot.config.llm import Llm
from bot.config.place import Place
from bot.config.policy import LevelName, levels
from bot.config.profile import load_profile
from bot.config.reading import (
    PREFIX,
    Hosts,
    Section,
    Slug,
    Text,
    environment,
    first_fault,
    no_secrets,
    toml,
)
from bot.config.seeing import Errors, Log, Metrics
from bot.config.slack import Slack, unused
from bot.config.sources import Described, Name, descriptions, load_sources
from bot.config.value import Value
from bot.described import Description
from bot.errors import BadInput
from bot.sources import SOURCES

__all__ = [
    "Imap",
    "Settings",
    "Slack",
    "Value",
    "load",
    "load_profile",
    "load_sources",
    "owners",
    "profiles",
]


class Matching(Section):
    threshold: float | None = Field(default=None, ge=0, le=1)
    hold: float | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="after")
    def _in_order(self) -> "Matching":
        if self.threshold is not None and (self.hold or 0.0) > self.threshold:
            raise ValueError("hold must not be above threshold")
        return self


class Embedding(Section):
    model: Text = "all-MiniLM-L6-v2"
    idle_seconds: float = Field(default=30, ge=0, le=86400)


class Mail(Section):
    authserv_ids: Hosts = ()  # servers whose word about a sender is believed
    dkim: bool = True
    on_failed: Literal["quarantine", "mark"] = "quarantine"
    max_megabytes: int = Field(default=10, ge=1, le=40)


class Settings(BaseSettings):
    """What the config file and the environment say."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    profiles: tuple[Text, ...] = ()
    imap: Imap | None = None
    mailboxes: dict[Slug, Imap] = Field(default_factory=dict)
    drafts: dict[Slug, Drafts] = Field(default_factory=dict)
    slack: Slack | None = None
    store: Place = Field(default_factory=Place)
    matching: Matching = Field(default_factory=Matching)
    value: Value = Field(default_factory=Value)
    embedding: Embedding = Field(default_factory=Embedding)
    mail: Mail = Field(default_factory=Mail)
    llm: Llm = Field(default_factory=Llm)
    log: Log = Field(default_factory=Log)
    metrics: Metrics = Field(default_factory=Metrics)
    errors: Errors = Field(default_factory=Errors)
    policy: dict[str, LevelName] = Field(default_factory=dict)
    sources: dict[Name, Described] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_mailbox_a_name(self) -> "Settings":
        if self.imap is not None and "imap" in self.mailboxes:
            raise ValueError("[mailboxes.imap]: [imap] has that name; choose another")
        return self

    @model_validator(mode="after")
    def _levels_of_newsletters(self) -> "Settings":
        self.levels()
        return self

    def levels(self) -> dict[str, domain.Level]:
        """Return what ``[policy]`` allows, by the name of a newsletter."""
        return levels(self.policy, [*SOURCES, *self.sources])

    def accounts(self) -> dict[str, Imap]:
        """Return every mailbox by name; the plain ``[imap]`` section is called imap."""
        plain = {"imap": self.imap} if self.imap is not None else {}
        return plain | dict(self.mailboxes)

    def descriptions(self) -> tuple[Description, ...]:
        """Return the newsletters that the config describes."""
        return descriptions(self.sources)


def load(path: Path) -> tuple[Settings, tuple[domain.Profile, ...]]:
    """Read the config and the profiles it names.

    Raises `BadInput` for a missing file, bad TOML, an unknown key, a secret in the
    file, or a value out of range.
    """
    table = toml(path, "copy config.example.toml to config.toml and fill it in")
    no_secrets(path, table)
    variables = environment(path)

    class _Environment(EnvSettingsSource):
        def _load_env_vars(self) -> Mapping[str, str | None]:
            return variables

    class _Loaded(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (pydantic's names)
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return _Environment(settings_cls), init_settings

    try:
        settings = _Loaded(**table)
    except ValidationError as error:
        raise BadInput(first_fault(path, error, variables)) from None
    except ValueError as error:  # SettingsError: a list in the environment not in JSON
        raise BadInput(f"environment: {error}; lists are written as JSON") from None
    found = profiles(settings, path)
    if settings.slack and (name := unused(settings.slack, found)):
        raise BadInput(
            f'{path}: [slack.channels."{name}"]: no card goes to this channel; name it as'
            " [slack] channel or a profile does, or take it out"
        )
    return settings, found


def profiles(settings: Settings, path: Path) -> tuple[domain.Profile, ...]:
    """Read the profiles a config names; ``path`` is the config file."""
    found: dict[str, domain.Profile] = {}
    for name in settings.profiles:
        profile = load_profile(path.parent / name)
        if profile.company in found:
            raise BadInput(
                f"{path.parent / name}: company: {profile.company!r} stands in two"
                " profiles; each company needs a name of its own"
            )
        found[profile.company] = profile
    return tuple(found.values())

"""Slack: where cards go, who may decide, and at what hours people are left alone."""

import re
from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from bot import domain
from bot.config.reading import (
    Approver,
    HoursOfDay,
    Section,
    Text,
    TimeOfDay,
    known_zone,
    loopback,
)


class Channel(Section):
    """What is otherwise in one channel; what is left out is as in ``[slack]``."""

    quiet_hours: HoursOfDay | None = None
    summary_at: TimeOfDay | None = None
    timezone: Text | None = None

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        return value if value is None else known_zone(value)


class Slack(Section):
    channel: Text
    ops_channel: str = ""  # notices go here; empty: to channel
    approvers: tuple[Approver, ...] = ()
    base_url: str = "https://slack.com/api/"
    max_per_day: int = Field(default=25, ge=1, le=1000)
    timezone: str = "UTC"
    quiet_hours: HoursOfDay = ""  # cards wait, but for those that would expire
    summary_at: TimeOfDay = "16:00"  # of weak matches; empty: none
    working_hours: HoursOfDay = "08:00-18:00"  # people are reminded then; empty: always
    channels: dict[Annotated[str, Field(min_length=1)], Channel] = Field(
        default_factory=dict
    )
    bot_token: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")

    @field_validator("base_url")
    @classmethod
    def _ends_in_slash(cls, value: str) -> str:
        if not re.match(r"https?://[^\s/]+", value):
            raise ValueError("must be an http(s) address such as https://slack.com/api/")
        parts = urlsplit(value)
        if parts.scheme == "http" and not loopback(parts.hostname or ""):
            raise ValueError(
                "would send the tokens where others can read them; use https, or http for a"
                " server on this machine"
            )
        return value if value.endswith("/") else value + "/"

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_zone(value)

    @model_validator(mode="after")
    def _summaries_are_not_kept_quiet(self) -> "Slack":
        for name in ("", *self.channels):
            here = self.of(name)
            if not here.quiet_hours or not here.summary_at:
                continue
            quiet = domain.parse_hours(here.quiet_hours)
            if quiet.holds(domain.parse_time(here.summary_at)):
                where = f"channels.{name}: " if name else ""
                raise ValueError(
                    f"{where}summary_at {here.summary_at} is within quiet_hours"
                    f' {here.quiet_hours}; choose another time, or "" for no summary'
                )
        return self

    def of(self, channel: str) -> Channel:
        """Return what is in one channel, every setting filled in."""
        own = self.channels.get(channel, Channel())
        return Channel(
            quiet_hours=self.quiet_hours if own.quiet_hours is None else own.quiet_hours,
            summary_at=self.summary_at if own.summary_at is None else own.summary_at,
            timezone=own.timezone or self.timezone or "UTC",
        )


def unused(slack: Slack, profiles: Iterable[domain.Profile]) -> str:
    """Return a channel with settings of its own that gets no card, "" if there is none."""
    used = {slack.channel, *(profile.channel for profile in profiles)}
    return next((name for name in slack.channels if name not in used), "")

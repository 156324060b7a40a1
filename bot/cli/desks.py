"""Where cards and notices go in Slack, at what hours and with which tokens."""

from collections.abc import Sequence

from bot import config
from bot.domain import EVERY_DAY, WORKDAYS, Hours, Profile, parse_hours, parse_time
from bot.pipeline import Desk, Desks
from bot.slack.calls import Access


def desk_of(slack: config.Slack) -> Desks:
    usual = _desk(slack, "")
    return Desks(
        channel=slack.channel,
        ops_channel=slack.ops_channel,
        approvers=slack.approvers,
        max_per_day=slack.max_per_day,
        timezone=usual.timezone,
        quiet=usual.quiet,
        summary_at=usual.summary_at,
        working=_hours(slack.working_hours, days=WORKDAYS),
        places={name: _desk(slack, name) for name in slack.channels},
    )


def _desk(slack: config.Slack, channel: str) -> Desk:
    here = slack.of(channel)
    return Desk(
        timezone=here.timezone or "UTC",
        quiet=_hours(here.quiet_hours),
        summary_at=parse_time(here.summary_at) if here.summary_at else None,
    )


def _hours(text: str | None, *, days: frozenset[int] = EVERY_DAY) -> Hours | None:
    return parse_hours(text, days=days) if text else None


def channels(desks: Desks, profiles: Sequence[Profile]) -> tuple[str, ...]:
    """Return every channel that is written to, each once."""
    names = (desks.channel, desks.ops_channel, *(p.channel for p in profiles))
    return tuple(dict.fromkeys(name for name in names if name))


def access(slack: config.Slack) -> Access:
    return Access(
        bot_token=slack.bot_token.get_secret_value(),
        app_token=slack.app_token.get_secret_value(),
        base_url=slack.base_url,
    )

"""Where cards, summaries and notices go, and at what hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo

from bot.domain import Hours, Profile, Query, Team, zone_named

SPARE = timedelta(hours=1)  # a card is worth something if there is so much time left


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What one channel of Slack is like."""

    timezone: str = "UTC"
    quiet: Hours | None = None  # cards wait in these hours
    summary_at: time | None = None  # of the weak matches of a day; None: no summary

    @property
    def zone(self) -> tzinfo:
        return zone_named(self.timezone)

    def quiet_until(self, now: datetime) -> datetime | None:
        """Return when the quiet hours are over that it is in now, if it is in any."""
        return self.quiet.ends(now, self.zone) if self.quiet else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """Where cards and notices go, and who may decide.

    ``places`` holds the channels that are unlike the rest, by their names as configured.
    """

    channel: str
    ops_channel: str = ""
    approvers: tuple[str, ...] = ()
    max_per_day: int = 25
    timezone: str = "UTC"
    quiet: Hours | None = None
    summary_at: time | None = None
    working: Hours | None = None  # people are reminded in these hours; None: always
    places: Mapping[str, Desk] = field(default_factory=dict)

    @property
    def ops(self) -> str:
        return self.ops_channel or self.channel

    def of(self, channel: str) -> Desk:
        """Return what a channel is like; ``channel`` is its name as configured."""
        return self.places.get(channel) or Desk(
            timezone=self.timezone, quiet=self.quiet, summary_at=self.summary_at
        )

    def channel_of(self, profile: Profile) -> str:
        return profile.channel or self.channel

    def team(self, profile: Profile) -> Team:
        """Say who sees and decides the queries of a company."""
        channel = self.channel_of(profile)
        return Team(
            company=profile.company,
            channel=channel,
            approvers=profile.approvers or self.approvers,
            timezone=self.of(channel).timezone,
            experts=profile.experts,
        )

    def waits(self, channel: str, query: Query, now: datetime) -> datetime | None:
        """Return until when a card has to wait for quiet hours to end; None: it goes now.

        One that would be over by then, or nearly, does not wait.
        """
        end = self.of(channel).quiet_until(now)
        over = query.deadline.until
        return None if end is None or (over and over < end + SPARE) else end

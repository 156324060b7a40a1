"""Who can answer, and with what."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from bot.domain.match import Level
from bot.domain.writing import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert:
    id: str
    name: str
    title: str = ""
    expertise: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    location: str = ""
    timezone: str = ""
    email: str = ""
    slack_user: str = ""
    headshot_url: str = ""
    bio_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One self-contained sentence the company vouches for."""

    id: str
    text: str
    source: str = ""
    as_of: date | None = None
    expires: date | None = None
    expert: str = ""  # an expert's id, "" for the company
    tags: tuple[str, ...] = ()
    public: bool = True

    def usable(self, today: date) -> bool:
        return self.public and (self.expires is None or self.expires >= today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words an expert has approved, to be used whole and under that name only."""

    id: str
    text: str
    expert: str
    approved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    company: str
    website: str = ""
    description: str = ""
    topics: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    channel: str = ""
    approvers: tuple[str, ...] = ()
    policy: Level = Level.OUTLINE  # the most that may be done with any query
    experts: tuple[Expert, ...] = ()
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def revision(self) -> str:
        """Twelve hex digits that change when anything in the profile changes."""
        held = asdict(self)
        if self.policy is Level.OUTLINE:  # as in profiles of before there was one
            del held["policy"]
        return digest_of(json.dumps(held, default=str, sort_keys=True))

    def expert(self, expert_id: str) -> Expert | None:
        return next((e for e in self.experts if e.id == expert_id), None)

    def fact(self, fact_id: str) -> Fact | None:
        return next((f for f in self.facts if f.id == fact_id), None)

    def quote(self, quote_id: str) -> Quote | None:
        return next((q for q in self.quotes if q.id == quote_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who sees and decides the queries of one company, and where in Slack."""

    company: str
    channel: str  # as configured: an id, or #name
    approvers: tuple[str, ...] = ()  # users and user groups; empty: all in the channel
    timezone: str = "UTC"
    experts: tuple[Expert, ...] = ()

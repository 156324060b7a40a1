"""What stands in Slack and what was decided."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.mail import Evidence, Query
from bot.domain.match import Match, Outline, Policy


class Choice(StrEnum):
    APPROVED = "approved"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    choice: Choice
    by: str  # a Slack user id, or a person at a terminal
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything one card shows: the query for one company, as it stands now."""

    id: int
    query: Query
    company: str
    match: Match
    outline: Outline
    policy: Policy
    timezone: str = "UTC"  # of the people who read it
    channel: str = ""  # as configured; the id Slack answered with once posted
    ts: str = ""  # "" until posted
    approvers: tuple[str, ...] = ()  # empty: everybody in the channel
    decision: Decision | None = None
    evidence: Evidence = field(default_factory=Evidence)  # of the mail it came in
    also: tuple[Query, ...] = ()  # the same request under other ids or on other services
    changes: tuple[str, ...] = ()  # what later editions changed, in words for people
    look: str = ""  # changes when the card should be painted anew


class Kind(StrEnum):
    """What an outgoing message is."""

    CARD = "card"
    THREAD = "thread"  # below a card, numbered by ``part``
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message that must reach Slack exactly once."""

    id: int
    kind: Kind
    channel: str
    text: str = ""  # of a notice
    card_id: int | None = None
    part: int = 0
    attempts: int = 0
    sent_after: datetime | None = None  # when the last attempt began

"""What stands in Slack and what was decided."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.interview import Interview
from bot.domain.lesson import Cause
from bot.domain.mail import Evidence, Query
from bot.domain.match import Level, Match, Outline, Policy


class Choice(StrEnum):
    APPROVED = "approved"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    choice: Choice
    by: str  # a Slack user id, or a person at a terminal
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """The card of the same query for another company: one of them answers."""

    card_id: int
    company: str
    score: float
    channel: str  # as configured
    decision: Decision | None = None

    @property
    def approved(self) -> bool:
        return self.decision is not None and self.decision.choice is Choice.APPROVED


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
    version: int = 0  # how many acts there were
    edition: int = 0  # the version from which on the outline is what it is now
    decided_version: int = 0  # of the act that decided
    cause: Cause | None = None  # why it was skipped, if anybody said
    reopened_by: str = ""  # who took the last decision back
    edited_by: str = ""  # whose words the outline holds
    edit_stale: bool = False  # profile or query changed after that
    snoozed_until: datetime | None = None
    snoozed_by: str = ""
    assigned: str = ""  # a Slack user id, or an expert's name
    assigned_by: str = ""
    rivals: tuple[Rival, ...] = ()
    replies: int = 0  # what people wrote below it
    interview: Interview | None = None
    undrafted: str = ""  # why a model was asked and its outline does not stand here
    printed_at: datetime | None = None  # of the mail that its query stands in
    sent_at: datetime | None = None  # the answer was seen in a Sent folder
    heard_at: datetime | None = None  # the reporter's reply was seen


# why a message did not go out that is no failure
TAKEN_BACK = "taken back"
NOTHING = "nothing to say"
MUTED = "muted"
NO_FAILURES = (TAKEN_BACK, NOTHING, MUTED)


class Kind(StrEnum):
    """What an outgoing message is."""

    CARD = "card"
    DETAIL = "detail"  # below a card: what had no room on it
    THREAD = "thread"  # below an approved card: what is needed to answer
    REPLY = "reply"  # a word to people below a card
    NOTICE = "notice"
    SUMMARY = "summary"  # weak matches of a day; ``part`` is its id


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message that must reach Slack exactly once."""

    id: int
    kind: Kind
    channel: str
    text: str = ""  # of a notice or a reply
    people: tuple[str, ...] = ()  # Slack users that a reply is for
    card_id: int | None = None
    part: int = 0
    attempts: int = 0
    sent_after: datetime | None = None  # when the last attempt began
    lost: tuple[range, ...] = ()  # numbers that Slack may have it under since a restore


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """One line of a summary: a query that was held back for a company."""

    query: Query
    company: str
    score: float
    why: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    policy: Policy = field(default_factory=lambda: Policy(level=Level.OUTLINE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The weak matches of one day in one channel, the best first."""

    id: int
    channel: str
    day: str  # as ISO 8601, of the channel's own zone
    lines: tuple[Weak, ...] = ()
    more: int = 0  # that found no room in the message
    timezone: str = "UTC"

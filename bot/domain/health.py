"""What people ask the bot about: a query, the week, and whether it all works."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.card import Card
from bot.domain.deed import Entry
from bot.domain.mail import Query
from bot.domain.match import Level, Match, Policy, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One query for one company, in one line.

    ``state`` is that of its card (see `bot.domain.deed.state`), and without a card one
    of: waiting (for its card), muted, held, no, unranked, expired.
    """

    query: Query
    company: str
    state: str
    verdict: Verdict | None = None  # None: nobody has ranked it
    score: float | None = None
    card_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """All that is known of one query for one company."""

    found: Found
    match: Match | None = None  # the newest; without the terms of its sum
    card: Card | None = None
    policy: Policy = field(default_factory=lambda: Policy(level=Level.OUTLINE))
    acts: tuple[Entry, ...] = ()  # what was done to the card, the latest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    name: str
    folder: str
    scanned_at: datetime | None = None  # the last whole scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The last mail with queries of one newsletter."""

    source: str
    at: datetime
    queries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether mail comes in, is ranked, and goes out. Counts are of messages or mails."""

    mailboxes: tuple[Mailbox, ...] = ()
    sources: tuple[Heard, ...] = ()  # of the last weeks, the latest first
    unranked: int = 0  # open requests that a company has no score for
    ranked_at: datetime | None = None  # the last score of all
    pending: int = 0  # messages that wait to be posted
    held: int = 0  # of the last week: nobody can tell whether they arrived
    refused: int = 0  # of the last week: Slack will not take them
    oversize: int = 0  # of the last day: mails too big to fetch
    quarantined: int = 0  # of the last day: mails set aside

    @property
    def last(self) -> Heard | None:
        return next(iter(self.sources), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The last seven days. Mail is everybody's, the rest is of the companies asked for."""

    digests: int = 0
    queries: int = 0  # as printed: a repeat counts again
    posted: int = 0
    approved: int = 0
    skipped: int = 0
    undecided: int = 0  # cards whose deadline passed
    muted: int = 0  # good matches that a mute kept away

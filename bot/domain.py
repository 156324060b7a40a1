"""The nouns of the program. Plain frozen data; imports the standard library only.

Units everywhere: scores are 0 to 1, durations are seconds, instants are aware UTC
datetimes. Absent text is ``""``, never ``None``.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

# ---------------------------------------------------------------- mail and digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One raw message as the mailbox gave it, before anybody reads it."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    raw: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message, decoded. ``plain`` and ``html`` are clean text, LF line ends."""

    sender: str = ""  # bare address, lower case
    subject: str = ""
    message_id: str = ""
    list_id: str = ""
    sent_at: datetime | None = None
    plain: str = ""
    html: str = ""  # the HTML parts turned into text
    attached: tuple["Mail", ...] = ()  # message/rfc822 parts
    problems: tuple[str, ...] = ()  # what had to be cut or guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When an answer is due.

    ``at`` is the literal instant, or None where the text names none (ASAP).
    ``sure`` is False where date, time or zone had to be assumed.
    ``until`` is the instant after which the query counts as expired (None: never):
    the same as ``at``, but the end of that day for a bare midnight.
    """

    text: str = ""
    at: datetime | None = None
    sure: bool = False
    until: datetime | None = None

    def expired(self, now: datetime) -> bool:
        return self.until is not None and self.until <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """Text hidden from people: ``kind`` is base64, hex, tag block, invisible, opaque."""

    kind: str
    text: str = ""  # decoded; "" if it could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing the reporter asks of an answer, with the sentence it came from."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One reporter's request, as printed in one edition of a digest."""

    id: str
    source: str
    summary: str = ""
    body: str = ""  # the reporter's whole text, unwrapped, hidden traps taken out
    number: str = ""  # as printed: "1", "5.2"
    reporter: str = ""
    outlet: str = ""
    outlet_url: str = ""
    category: str = ""
    reply_to: str = ""  # an address, as printed in the digest
    reply_url: str = ""
    profile_url: str = ""
    deadline: Deadline = field(default_factory=Deadline)
    requirements: tuple[Requirement, ...] = ()
    questions: tuple[str, ...] = ()
    flag_line: bool = False  # "No AI Pitches Considered" or its like
    refusal: str = ""  # the sentence that refuses machine-written answers
    traps: tuple[Trap, ...] = ()
    anonymous: bool = False
    cut: bool = False  # the mail itself cut the text short

    @property
    def no_ai(self) -> bool:
        return self.flag_line or bool(self.refusal) or bool(self.traps)

    @property
    def text_hash(self) -> str:
        """Changes when what is ranked changes; not with deadline or number."""
        return digest_of(self.summary, self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one mail, or one mail attached to it, turned out to hold.

    Every non-blank line is in a query, in ``leftovers``, or is furniture the
    source knows by sight. ``problems`` are loud: a count that does not add up.
    """

    source: str  # "" if nobody recognised it
    queries: tuple[Query, ...] = ()
    leftovers: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    expected: int | None = None  # what the index promises
    lifecycle: bool = False  # welcome, verify, confirm: nothing to do
    printed_at: datetime | None = None  # the date its deadlines were read against


# ------------------------------------------------------------------------ profile


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
    experts: tuple[Expert, ...] = ()
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def revision(self) -> str:
        """Twelve hex digits that change when anything in the profile changes."""
        return digest_of(json.dumps(asdict(self), default=str, sort_keys=True))

    def expert(self, expert_id: str) -> Expert | None:
        return next((e for e in self.experts if e.id == expert_id), None)

    def fact(self, fact_id: str) -> Fact | None:
        return next((f for f in self.facts if f.id == fact_id), None)

    def quote(self, quote_id: str) -> Quote | None:
        return next((q for q in self.quotes if q.id == quote_id), None)


# ---------------------------------------------------------------- match and outline


class Verdict(StrEnum):
    """What ranking says of a query for one company."""

    POST = "post"
    HOLD = "hold"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well one query fits one company, and through whom."""

    query_id: str
    company: str
    revision: str  # of the profile
    text_hash: str  # of the query
    score: float
    verdict: Verdict
    expert_id: str = ""
    why: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Have(StrEnum):
    """Whether the profile holds what was asked."""

    HAVE = "have"
    THIN = "thin"  # something near, a person should look
    ASK = "ask"  # nothing: ask the expert


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A stored fact or approved quote, word for word."""

    fact_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question of the reporter and whether a fact answers it."""

    question: str
    state: Have
    fact_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing the reporter wants and what the profile holds of it."""

    kind: str
    sentence: str
    state: Have
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What an answer could say: only stored facts, by id. Never sent by the program."""

    expert_id: str
    expert: str  # name and title, as the profile has them
    opening: str = ""
    opening_fact: str = ""
    points: tuple[Point, ...] = ()
    answers: tuple[Answer, ...] = ()
    checklist: tuple[Check, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""  # e.g. that no fact answers
    text: str = ""  # the outline ready to copy, from prompts/
    prompt: str = ""  # name@version+hash of the template


class Level(StrEnum):
    """What may be done with a query; the lowest of source, query and company wins."""

    OUTLINE = "outline"
    BRIEF = "brief"
    LINK = "link"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    level: Level
    reasons: tuple[str, ...] = ()


# ------------------------------------------------------------------ card and decision


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


def digest_of(*texts: str) -> str:
    """Return the first twelve hex digits of SHA-256 over texts, unambiguously joined."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:12]


def to_text(moment: datetime) -> str:
    """Write an instant so that text order is time order (UTC, microseconds, Z)."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read what `to_text` wrote."""
    return datetime.fromisoformat(text)

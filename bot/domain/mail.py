"""From the mailbox to the query."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.writing import digest_of


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
    hidden: tuple[str, ...] = ()  # text that the HTML holds and nobody sees


class Proof(StrEnum):
    """Whether a mail comes from the newsletter it claims to be."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"  # no evidence: forwards, pasted files
    FAILED = "failed"  # evidence against it


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was found out about a sender, in words for people.

    ``again`` says that a server did not answer: a later look may find more.
    ``asked`` is False if it was not even asked, since it was silent a moment before.
    """

    proof: Proof = Proof.UNVERIFIED
    reason: str = ""
    again: bool = False
    asked: bool = True


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
    """Text for machines: mostly hidden from people.

    ``kind`` is base64, hex, tag block, invisible, opaque, hidden in HTML, or plain: an
    order to machines in plain sight.
    """

    kind: str
    text: str = ""  # decoded; "" if it could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing the reporter wants to be told, and where it stands in the text."""

    question: str  # as a question or a noun phrase, ready to read alone
    sentence: str  # in which it is asked
    start: int  # of what is asked, in the text
    end: int


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

"""Drafts in experts' own mailboxes, and what was seen to come of an answer there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Filed(StrEnum):
    BEGUN = "begun"  # one is being put into the folder: it may stand there or not
    FILED = "filed"  # a draft stands in the folder
    TAKEN = "taken"  # it was taken away again, or the person has sent or removed it
    REFUSED = "refused"  # no draft may be made; ``said`` says why


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What was last done about the draft of one card in one mailbox."""

    card_id: int
    mailbox: str  # the name of its section in the config
    state: Filed
    mark: str  # of what it holds, "" for nothing; another one means: to be replaced
    said: str = ""
    folder: str = ""
    uidvalidity: int = 0
    uid: int = 0
    at: datetime


class Seen(StrEnum):
    SENT = "sent"  # the answer stands in a Sent folder
    REPLY = "reply"  # the reporter wrote back


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A message that was seen in a mailbox and belongs to a card."""

    card_id: int
    kind: Seen
    mailbox: str
    message_id: str  # "" where the message has none
    at: datetime  # its own date

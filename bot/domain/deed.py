"""What people do to cards, and when it may be done: one set of rules for every door.

Slack and the terminal hand a `Deed` to the store, which asks `refusal` and writes it
down, both in one transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.card import Card, Choice
from bot.domain.lesson import Cause
from bot.domain.match import Level, Outline
from bot.domain.mute import muted_name

UNDO = timedelta(seconds=60)  # a decision can be taken back for so long
BOT = "bot"  # who did what nobody clicked


class Act(StrEnum):
    """What can be done. Every act is a row of the audit, and none is ever changed."""

    APPROVE = "approve"
    SKIP = "skip"
    NOT_FOR_US = "not_for_us"  # a skip that teaches: not our topic
    MUTE_OUTLET = "mute_outlet"  # a skip, and no card of this outlet from now on
    MUTE_REPORTER = "mute_reporter"
    REASON = "reason"  # why it was skipped
    UNDO = "undo"  # of a decision, within a minute
    REOPEN = "reopen"  # of a skip, until the deadline
    EDIT = "edit"  # without an outline: back to what the bot made
    SNOOZE = "snooze"
    WAKE = "wake"
    ASSIGN = "assign"  # to nobody: take back
    REMAKE = "remake"  # by the bot: a profile or the query changed, or a model drafted
    INTERVIEW = "interview"  # the open questions are put to somebody, below the card
    # not of one card
    UNMUTE = "unmute"
    PAUSE = "pause"
    RESUME = "resume"
    SHOWN = "shown"  # a weak match that should have been a card


SKIPS = (Act.SKIP, Act.NOT_FOR_US, Act.MUTE_OUTLET, Act.MUTE_REPORTER)
DECIDING = (Act.APPROVE, *SKIPS)
REDRAWING = (Act.EDIT, Act.REMAKE)  # what an outline shows is another after these


class No(StrEnum):
    """Why a deed was not done. Nothing was changed then."""

    UNKNOWN = "unknown"  # no such card
    DECIDED = "decided"  # somebody was first
    EXPIRED = "expired"  # the deadline has passed
    CHANGED = "changed"  # what stands there now is not what was looked at
    RIVAL = "rival"  # another company of ours answers this query
    LATE = "late"  # the moment for it is over, or would come too late
    OPEN = "open"  # there is nothing to take back or to explain
    NAMELESS = "nameless"  # the digest names no outlet or reporter to mute
    NOBODY = "nobody"  # there is nobody in Slack to ask, or nothing to ask
    WITHHELD = "withheld"  # the reporter's text must not stand in the channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One act of one person on one card."""

    card_id: int
    act: Act
    by: str  # a Slack user id, a person at a terminal, or `BOT`
    at: datetime
    name: str = ""  # how people call whoever it is, for words to people
    via: str = "slack"  # or "terminal", "bot"
    # the edition that was looked at, to undo or reopen the version; None: whichever stands
    seen: int | None = None
    until: datetime | None = None  # of a snooze
    # of an assignment: a Slack user id, or an expert's name; of an interview: a user id
    person: str = ""
    shown: str = ""  # of an approval: the hash of the outline looked at; "": the edition's
    cause: Cause | None = None  # of a skip, where it is said at once, or its reason
    outline: Outline | None = None  # of an edit
    anyway: bool = False  # approve although another company of ours answers it


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a deed: done just now, done before by the same person, or refused."""

    card: Card | None  # as it stands afterwards; None where there is none
    new: bool = False
    no: No | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the audit."""

    act: Act
    by: str
    at: datetime
    via: str
    company: str = ""
    card_id: int | None = None
    version: int = 0  # of the card, after it
    said: str = ""  # to whom, why, which outlet
    until: datetime | None = None
    before: str = ""
    after: str = ""
    policy: str = ""  # level and reason that held then
    shown: str = ""  # the hash of the outline that stood there


def state(card: Card, now: datetime) -> str:
    """Name where a card stands: approved, skipped, expired, snoozed or open."""
    if card.decision is not None:
        return card.decision.choice.value
    if card.query.deadline.expired(now):
        return "expired"
    return "snoozed" if card.snoozed_until is not None else "open"


def done_before(card: Card, deed: Deed) -> bool:  # noqa: PLR0911 (one line an act)
    """Whether the same person did just that already: a second click is harmless."""
    decision = card.decision
    match deed.act:
        case Act.APPROVE:
            mine = decision is not None and decision.by == deed.by
            return mine and decision is not None and decision.choice is Choice.APPROVED
        case Act.SKIP | Act.NOT_FOR_US | Act.MUTE_OUTLET | Act.MUTE_REPORTER:
            mine = decision is not None and decision.by == deed.by
            return mine and decision is not None and decision.choice is Choice.SKIPPED
        case Act.REASON:
            return card.cause is not None and card.cause is deed.cause
        case Act.SNOOZE:
            return card.snoozed_until is not None and card.snoozed_until == deed.until
        case Act.WAKE:
            return decision is None and card.snoozed_until is None
        case Act.ASSIGN:
            return card.assigned == deed.person
        case Act.INTERVIEW:
            asked = card.interview
            same = asked is not None and asked.open and asked.user == deed.person
            return same and asked is not None and asked.version >= card.edition
        case Act.EDIT:
            return deed.outline == card.outline if deed.outline else not card.edited_by
        case Act.UNDO | Act.REOPEN:
            return decision is None and card.reopened_by == deed.by
        case _:
            return False


# what is not done with a query of which so little may be made
_BARRED = {
    Act.APPROVE: (Level.OFF,),
    Act.EDIT: (Level.OFF,),
    Act.INTERVIEW: (Level.OFF, Level.LINK),
}


def refusal(card: Card, deed: Deed) -> No | None:  # noqa: PLR0911 (one line a rule)
    """Say why a deed may not be done to a card as it stands; None if it may.

    Who may do it is asked elsewhere: that needs Slack.
    """
    decision, late = card.decision, card.query.deadline.expired(deed.at)
    back = deed.act in (Act.UNDO, Act.REOPEN) and decision is not None
    if back and deed.seen is not None and deed.seen < card.decided_version:
        return No.DECIDED  # the decision looked at was another one
    if deed.act is Act.UNDO:
        if decision is None:
            return No.OPEN
        return No.LATE if deed.at - decision.at > UNDO else None
    if deed.act in (Act.REASON, Act.REOPEN):
        if decision is None or decision.choice is not Choice.SKIPPED:
            return No.OPEN
        return No.EXPIRED if late and deed.act is Act.REOPEN else None
    approved = decision is not None and decision.choice is Choice.APPROVED
    if decision is not None and not (approved and deed.act is Act.ASSIGN):
        return No.DECIDED
    if late:
        return No.EXPIRED
    if card.policy.level in _BARRED.get(deed.act, ()):
        return No.WITHHELD
    return _refused_while_open(card, deed)


def _refused_while_open(card: Card, deed: Deed) -> No | None:  # noqa: PLR0911 (so here)
    seen = card.edition if deed.seen is None else deed.seen
    match deed.act:
        case Act.APPROVE if seen < card.edition:
            return No.CHANGED
        case Act.APPROVE if deed.shown and deed.shown != card.outline.hash:
            return No.CHANGED
        case Act.APPROVE if not deed.anyway and any(
            rival.approved for rival in card.rivals
        ):
            return No.RIVAL
        case Act.EDIT if seen != card.edition:
            return No.CHANGED
        case Act.SNOOZE:
            end = card.query.deadline.until
            until = deed.until or deed.at
            return No.LATE if until <= deed.at or (end and until >= end) else None
        case Act.INTERVIEW if not deed.person or not card.outline.asks:
            return No.NOBODY
        case Act.MUTE_OUTLET if not muted_name(card.query, "outlet"):
            return No.NAMELESS
        case Act.MUTE_REPORTER if not muted_name(card.query, "reporter"):
            return No.NAMELESS
        case _:
            return None

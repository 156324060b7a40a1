"""What people did to a card so far, and who else could answer its query (mrkdwn)."""

from datetime import datetime

from bot.domain import Card, Choice, Rival
from bot.slack import words
from bot.slack.clean import escaped, one_line, person

_NAME = 60  # units of a company or a channel


def rivals(card: Card, *, most: int) -> str:
    """Name the other companies this query is good for, at most ``most`` and one; or "".

    One agency gives one answer, so one that was given comes first.
    """
    ordered = sorted(card.rivals, key=lambda rival: not rival.approved)
    lines = [rival(other) for other in ordered[: max(1, most)]]
    if len(ordered) > len(lines):
        lines.append(f"and for {len(ordered) - len(lines)} more of ours")
    if lines:
        lines.append("One agency, one answer per query.")
    return "\n".join(lines)


def rival(other: Rival) -> str:
    """Say how good a query is for another company, and what was decided there."""
    company = escaped(one_line(other.company), _NAME)
    where = escaped(one_line(other.channel), _NAME)
    place = f" in {where}" if where.startswith("#") else ""  # an id tells nobody anything
    return f"Also good for *{company}* ({other.score:.2f}){place}: {_verdict(other)}"


def _verdict(other: Rival) -> str:
    if other.decision is None:
        return "open"
    return f"{other.decision.choice.value} by {person(other.decision.by)}"


def deeds(card: Card, now: datetime) -> list[str]:
    """Say who has it, who waits, whose words it holds: one line each."""
    found = []
    if card.assigned:
        by = f" by {person(card.assigned_by)}" if card.assigned_by else ""
        found.append(f"*Assigned* to {person(card.assigned)}{by}")
    waits = card.decision is None and not card.query.deadline.expired(now)
    if card.snoozed_until is not None and waits:
        until = words.live(card.snoozed_until, card.timezone)
        by = f" by {person(card.snoozed_by)}" if card.snoozed_by else ""
        found.append(f"*Snoozed* until {until}{by}")
    if card.edited_by:
        stale = ": the profile or the query changed after that, look again"
        found.append(
            f"*Edited* by {person(card.edited_by)}{stale if card.edit_stale else ''}"
        )
    return found


def decision(card: Card) -> str:
    """Say who decided what, why and when; "" while nobody has."""
    if card.decision is None:
        return ""
    approved = card.decision.choice is Choice.APPROVED
    done = "Approved" if approved else "Skipped"
    why = f": {words.CAUSES[card.cause]}" if card.cause and not approved else ""
    at = words.live(card.decision.at, card.timezone)
    return f"*{done}* by {person(card.decision.by)}{why} · {at}"


def marks(card: Card) -> str:
    """Say what the mailbox showed of an approved answer: sent, answered; or ""."""
    if card.decision is None or card.decision.choice is not Choice.APPROVED:
        return ""
    found = []
    if card.sent_at is not None:
        at = words.live(card.sent_at, card.timezone)
        found.append(f"*Sent* {at}, as seen in the mailbox")
    if card.heard_at is not None:
        at = words.live(card.heard_at, card.timezone)
        found.append(f"*The reporter wrote back* {at}")
    return " · ".join(found)

"""How a card should look, as a name: it is painted anew when the name changes."""

from datetime import datetime

from bot.domain import UNDO, Card, Choice, digest_of

HOURS_LEFT = (*range(24 * 30, 47, -24), 36, 24, 18, 12, 9, 6, 5, 4, 3, 2, 1, 0.5, 0)


def look(card: Card, round_: int | None, now: datetime | None, shown: str) -> str:
    """Name the state a card shows: who decided, or expired, or open; and which text.

    An open or approved card also changes with the hours left, in ever smaller steps.
    What people did to a card is named by how many acts there were, at the end.
    """
    until = card.query.deadline.until
    query = card.query
    also = [(o.id, o.deadline.at, o.flag_line, o.refusal, o.traps) for o in card.also]
    rules = f"{query.flag_line} {query.refusal} {query.traps}"
    if also or card.changes or card.evidence.reason:
        rules += f" {also} {card.changes} {card.evidence}"
    rivals = [(r.company, r.decision.choice if r.decision else "") for r in card.rivals]
    if rivals:
        rules += f" {rivals}"
    if card.interview is not None or card.sent_at or card.heard_at:
        said = [(one.ts, one.text) for one in card.interview.said] if card.interview else []
        rules += f" {said} {card.sent_at} {card.heard_at}"
    if card.undrafted:
        rules += f" {card.undrafted}"
    text = digest_of(query.text_hash, str(query.deadline.at), str(until), rules, shown)
    text += f":{card.version}" if card.version else ""
    if card.decision is not None:
        fresh = now is not None and now - card.decision.at <= UNDO
        left = ""
        if card.decision.choice is Choice.APPROVED:  # somebody still has to send it
            late = now is not None and card.query.deadline.expired(now)
            left = "late:" if late else _left(card, now)
        return f"{card.decision.choice}:{round_}:{'undo:' if fresh else ''}{left}{text}"
    if now is not None and card.query.deadline.expired(now):
        return f"expired:{text}"
    return f"open:{_left(card, now)}{text}"


def _left(card: Card, now: datetime | None) -> str:
    at = card.query.deadline.at
    if now is None or at is None:
        return ""
    hours = (at - now).total_seconds() / 3600
    return f"{next((step for step in HOURS_LEFT if hours >= step), -1)}:"

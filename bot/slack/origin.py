"""Where a request came from, where else it stands, and what has changed in it."""

from bot.domain import Card, Proof, Query
from bot.slack import words
from bot.slack.clean import escaped, one_line

_SENDERS = {
    Proof.VERIFIED: "✓ sender verified",
    Proof.UNVERIFIED: "sender not verified",
    Proof.FAILED: "⚠ *the sender is not who the mail says*",
}
_CHANGES = 4


def sender(card: Card) -> str:
    """Name the newsletter, and say whether the mail really comes from it (mrkdwn)."""
    evidence = card.evidence
    reason = one_line(evidence.reason)
    why = f": {escaped(reason, 80)}" if reason else ""
    return f"{_service(card.query)} · {_SENDERS[evidence.proof]}{why}"


def proof(card: Card) -> str:
    """Say the same in plain words, whole and not escaped."""
    said = _SENDERS[card.evidence.proof].replace("*", "")
    reason = one_line(card.evidence.reason)
    service = one_line(words.service(card.query.source))
    return f"{service}: {said}{f' ({reason})' if reason else ''}"


def news(card: Card, *, most: int, width: int) -> str:
    """Say what changed since it was posted and where else it stands (mrkdwn, or "").

    At most ``most`` other places, each line of about ``width`` units.
    """
    changes = card.changes[-max(1, min(most, _CHANGES)) :]
    lines = [f"*Changed:* {escaped(one_line(change), width)}" for change in changes]
    shown = card.also[: max(1, most)]
    places = [_place(other, card.timezone, width) for other in shown]
    if len(card.also) > len(places):
        places.append(f"and {len(card.also) - len(places)} more")
    if places:
        lines.append("*Also on* " + "; ".join(places))
    return "\n".join(lines)


def _place(other: Query, zone: str, width: int) -> str:
    """Name another copy of the request: service, way to answer, deadline."""
    way = escaped(one_line(other.reply_to or other.reply_url), width)
    due = f"due {words.live(other.deadline.at, zone)}" if other.deadline.at else ""
    return ", ".join(filter(None, (_service(other), way, due)))


def _service(query: Query) -> str:
    return escaped(one_line(words.service(query.source)), 40)

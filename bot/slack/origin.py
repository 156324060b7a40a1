"""Where a request came from, where else it stands, and what has changed in it."""

from collections.abc import Iterator

from bot.domain import Card, Proof, Query
from bot.slack import words
from bot.slack.clean import Block, escape, escaped, line, one_line, said, verbatim

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
    shown = _SENDERS[card.evidence.proof].replace("*", "")
    reason = one_line(card.evidence.reason)
    service = one_line(words.service(card.query.source))
    return f"{service}: {shown}{f' ({reason})' if reason else ''}"


def stands(card: Card) -> str:
    """Say in which mail to read a query that has no page of its own (mrkdwn)."""
    number = escaped(one_line(card.query.number), 20)
    item = f", number {number}" if number else ""
    at = f" of {words.live(card.printed_at, card.timezone)}" if card.printed_at else ""
    return f"It stands in the mail of {_service(card.query)}{at}{item}."


def changes(card: Card, *, most: int, width: int) -> Iterator[Block]:
    """Yield what changed since it was posted, a line of rich text each, the newest last."""
    for change in card.changes[-max(1, min(most, _CHANGES)) :]:
        yield line(said("Changed: ", bold=True), verbatim(one_line(change), width))


def places(card: Card, *, most: int, width: int) -> str:
    """Say where else it stands (mrkdwn, or ""): at most ``most`` places.

    Six of 300 units, the most there are on a card, fit into one section.
    """
    shown = card.also[: max(1, most)]
    named = [_place(other, card.timezone, width) for other in shown]
    if len(card.also) > len(named):
        named.append(f"and {len(card.also) - len(named)} more")
    return "*Also on* " + "; ".join(named) if named else ""


def whole(card: Card, *, most: int, width: int) -> bool:
    """Say whether `places` names every place where the request stands, and uncut."""
    ways = [one_line(_way(other)) for other in card.also]
    uncut = all(escaped(way, width) == escape(way) for way in ways)
    return uncut and len(ways) <= most


def _place(other: Query, zone: str, width: int) -> str:
    """Name another copy of the request: service, way to answer, deadline."""
    way = escaped(one_line(_way(other)), width)
    due = f"due {words.live(other.deadline.at, zone)}" if other.deadline.at else ""
    return ", ".join(filter(None, (_service(other), way, due)))


def _way(query: Query) -> str:
    return query.reply_to or query.reply_url


def _service(query: Query) -> str:
    return escaped(one_line(words.service(query.source)), 40)

"""A closed card in few words, for when Slack does not take it whole. Pure.

It holds nothing to click: what was decided must not look as if it were open.
"""

from datetime import datetime

from bot.domain import Card
from bot.slack import standing
from bot.slack.clean import Block, escaped, one_line, own, plain

_TITLE = 150
_REST = "The rest can't be shown"


def closed(card: Card, now: datetime) -> bool:
    """Whether nobody can decide on a card: somebody has, or it is too late."""
    return card.decision is not None or card.query.deadline.expired(now)


def card(card: Card, now: datetime) -> list[Block]:
    title = {"type": "header", "text": plain(card.query.summary or "(no title)", _TITLE)}
    company = f"For {escaped(one_line(card.company), 80)}"
    lines = (standing.decision(card) or _late(card, now), company, _REST)
    return [title, {"type": "context", "elements": [own(said) for said in lines if said]}]


def text(card: Card, now: datetime) -> str:
    """Say the same to a notification or a screen reader, without a name."""
    title = escaped(one_line(card.query.summary) or "(no title)", _TITLE)
    told = card.decision.choice.value if card.decision else _late(card, now).strip("*")
    return f"{title} · {told}" if told else title


def notice(card: Card, code: str, now: datetime) -> str:
    """Tell people that a card does not show what is true."""
    if closed(card, now):
        return (
            f"Card {card.id} in {card.channel} is closed, but can't be shown whole any "
            f"more ({code}). It says only how it ended."
        )
    return (
        f"Card {card.id} in {card.channel} is open, but can't be shown anew ({code}): what "
        f"stands there may be old. At a terminal `haro-bot approve {card.id}` and "
        f"`haro-bot skip {card.id}` decide on it."
    )


def _late(card: Card, now: datetime) -> str:
    return "*Deadline passed*" if card.query.deadline.expired(now) else ""

"""Outlets and reporters whose queries a company does not want to see."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.mail import Query
from bot.domain.writing import plain_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """One name that is muted for one company; ``kind`` is outlet or reporter."""

    number: int
    company: str
    kind: str
    name: str  # as compared
    shown: str  # as printed
    by: str
    at: datetime
    card_id: int | None = None  # the card it was muted from

    def hits(self, query: Query) -> bool:
        """Whether a query is of this outlet or reporter."""
        return bool(self.name) and muted_name(query, self.kind) == self.name


def muted_name(query: Query, kind: str) -> str:
    """Return the name that two queries of one outlet or reporter have in common."""
    if kind == "reporter" and query.anonymous:
        return ""
    return plain_name(printed_name(query, kind))


def printed_name(query: Query, kind: str) -> str:
    return query.outlet if kind == "outlet" else query.reporter

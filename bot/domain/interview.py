"""An expert is asked below a card; what they write there stays as they wrote it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.match import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """The last time that somebody was asked below a card.

    While it is ``open`` (the card is undecided, and its deadline has not passed) what
    the one asked writes below the card is kept; what anybody else writes never is.
    """

    user: str  # a Slack user id: who was asked
    by: str  # who had them asked
    at: datetime
    open: bool
    said: tuple[Said, ...] = ()  # oldest first, without what was taken back
    version: int = 0  # of the card, when they were asked

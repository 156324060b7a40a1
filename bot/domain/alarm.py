"""A failure that a person must know of: told once, and once more when it is over."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What is wrong now. ``key`` names the thing, such as ``login:imap`` or ``disk``."""

    key: str
    text: str  # as people were told
    since: datetime

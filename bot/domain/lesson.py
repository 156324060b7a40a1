"""What people's decisions teach the ranking of one company."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.mail import Query


class Cause(StrEnum):
    """Why a query was skipped."""

    TOPIC = "topic"  # not our topic
    SOURCE = "source"  # our topic, but another kind of source is asked for
    OUTLET = "outlet"  # weak outlet
    LATE = "late"  # no time left
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One decision: a query approved, or that should have been shown (good), or skipped."""

    query: Query
    good: bool
    at: datetime
    cause: Cause | None = None  # of a skip; None where nobody said

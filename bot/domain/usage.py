"""What a model was asked to do, what came of it and what it cost."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Came(StrEnum):
    """What came of one call of a model."""

    USED = "used"  # its outline stands on the card
    LATE = "late"  # it was good, but the card had changed or was decided meanwhile
    REFUSED = "refused"  # the guard, or the model itself
    FAILED = "failed"  # no answer, or none that could be read
    STOPPED = "stopped"  # not asked: the budget is used up


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One attempt to let a model draft one edition of a card."""

    card_id: int
    edition: int  # of the card, for which it was made
    company: str
    query_id: str
    at: datetime
    came: Came
    why: str = ""  # in words for people, where it was not used
    model: str = ""  # as asked for
    answered: str = ""  # as the endpoint names what answered
    prompt: str = ""  # name@version+hash of the template
    prompt_sha: str = ""  # of the text as it was sent; "" where none was
    settings: str = ""  # JSON: temperature, max_tokens ...
    revision: str = ""  # of the profile
    offered: tuple[str, ...] = ()  # fact ids
    used: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # what the guard said, hard and soft
    requests: int = 0  # one, two with a repair
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None  # US dollars; None: unknown, as with local models
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What was spent on one day, with one model, for one company."""

    day: str  # ISO 8601, UTC
    model: str
    company: str
    runs: int
    used: int
    requests: int
    input_tokens: int
    output_tokens: int
    cost: float  # US dollars, of the runs whose cost is known
    unknown: int  # runs whose cost is not known
    seconds: float

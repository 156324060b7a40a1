"""The nouns of the program. Plain frozen data; imports the standard library only.

Units everywhere: scores are 0 to 1, durations are seconds, instants are aware UTC
datetimes. Absent text is ``""``, never ``None``.
"""

from bot.domain.card import Card, Choice, Decision, Kind, Outgoing
from bot.domain.lesson import Cause, Lesson
from bot.domain.mail import (
    Deadline,
    Digest,
    Evidence,
    Letter,
    Mail,
    Proof,
    Query,
    Requirement,
    Trap,
)
from bot.domain.match import (
    Answer,
    Check,
    Have,
    Level,
    Match,
    Outline,
    Point,
    Policy,
    Term,
    Verdict,
)
from bot.domain.profile import Expert, Fact, Profile, Quote
from bot.domain.writing import digest_of, from_text, to_text

__all__ = [
    "Answer",
    "Card",
    "Cause",
    "Check",
    "Choice",
    "Deadline",
    "Decision",
    "Digest",
    "Evidence",
    "Expert",
    "Fact",
    "Have",
    "Kind",
    "Lesson",
    "Letter",
    "Level",
    "Mail",
    "Match",
    "Outgoing",
    "Outline",
    "Point",
    "Policy",
    "Profile",
    "Proof",
    "Query",
    "Quote",
    "Requirement",
    "Term",
    "Trap",
    "Verdict",
    "digest_of",
    "from_text",
    "to_text",
]

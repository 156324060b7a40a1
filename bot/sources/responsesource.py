"""ResponseSource's journalist enquiries, United Kingdom (docs/formats.md).

Known second hand: an enquiry has a type, a category, a media type and a deadline on
London's clock. The body was never seen.
"""

import re
from datetime import datetime

from bot import skeleton
from bot.digest import Source
from bot.domain import Digest

NAME = "responsesource"

_NAMES = ("responsesource",)
_LAYOUT = re.compile(
    r"^[ \t*_-]{0,9}(?:(?:enquiry|media) (?:type|details)|enquiry|deadline)"
    r"(?=[ \t]{0,3}[:|–-]|[ \t]{0,9}$|[ \t])",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = {
    "enquiry title": "summary",
    "media enquiry": "body",
    "journalist enquiry": "body",
    "enquiry type": "extra",  # a card should show both
    "media type": "extra",
}


def claims(text: str) -> int:
    """Count the names it goes by and its labels; neither counts without the other."""
    return skeleton.marks(text, _NAMES, _LAYOUT)


def read(text: str, anchor: datetime) -> Digest:
    """Read every enquiry of a mail; ``anchor`` is when it was printed."""
    return skeleton.read(NAME, text, anchor, zone=SOURCE.zone, words=_WORDS)


SOURCE = Source(
    name=NAME,
    title="ResponseSource",
    domains=("responsesource.com",),
    claims=claims,
    read=read,
    zone="Europe/London",
)

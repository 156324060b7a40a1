"""Help a B2B Writer, and MentionMatch to which it leads since 2025 (docs/formats.md).

Known from a public parser only: the labels of a single request and its reply domain.
Of MentionMatch only the sender is known; it is taken to print the same labels.
"""

import re
from datetime import datetime

from bot import skeleton
from bot.digest import Source
from bot.domain import Digest

NAME = "helpab2bwriter"

_NAMES = ("helpab2bwriter.com", "help a b2b writer", "mentionmatch")
_LAYOUT = re.compile(
    r"^[ \t]{0,9}(?:writer[’']s request|industries)[ \t]{0,3}:"
    r"|\bto submit a quote, please email the writer\b",
    re.IGNORECASE | re.MULTILINE,
)


def claims(text: str) -> int:
    """Count the names it goes by and its labels; neither counts without the other."""
    return skeleton.marks(text, _NAMES, _LAYOUT)


def read(text: str, anchor: datetime) -> Digest:
    """Read every request of a mail; ``anchor`` is when it was printed."""
    return skeleton.read(NAME, text, anchor, zone=SOURCE.zone)


SOURCE = Source(
    name=NAME,
    title="Help a B2B Writer",
    domains=("helpab2bwriter.com", "mentionmatch.com"),
    claims=claims,
    read=read,
)

"""SourceBottle's "Drink Up!" alerts, Australia (docs/formats.md).

Known: the sender, two alerts a weekday, links to call-out pages on its own site. The
body was never seen, so what names itself is read and the rest is shown. Dates are
taken day first and on Sydney's clock.
"""

import re
from datetime import datetime

from bot import skeleton
from bot.digest import Source
from bot.domain import Digest

NAME = "sourcebottle"

_NAMES = ("sourcebottle",)
_LAYOUT = re.compile(
    r"^[ \t*_-]{0,9}(?:deadline|closes|closing date|expires|call[- ]?out)\b"
    r"|sourcebottle\.com\S{0,200}(?:query|call-?out|source)",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = {"lead": "body", "the call out": "body", "callout title": "summary"}


def claims(text: str) -> int:
    """Count the names it goes by and its call-outs; neither counts without the other."""
    return skeleton.marks(text, _NAMES, _LAYOUT)


def read(text: str, anchor: datetime) -> Digest:
    """Read every call-out of a mail; ``anchor`` is when it was printed."""
    return skeleton.read(NAME, text, anchor, zone=SOURCE.zone, words=_WORDS)


SOURCE = Source(
    name=NAME,
    title="SourceBottle",
    domains=("sourcebottle.com",),
    claims=claims,
    read=read,
    zone="Australia/Sydney",
)

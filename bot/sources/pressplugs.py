"""PressPlugs' media requests, United Kingdom (docs/formats.md).

Nothing real was found. A mail that names the service is read by the labels that such
alerts have in common, on London's clock.
"""

import re
from datetime import datetime

from bot import skeleton
from bot.digest import Source
from bot.domain import Digest

NAME = "pressplugs"

_NAMES = ("pressplugs", "press plugs")
_LAYOUT = re.compile(
    r"^[ \t*_-]{0,9}(?:deadline|journalist|publication|request)"
    r"(?=[ \t]{0,3}[:|–-]|[ \t]{0,9}$|[ \t])",
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
    title="PressPlugs",
    domains=("pressplugs.co.uk",),
    claims=claims,
    read=read,
    zone="Europe/London",
)

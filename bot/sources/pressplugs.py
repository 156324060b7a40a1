"""PressPlugs' media requests, United Kingdom (docs/formats.md).

Nothing real was found. A mail that names the service is read by the labels that such
alerts have in common, on London's clock.
"""

import re

from bot import skeleton

_NAMES = ("pressplugs", "press plugs")
_LAYOUT = re.compile(
    r"^[ \t*_-]{0,9}(?:deadline|journalist|publication|request)"
    r"(?=[ \t]{0,3}[:|–-]|[ \t]{0,9}$|[ \t])",
    re.IGNORECASE | re.MULTILINE,
)

SOURCE = skeleton.source(
    name="pressplugs",
    title="PressPlugs",
    domains=("pressplugs.co.uk",),
    names=_NAMES,
    layout=_LAYOUT,
    zone="Europe/London",
)

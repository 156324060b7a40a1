"""SourceBottle's "Drink Up!" alerts, Australia (docs/formats.md).

Known: the sender, two alerts a weekday, links to call-out pages on its own site. The
body was never seen, so what names itself is read and the rest is shown. Dates are
taken day first and on Sydney's clock.
"""

import re

from bot import skeleton

_NAMES = ("sourcebottle",)
_LAYOUT = re.compile(
    r"^[ \t*_-]{0,9}(?:deadline|closes|closing date|expires|call[- ]?out)\b"
    r"|sourcebottle\.com\S{0,200}(?:query|call-?out|source)",
    re.IGNORECASE | re.MULTILINE,
)
_WORDS = {"lead": "body", "the call out": "body", "callout title": "summary"}

SOURCE = skeleton.source(
    name="sourcebottle",
    title="SourceBottle",
    domains=("sourcebottle.com",),
    names=_NAMES,
    layout=_LAYOUT,
    words=_WORDS,
    zone="Australia/Sydney",
)

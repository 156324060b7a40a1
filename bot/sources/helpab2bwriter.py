"""Help a B2B Writer, and MentionMatch to which it leads since 2025 (docs/formats.md).

Known from a public parser only: the labels of a single request and its reply domain.
Of MentionMatch only the sender is known; it is taken to print the same labels.
"""

import re

from bot import skeleton

_NAMES = ("helpab2bwriter.com", "help a b2b writer", "mentionmatch")
_LAYOUT = re.compile(
    r"^[ \t]{0,9}(?:writer[’']s request|industries)[ \t]{0,3}:"
    r"|\bto submit a quote, please email the writer\b",
    re.IGNORECASE | re.MULTILINE,
)

SOURCE = skeleton.source(
    name="helpab2bwriter",
    title="Help a B2B Writer",
    domains=("helpab2bwriter.com", "mentionmatch.com"),
    names=_NAMES,
    layout=_LAYOUT,
)

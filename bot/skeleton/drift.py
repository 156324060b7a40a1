"""A newsletter read as its own source reads it, or by its labels where that fails.

A layout changes without notice. What the new one prints is most often still labels,
and a digest read by those is worth more than one reported as unread.
"""

from dataclasses import replace
from datetime import datetime

from bot import skeleton
from bot.digest import Source, doubts
from bot.domain import Digest

_TOLD = "its layout has changed: read by its labels alone"


def read(source: Source, text: str, at: datetime) -> Digest:
    """Read a text that ``source`` printed at an instant; what is doubtful is a problem."""
    digest = source.read(text, at)
    if source.confirmed and _broken(digest):
        page = skeleton.page(text, strict=True)  # its receipts have labels too
        other = skeleton.told(source.name, text, page, at, zone=source.zone)
        if _sound(other) > _sound(digest):
            digest = replace(other, problems=(_TOLD, *other.problems))
    found = doubts(digest.queries, ways=source.ways)
    return replace(digest, printed_at=at, problems=(*digest.problems, *found))


def _broken(digest: Digest) -> bool:
    return not any(q.body for q in digest.queries) and bool(
        digest.queries or digest.problems or digest.leftovers
    )


def _sound(digest: Digest) -> int:
    """Count the queries that can be judged and answered."""
    return sum(bool(q.body and (q.reply_to or q.reply_url)) for q in digest.queries)

"""Any mail whose layout repeats a request, a deadline and a way to answer.

The honest fallback for newsletters nobody described (docs/formats.md): bot.skeleton
finds what repeats. A mail that does not name the press, a request, a deadline and a
way to answer is left over and reported, never guessed at.
"""

from datetime import datetime
from functools import lru_cache

from bot import skeleton
from bot.digest import Source
from bot.domain import Digest

NAME = "generic"


def claims(text: str) -> int:
    """Return 1 if a text holds requests of the press, whoever sent it."""
    return int(bool(_page(text).items))


def read(text: str, anchor: datetime) -> Digest:
    """Read what names itself; a mail without any of it is left over line by line."""
    page = _page(text)
    if not page.items:
        lines = tuple(line.strip() for line in text.split("\n") if line.strip())
        return Digest(source="", leftovers=lines)
    return skeleton.told(NAME, text, page, anchor)


@lru_cache(maxsize=1)  # what is claimed is read next
def _page(text: str) -> skeleton.Page:
    return skeleton.page(text, strict=True)


SOURCE = Source(
    name=NAME,
    title="Labelled mail",
    domains=(),
    claims=claims,
    read=read,
)

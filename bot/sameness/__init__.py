"""Whether two printed queries are one request: in another edition, id or service.

A wrong yes hides a request for ever, a wrong no shows it twice: in doubt the answer is
no. Nothing is guessed from likeness as such: the two texts are laid side by side, and
what remains different decides. Only words without a subject of their own may differ,
sentences about how to answer, the cut-off end of a copy, or a sentence one of them has
more. A differing question on both sides, a number, a profession, a place, "women" for
"men" make two requests of it (docs/formats.md).
"""

from collections.abc import Iterable

from bot.domain import Query
from bot.sameness.changes import changes
from bot.sameness.judging import Printed, judge
from bot.sameness.known import Known, Sketch, sketch

__all__ = ["Known", "Sketch", "changes", "find", "same", "sketch"]


def same(a: Query, b: Query) -> str:
    """Say why both are one request, "" if they are two. Symmetric; never raises."""
    return judge(Printed.of(a), Printed.of(b))


def find(query: Query, others: Iterable[Query]) -> tuple[str, str] | None:
    """Return the id of the one among others that is this request, and why.

    Of several the likest, then the first. For repeated use keep a `Known`.
    """
    known = Known()
    for other in others:
        known.add(other)
    return known.find(query)

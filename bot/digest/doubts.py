"""What speaks against a reading, whatever newsletter it is of."""

import re
from collections.abc import Iterator, Sequence

from bot import fields, traps
from bot.domain import Query

_MANY = 3  # queries; the same words below fewer may be their writer's own
_SHOWN = 60  # characters of a text in a problem
_OFTEN = re.compile(  # how many a writer ends, so that all may by chance or by form
    r"\b(?:thank(?:s| you)|cheers|regards|no (?:ai|chat ?gpt|bots?|pr)|pitch(?:es)?)\b",
    re.IGNORECASE,
)


def doubts(queries: Sequence[Query], *, ways: bool) -> Iterator[str]:
    """Yield what is wrong with the queries of one digest, in words for people.

    ``ways``: each must have a way to answer; else it must where most others have, for
    text copied from a page has lost all links alike. Words that end every text are a
    mark or a footer that has changed.
    """
    lacking = [not _answerable(query) for query in queries]
    ways = ways or 2 * sum(lacking) <= len(queries)
    for place, (query, lacks) in enumerate(zip(queries, lacking, strict=True), 1):
        if not query.body:
            yield f"{_named(query, place)} has no text"
        if ways and lacks and not query.cut:
            yield f"{_named(query, place)} has no way to answer"
    texts = {query.body for query in queries}
    ends = {text.rpartition("\n")[2].strip() for text in texts}
    end = ends.pop()[:_SHOWN] if len(ends) == 1 else ""
    if len(texts) >= max(_MANY, len(queries)) and not _is_usual(end):
        yield f'each text ends in "{end}"'


def _is_usual(end: str) -> bool:
    return not end or bool(_OFTEN.search(end) or traps.refusal(end))


def _named(query: Query, place: int) -> str:
    said = query.summary or query.outlet
    if query.number or not said:
        return f"number {query.number or place}"
    return f'"{said[:_SHOWN]}"'


def _answerable(query: Query) -> bool:
    return bool(
        query.reply_to
        or query.reply_url
        or fields.address(query.body)
        or fields.link(query.body)
    )

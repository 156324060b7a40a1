"""What speaks against a reading, whatever newsletter it is of."""

from collections.abc import Iterator, Sequence

from bot import fields
from bot.domain import Query

_MANY = 3  # queries; the same words below fewer may be their writer's own
_SHOWN = 60  # characters of a text in a problem


def doubts(queries: Sequence[Query], *, ways: bool) -> Iterator[str]:
    """Yield what is wrong with the queries of one digest, in words for people.

    ``ways``: each must have a way to answer; else it must where most others have, for
    text copied from a page has lost all links alike. Words that end every text are a
    mark or a footer that has changed.
    """
    lacking = [query for query in queries if not _answerable(query)]
    ways = ways or 2 * len(lacking) <= len(queries)
    for query in queries:
        if not query.body:
            yield f"{_named(query)} has no text"
        if ways and not query.cut and query in lacking:
            yield f"{_named(query)} has no way to answer"
    texts = {query.body for query in queries}
    ends = {text.rpartition("\n")[2].strip() for text in texts}
    if len(ends) == 1 and len(texts) >= max(_MANY, len(queries)):
        yield f'each text ends in "{ends.pop()[:_SHOWN]}"'


def _named(query: Query) -> str:
    return f"number {query.number}" if query.number else f'"{query.summary[:_SHOWN]}"'


def _answerable(query: Query) -> bool:
    return bool(
        query.reply_to
        or query.reply_url
        or fields.address(query.body)
        or fields.link(query.body)
    )

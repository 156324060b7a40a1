"""Topics a company does not want to be seen with."""

from functools import lru_cache

import numpy as np

from bot.asks import sentences
from bot.domain import Query
from bot.matching.eligibility import short
from bot.matching.fusion import Floats, Reading
from bot.matching.lexical import content, overlap

SAME = 0.55  # cosine of the summary with the avoided topic
OFTEN = 2  # sentences of the body that say all its words


def avoided(
    query: Query, reading: Reading, topics: tuple[str, ...], vectors: Floats
) -> str:
    """Return why the query is about an avoided topic, or ""."""
    for topic, vector in zip(topics, vectors, strict=True):
        words = content(topic)
        said = [s for s, have in _spoken(query.body) if words and words <= have]
        in_summary = bool(words) and overlap(words, reading.head_words, frozenset()) == 1
        near = (
            reading.summary is not None and float(np.dot(vector, reading.summary)) >= SAME
        )
        if in_summary or near:
            return f'avoid: {topic} ("{short(query.summary)}")'
        if len(said) >= OFTEN or (said and not query.summary):
            return f'avoid: {topic} ("{short(said[0])}")'
    return ""


@lru_cache(maxsize=1024)
def _spoken(body: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((sentence, content(sentence)) for sentence in sentences(body))

"""Topics a company does not want to be seen with."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.asks import sentences
from bot.domain import Query
from bot.matching.eligibility import short
from bot.matching.house import only_form
from bot.matching.lexical import content, says

Floats = NDArray[np.floating]

SAME = 0.7  # cosine of the summary with the avoided topic
NEAR = 0.55  # near enough for a person to look
OFTEN = 2  # sentences of the body that say all its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """Why a query touches an avoided topic; ``sure``: by words, not only by nearness."""

    reason: str
    sure: bool


def avoided(
    query: Query, head: Floats | None, topics: tuple[str, ...], vectors: Floats
) -> Avoided | None:
    """Return why the query is about an avoided topic, None where it is not."""
    near: Avoided | None = None
    for topic, vector in zip(topics, vectors, strict=True):
        words = content(topic)
        if not words:
            continue
        said = [s for s, have in _spoken(query.body) if says(words, have)]
        cosine = float(np.dot(vector, head)) if head is not None else 0.0
        in_summary = says(words, content(query.summary))
        reason = f'avoid: {topic} ("{short(query.summary or (said or [""])[0])}")'
        if in_summary or cosine >= SAME:
            return Avoided(reason=reason, sure=True)
        if len(said) >= OFTEN or (said and not query.summary):
            return Avoided(reason=f'avoid: {topic} ("{short(said[0])}")', sure=True)
        if cosine >= NEAR and near is None:
            near = Avoided(reason=f"near to an avoided topic: {topic}", sure=False)
    return near


@lru_cache(maxsize=1024)
def _spoken(body: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((s, content(s)) for s in sentences(body) if not only_form(s))

"""How near queries are to one company: whole tables at once, in a few multiplications.

    topic    the mean of the nearest 2 and of the nearest 4 facets, each by the stretch of
             the body nearest to it
    asked    how near the requests' own words come to what one expert is
    words    shared words, rare ones more, nearest 2 facets

less what invented calls about everything (`likeness`) reach on average. Fewer facets than
asked for: the mean of those there are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bot.domain import Profile
from bot.matching import likeness
from bot.matching.facets import Facet, roles_of
from bot.matching.lexical import content, rarity
from bot.matching.reading import Readings

Floats = NDArray[np.floating]

FEW, MORE = 2, 4
RARE = 4.0  # added below: a facet of one rare word is no match by that word alone
BODY_ONLY = 0.7  # of a word that the summary does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one company for some queries, one a query, and where they are from."""

    topic: Floats
    asked: Floats
    words: Floats
    facets: Floats  # [facet, query]: how near each is
    expert: list[str]  # whose title the requests are nearest to, "" where none is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One company, ready to compare."""

    facets: tuple[Facet, ...]
    vectors: Floats
    experts: tuple[str, ...]
    roles: Floats  # one row for each expert
    words: tuple[frozenset[str], ...]  # of each facet
    usual_few: float
    usual_more: float
    usual_asked: float

    @classmethod
    def of(
        cls,
        profile: Profile,
        found: Sequence[Facet],
        vectors: Floats,
        roles: Floats,
        background: Floats,
    ) -> "Measure":
        """Measure a company by the vectors of its facets and of its experts' roles."""
        near = vectors @ background.T if len(vectors) else np.zeros((1, len(background)))
        asked = roles @ background.T if len(roles) else np.zeros((1, len(background)))
        return cls(
            facets=tuple(found),
            vectors=vectors,
            experts=tuple(e.id for e in profile.experts if roles_of(e)),
            roles=roles,
            words=tuple(content(facet.text) for facet in found),
            usual_few=float(_nearest(near, FEW).mean()),
            usual_more=float(_nearest(near, MORE).mean()),
            usual_asked=float(asked.max(axis=0).mean()),
        )

    def figures(self, queries: Readings) -> Figures:
        """Return the figures for all queries of a batch."""
        count = len(queries)
        if not self.facets:
            none = np.zeros(count)
            return Figures(
                topic=none,
                asked=none,
                words=none,
                facets=np.zeros((0, count)),
                expert=[""] * count,
            )
        body = queries.nearest(self.vectors @ queries.windows.T)
        asked, who = self._asked(queries)
        return Figures(
            topic=(
                _nearest(body, FEW)
                - self.usual_few
                + _nearest(body, MORE)
                - self.usual_more
            )
            / 2,
            asked=asked,
            words=self._shared(queries),
            facets=body,
            expert=who,
        )

    def _asked(self, queries: Readings) -> tuple[Floats, list[str]]:
        points, who = np.zeros(len(queries)), [""] * len(queries)
        if not len(self.roles) or not len(queries.phrases):
            return points, who
        near = self.roles @ queries.phrases.T
        for i, rows in queries.asking:
            part = near[:, rows]
            best = int(part.max(axis=1).argmax())
            points[i] = part[best].max() - self.usual_asked
            who[i] = self.experts[best]
        return points, who

    def _shared(self, queries: Readings) -> Floats:
        rare = _rarity()
        index = {word: i for i, word in enumerate(sorted(frozenset().union(*self.words)))}
        weight = np.array([rare(word) for word in sorted(index)])
        table = np.zeros((len(self.words), len(index)))
        for row, words in enumerate(self.words):
            table[row, [index[w] for w in words]] = 1.0
        table *= weight
        table /= table.sum(axis=1, keepdims=True) + RARE
        said = np.zeros((len(index), len(queries)))
        for i, (head, body) in enumerate(queries.words):
            for word in (head | body) & index.keys():
                said[index[word], i] = 1.0 if word in head else BODY_ONLY
        return _nearest(table @ said, FEW)


@cache
def _rarity() -> Callable[[str], float]:
    return rarity([content(text) for text in likeness.texts()])


def _nearest(table: Floats, most: int) -> Floats:
    """Return for each column the mean of its highest few."""
    count = min(most, len(table))
    return np.asarray(np.partition(table, len(table) - count, axis=0)[-count:].mean(axis=0))

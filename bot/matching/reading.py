"""Queries made ready to compare with any company: read once, encoded once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain import Query
from bot.matching import wants
from bot.matching.lexical import content
from bot.matching.likeness import Likeness
from bot.matching.texts import line, windows
from bot.matching.wants import Wants

Floats = NDArray[np.floating]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]


class Vectors:
    """Every string of one call, encoded once."""

    def __init__(self, embed: Embed, *groups: Sequence[str]) -> None:
        texts = list(dict.fromkeys(text for group in groups for text in group))
        self._table = embed(texts)
        self._place = {text: i for i, text in enumerate(texts)}

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._table[[self._place[text] for text in texts]]


def strings(query: Query) -> tuple[str, ...]:
    """Return what of a query is encoded: summary, stretches of the body, requests."""
    head = line(query.summary)
    asked = wants.read(query).phrases
    return tuple(dict.fromkeys(filter(None, [head, *windows(query.body), *asked])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Some queries in tables: the rows of one query's stretches lie together."""

    queries: tuple[Query, ...]
    wants: tuple[Wants, ...]
    texts: tuple[bool, ...]  # which have any text
    windows: Floats
    starts: tuple[int, ...]  # the first stretch of each query
    heads: Floats  # one row a query
    headed: NDArray[np.bool_]  # which have a summary
    phrases: Floats
    asking: tuple[tuple[int, slice], ...]  # query, rows of its requests
    words: tuple[tuple[frozenset[str], frozenset[str]], ...]  # of summary and body
    middle: Floats  # one unit row a query: the mean of its stretches
    kinds: Floats  # [query, kind]: what each reads like
    likeness: Likeness

    @classmethod
    def of(
        cls, queries: Sequence[Query], vectors: Vectors, background: Floats
    ) -> "Readings":
        rows: list[Floats] = []
        phrases: list[Floats] = []
        starts, asking, middle, heads, headed, words, texts = [], [], [], [], [], [], []
        long = many = 0  # rows so far
        empty = np.zeros(background.shape[1], dtype=np.float32)
        for i, query in enumerate(queries):
            head, body = line(query.summary), windows(query.body)
            stretches = body or ((head,) if head else ())
            found = vectors.rows(stretches) if stretches else empty[None]
            starts.append(long)
            long += len(found)
            rows.append(found)
            middle.append(_unit(found.mean(axis=0)))
            texts.append(bool(stretches))
            heads.append(vectors.rows([head])[0] if head else empty)
            headed.append(bool(head))
            if asked := wants.read(query).phrases:
                phrases.append(vectors.rows(asked))
                asking.append((i, slice(many, many + len(asked))))
                many += len(asked)
            words.append((content(head), content(" ".join(body))))
        learned = Likeness.of(background)
        kinds = learned.read(np.stack(middle))
        return cls(
            queries=tuple(queries),
            texts=tuple(texts),
            wants=tuple(wants.read(query) for query in queries),
            windows=np.concatenate(rows),
            starts=tuple(starts),
            heads=np.stack(heads),
            headed=np.array(headed),
            phrases=np.concatenate(phrases) if phrases else empty[None][:0],
            asking=tuple(asking),
            words=tuple(words),
            middle=np.stack(middle),
            kinds=kinds,
            likeness=learned,
        )

    def __len__(self) -> int:
        return len(self.queries)

    def kinds_of(self, i: int) -> str:
        """Return the kind of call that a query reads like."""
        return self.likeness.kind(self.kinds[i])

    def likely(self, i: int, kind: str) -> float:
        """Return how much a query reads like one kind of call, about 0 to 1."""
        return float(self.kinds[i, self.likeness.kinds.index(kind)])

    def nearest(self, table: Floats) -> Floats:
        """Return [row, query]: of each query's stretches the highest."""
        return np.asarray(np.maximum.reduceat(table, self.starts, axis=1))


def _unit(vector: Floats) -> Floats:
    size = float(np.linalg.norm(vector))
    return np.asarray(vector / size) if size else vector

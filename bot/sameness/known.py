"""Finds, among thousands of queries, the few worth laying side by side with one."""

from collections import Counter
from dataclasses import replace
from heapq import nsmallest
from itertools import pairwise
from zlib import crc32

from bot.domain import Query
from bot.sameness.judging import Printed, judge

Sketch = frozenset[int]
"""What a query is found by: numbers of 32 bits, at most some 60 of them."""

_ALL_OVER = 24  # numbers kept of the whole text: a part of it shares its share
_BEGINNING = 12  # numbers kept of how it begins: what a cut copy still has
_FIRST = 40  # hard words that make the beginning
_TITLE = 12  # pairs of a title's words
_LOOKS = 40  # queries laid side by side with one, at most
_PRINTED = 256  # of those are kept as they are compared: many are looked at again


def sketch(query: Query) -> Sketch:
    """Return a query's sketch; like texts share some of it, unlike ones hardly any."""
    return _sketch(Printed.of(query))


def _sketch(printed: Printed) -> Sketch:
    pairs = [_number(*pair) for pair in pairwise(printed.body.hard)]
    title = [_number(*pair) for pair in pairwise(printed.title.hard)][:_TITLE]
    exact = _number("", " ".join(printed.body.words))  # all that a very short text has
    named = [_number("\0", key) for key in printed.keys]
    chosen = nsmallest(_ALL_OVER, set(pairs)) + nsmallest(_BEGINNING, set(pairs[:_FIRST]))
    return frozenset([*chosen, *title, exact, *named])


def _number(first: str, second: str) -> int:
    return crc32(f"{first} {second}".encode("utf-8", "replace"))


class Known:
    """The requests of the last weeks, to be asked whether a query is one of them."""

    def __init__(self) -> None:
        self._queries: dict[int, Query] = {}  # by place
        self._printed: dict[int, Printed] = {}  # by place, of some
        self._last = 0  # place: no two queries ever had the same
        self._places: dict[str, int] = {}  # by id
        self._with: dict[int, list[int]] = {}  # number of a sketch -> places

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, query_id: str) -> bool:
        return query_id in self._places

    def add(self, query: Query, drawn: Sketch | None = None) -> None:
        """Keep a query, in the place of an earlier print of the same id.

        ``drawn`` is its sketch where the caller kept one; drawing it is most of the work.
        """
        light = _light(query)
        if self._queries.get(self._places.get(query.id, 0)) == light:
            return
        self.drop(query.id)
        place = self._last = self._last + 1
        self._queries[place] = light
        self._places[query.id] = place
        for number in sketch(query) if drawn is None else drawn:
            self._with.setdefault(number, []).append(place)

    def drop(self, query_id: str) -> None:
        """Forget a query; nothing happens if it is not known."""
        place = self._places.pop(query_id, None)
        if place is None:
            return
        self._printed.pop(place, None)
        for number in sketch(self._queries.pop(place)):
            places = self._with.get(number, [])
            if place in places:
                places.remove(place)
            if not places:
                self._with.pop(number, None)

    def find(self, query: Query) -> tuple[str, str] | None:
        """Return the id of the known request this query is, and why; None if new.

        Of several the likest, then the first that was added.
        """
        if query.id in self._places:
            return query.id, "the same id"
        printed = Printed.of(query)
        shared: Counter[int] = Counter()
        for number in _sketch(printed):
            shared.update(self._with.get(number, ()))
        likest = nsmallest(_LOOKS, shared, key=lambda place: (-shared[place], place))
        named = [p for key in printed.keys for p in self._with.get(_number("\0", key), ())]
        for place in dict.fromkeys([*named, *likest]):
            other = self._queries.get(place)
            if other is not None and (why := judge(self._print(place, other), printed)):
                return other.id, why
        return None

    def _print(self, place: int, query: Query) -> Printed:
        found = self._printed.get(place)
        if found is None:
            if len(self._printed) >= _PRINTED:
                self._printed.clear()
            found = self._printed[place] = Printed.of(query)
        return found


def _light(query: Query) -> Query:
    """Leave out what is not compared."""
    return replace(query, requirements=(), questions=(), traps=(), refusal="")

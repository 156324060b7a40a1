"""What requests are known, so that each is shown once, whatever id it comes under."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot import sameness
from bot.domain import Digest, Query
from bot.store import Store, Ties

SPAN = timedelta(days=30)  # a request that comes again after that is a new one


@dataclass(kw_only=True)
class Memory:
    """The requests of the last weeks, looked up by their words. Filled from the store."""

    store: Store
    _known: sameness.Known = field(default_factory=sameness.Known)
    _after: int = 0  # the last row of the store that is in
    _ages: dict[str, tuple[datetime, datetime | None]] = field(default_factory=dict)
    _day: date | None = None

    def ties(
        self, digests: Sequence[Digest], received_at: datetime, now: datetime,
        *, replacing: int | None = None,
    ) -> Ties:  # fmt: skip
        """Say how the queries of one mail fit what is known.

        ``replacing`` is the mail that is read again: what it was read as before gives
        way to what it is read as now.
        """
        self._refresh(now)
        fresh = {query.id for digest in digests for query in digest.queries}
        same: dict[str, tuple[str, str]] = {}
        front: list[str] = []
        seen: set[str] = set()
        changes: dict[str, tuple[str, ...]] = {}
        for digest in digests:
            for query in digest.queries:
                before = self.store.edition(query.id)
                if before is not None:
                    printed_at = digest.printed_at or received_at
                    if replacing is None and printed_at > before.printed_at:
                        changes[query.id] = sameness.changes(before.query, query)
                    continue
                if query.id in seen:
                    continue
                seen.add(query.id)
                found = self._find(query, seen)
                self._known.add(query)
                if found is None:
                    continue
                same[query.id] = found
                if self._better(query, found[0], now, fresh, replacing):
                    front.append(query.id)
        return Ties(same=same, front=front, changes={q: c for q, c in changes.items() if c})

    def _find(self, query: Query, here: set[str]) -> tuple[str, str] | None:
        """Return what a new query is the same as: a stored one, or one of this mail.

        What a failed write left here, or another process took away, is forgotten.
        """
        self._known.drop(query.id)
        while found := self._known.find(query):
            if found[0] in here or self.store.request_of(found[0]) is not None:
                return found
            self._known.drop(found[0])
        return None

    def _refresh(self, now: datetime) -> None:
        """Take in what was stored since, by this process or another; forget the old."""
        if self._day != now.date():
            self._day = now.date()
            old = [q for q, (at, until) in self._ages.items() if _old(at, until, now)]
            for query_id in old:
                self._known.drop(query_id)
                del self._ages[query_id]
        for row, at, query in self.store.known_since(now - SPAN, self._after, now):
            self._known.add(query)
            self._ages[query.id] = (at, query.deadline.until)
            self._after = row

    def _better(
        self,
        query: Query,
        other: str,
        now: datetime,
        fresh: set[str],
        replacing: int | None,
    ) -> bool:
        """Whether a new query should be shown in place of the one in front."""
        front = self.store.in_front(other)
        if front is None or query.deadline.expired(now):
            return False
        was = self.store.edition(other)
        if was is not None and was.mail_id == replacing and other not in fresh:
            return True
        answerable = bool(query.reply_to or query.reply_url)
        return (
            front.deadline.expired(now)
            or (front.cut and not query.cut)
            or (answerable and not front.reply_to and not front.reply_url)
        )


def _old(at: datetime, until: datetime | None, now: datetime) -> bool:
    return at < now - SPAN and (until is None or until <= now)

"""What was learned for each company, and when the ranking takes up more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain import Lesson, digest_of
from bot.matching.learning import LATEST
from bot.matching.value import acquainted
from bot.store import Store

EVERY = timedelta(minutes=1)  # new lessons wait so long for more to come
AT_ONCE = 5  # new lessons that do not wait

Mark = tuple[int, ...]


@dataclass(kw_only=True)
class Taught:
    """The lessons that one company is ranked with, and those that wait to be."""

    lessons: tuple[Lesson, ...]
    at: datetime  # when they were taken up
    mark: Mark  # of the store when it was last looked at
    waiting: tuple[Lesson, ...] | None = None  # as all would be; None: nothing new
    digest: str = field(init=False)  # "" where nothing was learned

    def __post_init__(self) -> None:
        self.digest = _digest(self.lessons)

    def due(self, now: datetime) -> bool:
        """Whether what waits is to be taken up now; it always will be, in a minute."""
        if self.waiting is None:
            return False
        known = {_named(lesson) for lesson in self.lessons}
        named = {_named(lesson) for lesson in self.waiting}
        rested = not timedelta(0) <= now - self.at < EVERY  # a clock may be set back
        new = max(len(named - known), len(known - named))
        return rested or new >= AT_ONCE


@dataclass(kw_only=True)
class Teaching:
    """Reads the store only when somebody decided since; a new one starts from there."""

    store: Store
    _taught: dict[str, Taught] = field(default_factory=dict)
    # by company: the last row of decisions that is in, and the names
    _known: dict[str, tuple[int, frozenset[str]]] = field(default_factory=dict)

    def of(self, company: str, now: datetime) -> Taught:
        """Return what a company is ranked with."""
        found = self._taught.get(company)
        return self.look(company, now) if found is None else found

    def look(self, company: str, now: datetime) -> Taught:
        """Take up what is due, and return what a company is ranked with from now on."""
        mark = self.store.lessons_mark()
        taught = self._taught.get(company)
        if taught is None:
            lessons = tuple(self.store.lessons(company, LATEST))
            taught = self._taught[company] = Taught(lessons=lessons, at=now, mark=mark)
            # what comes first need not wait: nothing was taken up a moment ago
            taught.at = now - EVERY
        if mark != taught.mark:
            lessons = tuple(self.store.lessons(company, LATEST))
            taught.mark = mark
            taught.waiting = lessons if _digest(lessons) != taught.digest else None
        if taught.waiting is not None and taught.due(now):
            taught = Taught(lessons=taught.waiting, at=now, mark=mark)
            self._taught[company] = taught
        return taught

    def known(self, company: str) -> frozenset[str]:
        """Return who sent what a company approved, as `acquainted` names them.

        What was approved since is added; all of it is read again where anything was
        taken back, and at a start.
        """
        mark = self.store.lessons_mark()
        last, found = mark[0], self._known.get(company)
        if found is not None and found[0] == last:
            return found[1]
        names, after = frozenset[str](), 0
        if found is not None and not self.store.taken_back(company, found[0]):
            after, names = found
        new = (acquainted(query) for query in self.store.approved(company, after))
        names = names.union(*new)
        self._known[company] = (last, names)
        return names


def _digest(lessons: Sequence[Lesson]) -> str:
    return digest_of(*map(_named, lessons)) if lessons else ""


def _named(lesson: Lesson) -> str:
    """Name all of a lesson that a ranking may depend on."""
    query = lesson.query
    return (
        f"{query.id} {query.text_hash} {lesson.good} {lesson.cause} {lesson.at.isoformat()}"
    )

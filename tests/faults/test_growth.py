"""A year of small digests: what is asked every few seconds must not cost more for it."""

import ast
import functools
import gc
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Store
from bot.store.keeping import Housekeeping
from tests.faults.press import Press
from tests.faults.years import Years

EARLY, LATE = 32, 90  # digests, one in two days: what looks back 60 days is there by then
LOOKS = 10
BATCH = 20  # instructions of SQLite that are counted as one
MORE = 2  # times the work of the early days: what is open varies
# what people make by hand, and what is gone once it is read
SMALL = {"alarms", "folders", "mutes", "pauses", "summaries", "unread"}
FORGOTTEN = 200_000  # bytes that may be held more after the second half of the days

PRESS = Press(queries=3, familiar=0.9, hours=(60, 160))
BOT = Path(__file__).resolve().parents[2] / "bot"

_VALUES = re.compile(r"x?'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")


@dataclass
class Work:
    """What SQLite did: instructions by statement, and one example of each."""

    steps: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    _now: str = ""

    def watch(self, store: Store) -> None:
        store._conn.set_trace_callback(self._began)
        store._conn.set_progress_handler(self._went_on, BATCH)

    def _began(self, sql: str) -> None:
        self._now = " ".join(_VALUES.sub("?", sql).split())
        self.examples.setdefault(self._now, sql)

    def _went_on(self) -> int:
        self.steps[self._now] += 1
        return 0


@dataclass
class Lived:
    """A store after a year."""

    years: Years
    store: Store
    early: Work
    late: Work
    held: list[int]  # bytes, after the first and the second half of the days between


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    store = Store(tmp_path_factory.mktemp("years") / "bot.db")
    store._conn.execute("pragma synchronous = off")  # no power fails here
    years = Years(store=store, per_day=0.5, press=PRESS)
    _until(years, EARLY)
    early = _looks(years)
    held = []
    for day in ((EARLY + LATE) // 2, LATE):
        _until(years, day)
        held.append(_held())
    yield Lived(years=years, store=store, early=early, late=_looks(years), held=held)
    store.close()


def _held() -> int:
    """Return the bytes of all lists, dicts and objects, but for caches that are bounded."""
    for found in gc.get_objects():
        if isinstance(found, functools._lru_cache_wrapper):
            found.cache_clear()
    gc.collect()
    return sum(sys.getsizeof(found) for found in gc.get_objects())


def _until(years: Years, digests: int) -> None:
    while years.came < digests:
        years.one()


def _looks(years: Years) -> Work:
    """Look for work some times when there is none: all that came is over."""
    work, store = Work(), years.store
    years.clock += timedelta(days=9)
    years.work()
    work.watch(store)
    for _ in range(LOOKS):
        years.tick()
    store._conn.set_trace_callback(None)
    store._conn.set_progress_handler(None, 0)
    return work


def test_looking_for_work_costs_no_more_after_a_year(lived: Lived) -> None:
    before, after = lived.early.steps, lived.late.steps
    grown = {
        sql: (before[sql], steps)
        for sql, steps in after.items()
        if steps > MORE * before[sql] + 2 * LOOKS
    }
    assert after.total() > LOOKS
    assert grown == {}


def test_no_question_asked_every_few_seconds_reads_a_whole_table(lived: Lived) -> None:
    whole = {}
    for sql in lived.late.examples.values():
        if not sql.lower().lstrip().startswith(("select", "with", "update")):
            continue
        for row in lived.store.rows(f"explain query plan {sql}"):
            found = re.match(r"SCAN (\w+)(?:.* INDEX (\w+))?", row["detail"])
            if found and _is_big(lived.store, sql, found):
                whole[row["detail"]] = sql
    assert len(lived.late.examples) > LOOKS
    assert whole == {}


def _is_big(store: Store, sql: str, found: re.Match[str]) -> bool:
    """Say if what a plan goes through is a table that grows with the mail."""
    name, index = found.groups()
    named = re.search(rf"\b(\w+)(?: as)? {name}\b", sql)
    table = named[1] if named and named[1] not in ("from", "join") else name
    part = f"sqlite_master where name = '{index}' and sql like '% where %'"
    return table not in SMALL and name != "CONSTANT" and not _count(store, part)


def test_what_is_remembered_is_of_the_last_weeks(lived: Lived) -> None:
    pipeline = lived.years.pipeline
    known = pipeline.memory._known
    assert len(known) <= 32 * lived.years.press.queries
    assert len(known._queries) == len(known)
    assert known._printed.keys() <= known._queries.keys()
    assert len(pipeline.begun) == 0


def test_a_process_holds_no_more_from_day_to_day(lived: Lived) -> None:
    first, second = lived.held
    assert second - first < FORGOTTEN


def test_every_cache_has_a_bound() -> None:
    endless = [
        f"{path.name}: {node.name}"
        for path in sorted(BOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.args.args
        for mark in map(ast.unparse, node.decorator_list)
        if re.search(r"\bcache$|lru_cache\((maxsize=)?None", mark)
    ]
    assert endless == []


def test_letting_go_of_old_mail_leaves_every_decision(lived: Lived) -> None:
    kept = ("cards", "decisions", "acts", "causes", "editions", "digests", "seen", "mails")
    before = {name: _count(lived.store, name) for name in kept}
    keeping = Housekeeping(
        store=lived.store,
        now=lambda: lived.years.clock + timedelta(days=1),
        alarm=lambda _key, _text: None,
        cured=lambda _key, _text: None,
        keep_days=30,
        min_free=0,
    )
    while keeping.keep_one():
        pass
    assert {name: _count(lived.store, name) for name in kept} == before
    assert _count(lived.store, "mails where pruned_at is not null") >= LATE - 40
    assert before["decisions"] > LOOKS


def _count(store: Store, table: str) -> int:
    return int(store.rows(f"select count(*) from {table}")[0][0])  # noqa: S608 (ours)


def test_years_are_read_whole(lived: Lived) -> None:
    store, years = lived.store, lived.years
    assert _count(store, "digests where queries = 3") == years.came
    assert _count(store, "queries") == len(years.press.printed)
    assert _count(store, "acts where by != 'bot'") == years.done > LOOKS
    assert _count(store, "unread") == 0

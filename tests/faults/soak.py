"""Replays years of digests fast and says whether anything grows that should not.

    python tests/faults/soak.py --digests 10000 --queries 20 --json soak.json

Prints each tenth of the digests and then which laws hold; exit code 1 if one does not.
Time is processor time: what else the machine does is not measured. What looks back 60
days and the caches of texts are full after some 600 digests, so a run of fewer than
10,000 fails the laws of memory and time though nothing is wrong.
"""

import argparse
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as many as the server has that this is for

from bot.store import Store
from bot.store.keeping import Housekeeping
from tests.faults.press import Press
from tests.faults.years import Years

MEMORY = 1.05  # the last tenth to the second
SLOWER = 1.2  # the last tenth to the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
    """Milliseconds of processor time, and megabytes."""

    digests: int
    median: float  # of one digest with all that follows from it
    mean: float
    idle: float  # one look for work where there is none
    memory: float
    database: float


def main() -> int:
    asked = _arguments()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        path = Path(folder) / "bot.db"
        store = Store(path)
        years = Years(
            store=store, per_day=asked.per_day, press=Press(queries=asked.queries)
        )
        years.nightly = _nightly(years, asked.keep_days)
        tenths = [_tenth(years, path, max(1, asked.digests // 10)) for _ in range(10)]
        laws = _laws(years, store, tenths)
        sizes = _sizes(store, years.came * asked.queries)
        store.close()
    for law, held in laws.items():
        _say(f"{'PASS' if held else 'FAIL'}  {law}")
    _say("bytes a query: " + ", ".join(f"{n} {b:.0f}" for n, b in sizes.items()))
    if asked.json:
        found = {"tenths": [asdict(t) for t in tenths], "laws": laws, "bytes": sizes}
        Path(asked.json).write_text(json.dumps(found, indent=1))
    return 0 if all(laws.values()) else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digests", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=20, help="in each digest")
    parser.add_argument("--per-day", type=float, default=10, help="digests a day")
    parser.add_argument("--keep-days", type=int, default=90, help="raw mail; 0: for ever")
    parser.add_argument("--folder", help="where the database is made")
    parser.add_argument("--json", help="file to write the figures to")
    return parser.parse_args()


def _tenth(years: Years, path: Path, digests: int) -> Tenth:
    spent, idle, memory = list[float](), list[float](), list[float]()
    for number in range(digests):
        began = time.process_time()
        years.one()
        spent.append(time.process_time() - began)
        if number % 10 == 0:
            began = time.process_time()
            years.tick()
            idle.append(time.process_time() - began)
            memory.append(_memory())
    made = Tenth(
        digests=years.came,
        median=1000 * statistics.median(spent),
        mean=1000 * statistics.mean(spent),
        idle=1000 * statistics.median(idle),
        memory=statistics.mean(memory),
        database=path.stat().st_size / 1e6,
    )
    _say(
        f"{made.digests:6d} digests: {made.median:6.1f} ms median, {made.mean:6.1f} mean,"
        f" {made.idle:5.1f} idle, {made.memory:6.1f} MB memory,"
        f" {made.database:7.1f} MB database"
    )
    return made


def _nightly(years: Years, days: int) -> Callable[[datetime], None]:
    """Return what lets go of old mail, as is done beside the pipeline."""
    keeping = Housekeeping(
        store=years.store,
        now=lambda: years.clock,
        alarm=lambda _key, _text: None,
        cured=lambda _key, _text: None,
        keep_days=days,
        min_free=0,
        every=0.0,
    )

    def tidy(_now: datetime) -> None:
        while keeping.keep_one():
            pass

    return tidy


def _memory() -> float:
    """Return the resident megabytes of this process."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _laws(years: Years, store: Store, tenths: list[Tenth]) -> dict[str, bool]:
    def count(sql: str) -> int:
        return int(store.rows(f"select count(*) from {sql}")[0][0])  # noqa: S608 (ours)

    first, second, last = tenths[0], tenths[1], tenths[-1]
    pruned = count("mails where pruned_at is not null")
    return {
        f"memory of the last tenth is {last.memory / second.memory:.3f} of the second's":
            last.memory <= MEMORY * second.memory,
        f"a digest of the last tenth takes {last.mean / first.mean:.2f} of the first's"
        f" ({last.median / first.median:.2f} by the median)":
            last.mean <= SLOWER * first.mean,
        f"a look for work takes {last.idle / second.idle:.2f} of the second tenth's":
            last.idle <= SLOWER * second.idle,
        f"{pruned} of {years.came} mails were let go of, and no digest with them": count(
            "mails"
        ) == years.came,
        "each digest was read": count("digests where queries > 0") == years.came,
        "each query is there": count("queries") == len(years.press.printed),
        "nothing was set aside": count("quarantines") == 0,
        "every deed stands in the audit": count("acts where by != 'bot'") == years.done,
        "no message waits but of what is over": count(
            "outbox where state in ('sending', 'held')"
        ) == 0,
        "the file is whole": [r[0] for r in store.rows("pragma integrity_check")] == ["ok"],
        "every key has its row": not store.rows("pragma foreign_key_check"),
    }  # fmt: skip


def _sizes(store: Store, queries: int) -> dict[str, float]:
    """Return the bytes of each table with its indexes, by query; "all" is the file."""
    found = store.rows(
        "select coalesce(m.tbl_name, s.name) as name, sum(s.pgsize) as bytes from dbstat s"
        " left join sqlite_master m on m.name = s.name group by 1 order by 2 desc"
    )
    sizes = {str(row["name"]): row["bytes"] / queries for row in found}
    return {"all": sum(sizes.values())} | sizes


if __name__ == "__main__":
    sys.exit(main())

"""A child process that reads mail and says what came of it, a line of JSON each.

    python tests/robustness/reader.py torture | mutations COUNT | files FOLDER

An alarm counts the CPU seconds of one mail, so that a busy machine fails nobody.
"""

import json
import resource
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot import mime, sources
from bot.domain import Mail
from tests.robustness import mutations, torture

ROOT = Path(__file__).resolve().parents[2]
RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
ALARM = 5.0  # CPU seconds for one mail; the slowest takes 1 or, on a slow machine, 2


class LateError(BaseException):
    """No `Exception`, so that nothing guards against it."""


def late(*_: object) -> None:
    raise LateError


def mails(kind: str, value: str) -> Iterator[tuple[str, bytes]]:
    if kind == "torture":
        yield from torture.cases()
    elif kind == "mutations":
        paths = sorted((ROOT / "tests/samples").rglob("*.*"))
        seeds = [p.read_bytes() for p in paths if p.suffix in {".eml", ".txt"}]
        yield from mutations.made(seeds, int(value))
    else:
        for path in sorted(Path(value).rglob("*")):
            if path.is_file():
                yield path.name, path.read_bytes()


def empty(mail: Mail) -> bool:
    """Whether a mail, and every mail attached to it, holds no text."""
    own = mail.plain.strip() or mail.html.strip()
    return not own and all(map(empty, mail.attached))


def problems(mail: Mail) -> int:
    return len(mail.problems) + sum(map(problems, mail.attached))


def told(raw: bytes) -> dict[str, object]:
    mail = mime.read(raw)
    digests = sources.read(mail, RECEIVED)
    repr((mail, digests)).encode("utf-8")
    queries = sum(len(d.queries) for d in digests)
    why = problems(mail) + sum(len(d.problems) for d in digests)
    left = sum(len(d.leftovers) for d in digests)
    quiet = any(d.lifecycle for d in digests)
    return {"queries": queries, "problems": why, "left": left, "quiet": quiet,
            "empty": empty(mail)}  # fmt: skip


def peak() -> int:
    """The most memory this program held, in MB.

    `ru_maxrss` would also count the process it was forked from, which is a large
    pytest; where the kernel does not tell of this program alone, there is no other.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    signal.signal(signal.SIGVTALRM, late)
    for name, raw in mails(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""):
        row: dict[str, object] = {"name": name, "bytes": len(raw)}
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, ALARM)
        try:
            row |= told(raw)
        except LateError:
            row["wrong"] = "too slow"
        except Exception as error:  # noqa: BLE001 (that there is none is the law)
            row["wrong"] = repr(error)[:300]
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        row["seconds"] = round(time.process_time() - began, 3)
        row["memory"] = peak()
        print(json.dumps(row), flush=True)  # noqa: T201 (the parent reads it)


if __name__ == "__main__":
    main()

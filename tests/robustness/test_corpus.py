"""Thousands of broken and hostile mails: no crash, no hang, bounded memory, a reason."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

READER = Path(__file__).parent / "reader.py"
MEMORY = 300  # MB of the process, the interpreter in it
MUTATIONS = 2500
RUNS = {"torture": ("torture",), "mutations": ("mutations", str(MUTATIONS))}
if os.environ.get("BOT_CORPORA"):
    RUNS["corpora"] = ("files", os.environ["BOT_CORPORA"])
FEWEST = {"torture": 400, "mutations": MUTATIONS, "corpora": 284}


# Coverage would be timed with the reader, at three times its own work.
UNMEASURED = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}


def rows(*args: str) -> list[dict[str, object]]:
    run = subprocess.run(
        [sys.executable, str(READER), *args],
        capture_output=True,
        text=True,
        check=False,
        env=UNMEASURED,
    )
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0, (found[-1:], run.stderr[-2000:])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", RUNS)
def test_no_mail_crashes_hangs_or_fills_the_memory_and_a_refused_one_says_why(
    kind: str,
) -> None:
    found = rows(*RUNS[kind])
    assert len(found) >= FEWEST[kind]
    assert [row for row in found if "wrong" in row] == []
    assert max(int(str(row["memory"])) for row in found) < MEMORY
    reasons = ("queries", "problems", "left", "quiet", "empty")
    assert [row["name"] for row in found if not any(row[key] for key in reasons)] == []

"""Runs a program and writes down every file it opens to write, makes or moves.

    python tests/security/opening.py LOG PROGRAM [ARGUMENTS]

A line of JSON each, as `tests/robustness/recorder.py` writes them.
"""

import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

MOVES = {"os.rename", "os.link", "os.symlink", "os.mkdir", "sqlite3.connect"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def record(log: Path) -> None:
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], str | bytes):
            flags = args[2] if isinstance(args[2], int) else 0
            said = [os.fsdecode(args[0])] if flags & WRITES else []
        elif event in MOVES:
            said = [str(arg) for arg in args[:2]]
        else:
            return
        if said:
            os.write(file, json.dumps([event, said]).encode() + b"\n")

    sys.addaudithook(hook)


if __name__ == "__main__":
    record(Path(sys.argv[1]))
    sys.argv = sys.argv[2:]
    sys.path.insert(0, str(Path(sys.argv[0]).parent))
    runpy.run_path(sys.argv[0], run_name="__main__")

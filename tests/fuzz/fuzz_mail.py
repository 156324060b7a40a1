"""Throws mutated mail at the reader until something breaks. Not collected by pytest.

    pip install atheris
    python tests/fuzz/fuzz_mail.py [FOLDER] -max_total_time=600 -timeout=5

FOLDER keeps what was found interesting; without one a temporary folder does, filled
from the samples. A crash, an input of more than 5 seconds or a broken law ends the run
and leaves the input in the current folder: mend it, then name it in
tests/robustness/torture.py. Needs no network.
"""

import sys
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

atheris: Any = import_module("atheris")  # not in the lock: installed by hand
with atheris.instrument_imports(include=["bot", "email", "html"]):
    from bot import mime, sources

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
LONGEST = 60_000  # bytes of one input


def one(data: bytes) -> None:
    """Read one input and hold it against the laws that every mail obeys."""
    for read in (mime.read, mime.read_text):
        mail = read(data)
        digests = sources.read(mail, RECEIVED)
        repr((mail, digests)).encode("utf-8")
        if not digests or "\x00" in mail.plain + mail.html + mail.subject:
            raise AssertionError("a mail without a digest, or a NUL in its text")


def main() -> None:
    folders = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
    with tempfile.TemporaryDirectory() as spare:
        folder = Path(folders[0] if folders else spare)
        folder.mkdir(exist_ok=True)
        for path in (ROOT / "tests" / "samples").rglob("*.*"):
            if path.suffix in {".eml", ".txt"}:
                name = f"{path.parent.name}-{path.name}"
                (folder / name).write_bytes(path.read_bytes()[:LONGEST])
        options = [arg for arg in sys.argv[1:] if arg.startswith("-")]
        atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", *options, str(folder)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

"""``haro-bot reparse`` as a user types it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text("[store]\npath = 'bot.db'\n", "utf-8")
    return tmp_path


def bot(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *args, "--config", str(home / "config.toml")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )


def count(home: Path, table: str) -> int:
    db = sqlite3.connect(home / "bot.db")
    try:
        return int(db.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608
    finally:
        db.close()


def test_reading_again_finds_what_was_missed_and_doubles_nothing(home: Path) -> None:
    assert bot(home, "import", str(SAMPLES / "haro/digest.eml")).returncode == 0
    first = bot(home, "reparse", "--mail", "1")
    assert first.returncode == 0
    assert "haro: 5 queries" in first.stdout
    again = bot(home, "reparse", "--days", "9999")
    assert (again.returncode, again.stdout) == (0, "")
    assert "1 mails read again, 0 read otherwise" in again.stderr
    assert [count(home, t) for t in ("queries", "editions", "digests", "requests")] == [
        *(5, 5, 1, 5)
    ]
    db = sqlite3.connect(home / "bot.db")  # as if an older version had missed the last
    with db:
        db.execute("update digests set queries = 4")
        for table in ("editions", "requests"):
            db.execute(f"delete from {table} where query_id like 'reply+%'")  # noqa: S608
    db.close()
    mended = bot(home, "reparse", "--source", "haro", "--days", "9999")
    assert "mail 1: haro: 4 queries" in mended.stdout
    assert "-> haro: 5 queries" in mended.stdout
    assert count(home, "editions") == 5


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--mail", "7"), "--mail: there is no mail 7"),
        (("--source", "nobody"), "--source: no newsletter 'nobody'"),
        (("--days", "-1"), "--days: -1 is less than 0"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line(
    home: Path, args: tuple[str, ...], says: str
) -> None:
    bot(home, "import", str(SAMPLES / "haro/digest.eml"))
    done = bot(home, "reparse", *args)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_store_there_is_nothing_to_read(home: Path) -> None:
    done = bot(home, "reparse")
    assert done.returncode == 2
    assert "does not exist yet" in done.stderr

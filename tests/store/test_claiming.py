"""One worker on one database, by whatever name it is reached."""

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.store import Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def claimed(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "folder").symlink_to(tmp_path / "real", target_is_directory=True)
    store = Store(tmp_path / "real" / "bot.db")
    (tmp_path / "link.db").symlink_to(tmp_path / "real" / "bot.db")
    store.lock()
    yield tmp_path
    store.close()


NAMES = ["real/bot.db", "folder/bot.db", "link.db", "real/../real/bot.db"]


@pytest.mark.parametrize("name", NAMES)
def test_a_second_worker_is_refused_by_any_name_of_the_file(claimed: Path, name: str):
    other = Store(claimed / name)
    with pytest.raises(BadInput, match="another haro-bot already works on"):
        other.lock()
    other.close()


def test_a_relative_path_is_the_same_file(claimed: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(claimed / "real")
    other = Store(Path("bot.db"))
    with pytest.raises(BadInput, match="another haro-bot"):
        other.lock()
    other.close()


def test_another_process_is_refused_and_may_once_the_first_is_gone(claimed: Path):
    code = (
        "import sys; from pathlib import Path; from bot.store import Store;"
        "Store(Path(sys.argv[1])).lock(); print('locked', flush=True); input()"
    )

    def ask() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", code, str(claimed / "link.db")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            input="\n",
            check=False,
        )

    assert "another haro-bot already works on" in ask().stderr
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(claimed / "free.db")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"locked\n"
    free = Store(claimed / "free.db")
    with pytest.raises(BadInput, match="another haro-bot"):
        free.lock()
    holder.kill()  # the kernel lets go, whatever file is left
    holder.communicate()
    assert (claimed / "free.db.lock").exists()
    free.lock()
    free.close()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_where_files_cannot_be_locked_the_words_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
):
    store = Store(tmp_path / "bot.db")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", fail)
    with pytest.raises(
        BadInput, match=r"cannot be locked .*network file system.*a disk of"
    ):
        store.lock()
    with pytest.raises(BadInput, match="network file system"), store.reading():
        pass
    store.close()

"""Two workers on one database: the second says why it does not start."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

from bot.store import Store
from tests.e2e import stage


def test_a_second_worker_ends_with_2_and_says_who_has_the_database(tmp_path: Path) -> None:
    """Also where it knows the file by another name."""
    slack = SimpleNamespace(base_url=f"http://127.0.0.1:{stage.free_port()}/api/")
    more = '[store]\npath = "link.db"'
    path = stage.config(tmp_path, cast(stage.Slack, slack), stage.free_port(), more=more)
    first = Store(tmp_path / "real.db")
    (tmp_path / "link.db").symlink_to(tmp_path / "real.db")
    first.lock()
    try:
        second = stage.once(path)
    finally:
        first.close()
    assert second.returncode == 2
    assert "another haro-bot already works on" in second.stderr
    assert "stop it first or give this one another file" in second.stderr
    assert "Traceback" not in second.stderr

"""The service file: how little it leaves open, and that the program works under it."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from tests.e2e import stage
from tests.inbox.miniimap import MiniImap
from tests.security import filtered
from tests.security.filtered import UNIT, settings

MOST = 3.0
LOOK = ("systemd-analyze", "security", "--offline=true")
DRIVER = str(Path(stage.__file__).with_name("killed.py"))
NOW = "2026-09-15T10:00:00Z"


@pytest.mark.skipif(which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_what_systemd_finds_exposed_is_below_three():
    done = subprocess.run(
        [*LOOK, "--json=short", str(UNIT)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if not done.stdout.startswith("["):
        pytest.skip(f"systemd-analyze cannot look at a file here: {done.stderr[:80]}")
    told = [row for row in json.loads(done.stdout) if row["exposure"]]
    whole = subprocess.run(
        [*LOOK, f"--threshold={int(MOST * 10)}", str(UNIT)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert whole.returncode == 0, told


def test_nobody_but_root_could_do_less():
    assert settings("User") == ["haro-bot"]
    assert settings("NoNewPrivileges") == ["true"]
    assert settings("CapabilityBoundingSet") == [""]
    assert settings("AmbientCapabilities") == [""]
    assert settings("UMask") == ["0077"]
    assert settings("LimitCORE") == ["0"]


def test_a_slow_disk_has_time_to_be_looked_through_before_the_first_word():
    gigabyte, slow = 1000, 2  # megabytes, and a second
    assert int(settings("TimeoutStartSec")[0]) > gigabyte / slow
    assert settings("RestartPreventExitStatus") == ["2"]  # and what is damaged stays


def test_what_the_service_runs_and_what_people_wrote_it_cannot_write():
    closed = " ".join(settings("ReadOnlyPaths")).replace(" -", " ").lstrip("-").split()
    names = {Path(path).name for path in closed}
    assert {".venv", "bot", "config.toml", ".env", "profiles", "prompts"} <= names
    assert all(Path(path).parent == Path("/srv/haro-bot") for path in closed)


def test_no_secret_stands_in_the_unit():
    said = [line for line in UNIT.read_text().splitlines() if "PASSWORD" in line.upper()]
    assert said
    assert all("_FILE=%d/" in line for line in said)


@pytest.mark.slow
@pytest.mark.skipif(bool(filtered.lacks()), reason=filtered.lacks() or "all there")
def test_a_worker_goes_from_mail_to_card_and_ends_under_the_filter_of_the_unit(
    tmp_path: Path,
):
    with stage.Slack() as slack, MiniImap() as imap:
        imap.deliver(stage.digest(("Whitening strips", "Do strips harm enamel?")))
        more = "[matching]\nthreshold = 0.0\nhold = 0.0"
        path = stage.config(tmp_path, slack, imap.port, more=more)
        driver = (filtered.__file__, DRIVER)
        with stage.Worker(path, driver=driver, BOT_NOW=NOW) as worker:
            stage.until(lambda: slack.cards() or worker.process.poll() is not None, 60, 0.1)
            assert len(slack.cards()) == 1, worker.said()
            assert worker.stop()[0] == 0, worker.said()
            assert "Operation not permitted" not in worker.said()


EMBED = """
import sys
from bot.embedding import Embedder
with Embedder(engine=sys.argv[1], made_before=False) as embedder:
    print(embedder.embed(["Do strips harm enamel?"]).shape)
"""


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(bool(filtered.lacks()), reason=filtered.lacks() or "all there")
@pytest.mark.parametrize("engine", ["numpy", "sentence-transformers"])
def test_the_model_works_under_the_filter_of_the_unit(tmp_path: Path, engine: str):
    if engine != "numpy":
        pytest.importorskip("torch")
    program = tmp_path / "embed.py"
    program.write_text(EMBED)
    done = subprocess.run(
        [sys.executable, filtered.__file__, str(program), engine],
        env=stage.environment(),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.stdout == "(1, 384)\n", done.stderr

"""The last line of a worker that cannot start: of the log, in the shape of the log."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import stage


@pytest.mark.parametrize("style", ["json", "human"])
def test_why_a_worker_ends_has_the_shape_of_its_other_lines(tmp_path: Path, style: str):
    path = tmp_path / "config.toml"
    path.write_text(
        f'profiles = []\n[log]\nformat = "{style}"\n'
        '[imap]\nhost = "imap.example.com"\nusername = "press@example.com"\n'
        '[slack]\nchannel = "C1"\n'
    )
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run", "--config", str(path), "--verbose"],
        env=stage.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    said = json.loads(last)["event"] if style == "json" else last.removeprefix("haro-bot: ")
    assert said.startswith(f"{path}: profiles: name at least one")

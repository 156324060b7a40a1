"""What a new user tries first: the demo, and the check of the settings."""

import os
import pty
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.e2e import stage
from tests.e2e.test_cli import DIGEST, NOW, bot
from tests.inbox.miniimap import MiniImap

pytestmark = [pytest.mark.slow, pytest.mark.model]


def test_the_demo_shows_the_cards_and_sums_up_without_any_account(tmp_path: Path):
    page = tmp_path / "demo.html"
    done = bot("demo", "--html", str(page), HF_HUB_OFFLINE="1")
    assert done.returncode == 0, done.stderr
    assert "First hire: the payroll mistakes" in done.stdout
    assert "Flying with a cat" not in done.stdout
    assert done.stdout.count("Also on Connectively") == 1
    assert re.search(r"queries read +\| +43\n", done.stdout)
    assert "\x1b" not in done.stdout
    html = page.read_text(encoding="utf-8")
    assert "Approve" in html
    assert "<!channel>" not in html


class Screen:
    """A program on a terminal of its own."""

    def __init__(self, *args: str) -> None:
        ours, theirs = pty.openpty()
        self._ours = ours
        self.text = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", *args],
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            env=stage.environment(COLUMNS="100", TERM="dumb"),
        )
        os.close(theirs)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._ours, 65536)
            except OSError:
                return
            self.text += data.decode("utf-8", "replace")

    def answer(self, prompt: str, keys: str) -> None:
        stage.until(lambda: prompt in self.text, 60)
        self.text = self.text.split(prompt, 1)[1]
        time.sleep(0.1)
        os.write(self._ours, keys.encode())


def test_at_the_prompt_a_person_asks_why_approves_and_skips():
    screen = Screen("demo")
    screen.answer("[q]uit > ", "w\n")
    screen.answer("[q]uit > ", "a\n")
    stage.until(lambda: "Ready to answer" in screen.text, 20)
    screen.answer("[q]uit > ", "s\n")
    stage.until(lambda: "skipped" in screen.text, 20)
    screen.answer("[q]uit > ", "q\n")
    assert screen.process.wait(20) == 0


def test_check_says_what_is_well_and_what_to_mend(tmp_path: Path):
    with stage.Slack() as slack, MiniImap() as imap:
        path = stage.config(tmp_path, slack, imap.port)
        done = bot("check", "--config", str(path))
        assert done.returncode == 0, done.stdout
        assert "FAIL" not in done.stdout
        bad = bot("check", "--config", str(path), BOT_IMAP__PASSWORD="wrong-one")
        assert bad.returncode == 1
        (line,) = [line for line in bad.stdout.splitlines() if line.startswith("FAIL")]
        assert "mailbox" in line
        assert "wrong-one" not in bad.stdout + bad.stderr
        bad = bot("check", "--config", str(path), BOT_SLACK__BOT_TOKEN="xapp-swapped")
        assert bad.returncode == 1
        assert "BOT_SLACK__BOT_TOKEN" in bad.stdout


def test_people_read_queries_and_scores_as_lines(tmp_path: Path):
    mail = tmp_path / "digest.eml"
    mail.write_bytes(DIGEST)
    (tmp_path / "acme.toml").write_text(stage.PROFILE)
    read = bot("parse", str(mail), "--now", NOW)
    assert "1) Dentists on whitening strips" in read.stdout
    assert "no AI answers" in read.stdout
    ranked = bot("rank", "--profile", str(tmp_path / "acme.toml"), str(mail), "--now", NOW)
    assert "Acme Dental" in ranked.stdout
    assert ranked.returncode == 0

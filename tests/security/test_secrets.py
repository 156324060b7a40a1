"""A whole run: what it writes down, where, and who may read it."""

import os
import re
import stat
from pathlib import Path

import pytest

from tests.e2e import stage
from tests.inbox.miniimap import MiniImap
from tests.robustness.test_no_send import DRIVER, NOW
from tests.slack.bridge import APP, BOT

PASSWORD = "Marker-pass-7Zq"
KEY = "sk-marker-8Yw3kk2"
TOKEN = "bG9naW4tdG9rZW4tbWFya2VyLTk5"
USER = "press.marker@example.org"
WRONG = "Marker-wrong-5Tt"
SECRETS = (PASSWORD, WRONG, BOT, APP, KEY)
VARIABLES = {
    "BOT_IMAP__PASSWORD": PASSWORD,
    "BOT_IMAP__USERNAME": USER,
    "BOT_MAILBOXES__OTHER__PASSWORD": WRONG,
    "BOT_NOW": NOW,
}
OTHER = """
[matching]
threshold = 0.0
hold = 0.0
[mailboxes.other]
host = "127.0.0.1"
port = {port}
security = "none"
username = "other.marker@example.org"
"""
ADDRESS = re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LOGIN = f"https://app.example.com/login?token={TOKEN}&next=/queries"
DIGEST = stage.digest(
    (
        "Whitening strips",
        f"Do strips harm enamel? Write to rita.marker@example.net. {LOGIN}",
    ),
    ("Enamel care", "What harms enamel? Call +1 555 0100. \x1b[2J\x1b]0;owned\x07"),
)
STRANGER = (
    b"From: Someone <private.marker@example.net>\r\nTo: press.marker@example.org\r\n"
    b"Subject: your salary \x1b[31m\r\nMessage-ID: <s@example.net>\r\n"
    b"Date: Tue, 15 Sep 2026 09:20:00 +0000\r\n\r\nsecret words of a private mail\r\n"
)
# as if somebody changed it on its way: set aside, and told
FORGED = DIGEST.replace(b"From: HARO <haro@helpareporter.com>", (
    b"From: HARO <haro@helpareporter.com>\r\nFrom: evil.marker@example.net"
)).replace(b"Message-ID: <", b"Message-ID: <forged")  # fmt: skip


def addresses(*raws: bytes) -> set[str]:
    found = {address.decode() for raw in raws for address in ADDRESS.findall(raw)}
    return {one for one in found if not one.startswith("<")}


def through(home: Path, *, verbose: bool) -> str:
    """Run from mail to an approval, beside a mailbox that refuses us; return the log.

    Everything is open by default (umask 0).
    """
    home.mkdir(mode=0o700)
    (home / ".env").write_text(f"BOT_LLM__API_KEY={KEY}\n")
    (home / ".env").chmod(0o600)
    before = os.umask(0)
    try:
        with stage.Slack() as slack, MiniImap(user=USER, password=PASSWORD) as imap:
            for raw in (DIGEST, STRANGER, FORGED):
                imap.deliver(raw)
            more = OTHER.format(port=imap.port)
            path = stage.config(home, slack, imap.port, more=more)
            driver = (DRIVER, *(["-v"] if verbose else []))
            with stage.Worker(path, driver=driver, **VARIABLES) as worker:
                stage.until(lambda: len(slack.cards()) == 2, 60, 0.1)
                stage.until(lambda: slack("state")["connections"], 30, 0.1)
                where = {"channel": stage.CHANNEL, "ts": slack.cards()[0]["ts"]}
                slack("click", user="U01ALICE", action_id="approve", **where)
                stage.until(lambda: "*Approved*" in str(slack.cards()), 30, 0.1)
                stage.until(lambda: "refused the login" in worker.said(), 60, 0.1)
                worker.stop()
            return worker.said()
    finally:
        os.umask(before)


@pytest.mark.slow
def test_a_run_leaves_no_secret_anywhere_and_no_file_open_to_others(tmp_path: Path):
    home = tmp_path / "home"
    log = through(home, verbose=False)
    written = [path for path in home.rglob("*") if path.is_file()]
    for path in written:
        raw = path.read_bytes()
        held = [secret for secret in SECRETS if secret.encode() in raw]
        assert held == ([KEY] if path.name == ".env" else []), path
    ours = {
        "config.toml",
        "acme.toml",
        "worker.log",
        ".env",
    }  # of this test, not of the run
    made = [path for path in written if path.name not in ours]
    assert any(path.name == "haro-bot.db" for path in made)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made}
    assert {name: f"{mode:o}" for name, mode in modes.items() if mode & 0o077} == {}
    folders = [path for path in home.rglob("*") if path.is_dir()]
    assert [path for path in folders if path.stat().st_mode & 0o077] == []

    assert "mail 1" in log
    found = addresses(DIGEST, STRANGER, FORGED) | {USER, "other.marker@example.org"}
    assert len(found) >= 8
    assert [address for address in sorted(found) if address in log] == []
    said = (
        TOKEN,
        "secret words",
        "your salary",
        "Do strips harm",
        "rita.marker",
        "555 0100",
    )
    assert [words for words in said if words in log] == []
    assert log.replace("\n", "").isprintable()


@pytest.mark.slow
def test_no_secret_is_in_the_log_at_its_most_talkative(tmp_path: Path):
    log = through(tmp_path / "home", verbose=True)
    assert "DEBUG" in log
    assert [secret for secret in (*SECRETS, TOKEN) if secret in log] == []

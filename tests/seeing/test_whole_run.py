"""A whole run, looked at from outside: log, heartbeat, status, metrics, watchdog."""

import http.client
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.seeing import heart
from tests.e2e import stage
from tests.inbox.miniimap import MiniImap
from tests.slack.bridge import APP, BOT

pytestmark = [pytest.mark.slow, pytest.mark.model]

NOW = "2026-09-15T12:00:00+00:00"
USER, PASSWORD = "watch.marker@example.com", "pass/Marker word 77"
KEY = "dsn-key-marker-31"
TITLE, BODY = "Dentists on teeth whitening strips", "Zanzibar enamel and whitening strips?"
ALIAS = f"reply+{stage.alias_of(TITLE)}@helpareporter.com"
SECRETS = (PASSWORD, "Marker word", "Marker%20word", BOT, APP, KEY, USER, "watch.marker")
ADDRESSES = (ALIAS, ALIAS.partition("@")[0], "haro@helpareporter.com", "bot@example.com")
MAIL = ("Zanzibar", "Rita Reporter", "whitening strips thin", TITLE)


@pytest.fixture
def slack() -> Iterator[stage.Slack]:
    with stage.Slack() as slack:
        yield slack


@pytest.fixture
def imap() -> Iterator[MiniImap]:
    with MiniImap(user=USER, password=PASSWORD) as imap:
        yield imap


def set_up(home: Path, slack: stage.Slack, imap: MiniImap, more: str) -> Path:
    path = stage.config(home, slack, imap.port, more=more)
    path.write_text(path.read_text().replace('username = "bot"', f'username = "{USER}"'))
    return path


def get(port: int, page: str) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", f"/{page}")
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        line.close()


def status(path: Path) -> dict:
    """Return what `haro-bot status --json` says beside the worker."""
    code = (
        "import argparse, sys; from bot.cli import status; from bot.cli.clock import clock;"
        "args = argparse.Namespace(config=sys.argv[1], json=True);"
        "sys.exit(status.run(args, clock(None)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        env=stage.environment(BOT_NOW=NOW),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    return {"code": done.returncode, **json.loads(done.stdout)}


def broken_once(imap: MiniImap) -> None:
    """Have the server end the first conversation with a line that names the user."""
    left = [True]

    def fault(verb: str, _args: object) -> bytes | None:
        if verb in {"SELECT", "EXAMINE"} and left:
            left.clear()
            return f"* BYE no room for {USER} {PASSWORD}\r\n".encode()
        return None

    imap.fault = fault


class Manager:
    """Listens as a service manager does."""

    def __init__(self, place: Path) -> None:
        self.place = str(place)
        self.heard: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.place)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while word := self._socket.recv(500):
                self.heard.append(word.decode())

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def approve(slack: stage.Slack) -> None:
    """Approve the first card and wait for what the reporter is answered with."""
    card = stage.until(slack.cards, 90)[0]
    slack(
        "click",
        user="U01ALICE",
        channel=stage.CHANNEL,
        ts=card["ts"],
        action_id="approve",
    )
    stage.until(lambda: ALIAS in json.dumps(slack.messages()), 60)


def clean(said: str) -> None:
    """Hold a log, or anything else others may read, against secrets and addresses."""
    for secret in (*SECRETS, *ADDRESSES):
        assert secret.lower() not in said.lower(), secret
    assert all(line.isprintable() for line in said.splitlines())


def test_a_running_worker_can_be_looked_at_from_outside(
    slack: stage.Slack, imap: MiniImap, tmp_path: Path
):
    port, manager = stage.free_port(), Manager(tmp_path / "notify")
    path = set_up(tmp_path, slack, imap, f"[metrics]\nport = {port}")
    broken_once(imap)
    with stage.Worker(
        path,
        BOT_NOW=NOW,
        BOT_IMAP__PASSWORD=PASSWORD,
        NOTIFY_SOCKET=manager.place,
        WATCHDOG_USEC="2000000",
        BOT_ERRORS__DSN=f"http://{KEY}@127.0.0.1:9/1",
    ) as worker:
        stage.until(lambda: slack("state")["connections"], 60)
        imap.deliver(stage.digest((TITLE, BODY), ("Zanzibar\x1b[2J\u2028news", "Who?")))
        approve(slack)
        stage.until(lambda: get(port, "healthz") == (200, "ok\n"), 60)
        metrics = stage.until(lambda: _posted(port), 60)
        beat = stage.until(lambda: _connected(tmp_path / "haro-bot.db"), 60)
        seen = stage.until(lambda: _well(path), 60, every=1)
        assert worker.stop()[0] == 0, worker.said()
    stage.until(lambda: any(w.startswith("STOPPING=1") for w in manager.heard), 30)
    manager.close()
    assert manager.heard[0].startswith("READY=1\n")
    assert "WATCHDOG=1" in manager.heard

    assert beat.pid == worker.process.pid
    assert {"pipeline", "mailbox imap", "slack"} <= {*beat.threads}
    assert 'haro_bot_heartbeat_age_seconds{thread="pipeline"}' in metrics
    assert "haro_bot_slack_connected 1.0" in metrics
    assert seen["worker"]["runs"]
    assert seen["mailboxes"][0]["name"] == "imap"
    assert seen["cards"]["approved"] == 1
    said = worker.said()
    for text in (said, metrics, json.dumps(seen), "\n".join(manager.heard)):
        clean(text)
    clean((tmp_path / "haro-bot.db.heartbeat").read_text())
    for words in MAIL:
        assert words.lower() not in said.lower()
    assert "mail 1 read" in said
    assert len(said.splitlines()) < 60
    after = status(path)
    assert (after["code"], after["worker"]["runs"]) == (1, False)


def _posted(port: int) -> str:
    """Return the numbers once a decision is among them."""
    text = get(port, "metrics")[1]
    return text if 'haro_bot_decisions{choice="approved"} 1.0' in text else ""


def _connected(database: Path) -> heart.Beat | None:
    beat = heart.read(heart.place_of(database))
    return beat if beat is not None and beat.slack == "connected" else None


def _well(path: Path) -> dict | None:
    seen = status(path)
    return seen if seen["code"] == 0 else None

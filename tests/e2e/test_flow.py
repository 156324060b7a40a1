"""The main job, end to end: a digest arrives, cards stand in Slack, a click decides."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.reports import demo_mail
from tests.e2e import stage
from tests.inbox.dovecot import Dovecot
from tests.inbox.miniimap import MiniImap

pytestmark = [pytest.mark.slow, pytest.mark.model]

NOW = datetime(2026, 9, 15, 22, 0, tzinfo=UTC)
MAILS = dict(demo_mail.mails(NOW))


@pytest.fixture
def slack():
    with stage.Slack() as slack:
        yield slack


@pytest.fixture
def imap():
    with MiniImap() as imap:
        yield imap


def companies(home: Path) -> list[str]:
    """Copy the demo's profiles, posting to the one channel there is."""
    for path in demo_mail.profiles():
        kept = [ln for ln in path.read_text().splitlines() if not ln.startswith("channel")]
        (home / path.name).write_text("\n".join(kept))
    return [path.name for path in demo_mail.profiles()]


def text(message: dict) -> str:
    return json.dumps(message, ensure_ascii=False)


def titles(slack: stage.Slack) -> list[str]:
    return [message["text"].split(" · ")[0] for message in slack.cards()]


def _answerable(slack, ts):
    """Return the messages below a card that an answer is written from."""
    below = [m for m in slack.messages() if m.get("thread_ts") == ts]
    return [m for m in below if "Reply to" in text(m)]


def test_a_digest_becomes_cards_and_a_click_decides(slack, imap, tmp_path: Path):
    path = stage.config(tmp_path, slack, imap.port, profiles=companies(tmp_path))
    with stage.Worker(path, BOT_NOW=NOW.isoformat()) as worker:
        stage.until(lambda: slack("state")["connections"], 30)
        imap.deliver(MAILS["1-haro-morning.eml"])
        cards = stage.until(slack.cards, 60)
        stage.until(lambda: "queued" in worker.said() and _still(slack), 30)
        cards = slack.cards()
        assert 1 <= len(cards) <= 6

        first = cards[0]
        slack(
            "click",
            user="U01ALICE",
            channel=stage.CHANNEL,
            ts=first["ts"],
            action_id="approve",
        )
        thread = stage.until(lambda: _answerable(slack, first["ts"]), 20)
        assert "@" in text(thread[0])
        painted = next(m for m in slack.messages() if m["ts"] == first["ts"])
        assert "approve" not in {
            e.get("action_id") for b in painted["blocks"] for e in b.get("elements", [])
        }
        assert "U01ALICE" in text(painted)

        imap.deliver(MAILS["3-haro-afternoon.eml"])
        stage.until(lambda: len(slack.cards()) > len(cards) and _still(slack), 60)
        assert len(titles(slack)) == len(set(titles(slack)))

        code, seconds = worker.stop()
        assert code == 0, worker.said()
        assert seconds < 10
    assert not any(message.flags for message in imap.folders["INBOX"].messages)


def _still(slack: stage.Slack) -> bool:
    """Say if no card came for three seconds."""
    before = len(slack.cards())
    time.sleep(3)
    return len(slack.cards()) == before


def test_once_posts_what_is_open_and_a_second_run_adds_nothing(slack, imap, tmp_path: Path):
    for raw in MAILS.values():
        imap.deliver(raw)
    path = stage.config(tmp_path, slack, imap.port, profiles=companies(tmp_path))
    done = stage.once(path, BOT_NOW=NOW.isoformat())
    assert done.returncode == 0, done.stderr
    first = titles(slack)
    assert first
    assert not any("wage" in title for title in first)  # its deadline has passed
    assert stage.once(path, BOT_NOW=NOW.isoformat()).returncode == 0
    assert titles(slack) == first


@pytest.mark.dovecot
def test_a_real_imap_server_delivers_and_memory_stays_small(slack, tmp_path: Path):
    server = Dovecot(tmp_path / "dovecot")
    server.start()
    try:
        path = stage.config(
            tmp_path,
            slack,
            server.port,
            profiles=companies(tmp_path),
            more="[embedding]\nidle_seconds = 3",
        )
        path.write_text(path.read_text().replace('"bot"', f'"{server.user}"'))
        with stage.Worker(
            path, BOT_NOW=NOW.isoformat(), BOT_IMAP__PASSWORD=server.password
        ) as worker:
            stage.until(lambda: slack("state")["connections"], 30)
            server.deliver(MAILS["1-haro-morning.eml"])
            largest = 0

            def a_card() -> bool:
                nonlocal largest
                largest = max(largest, worker.memory())
                return bool(slack.cards())

            stage.until(a_card, 60)
            stage.until(lambda: _still(slack), 30)
            time.sleep(4)  # the model's process has gone by now
            assert largest < 700
            assert worker.memory() < 130
            before = len(slack.cards())
            server.restart()
            server.deliver(MAILS["2-sos-morning.eml"])
            stage.until(lambda: len(slack.cards()) > before, 90)
            server.new_uidvalidity()
            time.sleep(3)
            stage.until(lambda: _still(slack), 30)
            assert len(titles(slack)) == len(set(titles(slack)))
            assert worker.stop()[0] == 0
    finally:
        server.remove()

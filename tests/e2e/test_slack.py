"""The worker as a process, and Slack as it should not be: exit codes and times."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import stage
from tests.inbox.miniimap import MiniImap
from tests.slack.desk import Desk
from tests.slack.stage import card

pytestmark = pytest.mark.slow

DRIVER = (str(Path(stage.__file__).with_name("killed.py")),)  # a bag of words for a model
CARDS = 6


@pytest.fixture
def slack() -> Iterator[stage.Slack]:
    with stage.Slack() as slack:
        yield slack


@pytest.fixture
def path(tmp_path: Path, slack: stage.Slack) -> Iterator[Path]:
    """Make a config and a database in which some cards wait to be posted."""
    with MiniImap() as imap:
        database = tmp_path / "bot.db"
        more = f'[store]\npath = "{database}"'
        path = stage.config(tmp_path, slack, imap.port, more=more)
        Desk(
            *(card(n, channel="#pitches") for n in range(1, CARDS + 1)), path=database
        ).close()
        yield path


def posted(slack: stage.Slack) -> list[dict[str, str]]:
    cards = slack.cards()
    return cards if len(cards) == CARDS and slack("state")["connections"] else []


def still(slack: stage.Slack) -> bool:
    """Say if the bot asked nothing of Slack for a second."""
    before = len(slack("log")["log"])
    time.sleep(1)
    return len(slack("log")["log"]) == before


def click(slack: stage.Slack, message: dict[str, str], action: str) -> bool:
    place = {"channel": message["channel"], "ts": message["ts"]}
    return bool(slack("click", user="U01ALICE", action_id=action, **place)["ok"])


def test_a_token_revoked_while_running_ends_with_code_2_and_one_line_within_30_s(
    slack: stage.Slack, path: Path
) -> None:
    with stage.Worker(path, driver=DRIVER) as worker:
        stage.until(lambda: posted(slack) and still(slack), 30)
        slack("set", revoked="token_revoked")
        slack("kill")
        began = time.monotonic()
        assert worker.process.wait(60) == 2, worker.said()
        assert time.monotonic() - began < 30
        (line,) = [ln for ln in worker.said().splitlines() if ln.startswith("haro-bot:")]
        assert "TOKEN: Slack answers token_revoked" in line
        assert "Traceback" not in worker.said(), worker.said()


def test_a_click_under_a_revoked_token_is_kept_and_the_run_ends_with_code_2_within_10_s(
    slack: stage.Slack, path: Path
) -> None:
    with stage.Worker(path, driver=DRIVER) as worker:
        first, *_ = stage.until(lambda: still(slack) and posted(slack), 30)
        slack("set", revoked="token_revoked")
        began = time.monotonic()
        assert click(slack, first, "approve"), "it is acknowledged all the same"
        assert worker.process.wait(60) == 2, worker.said()
        assert time.monotonic() - began < 10
    desk = Desk(path=path.parent / "bot.db")
    assert list(desk.choices.values()) == ["approved"]
    desk.close()


def test_sigterm_while_clicks_are_under_way_deals_with_them_and_ends_with_code_0(
    slack: stage.Slack, path: Path
) -> None:
    with stage.Worker(path, driver=DRIVER) as worker:
        cards = stage.until(lambda: posted(slack), 30)
        answered: list[bool] = []
        people = [
            threading.Thread(target=lambda m=m: answered.append(click(slack, m, "skip")))
            for m in cards
        ]
        for person in people:
            person.start()
        stage.until(lambda: answered, 10, every=0.01)
        code, seconds = worker.stop()
        for person in people:
            person.join()
        assert code == 0, worker.said()
        assert seconds < 10
        assert "Traceback" not in worker.said()
    desk = Desk(path=path.parent / "bot.db")
    assert len(desk.choices) == sum(answered), "what was acknowledged is decided"
    desk.close()

"""The failure feared most: killed at any step, nothing is lost and nothing doubled."""

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e import stage
from tests.inbox.miniimap import MiniImap

pytestmark = pytest.mark.slow

DRIVER = (str(Path(stage.__file__).with_name("killed.py")),)
NOW = "2026-09-15T10:00:00Z"
MORNING = stage.digest(
    ("Dentists on whitening strips", "Do whitening strips harm enamel?"),
    ("Enamel care for teenagers", "How do braces change enamel care?"),
)
NOON = stage.digest(
    ("Enamel care for teenagers", "How do braces change enamel care?"),
    ("What is teeth whitening worth?", "How often do patients come back for whitening?"),
    (
        "Strips or trays at the dentist",
        "Which whitening do dentists advise, strips or trays?",
    ),
    sent="Tue, 15 Sep 2026 16:07:00 +0000",
)
EXPECTED = 4
EVERYTHING = "[matching]\nthreshold = 0.0\nhold = 0.0"


def world(home: Path, slack: stage.Slack, imap: MiniImap) -> Path:
    imap.deliver(MORNING)
    imap.deliver(NOON)
    return stage.config(home, slack, imap.port, more=EVERYTHING)


def posted(slack: stage.Slack) -> list[str]:
    return sorted(message["text"].split(" · ")[0] for message in slack.cards())


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], int, int]:
    """What a run without a kill posts, and how many steps it takes."""
    with stage.Slack() as slack, MiniImap() as imap:
        path = world(tmp_path_factory.mktemp("clean"), slack, imap)
        done = stage.once(path, driver=DRIVER, BOT_NOW=NOW)
        assert done.returncode == 0, done.stderr
        commits, posts = (int(n) for n in done.stdout.split("steps ")[1].split())
        assert len(posted(slack)) == EXPECTED
        return posted(slack), commits, posts


def killed_then_finished(home: Path, at: str) -> list[str]:
    with stage.Slack() as slack, MiniImap() as imap:
        path = world(home, slack, imap)
        first = stage.once(path, driver=DRIVER, BOT_NOW=NOW, KILL_AT=at)
        assert first.returncode == -signal.SIGKILL, (at, first.stderr)
        second = stage.once(path, driver=DRIVER, BOT_NOW=NOW)
        assert second.returncode == 0, (at, second.stderr)
        return posted(slack)


def test_killed_at_every_step_every_card_is_there_exactly_once(
    clean: tuple[list[str], int, int], tmp_path: Path
):
    wanted, commits, posts = clean
    steps = [f"{when}:{n}" for when in ("before", "after") for n in range(1, commits + 1)]
    steps += [f"{when}:{n}" for when in ("posting", "posted") for n in range(1, posts + 1)]
    assert len(steps) >= 60
    with ThreadPoolExecutor(3) as pool:
        found = pool.map(
            lambda at: (at, killed_then_finished(tmp_path / at.replace(":", "-"), at)),
            steps,
        )
        wrong = {at: cards for at, cards in found if cards != wanted}
    assert wrong == {}

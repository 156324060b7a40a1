"""`haro-bot check`: what it prints, and that it disturbs no worker."""

import argparse
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import check
from bot.cli.clock import wall
from bot.errors import BadInput
from bot.slack.doctor import Finding, fail, note, ok
from bot.store import Store
from tests.e2e import stage
from tests.slack.bridge import APP, BOT


@pytest.fixture(autouse=True)
def _log_level() -> Iterator[None]:
    root = logging.getLogger()
    level = root.level
    yield
    root.setLevel(level)  # a check quietens the whole process


def _checked(path: Path, *, post: bool = False) -> int:
    return check.run(argparse.Namespace(config=str(path), post=post), wall)


def _lines(text: str) -> dict[str, str]:
    """Return the lines by what they are about."""
    parts = [line.partition(": ") for line in text.splitlines()]
    return {about[6:]: f"{about[:4].strip()} {seen}" for about, _, seen in parts}


def test_no_line_names_twice_what_it_is_about() -> None:
    def refused() -> str:
        raise BadInput("mailbox imap: token_command ended with code 1")

    for look, seen in (
        (lambda: "mailbox imap: logged in", "logged in"),
        (refused, "token_command ended with code 1"),
    ):
        assert check._tried("mailbox imap", look).seen == seen


# ------------------------------------------------------------------ does a worker run?


def test_a_held_lock_means_a_worker_and_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    worker = Store(path)
    worker.lock()
    assert check.worker_runs(path)
    other = Store(path)
    with pytest.raises(BadInput, match="another haro-bot"):
        other.lock()
    other.close()
    worker.close()
    assert not check.worker_runs(path)


def test_looking_for_a_worker_leaves_no_lock_and_no_file(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    assert not check.worker_runs(path)
    assert list(tmp_path.iterdir()) == []
    Store(path).close()
    before = sorted(tmp_path.iterdir())
    assert not check.worker_runs(path)
    assert sorted(tmp_path.iterdir()) == before
    first = Store(path)
    first.lock()
    first.close()
    assert not check.worker_runs(path)
    again = Store(path)
    again.lock()  # raises if the look had kept it
    again.close()


def test_what_cannot_be_told_counts_as_a_worker(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_bytes(b"no database" * 500)
    Path(f"{path}.lock").touch()
    assert check.worker_runs(path)


# ------------------------------------------------------------------------- what it says


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([ok("a", "well"), note("b", "know this")], 0),
        ([ok("a", "well"), fail("c", "mend it"), note("b", "know this")], 1),
    ],
)
def test_only_what_does_not_work_makes_the_exit_code(
    found: list[Finding],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def findings(*_: object, **__: object) -> Iterator[Finding]:
        yield from found

    monkeypatch.setattr(check, "_findings", findings)
    path = tmp_path / "config.toml"
    path.write_text("")
    assert _checked(path) == code
    assert capsys.readouterr().out.splitlines() == [
        f"{finding.level.value.ljust(4)}  {finding.what}: {finding.seen}"
        for finding in found
    ]


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[stage.Slack]:
    monkeypatch.setenv("BOT_IMAP__PASSWORD", "s3cret")
    monkeypatch.setenv("BOT_SLACK__BOT_TOKEN", BOT)
    monkeypatch.setenv("BOT_SLACK__APP_TOKEN", APP)
    monkeypatch.setattr(check, "_model", lambda *_: "not loaded")  # seconds, elsewhere
    with stage.Slack() as slack:
        yield slack


def test_beside_a_worker_the_check_stays_off_its_connection(
    slack: stage.Slack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = stage.config(tmp_path, slack, stage.free_port())
    _checked(path)
    alone = _lines(capsys.readouterr().out)["Socket Mode"]
    assert alone == "ok opens, and nobody else is connected"
    worker = Store(tmp_path / "haro-bot.db")
    worker.lock()
    try:
        _checked(path)
    finally:
        worker.close()
    beside = _lines(capsys.readouterr().out)["Socket Mode"]
    assert beside.startswith("ok Slack gives an address; not opened")


def test_companies_layouts_and_a_wished_test_message_are_looked_at(
    slack: stage.Slack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = stage.config(tmp_path, slack, stage.free_port())
    assert _checked(path, post=True) == 1, "the mailbox is not there"
    said = _lines(capsys.readouterr().out)
    assert [about for about, seen in said.items() if seen.startswith("FAIL")] == [
        "mailbox imap"
    ]
    assert said["Approvers of Acme Dental"].startswith("note everybody in #pitches")
    assert said["Test message in #pitches"] == "ok posted and deleted"
    assert said["Layouts"].startswith("ok Slack takes all ")
    assert slack.messages() == []


def _said_of_policy(
    path: Path, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> list[str]:
    monkeypatch.setattr(check, "_model", lambda *_: "not loaded")
    monkeypatch.setattr(check, "look_into_mailbox", lambda _: "not asked")
    monkeypatch.setenv("BOT_IMAP__PASSWORD", "s3cret")
    (path.parent / "acme.toml").write_text(stage.PROFILE)
    path.write_text(
        f'profiles = ["acme.toml"]\n[imap]\nhost = "h.example"\nusername = "bot"\n{text}'
    )
    _checked(path)
    return [ln for ln in capsys.readouterr().out.splitlines() if ln[6:12] == "policy"]


def test_one_line_says_that_terms_are_to_be_read_until_a_level_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.toml"
    (unread,) = _said_of_policy(path, "", monkeypatch, capsys)
    assert unread.startswith("note  policy: Source of Sources: read its terms")
    assert _said_of_policy(path, '[policy]\nsos = "brief"', monkeypatch, capsys) == [
        "ok    policy sos: brief"
    ]
    said = _said_of_policy(path, '[policy]\nharo_classic = "off"', monkeypatch, capsys)
    assert said == ["ok    policy haro-classic: off", unread]

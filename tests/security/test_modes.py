"""Files that others may read or change are told, with the command that ends it."""

import logging
import os
from pathlib import Path

import pytest

from bot import config
from bot.cli import check, eml, modes
from bot.config.reading import secret_files
from bot.slack.doctor import Level
from bot.store import Store
from bot.store.backups import back_up
from tests import make
from tests.e2e import stage

CONFIG = """
profiles = ["profiles/acme.toml"]
[imap]
host = "imap.example.com"
username = "press@example.com"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder set up with care: nothing is open to anybody."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    (home / "profiles").mkdir(parents=True)
    (home / "tokens").mkdir(mode=0o700)
    (home / "profiles" / "acme.toml").write_text(stage.PROFILE)
    (home / "config.toml").write_text(CONFIG)
    for name in (".env", "tokens/imap.json"):
        (home / name).write_text("")
        (home / name).chmod(0o600)
    for folder in (home, home / "profiles"):
        folder.chmod(0o755)
    for file in (home / "config.toml", home / "profiles" / "acme.toml"):
        file.chmod(0o644)
    Store(home / "haro-bot.db").close()
    return home


def told(home: Path) -> list[modes.Loose]:
    path = home / "config.toml"
    return list(modes.loose(path, config.load(path)[0]))


def test_with_care_there_is_nothing_to_tell(home: Path):
    assert told(home) == []


@pytest.mark.parametrize(
    ("name", "mode", "grave", "said"),
    [
        (".env", 0o644, True, "anybody on this machine can read it (mode 644)"),
        (".env", 0o640, False, "its group can read it (mode 640)"),
        (".env", 0o602, True, "anybody on this machine can change it"),
        ("haro-bot.db", 0o644, True, "anybody on this machine can read it"),
        ("tokens", 0o755, True, "anybody on this machine can read it"),
        ("tokens/imap.json", 0o604, True, "anybody on this machine can read it"),
        ("config.toml", 0o666, True, "anybody on this machine can change it"),
        ("config.toml", 0o664, False, "its group can change it (mode 664)"),
        ("profiles/acme.toml", 0o646, True, "anybody on this machine can change it"),
        ("profiles", 0o777, True, "anybody on this machine can change it"),
        (".", 0o777, True, "anybody on this machine can change it"),
    ],
)
def test_what_is_open_is_told_with_the_command_that_closes_it(
    home: Path, *, name: str, mode: int, grave: bool, said: str
):
    (home / name).chmod(mode)
    (found,) = told(home)
    assert found.grave is grave
    assert said in found.said
    command = found.said.partition("run: ")[2]
    chmod, bits, path = command.split(" ", 2)
    assert (chmod, Path(path)) == ("chmod", home / name)
    os.system(f"chmod {bits} '{path}'")  # noqa: S605 (our own folder)
    assert told(home) == []


def test_config_and_profile_may_be_read_by_all_for_they_hold_no_secret(home: Path):
    (home / "config.toml").chmod(0o444)
    (home / "profiles" / "acme.toml").chmod(0o444)
    assert told(home) == []


def test_a_folder_where_only_the_own_files_can_be_changed_is_no_fault(home: Path):
    home.chmod(0o1777)
    assert told(home) == []


def test_what_a_variable_names_is_looked_at_but_not_what_systemd_keeps(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    secret = home / "imap"
    secret.write_text("s3cret")
    secret.chmod(0o440)
    monkeypatch.setenv("BOT_IMAP__PASSWORD_FILE", str(secret))
    (found,) = told(home)
    assert str(secret) in found.said
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(home))
    assert told(home) == []


def test_a_file_that_dotenv_names_is_a_secret_too(home: Path):
    (home / ".env").write_text(
        "BOT_SLACK__BOT_TOKEN_FILE=/run/secrets/slack\nOTHER_FILE=/x\n"
    )
    assert secret_files(home / "config.toml") == (home / ".env", Path("/run/secrets/slack"))


def test_a_program_that_prints_tokens_is_not_for_others_to_change(home: Path):
    program = home / "mail-token"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o757)
    with (home / "config.toml").open("a") as file:
        file.write(f'sign_in = "command"\ntoken_command = ["{program}"]\n')
    (found,) = told(home)
    assert found.grave
    assert found.path == program


def test_at_the_start_each_is_a_warning_of_one_line(
    home: Path, caplog: pytest.LogCaptureFixture
):
    (home / ".env").chmod(0o644)
    (home / "config.toml").chmod(0o666)
    path = home / "config.toml"
    with caplog.at_level(logging.WARNING):
        modes.warn(path, config.load(path)[0])
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert all("run: chmod go" in record.getMessage() for record in caplog.records)


def test_check_fails_where_anybody_may_read_a_secret(home: Path):
    path = home / "config.toml"
    (fine,) = check._modes(path, config.load(path)[0])
    assert fine.level is Level.OK
    (home / ".env").chmod(0o640)
    (group,) = check._modes(path, config.load(path)[0])
    assert group.level is Level.NOTE
    (home / ".env").chmod(0o644)
    (found,) = check._modes(path, config.load(path)[0])
    assert found.level is Level.FAIL
    assert f"chmod go= {home / '.env'}" in found.seen


def test_what_holds_facts_or_decisions_is_written_for_its_owner_alone(tmp_path: Path):
    before = os.umask(0)
    try:
        store = Store(tmp_path / "bot.db")
        store.lock()
        backup = back_up(tmp_path / "bot.db", tmp_path / "copy.db", now=make.NOW)
        eml._written(str(tmp_path / "answer.eml"), b"Subject: facts\r\n\r\n")
        store.close()
    finally:
        os.umask(before)
    modes_of = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert {backup.name, "bot.db", "bot.db.lock", "answer.eml"} <= set(modes_of)
    assert set(modes_of.values()) == {0o600}

"""Parts of the commands: the clock, profiles that follow their files, one line out."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import config
from bot.cli import profiles
from bot.cli.clock import clock
from bot.cli.terminal import plain
from bot.errors import BadInput
from tests.e2e import stage


def test_the_clock_starts_where_told_and_runs_on(monkeypatch: pytest.MonkeyPatch):
    now = clock("2026-09-15T12:00:00+02:00")
    first = now()
    assert abs((first - datetime(2026, 9, 15, 10, tzinfo=UTC)).total_seconds()) < 1
    time.sleep(0.02)
    assert now() > first
    monkeypatch.setenv("BOT_NOW", "2026-01-01")
    assert clock(None)().year == 2026
    monkeypatch.setenv("BOT_NOW", "soon")
    with pytest.raises(BadInput, match="BOT_NOW"):
        clock(None)


@given(st.text())
def test_no_text_moves_the_cursor_or_breaks_the_line(text):
    shown = plain(text)
    assert len(shown.splitlines()) <= 1
    assert all(
        c.isprintable() or c == " " for c in shown if ord(c) < 0x20 or ord(c) == 0x7F
    )
    assert "\x1b" not in shown


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(profiles, "LOOK_SECONDS", 0.0)
    (tmp_path / "acme.toml").write_text(stage.PROFILE)
    path = tmp_path / "config.toml"
    path.write_text(f"profiles = {json.dumps(['acme.toml'])}")
    settings, found = config.load(path)
    told: list[str] = []
    made = profiles.Watched(settings, path, found, lambda key, text: told.append(text))
    return made, tmp_path / "acme.toml", told


def test_an_edited_profile_is_read_again(watched):
    now, file, told = watched
    file.write_text(stage.PROFILE.replace("enamel care", "gum care"))
    assert "gum care" in now()[0].topics
    assert told == []


def test_a_profile_with_a_mistake_is_refused_and_the_old_one_stays(watched):
    now, file, told = watched
    before = now()
    file.write_text(stage.PROFILE + "colour = 'red'")
    assert now() == before
    assert told == []  # an editor may be half way
    for _ in range(3):
        assert now() == before
    assert len(told) == 1
    assert "colour" in told[0]
    file.write_text(stage.PROFILE.replace("enamel care", "gum care"))
    assert "gum care" in now()[0].topics


def test_a_deleted_profile_keeps_the_old_one(watched):
    now, file, told = watched
    before = now()
    file.unlink()
    for _ in range(3):
        assert now() == before
    assert len(told) == 1


def test_a_mistake_in_one_file_does_not_keep_another_from_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(profiles, "LOOK_SECONDS", 0.0)
    other = stage.PROFILE.replace("Acme Dental", "Other Dental")
    (tmp_path / "a.toml").write_text(stage.PROFILE)
    (tmp_path / "b.toml").write_text(other)
    path = tmp_path / "config.toml"
    path.write_text('profiles = ["a.toml", "b.toml"]')
    settings, found = config.load(path)
    now = profiles.Watched(settings, path, found, lambda key, text: None)
    (tmp_path / "a.toml").write_text("company = ")
    (tmp_path / "b.toml").write_text(other.replace("enamel care", "gum care"))
    now()
    one, two = now()
    assert one.company == "Acme Dental"
    assert "gum care" in two.topics

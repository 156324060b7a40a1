"""haro-bot prompts: a folder of one's own, checked, shown, compared and followed."""

import os
import shutil
import time
from argparse import Namespace
from pathlib import Path

import pytest

from bot import shipped
from bot.cli import prompts
from bot.errors import BadInput
from bot.pitching.prompts import SAMPLE
from tests.cli.stage import NOW

OURS = shipped.folder("prompts")


def run(action: str, name: str = "", *, rendered: bool = False) -> int:
    return prompts.run(Namespace(action=action, name=name, rendered=rendered), lambda: NOW)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of our folder, the one that is used."""
    folder = tmp_path / "mine"
    shutil.copytree(OURS, folder)
    monkeypatch.setenv("PROMPTS_DIR", str(folder))
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_ours_are_in_order(capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PROMPTS_DIR", raising=False)
    assert run("check") == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said] == ["ok"] * len(SAMPLE)


def test_a_changed_text_without_a_new_version_is_wrong(mine: Path, capsys):
    edit(mine, "repair", "failed these checks", "is wrong here")
    assert run("check") == 2
    said = capsys.readouterr().out
    assert "wrong  repair@1+" in said
    assert "raise its version" in said


def test_a_new_version_wants_its_line_in_the_lock(mine: Path, capsys):
    edit(mine, "repair", "version: 1", "version: 2")
    assert run("check") == 2
    line = capsys.readouterr().out.split("add this line to versions.lock: ")[1].split()[0]
    assert line.startswith("repair@2+")
    with (mine / "versions.lock").open("a", encoding="utf-8") as lock:
        lock.write(f"{line}\n")
    assert run("check") == 0


def test_a_folder_without_a_lock_is_checked_without(mine: Path, capsys):
    (mine / "versions.lock").unlink()
    edit(mine, "repair", "failed these checks", "is wrong here")
    assert run("check") == 0
    assert "versions are not compared" in capsys.readouterr().out


def test_a_field_that_is_declared_and_not_used_is_named(mine: Path, capsys):
    edit(mine, "outline", "Company: {{ company }}", "Company")
    assert run("check") == 2
    assert "declares company and does not use it" in capsys.readouterr().out


def test_a_broken_file_is_named_with_its_line(mine: Path):
    edit(mine, "repair", "{% endfor %}", "")
    with pytest.raises(BadInput, match=r"repair\.md, line \d+"):
        run("check")


@pytest.mark.parametrize("name", SAMPLE)
def test_a_prompt_is_shown_as_it_stands_and_filled_in(name: str, capsys):
    assert run("show", name) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"# {name}@")
    assert f"name: {name}" in said
    assert run("show", name, rendered=True) == 0
    filled = capsys.readouterr().out
    assert "{{" not in filled
    assert "{%" not in filled
    assert ("# system" in filled) is (name == "outline")


def test_a_prompt_that_there_is_not_is_refused_with_those_there_are():
    with pytest.raises(BadInput, match=r"brief, outline, repair"):
        run("show", "other")


def test_the_difference_to_ours_is_shown_line_by_line(mine: Path, capsys):
    edit(mine, "repair", "corrected. Leave", "corrected.\x1b[31m Leave")
    assert run("diff") == 0
    said = capsys.readouterr().out
    assert "--- shipped/repair.md" in said
    assert "+Return the whole JSON object again, corrected." in said
    assert "\x1b" not in said


def test_without_a_folder_of_ones_own_there_is_no_difference(
    mine: Path, capsys, monkeypatch: pytest.MonkeyPatch
):
    assert run("diff") == 0
    assert "is as shipped" in capsys.readouterr().out
    monkeypatch.delenv("PROMPTS_DIR")
    assert run("diff") == 0
    assert "PROMPTS_DIR is not set" in capsys.readouterr().out


def test_a_folder_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PROMPTS_DIR", str(tmp_path / "none"))
    with pytest.raises(BadInput, match=r"PROMPTS_DIR: .* is no folder"):
        prompts.prompts_folder()


# ---- while the bot runs


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.at)

    def later(self) -> None:
        self.at += prompts.LOOK_SECONDS + 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def touch(folder: Path, name: str, clock: Clock) -> None:
    """Give a file a time of its own: tests are quicker than file systems."""
    os.utime(folder / f"{name}.md", (clock.at, clock.at))


def test_an_edited_prompt_is_taken_up_under_its_own_id(mine: Path, clock: Clock):
    told: list[str] = []
    followed = prompts.Followed(mine, lambda _, text: told.append(text))
    before = followed.id("repair")
    edit(mine, "repair", "failed these checks", "is wrong here")
    touch(mine, "repair", clock)
    assert followed.id("repair") == before  # not looked at yet
    clock.later()
    assert followed.id("repair") != before
    assert "is wrong here" in followed.render("repair", SAMPLE["repair"])
    assert told == []


def test_a_faulty_one_keeps_the_old_and_is_told_of_once(mine: Path, clock: Clock):
    told: list[str] = []
    followed = prompts.Followed(mine, lambda _, text: told.append(text))
    before = followed.id("repair")
    edit(mine, "repair", "{% endfor %}", "")
    touch(mine, "repair", clock)
    clock.later()
    assert followed.id("repair") == before
    assert told == []  # an editor may be half way through
    for _ in range(3):
        clock.later()
        assert followed.id("repair") == before
    assert len(told) == 1
    assert "the old one stays" in told[0]
    assert "repair.md" in told[0]
    shutil.copy(OURS / "repair.md", mine)
    touch(mine, "brief", clock)
    clock.later()
    assert followed.id("repair") == before


def test_a_faulty_folder_is_refused_at_the_start(mine: Path):
    (mine / "outline.md").unlink()
    with pytest.raises(BadInput, match=r"outline\.md is missing"):
        prompts.Followed(mine, lambda *_: None)

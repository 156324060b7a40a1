"""haro-bot profile check: the exit code says whether there is something to mend."""

import json
from pathlib import Path

import pytest

from bot.store import Store
from tests import make
from tests.cli_ranking import stage
from tests.cli_ranking.stage import bot, lines, rows

GOOD = """
company = "Acme Dental"
topics = ["teeth whitening at home"]
[[experts]]
id = "ada"
name = "Ada Dent"
title = "Chief dentist"
credentials = ["DDS"]
expertise = ["whitening strips for teeth"]
location = "Austin, Texas, USA"
timezone = "America/Chicago"
[[facts]]
id = "f1"
text = "In our 2025 study of 412 patients, whitening strips thinned enamel by 2 %."
source = "https://acme.example/study"
as_of = 2025-11-03
"""


def check(home: Path, text: str, *args: str) -> int:
    (home / "mine.toml").write_text(text)
    return bot("profile", "check", "mine.toml", *args)


def test_a_good_profile_passes(home: Path, capsys):
    assert check(home, GOOD) == 0
    assert "0 problems, 0 pieces of advice" in lines(capsys)


def test_advice_alone_passes_and_a_problem_does_not(home: Path, capsys):
    assert check(home, GOOD.replace('timezone = "America/Chicago"', "")) == 0
    (said, *_) = lines(capsys)
    assert said.startswith("advice")
    assert "mine.toml: experts.ada: Ada Dent has no timezone" in said
    doubled = GOOD.replace('home"]', 'home", "Teeth  whitening at home"]')
    assert check(home, doubled, "--json") == 1
    (row,) = rows(capsys)
    assert (row["kind"], row["file"], row["key"]) == ("problem", "mine.toml", "topics[2]")
    assert "topics[1]" in row["wrong"]
    assert row["cure"]


def test_an_unreadable_profile_is_bad_input(home: Path, capsys):
    assert check(home, "company = ") == 2
    assert check(home, GOOD.replace("as_of", 'expert = "nobody"\nas_of')) == 2
    assert "nobody" in capsys.readouterr().err
    assert bot("profile", "check", "gone.toml") == 2


@pytest.mark.usefixtures("kept")
def test_the_queries_of_the_last_month_that_it_would_match_are_shown(home: Path, capsys):
    assert check(home, GOOD.replace("teeth whitening at home", "bank fees"), "--json") == 0
    found = [row for row in rows(capsys) if row["kind"] == "match"]
    assert (found[0]["query_id"], found[0]["verdict"]) == ("reply+bank", "post")
    assert len(found) == 5
    assert check(home, GOOD) == 0
    assert "  0.50 hold Dentists on teeth whitening strips" in lines(capsys)


@pytest.mark.usefixtures("kept")
def test_older_queries_are_left_out(home: Path, capsys):
    assert check(home, GOOD, "--now", "2026-11-01", "--json") == 0
    assert rows(capsys) == []


def test_nothing_is_written(kept: Store, home: Path, capsys):
    before = stage.fingerprint(home)
    assert check(home, GOOD) == 0
    assert stage.fingerprint(home) == before


def test_a_config_is_needed_only_where_one_is_named(home: Path, capsys):
    (home / "config.toml").unlink()
    assert check(home, GOOD) == 0
    assert "no store to look into" in capsys.readouterr().out
    assert check(home, GOOD, "--config", "gone.toml") == 2


def test_hostile_text_moves_no_cursor(kept: Store, home: Path, capsys):
    nasty = "\x1b[2J teeth whitening at home \u202e" + "x" * 300
    stage.keep(kept, make.query(id="reply+n", summary=nasty))
    topic = json.dumps("a\u0007b")
    assert check(home, GOOD.replace("topics = [", f"topics = [{topic}, ")) in {0, 1}
    out = capsys.readouterr().out
    assert not any(c in out for c in "\x1b\u202e\x07")
    assert max(map(len, out.splitlines())) <= 100

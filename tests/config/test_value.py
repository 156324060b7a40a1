"""The outlets that go first: a list, or a table of weights."""

from pathlib import Path

import pytest

from bot import config
from bot.errors import BadInput
from tests.config.test_config import CONFIG, load, wrong
from tests.config.test_config import home as home  # noqa: PLC0414 (a fixture)


def outlets(home: Path, text: str) -> dict[str, float]:
    (home / "config.toml").write_text(f"{CONFIG}[value]\n{text}\n")
    settings, _ = config.load(home / "config.toml")
    return settings.value.outlets


def test_without_a_list_no_outlet_goes_first(home: Path):
    assert outlets(home, "") == {}


def test_outlets_of_a_list_weigh_the_same_and_those_of_a_table_as_told(home: Path):
    assert outlets(home, 'outlets = ["Example", "example.org"]') == {
        "Example": 3,
        "example.org": 3,
    }
    assert outlets(home, 'outlets = "Example"') == {"Example": 3}
    assert outlets(home, 'outlets = {"Example" = 0, "example.org" = 10, X = 2.5}') == {
        "Example": 0,
        "example.org": 10,
        "X": 2.5,
    }


@pytest.mark.parametrize(
    ("text", "where", "cure"),
    [
        ('outlets = {"Example" = 11}', "[value.outlets] Example", "0 to 10"),
        ('outlets = {"Example" = -1}', "[value.outlets] Example", "0 to 10"),
        ('outlets = {"Example" = true}', "[value.outlets] Example", "0 to 10"),
        ('outlets = {"Example" = "much"}', "[value.outlets] Example", "number"),
        ('outlets = {"Example" = nan}', "[value.outlets] Example", "number"),
        ("outlets = [1]", "[value] outlets", "in quotes"),
        ("outlets = 5", "[value] outlets", "table"),
        ('outlets = [""]', "[value] outlets", "a name or a domain"),
        ('outlets = ["!"]', "[value] outlets", "a name or a domain"),
        ('outlets = ["A", "A"]', "[value] outlets", "stands twice"),
        ('outlets = ["The Example", "example"]', "[value] outlets", "the same outlet"),
        ('outlets = ["www.x.com", "X.COM"]', "[value] outlets", "the same outlet"),
        ('outlets = ["https://example.com/a"]', "[value] outlets", "the domain alone"),
        ('outlets = ["rita@example.com"]', "[value] outlets", "the domain alone"),
        ('outlet = ["Example"]', "[value] outlet", "unknown key"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_cure(home, text, where, cure):
    said = wrong(home, f"{CONFIG}[value]\n{text}\n")
    assert f"config.toml: {where}" in said
    assert cure in said


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Example,example.org", {"Example": 3, "example.org": 3}),
        ('["Example"]', {"Example": 3}),
        ('{"Example": 4, "example.org": 1}', {"Example": 4, "example.org": 1}),
    ],
)
def test_the_environment_may_give_them(home, monkeypatch, text, weights):
    monkeypatch.setenv("BOT_VALUE__OUTLETS", text)
    assert load(home)[0].value.outlets == weights


def test_a_mistake_in_the_environment_names_the_variable(home, monkeypatch):
    for text in ('{"Example": ', '{"Example": 99}', "[1]"):
        monkeypatch.setenv("BOT_VALUE__OUTLETS", text)
        with pytest.raises(BadInput, match="BOT_VALUE__OUTLETS"):
            load(home)

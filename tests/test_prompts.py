"""prompts/ holds text, not logic; a wrong file is refused before it is used."""

from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.pitching import Prompts
from bot.pitching.prompts import SAMPLE

FOLDER = Path(__file__).parent.parent / "prompts"
HEAD = "---\nname: brief\nversion: 1\nvariables: summary, expert\n---\n"


def load(folder: Path, text: str) -> Prompts:
    (folder / "brief.md").write_text(text, encoding="utf-8")
    return Prompts.load(folder)


def test_a_changed_text_has_a_raised_version_and_stands_in_the_lock():
    locked = (FOLDER / "versions.lock").read_text(encoding="utf-8").split()
    for found in Prompts.load(FOLDER).ids:
        name = found.partition("+")[0]
        others = [
            line for line in locked if line.partition("+")[0] == name and line != found
        ]
        assert not others, f"raise the version of {name}: its text changed"
        assert found in locked, f"add this line to prompts/versions.lock: {found}"


def test_the_shipped_prompt_uses_all_that_it_declares():
    text = (FOLDER / "brief.md").read_text(encoding="utf-8")
    head, body = text.split("---\n")[1:3]
    declared = head.split("variables:")[1].split("\n")[0].split(",")
    assert all(name.strip() in body for name in declared)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "{{ nonsense }}", "nonsense"),
        (HEAD + "{{ outlet }}", "outlet"),
        (HEAD.replace("summary", "nonsense") + "x", "nonsense"),
        (HEAD + "{{ expert.naem }}", "naem"),
        (HEAD + "{% if summary %}", "brief.md, line 1"),
        ("no front matter", "front matter"),
        (HEAD.replace("name: brief", "name: other") + "x", "other"),
        (HEAD.replace("version: 1", "version: one") + "x", "version"),
        (HEAD.replace("version: 1", "version: 1\nmodel: big") + "x", "model"),
        (HEAD.replace("version: 1", "version 1") + "x", "key: value"),
        (HEAD + "{{ ().__class__.__base__.__subclasses__() }}", "brief.md"),
    ],
)
def test_a_file_that_names_something_unknown_is_refused_by_file_and_field(
    tmp_path, text, said
):
    with pytest.raises(BadInput, match=r"brief\.md") as refused:
        load(tmp_path, text)
    assert said in str(refused.value)


def test_a_missing_prompt_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"brief\.md is missing"):
        Prompts.load(tmp_path)


def test_what_a_stranger_wrote_is_never_a_template(tmp_path):
    evil = "{{ 7*7 }}{% for x in y %}{{ ''.__class__ }}"
    prompts = load(tmp_path, HEAD + "{{ summary }}")
    assert prompts.render("brief", {**SAMPLE["brief"], "summary": evil}) == evil


def test_the_id_holds_name_version_and_hash(tmp_path):
    one = load(tmp_path, HEAD + "a {{ summary }}").id("brief")
    other = load(tmp_path, HEAD + "b {{ summary }}").id("brief")
    assert one.startswith("brief@1+")
    assert len(one) == len("brief@1+") + 12
    assert one != other

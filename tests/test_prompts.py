"""prompts/ holds text, not logic; a wrong file is refused before it is used."""

import shutil
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.pitching import Prompts
from bot.pitching.prompts import SAMPLE

FOLDER = Path(__file__).parent.parent / "prompts"
HEAD = "---\nname: brief\nversion: 1\nvariables: summary, expert\n---\n"


def load(folder: Path, text: str, name: str = "brief") -> Prompts:
    for path in FOLDER.glob("*.md"):
        shutil.copy(path, folder)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
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


@pytest.mark.parametrize("name", SAMPLE)
def test_a_shipped_prompt_uses_all_that_it_declares(name: str):
    prompt = Prompts.load(FOLDER).prompt(name)
    assert prompt.used == prompt.declared
    assert prompt.description


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "{{ nonsense }}", "nonsense"),
        (HEAD + "{{ outlet }}", "outlet"),
        (HEAD.replace("summary", "nonsense") + "x", "nonsense"),
        (HEAD + "{{ expert.naem }}", "naem"),
        (HEAD + "{% if summary %}", f"brief.md, line {HEAD.count(chr(10)) + 1}"),
        ("no front matter", "front matter"),
        (HEAD.replace("name: brief", "name: other") + "x", "other"),
        (HEAD.replace("version: 1", "version: one") + "x", "version"),
        (HEAD.replace("version: 1", "version: 1\nmodel: big") + "x", "model"),
        (HEAD.replace("version: 1", "version 1") + "x", "key: value"),
        (HEAD + "{{ ().__class__.__base__.__subclasses__() }}", "brief.md"),
        (HEAD + "{# role: user #}\nHello", "has no roles"),
        (HEAD.replace("version: 1", "version: 1\noutput: Draft") + "x", "output"),
        (HEAD.replace("version: 1", "version: 1\nsettings: {speed: 3}") + "x", "speed"),
        (
            HEAD.replace("version: 1", "version: 1\nsettings: {temperature: 9}") + "x",
            "must be 0 to 2",
        ),
    ],
)
def test_a_file_that_names_something_unknown_is_refused_by_file_and_field(
    tmp_path, text, said
):
    with pytest.raises(BadInput, match=r"brief\.md") as refused:
        load(tmp_path, text)
    assert said in str(refused.value)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_missing_prompt_is_refused(tmp_path, name: str):
    load(tmp_path, (FOLDER / "brief.md").read_text(encoding="utf-8"))
    (tmp_path / f"{name}.md").unlink()
    with pytest.raises(BadInput, match=rf"{name}\.md is missing"):
        Prompts.load(tmp_path)


ASKS = "---\nname: repair\nversion: 2\nvariables: faults\n---\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{{ faults }}", "below a line"),
        ("First.\n{# role: user #}\n{{ faults }}", "below a line"),
        ("{# role: admin #}\n{{ faults }}", "below a line"),
        ("{# role: system #}\n{{ faults }}", "the role user once"),
        ("{# role: user #}\na\n{# role: user #}\n{{ faults }}", "the role user once"),
        ("{# role: user #}\n{% if faults %}a\n{# role: system #}\n{% endif %}", "line"),
    ],
)
def test_what_a_model_reads_has_each_role_once(tmp_path, body, said):
    with pytest.raises(BadInput, match=r"repair\.md") as refused:
        load(tmp_path, ASKS + body, "repair")
    assert said in str(refused.value)


def test_each_role_is_filled_in_by_itself(tmp_path):
    body = "{# role: system #}\nBe brief.\n{# role: user #}\n{{ faults | join(', ') }}\n"
    prompt = load(tmp_path, ASKS + body, "repair").prompt("repair")
    assert prompt.render({"faults": ["a", "b"]}) == {"system": "Be brief.", "user": "a, b"}


def test_settings_are_numbers_in_the_front_matter(tmp_path):
    head = ASKS.replace(
        "version: 2", "version: 2\nsettings: {temperature: 0.5, max_tokens: 90}"
    )
    prompt = load(tmp_path, f"{head}{{# role: user #}}\n{{{{ faults }}}}", "repair")
    assert prompt.prompt("repair").settings == {"temperature": 0.5, "max_tokens": 90}


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

"""Described newsletters in the config: every mistake is named with its place and cure."""

from pathlib import Path

import pytest

from bot import config, sources
from bot.errors import BadInput

ROOT = Path(__file__).parents[2]
GOOD = """
[sources.widget_weekly]
title = "Widget Weekly"
domains = ["widgets.example"]
item_start = "Request #:"
labels = { "Brief" = "body", "Due" = "deadline" }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def wrong(file: Path, text: str) -> str:
    """Return what both ways to read a file say of it, which is the same."""
    file.write_text(text)
    said = []
    for door in (config.load, config.load_sources):
        with pytest.raises(BadInput) as caught:
            door(file)
        said.append(str(caught.value))
    assert "\n" not in said[0]
    assert said[0] == said[1]
    assert said[0].startswith(f"{file}: ")
    return said[0].removeprefix(f"{file}: ")


def test_a_description_is_read_with_its_name_and_defaults(file: Path):
    file.write_text(GOOD)
    settings, _ = config.load(file)
    (one,) = settings.descriptions()
    assert config.load_sources(file) == (one,)
    assert (one.name, one.title, one.domains) == (
        "widget_weekly", "Widget Weekly", ("widgets.example",)
    )  # fmt: skip
    assert (one.start, one.end, one.zone) == ("Request #:", "", "America/New_York")
    assert one.labels == {"Brief": "body", "Due": "deadline"}
    assert one.marks == one.footer == one.ignore == ()


def test_no_description_is_none(file: Path):
    file.write_text("")
    assert config.load(file)[0].descriptions() == ()


def test_a_text_alone_is_a_list_of_one_and_domains_are_written_small(file: Path):
    text = GOOD.replace('["widgets.example"]', '"News.Widgets.Example"')
    file.write_text(text.replace("labels", 'marks = "Widgets!"\nlabels'))
    (one,) = config.load_sources(file)
    assert (one.domains, one.marks) == (("news.widgets.example",), ("Widgets!",))


def test_the_environment_is_on_top(file: Path, monkeypatch: pytest.MonkeyPatch):
    file.write_text(GOOD)
    monkeypatch.setenv("BOT_SOURCES__WIDGET_WEEKLY__ITEM_END", "=====")
    monkeypatch.setenv("BOT_SOURCES__WIDGET_WEEKLY__DOMAINS", "a.example,b.example")
    (one,) = config.load(file)[0].descriptions()
    assert (one.end, one.domains) == ("=====", ("a.example", "b.example"))


def test_only_the_sources_of_a_file_are_looked_at(file: Path):
    file.write_text('[imap]\nnonsense = 1\npassword = "x"\n' + GOOD)
    assert [one.name for one in config.load_sources(file)] == ["widget_weekly"]


@pytest.mark.parametrize("text", ["", "[imap]\nhost = 'x'", "[sources]"])
def test_a_file_without_a_description_says_what_to_add(file: Path, text: str):
    file.write_text(text)
    with pytest.raises(BadInput, match=r"add \[sources\.your_newsletter\] with title"):
        config.load_sources(file)


def test_a_missing_file_and_bad_toml_are_named(file: Path):
    with pytest.raises(BadInput, match=r"config\.toml: no such file; examples/newsletter"):
        config.load_sources(file)
    file.write_text("[sources")
    with pytest.raises(BadInput, match="not valid TOML"):
        config.load_sources(file)


HERE = "[sources.widget_weekly] "
TAKEN = (
    "[sources.{}]: '{}' is taken by a newsletter that comes with the program;"
    " choose another"
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"deadline"', '"dedline"',
         ("[sources.widget_weekly.labels] Due: 'dedline' is no field; use one of summary,"
         " body, reporter, outlet, website, category, email, link, profile, deadline,"
         " region, requirements")),
        ('"body"', '"summary"', HERE + "labels: none of them is the text of a query; add"
         ' one such as "Brief" = "body"'),
        ('"Due"', '" brief:"', HERE + "labels: 'brief:' stands twice"),
        ('"Due"', '":"', HERE + "labels: ':' holds no word to look for"),
        ('{ "Brief" = "body", "Due" = "deadline" }', '["Brief"]',
         HERE + "labels: must be a table of names and values"),
        ('"Request #:"', '" "',
         HERE + "item_start: is empty; fill it in or take it out"),
        ('"Request #:"', '"a\\nb"',
         HERE + "item_start: must be on one line, without control characters"),
        ('"Request #:"', f'"{"a" * 201}"',
         HERE + "item_start: is longer than 200 characters; its beginning will do"),
        ('item_start = "Request #:"', "", HERE + "item_start: is missing; add it"),
        ("item_start", "item_begin", HERE + "item_start: is missing; add it"),
        ("labels =", "label = 1\nlabels =",
         HERE + "label: unknown key; check its spelling or take it out"),
        ("labels =", 'zone = "Mars/Base"\nlabels =',
         HERE + "zone: 'Mars/Base' is no time zone; write one such as Europe/Paris"),
        ("labels =", 'zone = ""\nlabels =',
         HERE + "zone: is empty; fill it in or take it out"),
        ("widgets.example", "desk@widgets.example",
         HERE + "domains: 'desk@widgets.example' is an address; write what follows the @:"
         " 'widgets.example'"),
        ("widgets.example", "https://widgets.example",
         HERE + "domains: 'https://widgets.example' is a web address; write the"
         " domain alone"),
        ("widgets.example", "widgets",
         HERE + "domains: 'widgets' is no domain; write one such as news.example.com"),
        ("widget_weekly", "haro",
         TAKEN.format("haro", "haro")),
        ("widget_weekly", "unknown",
         TAKEN.format("unknown", "unknown")),
        ("widget_weekly", "Widget-Weekly",
         "[sources.Widget-Weekly]: 'Widget-Weekly': use small letters, digits and _ only"),
        ("[sources.widget_weekly]", "[sources]",
         "[sources] title: must be a table of its own"),
        (GOOD, "sources = 3", "[sources]: must be a table of names and values"),
    ],
)  # fmt: skip
def test_every_mistake_is_named(file: Path, old: str, new: str, said: str):
    assert old in GOOD
    assert wrong(file, GOOD.replace(old, new)) == said


@pytest.mark.parametrize("name", sources.SOURCES)
def test_no_name_of_a_shipped_newsletter_is_free(file: Path, name: str):
    assert wrong(file, GOOD.replace("widget_weekly", name)).startswith(f"[sources.{name}]")


def test_the_example_names_every_key():
    text = (ROOT / "examples/newsletter.toml").read_text("utf-8")
    example = (ROOT / "config.example.toml").read_text("utf-8")
    for key in config.sources.Described.model_fields:
        assert f"\n{key} =" in text, key
        assert f"\n# {key} =" in example, key


def test_the_description_in_the_example_config_is_valid(file: Path):
    example = (ROOT / "config.example.toml").read_text("utf-8")
    table = example[example.index("# [sources.widget_weekly]") :]
    file.write_text("\n".join(line.removeprefix("# ") for line in table.split("\n")))
    assert config.load_sources(file)[0].start == "Request #:"

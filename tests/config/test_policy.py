"""[policy]: each newsletter by its name, a mistake named with its place and its cure."""

from pathlib import Path

import pytest

from bot import config
from bot.cli.parts import rules_of
from bot.domain import Level, Profile
from bot.errors import BadInput
from bot.sources import SOURCES

PROFILE = """
company = "Acme"
topics = ["enamel"]
{more}
[[experts]]
name = "Dr. Ada Dent"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "acme.toml").write_text(PROFILE.format(more=""))
    return tmp_path


def loaded(home: Path, text: str = "") -> tuple[config.Settings, tuple[Profile, ...]]:
    (home / "config.toml").write_text(f'profiles = ["acme.toml"]\n{text}')
    return config.load(home / "config.toml")


def levels(home: Path, text: str = "") -> dict[str, Level]:
    return loaded(home, text)[0].levels()


def wrong(home: Path, text: str = "") -> str:
    with pytest.raises(BadInput) as caught:
        loaded(home, text)
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_nothing_is_set_unless_somebody_sets_it(home: Path):
    assert levels(home) == {}
    assert rules_of(loaded(home)[0]).of("haro") is Level.OUTLINE


@pytest.mark.parametrize("level", [Level.BRIEF, Level.LINK, Level.OFF])
@pytest.mark.parametrize("source", sorted(SOURCES))
@pytest.mark.parametrize("mark", ["-", "_"])
def test_every_newsletter_can_be_lowered_by_its_name(
    home: Path, source: str, level: Level, mark: str
):
    key = source.replace("-", mark)
    assert levels(home, f'[policy]\n{key} = "{level.value}"') == {source: level}


def test_a_newsletter_that_the_config_describes_is_known_too(home: Path):
    text = """
        [sources.trade_desk]
        title = "Trade Desk"
        domains = ["trade.example"]
        item_start = "Request #:"
        labels = { "Brief" = "body", "Due" = "deadline" }
        [policy]
        trade-desk = "link"
        """
    assert levels(home, text) == {"trade_desk": Level.LINK}


@pytest.mark.parametrize("value", ['"none"', '"Link"', '""', "3", "true", '["link"]'])
def test_a_level_that_is_none_is_named_with_those_that_are(home: Path, value: str):
    said = wrong(home, f"[policy]\nsos = {value}")
    assert "[policy] sos" in said
    if value.startswith('"'):
        assert "outline, brief, link, off" in said


def test_a_platform_that_forbids_it_cannot_be_raised(home: Path):
    said = wrong(home, '[policy]\nqwoted = "outline"')
    assert "[policy] qwoted: 'outline' is more than the newsletter's rules allow" in said
    assert "'brief' is the most" in said


def test_one_that_is_read_with_care_can_be_raised_by_who_knows_its_terms(home: Path):
    settings, _ = loaded(home, '[policy]\nsos = "outline"')
    assert rules_of(settings).of("sos") is Level.OUTLINE


def test_the_environment_goes_before_the_file(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_POLICY__SOS", "link")
    monkeypatch.setenv("BOT_POLICY__HARO_CLASSIC", "off")
    assert levels(home, '[policy]\nsos = "brief"\nharo = "brief"') == {
        "sos": Level.LINK,
        "haro": Level.BRIEF,
        "haro-classic": Level.OFF,
    }


@pytest.mark.parametrize(
    ("key", "value"), [("SOS", "never"), ("SOSS", "link"), ("QWOTED", "outline")]
)
def test_a_mistake_in_the_environment_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, key: str, value: str
):
    monkeypatch.setenv(f"BOT_POLICY__{key}", value)
    said = wrong(home)
    assert key.lower() in said.lower()
    assert "polic" in said.lower()


@pytest.mark.parametrize("level", list(Level))
def test_a_company_can_be_lowered_in_its_profile(home: Path, level: Level):
    (home / "acme.toml").write_text(PROFILE.format(more=f'policy = "{level.value}"'))
    _, (profile,) = loaded(home)
    assert profile.policy is level


def test_a_level_of_a_profile_that_is_none_is_named(home: Path):
    (home / "acme.toml").write_text(PROFILE.format(more='policy = "some"'))
    said = wrong(home)
    assert "policy" in said
    assert "acme.toml" in said


def test_a_profile_without_a_level_is_the_one_it_was(home: Path):
    _, (plain,) = loaded(home)
    (home / "acme.toml").write_text(PROFILE.format(more='policy = "outline"'))
    _, (same,) = loaded(home)
    (home / "acme.toml").write_text(PROFILE.format(more='policy = "brief"'))
    _, (lowered,) = loaded(home)
    assert plain.revision == same.revision
    assert lowered.revision != plain.revision

"""Settings: strict, secrets apart, every mistake named with its place and cure."""

from pathlib import Path

import pytest

from bot import config
from bot.errors import BadInput

PROFILE = """
company = "Acme"
topics = ["enamel"]
[[experts]]
name = "Dr. Ada Dent"
"""

CONFIG = """
profiles = ["acme.toml"]
[imap]
host = "imap.example.com"
username = "press"
[slack]
channel = "#q"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "acme.toml").write_text(PROFILE)
    (tmp_path / "config.toml").write_text(CONFIG)
    return tmp_path


def load(home: Path):
    return config.load(home / "config.toml")


def wrong(home: Path, text: str) -> str:
    (home / "config.toml").write_text(text)
    with pytest.raises(BadInput) as caught:
        load(home)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_small_config_gets_defaults(home: Path):
    settings, profiles = load(home)
    assert settings.imap is not None
    assert settings.imap.folder == "INBOX"
    assert settings.imap.since_days == 3
    assert settings.slack is not None
    assert settings.slack.max_per_day == 25
    assert profiles[0].experts[0].id == "dr-ada-dent"


def test_the_example_config_is_valid_and_names_every_key(home: Path):
    text = Path(__file__).parents[2].joinpath("config.example.toml").read_text()
    (home / "profiles").mkdir()
    (home / "profiles" / "acme.toml").write_text(PROFILE)
    (home / "config.toml").write_text(text)
    settings, _ = load(home)
    for section in (config.Imap, config.Slack):
        for key in section.model_fields:
            assert key in text or key.upper() in text, key
    assert settings.embedding.model in text


def test_the_environment_is_on_top(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_SLACK__MAX_PER_DAY", "3")
    monkeypatch.setenv("BOT_IMAP__PASSWORD", "s3same")
    monkeypatch.setenv("BOT_NOW", "2026-09-15T12:00:00Z")
    settings, _ = load(home)
    assert settings.slack is not None
    assert settings.slack.max_per_day == 3
    assert settings.imap is not None
    assert settings.imap.password.get_secret_value() == "s3same"
    assert "s3same" not in repr(settings)


def test_a_dotenv_file_beside_the_config_gives_secrets(home: Path):
    (home / ".env").write_text("BOT_SLACK__BOT_TOKEN=xoxb-1\nOTHER=1\n")
    settings, _ = load(home)
    assert settings.slack is not None
    assert settings.slack.bot_token.get_secret_value() == "xoxb-1"


def test_a_secret_may_stand_in_a_file_of_its_own(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    (home / "secret").write_text("from a file\n")
    monkeypatch.setenv("BOT_IMAP__PASSWORD_FILE", str(home / "secret"))
    settings, _ = load(home)
    assert settings.imap is not None
    assert settings.imap.password.get_secret_value() == "from a file"


def test_a_missing_secret_file_is_named(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_IMAP__PASSWORD_FILE", str(home / "nowhere"))
    with pytest.raises(BadInput, match="BOT_IMAP__PASSWORD_FILE"):
        load(home)


def test_several_mailboxes_have_names_and_secrets_of_their_own(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    more = '[mailboxes.agency]\nhost = "h"\nusername = "u"\n'
    (home / "config.toml").write_text(CONFIG + more)
    monkeypatch.setenv("BOT_MAILBOXES__AGENCY__PASSWORD", "pw")
    settings, _ = load(home)
    assert list(settings.accounts()) == ["imap", "agency"]
    assert settings.accounts()["agency"].password.get_secret_value() == "pw"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (CONFIG + "colour = 1", ["[slack] colour", "unknown key"]),
        (CONFIG.replace('host = "imap.example.com"', ""), ["[imap] host", "missing"]),
        (
            CONFIG.replace("[slack]", 'password = "x"\n[slack]'),
            ["BOT_IMAP__PASSWORD", ".env"],
        ),
        (CONFIG + 'bot_token = "xoxb"', ["BOT_SLACK__BOT_TOKEN"]),
        (CONFIG.replace("[slack]", 'security = "none"\n[slack]'), ["[imap]", "tls"]),
        (CONFIG.replace("[slack]", "port = 99999\n[slack]"), ["[imap] port"]),
        (CONFIG + 'timezone = "Mars/Base"', ["[slack] timezone", "Europe/Paris"]),
        (CONFIG + "approvers = ['bob']", ["[slack] approvers"]),
        (CONFIG + "[matching]\nthreshold = 2", ["[matching] threshold"]),
        (CONFIG + "[matching]\nthreshold = 0.2\nhold = 0.5", ["[matching]", "hold"]),
        ("profiles = [", ["not valid TOML", "end of document"]),
        ('profiles = ["nobody.toml"]', ["nobody.toml", "no such file"]),
    ],
)
def test_a_mistake_is_named_with_its_place_and_cure(
    home: Path, text: str, names: list[str]
):
    said = wrong(home, text)
    for name in names:
        assert name in said, said


def test_a_wrong_variable_is_named_not_the_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BOT_SLACK__MAX_PER_DAY", "many")
    with pytest.raises(BadInput, match=r"^BOT_SLACK__MAX_PER_DAY"):
        load(home)


def test_a_list_in_the_environment_may_be_written_with_commas(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    for text in ("U024BE7LH, U024BE7LJ", '["U024BE7LH", "U024BE7LJ"]'):
        monkeypatch.setenv("BOT_SLACK__APPROVERS", text)
        settings, _ = load(home)
        assert settings.slack is not None
        assert settings.slack.approvers == ("U024BE7LH", "U024BE7LJ")
    monkeypatch.setenv("BOT_SLACK__APPROVERS", '["U024BE7LH"')
    with pytest.raises(BadInput, match=r"^BOT_SLACK__APPROVERS"):
        load(home)


def test_a_misspelt_section_in_the_environment_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BOT_SLAKC__CHANNEL", "#x")
    with pytest.raises(BadInput, match=r"^BOT_SLAKC__CHANNEL"):
        load(home)


@pytest.mark.parametrize("name", ["Agency", "my-box", "imap"])
def test_a_mailbox_name_that_cannot_work_is_refused(home: Path, name: str):
    more = f'[mailboxes.{name}]\nhost = "h"\nusername = "u"\n'
    assert "mailboxes" in wrong(home, CONFIG + more)


def test_a_missing_config_is_an_error_never_silent_defaults(tmp_path: Path):
    with pytest.raises(BadInput, match=r"config\.example\.toml"):
        config.load(tmp_path / "config.toml")


def test_plain_text_is_taken_on_this_machine_only(home: Path):
    local = CONFIG.replace("imap.example.com", "127.0.0.1").replace(
        "[slack]", 'security = "none"\n[slack]'
    )
    (home / "config.toml").write_text(local)
    settings, _ = load(home)
    assert settings.imap is not None
    assert settings.imap.security == "none"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("topics = ['x']\n[[experts]]\nname = 'A'", ["company"]),
        ("company = 'A'\n[[experts]]\nname = 'A'", ["description or topics"]),
        ("company = 'A'\ntopics = ['x']", ["experts"]),
        (PROFILE + "[[facts]]\ntext = 'x'\nexpires = 'soon'", ["[[facts]] 1: expires"]),
        (PROFILE + "[[facts]]\ntext = 'x'\nexpert = 'zoe'", ["[[facts]] 1", "zoe"]),
        (
            PROFILE + "[[facts]]\nid='a'\ntext='x'\n[[facts]]\nid='a'\ntext='y'",
            ["'a'", "twice"],
        ),
        (PROFILE + "colour = 'red'", ["[[experts]] 1: colour", "unknown key"]),
        (PROFILE + "[[quotes]]\ntext = 'x'", ["[[quotes]] 1: expert", "missing"]),
    ],
)
def test_a_mistake_in_a_profile_names_the_file_and_the_entry(
    home: Path, text: str, names: list[str]
):
    (home / "acme.toml").write_text(text)
    with pytest.raises(BadInput) as caught:
        config.load_profile(home / "acme.toml")
    for name in ["acme.toml", *names]:
        assert name in str(caught.value), str(caught.value)


def test_a_fact_may_name_its_expert_by_name_or_id(home: Path):
    fact = "[[facts]]\ntext = 'x'\nexpert = '{}'\nas_of = 2026-01-01\n"
    for who in ("Dr. Ada Dent", "dr-ada-dent"):
        (home / "acme.toml").write_text(PROFILE + fact.format(who))
        assert config.load_profile(home / "acme.toml").facts[0].expert == "dr-ada-dent"


def test_two_profiles_of_one_company_are_refused(home: Path):
    (home / "other.toml").write_text(PROFILE)
    assert "two profiles" in wrong(home, 'profiles = ["acme.toml", "other.toml"]')


def test_a_changed_profile_has_another_revision(home: Path):
    one = config.load_profile(home / "acme.toml").revision
    (home / "acme.toml").write_text(PROFILE.replace("enamel", "gums"))
    assert config.load_profile(home / "acme.toml").revision != one

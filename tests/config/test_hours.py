"""When people are left alone, by channel; who may decide, by user or group."""

from datetime import time
from pathlib import Path

import pytest

from bot import config
from bot.cli import parts, profiles
from bot.cli.clock import clock
from bot.cli.desks import desk_of
from bot.domain import WORKDAYS, Hours, Team, parse_hours
from bot.pipeline import Desk, Desks
from tests.config.test_config import CONFIG, PROFILE, load, wrong
from tests.config.test_config import home as home  # noqa: PLC0414 (a fixture)

NIGHT = parse_hours("20:00-07:00")
DENTAL = '[slack.channels."#dental"]\n'


def desks(home: Path, text: str = "") -> Desks:
    (home / "config.toml").write_text(CONFIG + text)
    (home / "acme.toml").write_text('channel = "#dental"\n' + PROFILE)
    settings, _ = load(home)
    assert settings.slack is not None
    return desk_of(settings.slack)


def test_by_default_there_are_summaries_and_working_hours_and_no_quiet_ones(home: Path):
    found = desks(home)
    assert (found.quiet, found.summary_at) == (None, time(16))
    assert found.working == Hours(begin=time(8), end=time(18), days=WORKDAYS)
    assert found.of("#q") == found.of("#dental") == Desk(summary_at=time(16))


def test_empty_hours_switch_off(home: Path):
    found = desks(home, 'summary_at = ""\nworking_hours = ""\nquiet_hours = ""\n')
    assert (found.quiet, found.summary_at, found.working) == (None, None, None)


def test_a_channel_is_as_the_rest_but_for_what_it_says_itself(home: Path):
    own = 'timezone = "Europe/Paris"\nsummary_at = ""\n'
    found = desks(home, f'quiet_hours = "20:00-07:00"\n{DENTAL}{own}')
    assert found.of("#q") == Desk(quiet=NIGHT, summary_at=time(16))
    assert found.of("#dental") == Desk(
        timezone="Europe/Paris", quiet=NIGHT, summary_at=None
    )
    found = desks(home, f'quiet_hours = "20:00-07:00"\n{DENTAL}quiet_hours = ""\n')
    assert found.of("#dental").quiet is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('quiet_hours = "late"', ["[slack] quiet_hours", "20:00-07:00"]),
        ('quiet_hours = "20:00-20:00"', ["[slack] quiet_hours", "end when they begin"]),
        ('summary_at = "4 pm"', ["[slack] summary_at", "16:00"]),
        ('working_hours = "9"', ["[slack] working_hours", "20:00-07:00"]),
        (
            'summary_at = "21:00"\nquiet_hours = "20:00-07:00"',
            ["[slack]", "summary_at 21:00", "quiet_hours 20:00-07:00"],
        ),
        (
            f'{DENTAL}quiet_hours = "12:00-17:00"',
            ["[slack]", "channels.#dental", "summary_at 16:00"],
        ),
        (f"{DENTAL}colour = 1", ["[slack.channels.#dental] colour", "unknown key"]),
        (f'{DENTAL}timezone = "Mars"', ["[slack.channels.#dental] timezone", "Paris"]),
        (f"{DENTAL}summary_at = 16", ["[slack.channels.#dental] summary_at"]),
        (
            '[slack.channels."#dentl"]\nsummary_at = ""',
            ['[slack.channels."#dentl"]', "no card goes to this channel"],
        ),
        (
            'ops_channel = "#ops"\n[slack.channels."#ops"]\nsummary_at = ""',
            ['[slack.channels."#ops"]', "no card goes to this channel"],
        ),
        ("approvers = ['bob']", ["[slack] approvers", "U024BE7LH", "S0614TZR7"]),
    ],
)
def test_a_mistake_is_named_with_its_place_and_cure(
    home: Path, text: str, names: list[str]
):
    (home / "acme.toml").write_text('channel = "#dental"\n' + PROFILE)
    said = wrong(home, CONFIG + text)
    for name in names:
        assert name in said, said


def test_hours_may_come_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BOT_SLACK__QUIET_HOURS", "20:00-07:00")
    monkeypatch.setenv("BOT_SLACK__SUMMARY_AT", "")
    found = desks(home)
    assert (found.quiet, found.summary_at) == (NIGHT, None)
    monkeypatch.setenv("BOT_SLACK__QUIET_HOURS", "late")
    assert wrong(home, CONFIG).startswith("BOT_SLACK__QUIET_HOURS: 'late'")


def test_users_and_user_groups_may_decide_but_only_a_user_is_an_expert(home: Path):
    who = 'approvers = ["U024BE7LH", "W012A3CDE", "S0614TZR7"]\n'
    assert desks(home, who).approvers == ("U024BE7LH", "W012A3CDE", "S0614TZR7")
    (home / "acme.toml").write_text(who + PROFILE)
    assert config.load_profile(home / "acme.toml").approvers[-1] == "S0614TZR7"
    (home / "acme.toml").write_text(PROFILE + 'slack_user = "S0614TZR7"\n')
    assert "[[experts]] 1: slack_user" in wrong(home, CONFIG)


def test_teams_and_channels_are_those_of_the_profiles_as_they_stand_now(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(profiles, "LOOK_SECONDS", 0.0)
    monkeypatch.setenv("BOT_IMAP__PASSWORD", "secret")
    (home / "acme.toml").write_text('channel = "#dental"\n' + PROFILE)
    (home / "other.toml").write_text(PROFILE.replace("Acme", "Other"))
    (home / "config.toml").write_text(
        CONFIG.replace('"acme.toml"', '"acme.toml", "other.toml"')
        + f'ops_channel = "#ops"\napprovers = ["U1A"]\n{DENTAL}timezone = "Europe/Paris"\n'
    )
    made = parts.parts(home / "config.toml", clock(None))
    try:
        assert made.channels == ("#q", "#ops", "#dental")
        acme, other = made.teams()
        expert = acme.experts[0]
        assert expert.name == "Dr. Ada Dent"
        assert acme == Team(
            company="Acme",
            channel="#dental",
            approvers=("U1A",),
            timezone="Europe/Paris",
            experts=(expert,),
        )
        assert (other.channel, other.timezone) == ("#q", "UTC")
        (home / "acme.toml").write_text(
            'channel = "#teeth"\napprovers = ["S9B"]\n' + PROFILE
        )
        assert made.teams()[0].approvers == ("S9B",)
        assert made.channels == ("#q", "#ops", "#teeth")
    finally:
        made.close()

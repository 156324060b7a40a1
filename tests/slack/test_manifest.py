"""The app we ask people to make: no more and no less than the bot uses."""

import importlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.slack import actions, manifest
from bot.slack.commands import Commands

FILE = Path(__file__).parents[2] / "deploy" / "slack-manifest.yml"

# Slack's schema takes any word as scope or event, a misspelt one too: these were read
# in Slack's reference, one by one.
SCOPES = {
    "chat:write", "commands", "channels:read", "groups:read", "channels:history",
    "groups:history", "usergroups:read", "users:read", "files:write",
}  # fmt: skip
EVENTS = {"app_home_opened", "message.channels", "message.groups"}
NEEDS = {  # an event reaches nobody who lacks its scope
    "message.channels": "channels:history",
    "message.groups": "groups:history",
}


def _parsed() -> dict:
    return dict(importlib.import_module("yaml").safe_load(manifest.text()))


def test_the_file_in_deploy_is_what_the_program_prints() -> None:
    assert FILE.read_bytes() == manifest.text().encode()


def test_yaml_readers_see_what_was_meant() -> None:
    assert _parsed() == manifest.data()


def test_the_link_decodes_to_the_file_byte_for_byte_and_is_below_4000_characters() -> None:
    link = manifest.url()
    assert link.isascii()
    assert len(link) < 4000  # 2.7 kB when this was written
    assert not set(link) & set(" ()<>\"'|`[]")  # it stands in Markdown and in terminals
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "api.slack.com", "/apps")
    query = parse_qs(parts.query, strict_parsing=True, keep_blank_values=True)
    assert query["new_app"] == ["1"]
    assert [text.encode() for text in query["manifest_yaml"]] == [FILE.read_bytes()]


def test_scopes_and_events_are_of_the_allowed_lists() -> None:
    made = _parsed()
    scopes = made["oauth_config"]["scopes"]
    assert set(scopes) == {"bot"}, "no person's rights are asked for"
    assert set(scopes["bot"]) == SCOPES
    assert len(scopes["bot"]) == len(SCOPES)
    events = made["settings"]["event_subscriptions"]
    assert set(events) == {"bot_events"}
    assert set(events["bot_events"]) == EVENTS
    assert len(events["bot_events"]) == len(EVENTS)
    assert all(NEEDS[event] in scopes["bot"] for event in EVENTS & set(NEEDS))


def test_every_scope_and_event_says_why_and_the_optional_ones_what_is_lost() -> None:
    asked = (*manifest.SCOPES, *manifest.EVENTS)
    lines = manifest.text().splitlines()
    for each in asked:
        (line,) = [line for line in lines if line.strip().startswith(f"- {each.name}  #")]
        assert line.endswith(f"# {each.why}")
    assert {each.name for each in asked if not each.needed} == {
        "usergroups:read", "users:read", "files:write", "message.channels",
        "message.groups",
    }  # fmt: skip


def test_the_settings_are_those_the_bot_is_built_for() -> None:
    made = _parsed()
    assert made["features"]["app_home"]["home_tab_enabled"] is True
    assert made["features"]["app_home"]["messages_tab_enabled"] is False
    settings = made["settings"]
    assert settings["interactivity"] == {"is_enabled": True}
    assert settings["socket_mode_enabled"] is True
    assert settings["token_rotation_enabled"] is False
    assert settings["org_deploy_enabled"] is False
    assert "http" not in manifest.text(), "Socket Mode needs no address of ours"


def test_command_and_shortcut_are_called_as_the_listeners_listen() -> None:
    features = _parsed()["features"]
    (command,) = features["slash_commands"]
    assert command["command"] == actions.COMMAND
    assert command["should_escape"] is True
    (shortcut,) = features["shortcuts"]
    assert shortcut["callback_id"] == actions.MISSED
    assert shortcut["type"] == "message"
    assert shortcut["name"] == "Should have been shown"


def test_the_hint_of_the_command_names_every_verb_there_is() -> None:
    nothing: Any = None
    hint = _parsed()["features"]["slash_commands"][0]["usage_hint"]
    named = {part.split()[0] for part in hint.split(", ")}
    assert named == set(Commands(nothing, nothing, nothing, nothing)._verbs)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (("display_information", "name"), 35),
        (("display_information", "description"), 140),
        (("display_information", "background_color"), 7),
        (("features", "bot_user", "display_name"), 80),
        (("features", "shortcuts", 0, "name"), 24),
        (("features", "shortcuts", 0, "callback_id"), 255),
        (("features", "shortcuts", 0, "description"), 150),
        (("features", "slash_commands", 0, "command"), 32),
        (("features", "slash_commands", 0, "description"), 2000),
        (("features", "slash_commands", 0, "usage_hint"), 1000),
    ],
)
def test_texts_keep_to_the_lengths_of_slacks_schema(path: tuple, most: int) -> None:
    value = _parsed()
    for key in path:
        value = value[key]
    assert 1 <= len(str(value)) <= most


def test_only_keys_of_slacks_schema_are_used() -> None:
    made = _parsed()
    assert set(made) == {
        "_metadata", "display_information", "features", "oauth_config", "settings"
    }  # fmt: skip
    assert set(made["display_information"]) <= {
        "name", "description", "background_color", "long_description"
    }  # fmt: skip
    assert set(made["features"]) <= {"app_home", "bot_user", "shortcuts", "slash_commands"}
    assert set(made["settings"]) <= {
        "event_subscriptions", "interactivity", "org_deploy_enabled",
        "socket_mode_enabled", "token_rotation_enabled",
    }  # fmt: skip


def test_missing_scopes_are_found_in_what_slack_lists() -> None:
    everything = ", ".join(SCOPES)
    assert manifest.missing(everything) == ()
    (lost,) = manifest.missing(everything.replace("users:read", "users:write"))
    assert lost.name == "users:read"
    assert "channels:read" in {a.name for a in manifest.missing("channels:reader,commands")}


def test_the_link_in_the_readme_is_the_file_byte_for_byte() -> None:
    readme = (FILE.parents[1] / "README.md").read_text()
    (link,) = re.findall(r"\((https://api\.slack\.com/apps\?[^)]*)\)", readme)
    assert link == manifest.url()

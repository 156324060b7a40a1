"""The Slack app as a manifest: what it may do, and why each thing is asked for.

The one source: `text` is deploy/slack-manifest.yml, letter by letter, `url` the link that
makes the app from it, and `missing` what an installed app was not given.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.slack import actions

NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_yaml="
_BARE = re.compile(r"[a-z/][\w:./-]*")  # what YAML reads as a string without quotes

Value = str | bool | int | Sequence["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One scope or event, and why it is asked for."""

    name: str
    why: str
    without: str = ""  # what does not work without it; "": the bot needs it

    @property
    def needed(self) -> bool:
        return not self.without


SCOPES = (
    Asked(name="chat:write", why="post and repaint cards, a word to one person"),
    Asked(name="commands", why=f"{actions.COMMAND} and the entry in a message's menu"),
    Asked(name="channels:read", why="find a public channel, is the bot in it?"),
    Asked(name="groups:read", why="find a private channel, is the bot in it?"),
    Asked(name="channels:history", why="after a crash: did that card arrive in public?"),
    Asked(name="groups:history", why="did it arrive in a private channel?"),
    Asked(
        name="usergroups:read",
        why="who is in a user group that may decide",
        without="a user group named as approver lets nobody decide",
    ),
    Asked(
        name="users:read",
        why="the time zone of who clicks",
        without="times count in the zone of the settings, not of the person who clicks",
    ),
    Asked(
        name="files:write",
        why="bring an approved answer as a file (.eml) into its thread",
        without="Get .eml brings no file; haro-bot eml writes it",
    ),
)
EVENTS = (
    Asked(name="app_home_opened", why="draw the Home tab when somebody opens it"),
    Asked(
        name="message.channels",
        why="see that somebody answers below a card",
        without="answers below a card are not seen",
    ),
    Asked(
        name="message.groups",
        why="see it in a private channel",
        without="answers below a card in a private channel are not seen",
    ),
)


def data() -> dict[str, Value]:
    """Return the manifest as Slack understands it."""
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "haro-bot",
            "description": "Shows the few reporter queries worth answering, with an"
            " outline; people decide.",
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": False,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "haro-bot", "always_online": True},
            "shortcuts": [
                {
                    "name": "Should have been shown",
                    "type": "message",
                    "callback_id": actions.MISSED,
                    "description": "Teach the bot that a query of the daily summary"
                    " deserved a card",
                }
            ],
            "slash_commands": [
                {
                    "command": actions.COMMAND,
                    "description": "Open queries, why one is shown or not, pause, resume",
                    "usage_hint": "list, search WORDS, why ID, held, status, mutes, pause,"
                    " resume",
                    "should_escape": True,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": [asked.name for asked in SCOPES]}},
        "settings": {
            "event_subscriptions": {"bot_events": [asked.name for asked in EVENTS]},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def text() -> str:
    """Return the manifest as YAML, with the reason of each scope and event beside it."""
    return "".join(f"{line}\n" for line in _lines(data()))


def url() -> str:
    """Return the link that opens Slack's form for a new app, filled in."""
    return NEW_APP + quote(text(), safe="")


def missing(granted: str) -> tuple[Asked, ...]:
    """Return the scopes not in ``granted``, a comma-separated list as Slack gives it."""
    have = scopes(granted)
    return tuple(asked for asked in SCOPES if asked.name not in have)


def scopes(granted: str) -> frozenset[str]:
    """Return the names in a comma-separated list."""
    return frozenset(filter(None, (scope.strip() for scope in granted.split(","))))


# ------------------------------------------------------------------------------ YAML

_WHY = {asked.name: asked.why for asked in (*SCOPES, *EVENTS)}


def _lines(value: Value, depth: int = 0) -> Iterator[str]:
    """Write maps and lists of our own; no general YAML."""
    space = "  " * depth
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str | int):
                yield f"{space}{key}: {_scalar(inner)}"
            else:
                yield f"{space}{key}:"
                yield from _lines(inner, depth + 1)
    elif isinstance(value, Sequence):
        for item in value:
            if isinstance(item, Mapping):
                first, *rest = _lines(item, depth + 1)
                yield f"{space}- {first.lstrip()}"
                yield from rest
            else:
                why = _WHY.get(str(item), "")
                yield f"{space}- {_scalar(item)}" + (f"  # {why}" if why else "")


def _scalar(value: Value) -> str:
    if isinstance(value, str) and _BARE.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)

"""What people do in the fake Slack: press, choose, submit, type, write, look.

Everything returns what became of the envelope: {"ok": True, "ms": ..., "response": ...}
or {"ok": False, "error": ...}, as in operation_timeout, the warning sign on a button.
"""

import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from tests.slack.acks import ack_faults
from tests.slack.memory import BOT_USER, Memory
from tests.slack.views import APP_ID, BOT_ID, TEAM, filled, find, option
from tests.slack.wires import Wires

Json = dict[str, Any]
_USES, _LIFE = 5, 1800.0  # of a response_url, uses and seconds
_USER_MENU = "users_select"


class Hands:
    """``wrong``: acknowledgements that Slack would have dropped without a word."""

    def __init__(self) -> None:
        self.port = 0
        self.memory = Memory()
        self.wires = Wires()
        self.wrong: list[str] = []
        self.responses: list[Json] = []  # what was said to response_urls
        self._urls: dict[str, list[float]] = {}

    # ------------------------------------------------------------ buttons and menus

    async def click(
        self,
        user: str,
        message: Json,
        action_id: str,
        value: str | None = None,
        age: float = 0.0,
    ) -> Json:
        """Press a button of a message, whisper or view, as it stands.

        ``value``: of an older state of it. ``age``: seconds the trigger_id has lived.
        """
        block, button = find(message.get("blocks", []), action_id)
        action = {
            "type": "button",
            "block_id": block.get("block_id", "decide"),
            "text": button.get("text"),
            "value": value if value is not None else button.get("value", ""),
        }
        return await self._act(user, message, action_id, action, age)

    async def choose(
        self, user: str, message: Json, action_id: str, value: str, age: float = 0.0
    ) -> Json:
        """Choose from a menu or an overflow: by the option's value or a part of it.

        In a menu of people ``value`` is the user's id.
        """
        block, menu = find(message.get("blocks", []), action_id)
        assert menu, f"nothing in the message is called {action_id!r}"
        action: Json = {"type": menu["type"], "block_id": block.get("block_id", "decide")}
        if menu["type"] == _USER_MENU:
            action["selected_user"] = value
        else:
            action["selected_option"] = option(menu, value)
        return await self._act(user, message, action_id, action, age)

    async def _act(
        self, user: str, message: Json, action_id: str, action: Json, age: float
    ) -> Json:
        action |= {"action_id": action_id, "action_ts": str(time.time())}
        payload = {
            **self._envelope(user, age),
            "type": "block_actions",
            "actions": [action],
        }
        if "ts" not in message:
            payload["container"] = {"type": "view", "view_id": message["id"]}
            payload["view"] = message
            return await self._deliver("interactive", payload)
        hidden = bool(message.get("is_ephemeral"))
        payload["container"] = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": message["channel"],
            "is_ephemeral": hidden,
        }
        payload["channel"] = self._channel_of(user, message["channel"])
        payload["state"] = {"values": {}}
        if not hidden:
            payload["message"] = _shown(message)
        return await self._deliver("interactive", payload)

    # -------------------------------------------------------------------- modals

    async def submit(
        self, user: str, view: Json, values: Mapping[str, Any] | None = None
    ) -> Json:
        """Fill in and send an open modal; ``values`` by block_id, see `views.filled`.

        "response" is what the bot answered: None closes the modal.
        """
        sent = {**view, "state": {"values": filled(view, dict(values or {}))}}
        payload = {
            **self._envelope(user),
            "type": "view_submission",
            "view": sent,
            "response_urls": [],
        }
        answer = await self._deliver("interactive", payload)
        if answer["ok"]:
            self.memory.answered(view, answer["response"] or {})
        return answer

    async def shortcut(
        self, user: str, message: Json, callback_id: str, age: float = 0.0
    ) -> Json:
        """Use a message shortcut from the menu of a message."""
        payload = {
            **self._envelope(user, age),
            "type": "message_action",
            "callback_id": callback_id,
            "channel": self._channel_of(user, message["channel"]),
            "message_ts": message["ts"],
            "message": _shown(message),
            "action_ts": str(time.time()),
        }
        return await self._deliver("interactive", payload)

    # --------------------------------------------------------- commands and events

    async def command(
        self, user: str, channel: str, command: str, text: str, age: float = 0.0
    ) -> Json:
        payload = self._envelope(user, age)
        del payload["user"], payload["team"]
        where = self._channel_of(user, channel)
        payload |= {
            "command": command, "text": text, "team_id": TEAM, "team_domain": "test",
            "user_id": user, "user_name": user.lower(), "channel_id": channel,
            "channel_name": where["name"],
        }  # fmt: skip
        return await self._deliver("slash_commands", payload)

    async def event(
        self, event: Json, event_id: str = "", retry: int = 0, reason: str = ""
    ) -> Json:
        """Tell of an event: under a new id, or again under the one given."""
        payload: Json = {
            "type": "event_callback",
            "event": event,
            "event_id": event_id or f"Ev{uuid4().hex[:10].upper()}",
            "event_time": int(time.time()),
            "team_id": TEAM,
            "api_app_id": APP_ID,
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }
        return await self._deliver(
            "events_api", payload, retry_attempt=retry, retry_reason=reason
        )

    async def home(self, user: str, tab: str = "home", **how: Any) -> Json:
        """Look at the app's home tab; ``how`` as for `event`."""
        event: Json = {
            "type": "app_home_opened", "user": user, "channel": f"D{user[1:]}",
            "tab": tab, "event_ts": str(time.time()),
        }  # fmt: skip
        if user in self.memory.homes:
            event["view"] = self.memory.homes[user]
        return await self.event(event, **how)

    async def write(
        self, user: str, channel: str, text: str, thread_ts: str = "", **how: Any
    ) -> Json:
        """Write a message, perhaps below another; ``how`` as for `event`."""
        self._channel_of(user, channel)
        message: Json = {
            "type": "message", "user": user, "text": text, "ts": self.memory.ts(),
            "channel": channel, "blocks": [],
        }  # fmt: skip
        if thread_ts:
            message["thread_ts"] = thread_ts
        self.memory.messages.append(message)
        event = {**message, "channel_type": "group", "event_ts": message["ts"]}
        return await self.event(event, **how)

    # -------------------------------------------------------------------- plumbing

    async def _deliver(self, kind: str, payload: Json, **extra: Any) -> Json:
        answer = await self.wires.deliver(kind, payload, **extra)
        found = ack_faults(kind, payload, answer.get("response"))
        self.wrong += found
        return {"ok": False, "error": f"wrong ack: {found}"} if found else answer

    def respond(self, url: str, said: Json) -> bool:
        """Take what is said to a response_url, five times within half an hour."""
        left = self._urls.get(url)
        if left is None or left[0] <= 0 or time.monotonic() > left[1]:
            return False
        left[0] -= 1
        self.responses.append(said)
        return True

    def _channel_of(self, user: str, channel: str) -> Json:
        """Name a channel; who does something there is in it."""
        if user not in self.memory.members.setdefault(channel, []):
            self.memory.members[channel].append(user)
        known = self.memory.channels.get(channel, {"name": "privategroup"})
        return {"id": channel, "name": known["name"]}

    def _envelope(self, user: str, age: float = 0.0) -> Json:
        url = uuid4().hex
        self._urls[url] = [_USES, time.monotonic() + _LIFE]
        if user not in self.memory.users:
            self.memory.add_user(user)
        return {
            "api_app_id": APP_ID,
            "team": {"id": TEAM, "domain": "test"},
            "user": {"id": user, "team_id": TEAM, "username": user.lower()},
            "trigger_id": self.memory.trigger(user, age),
            "response_url": f"http://127.0.0.1:{self.port}/actions/{url}",
            "is_enterprise_install": False,
        }


def _shown(message: Json) -> Json:
    """Return a message as a payload holds it: its text has come back escaped."""
    kept = ("type", "ts", "thread_ts", "user", "blocks")
    shown = {key: message[key] for key in kept if key in message}
    if message.get("app_id") == APP_ID:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID}
    return {**shown, "text": message.get("text", ""), "team": TEAM}

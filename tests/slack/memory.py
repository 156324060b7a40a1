"""The part of Slack's Web API that the bot needs, in memory, with state."""

import time
from collections.abc import Callable
from typing import Any

from tests.slack.uploads import Uploads
from tests.slack.views import APP_ID, BOT_ID, TEAM, Views, blocks_fault, refusal

Json = dict[str, Any]
BOT_USER = "U0BOT"
ZONES = {"U01ALICE": "America/New_York", "U02BOB": "Europe/Berlin"}


class Memory(Uploads, Views):
    """``users``: id -> what users.info says. ``groups``: user group -> its people."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Json] = []
        self.whispers: list[Json] = []
        self.channels: dict[str, Json] = {}
        self.members: dict[str, list[str]] = {}  # of channels
        self.groups: dict[str, list[str]] = {}
        self.users: dict[str, Json] = {}
        self.locked: set[str] = set()  # ts of messages that can't be updated any more
        self.page = 200  # the most a page of history holds
        self._stamp = int(time.time() * 1_000_000)
        for channel_id, name in (("C01PITCH", "pitches"), ("C02OPS", "ops"), ("C1", "one")):
            self.add_channel(channel_id, name)
        for user, zone in ZONES.items():
            self.add_user(user, zone)
        self._methods: dict[str, Callable[[Json], Json]] = {
            "auth.test": self._auth_test,
            "conversations.list": self._list,
            "conversations.info": self._info,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.members": self._members,
            "users.info": self._user,
            "usergroups.list": self._groups,
            "usergroups.users.list": self._group,
            "views.open": self.open_view,
            "views.push": self.push_view,
            "views.update": self.update_view,
            "views.publish": self.publish_view,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "chat.postEphemeral": self._whisper,
            "blocks.validate": self._validate,
            "files.getUploadURLExternal": self.upload_url,
            "files.completeUploadExternal": self._share,
        }

    def add_channel(self, channel_id: str, name: str, *, member: bool = True) -> None:
        self.channels[channel_id] = {
            "id": channel_id,
            "name": name,
            "is_member": member,
            "is_private": True,
        }
        self.members[channel_id] = [BOT_USER, *ZONES] if member else [*ZONES]

    def add_user(self, user: str, zone: str = "UTC", *channels: str) -> None:
        """Let somebody be in the workspace and in these channels."""
        self.users[user] = {
            "id": user, "team_id": TEAM, "name": user.lower(), "tz": zone,
            "deleted": False, "is_bot": False,
        }  # fmt: skip
        for channel in channels:
            self.members[channel].append(user)

    def call(self, method: str, args: Json) -> Json:
        handler = self._methods.get(method)
        if handler is None:
            return refusal("unknown_method")
        return handler(args)

    def ts(self) -> str:
        self._stamp = max(self._stamp + 1, int(time.time() * 1_000_000))
        return f"{self._stamp // 1_000_000}.{self._stamp % 1_000_000:06d}"

    def at(self, channel: str, ts: str) -> Json | None:
        return next(
            (m for m in self.messages if (m["channel"], m["ts"]) == (channel, ts)), None
        )

    def _channel(self, name: str) -> Json | None:
        known = self.channels.get(name)
        bare = name.lstrip("#")
        return known or next((c for c in self.channels.values() if c["name"] == bare), None)

    # ------------------------------------------------------------------ methods

    def _auth_test(self, _: Json) -> Json:
        return {
            "ok": True, "url": "https://test.example/", "team": "test", "team_id": TEAM,
            "user": "querybot", "user_id": BOT_USER, "bot_id": BOT_ID,
        }  # fmt: skip

    def _list(self, args: Json) -> Json:
        everything = list(self.channels.values())
        page, cursor = cut(everything, args, 2)
        return {"ok": True, "channels": page, **cursor}

    def _info(self, args: Json) -> Json:
        channel = self._channel(args["channel"])
        return {"ok": True, "channel": channel} if channel else refusal("channel_not_found")

    def _post(self, args: Json) -> Json:
        channel = self._channel(args["channel"])
        if channel is None:
            return refusal("channel_not_found")
        if not channel["is_member"]:
            return refusal("not_in_channel")
        if fault := blocks_fault(args):
            return fault
        message = {
            "type": "message", "ts": self.ts(), "channel": channel["id"], "user": BOT_USER,
            "bot_id": BOT_ID, "app_id": APP_ID, "text": args.get("text", ""),
            "blocks": args.get("blocks") or [],
        }  # fmt: skip
        for key in ("metadata", "thread_ts"):
            if args.get(key):
                message[key] = args[key]
        self.messages.append(message)
        return {
            "ok": True, "channel": channel["id"], "ts": message["ts"], "message": message
        }  # fmt: skip

    def _update(self, args: Json) -> Json:
        message = self.at(args["channel"], args["ts"])
        if message is None:
            return refusal("message_not_found")
        if message["ts"] in self.locked:
            return refusal("edit_window_closed")
        if fault := blocks_fault(args):
            return fault
        message.update({k: args[k] for k in ("text", "blocks", "metadata") if k in args})
        return {"ok": True, "channel": message["channel"], "ts": message["ts"]}

    def _delete(self, args: Json) -> Json:
        message = self.at(args["channel"], args["ts"])
        if message is None:
            return refusal("message_not_found")
        self.messages.remove(message)
        return {"ok": True}

    def _whisper(self, args: Json) -> Json:
        channel = self._channel(args["channel"])
        if channel is None:
            return refusal("channel_not_found")
        if not channel["is_member"]:
            return refusal("not_in_channel")
        if args["user"] not in self.members[channel["id"]]:
            return refusal("user_not_in_channel")
        if fault := blocks_fault(args):
            return fault
        whisper = {**args, "ts": self.ts(), "is_ephemeral": True}
        self.whispers.append(whisper)
        return {"ok": True, "message_ts": whisper["ts"]}

    def _share(self, args: Json) -> Json:
        """Show files in a channel or below a message, as a message of the bot.

        Unlike what it posts, that one names no bot, as Slack's does not.
        """
        channel = self._channel(str(args.get("channel_id") or ""))
        if channel is None:
            return refusal("channel_not_found")
        if not channel["is_member"]:
            return refusal("not_in_channel")
        found = self.shared(args)
        if isinstance(found, dict):
            return found
        message = {
            "type": "message", "subtype": "file_share", "ts": self.ts(), "text": "",
            "channel": channel["id"], "user": BOT_USER, "files": found, "blocks": [],
        }  # fmt: skip
        if args.get("thread_ts"):
            message["thread_ts"] = args["thread_ts"]
        self.messages.append(message)
        shown = [{"id": file["id"], "title": file["title"]} for file in found]
        return {"ok": True, "files": shown}

    def _members(self, args: Json) -> Json:
        channel = self._channel(args["channel"])
        if channel is None:
            return refusal("channel_not_found")
        page, cursor = cut(self.members[channel["id"]], args, 2)
        return {"ok": True, "members": page, **cursor}

    def _user(self, args: Json) -> Json:
        user = self.users.get(args["user"])
        return {"ok": True, "user": user} if user else refusal("user_not_found")

    def _groups(self, _: Json) -> Json:
        found = [{"id": group, "handle": group.lower()} for group in self.groups]
        return {"ok": True, "usergroups": found}

    def _group(self, args: Json) -> Json:
        users = self.groups.get(args["usergroup"])
        return refusal("no_such_subteam") if users is None else {"ok": True, "users": users}

    def _history(self, args: Json) -> Json:
        found = [
            m
            for m in reversed(self.messages)
            if m["channel"] == args["channel"] and "thread_ts" not in m
        ]
        return self._read(found, args)

    def _replies(self, args: Json) -> Json:
        parent = self.at(args["channel"], args["ts"])
        if parent is None:
            return refusal("thread_not_found")
        found = [m for m in self.messages if m.get("thread_ts") == args["ts"]]
        return self._read([parent, *found], args)

    def _read(self, found: list[Json], args: Json) -> Json:
        found = [m for m in found if float(m["ts"]) > float(args.get("oldest") or 0)]
        if str(args.get("include_all_metadata")).lower() not in ("1", "true"):
            found = [{k: v for k, v in m.items() if k != "metadata"} for m in found]
        page, cursor = cut(found, args, self.page)
        return {"ok": True, "messages": page, "has_more": bool(cursor), **cursor}

    def _validate(self, args: Json) -> Json:
        return blocks_fault(args) or {"ok": True}


def cut(found: list[Any], args: Json, most: int) -> tuple[list[Any], Json]:
    start = int(args.get("cursor") or 0)
    end = start + min(int(args.get("limit") or 100), most)
    more = {"response_metadata": {"next_cursor": str(end)}} if end < len(found) else {}
    return found[start:end], more

"""A fake Slack on loopback: Web API, Socket Mode and the faults of both.

In a test: `async with Bridge() as slack: ...`. As a program, for tests that need a
process to talk to:

    python tests/slack/bridge.py PORT [--emulate PORT2]

With --emulate the state lives in vercel-labs' emulator behind it. Verbs, all
`POST /_c/VERB` with JSON: click {user, channel, ts, action_id}, command, event,
disconnect {reason}, kill, messages, whispers, log, state, say, channel, reset and
set {throttle, retry_after, drop, cut, delay, linger, refused, muted, counted, errors,
revoked, page}. With --emulate a click names its value: messages are not kept here.
"""

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl
from uuid import uuid4

from aiohttp import ClientSession, web

if __package__ in (None, ""):  # run as a program
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.slack.memory import APP_ID, TEAM, Memory, blocks_fault, refusal
from tests.slack.wires import Wires

Json = dict[str, Any]
BOT, APP = "xoxb-test-token", "xapp-test-token"
SCOPES = "chat:write,channels:read,groups:read,channels:history,groups:history"
_USES, _LIFE = 5, 1800.0  # of a response_url


class Bridge:
    def __init__(self, port: int = 0, emulate: int = 0) -> None:
        self.port = port
        self.memory = Memory()
        self.wires = Wires()
        self.log: list[tuple[str, Json]] = []
        self.throttle = 0  # so many posts get a 429
        self.retry_after = 1
        self.drop = 0  # so many posts are stored, then the connection is reset
        self.cut = 0  # so many posts are reset before they are stored
        self.delay = 0.0  # seconds before a post is stored
        self.linger = 0.0  # seconds between storing a post and saying so
        self.errors: dict[str, str] = {}  # method -> the error it gives
        self.revoked = ""  # the error every token gets
        self._urls: dict[str, list[float]] = {}
        self._emulate = f"http://127.0.0.1:{emulate}" if emulate else ""
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 << 20)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._api),
                web.get("/link/", self.wires.serve),
                web.post("/actions/{url}", self._respond),
                web.post("/_c/{verb}", self._control),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.wires.cut()
        if self._runner:
            await self._runner.cleanup()

    # ------------------------------------------------------------------- Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method, args = request.match_info["method"], await _arguments(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        self.log.append((method, {k: v for k, v in args.items() if k != "token"}))
        expected = APP if method == "apps.connections.open" else BOT
        if self.revoked or token != expected:
            code = self.revoked or ("invalid_auth" if token else "not_authed")
            return web.json_response(refusal(code))
        if method in self.errors:
            return web.json_response(refusal(self.errors[method]))
        if method == "apps.connections.open":
            url = f"ws://127.0.0.1:{self.port}/link/?ticket={self.wires.ticket()}"
            return web.json_response({"ok": True, "url": url})
        if method == "chat.postMessage" and (fault := await self._trouble(request)):
            return fault
        answer = await self._answer(method, args)
        if method == "chat.postMessage" and self.linger:
            await asyncio.sleep(self.linger)
        if method == "chat.postMessage" and self.drop > 0 and answer.get("ok"):
            self.drop -= 1
            _abort(request)
        return web.json_response(answer, headers={"x-oauth-scopes": SCOPES})

    async def _trouble(self, request: web.Request) -> web.Response | None:
        if self.throttle > 0:
            self.throttle -= 1
            return web.json_response(
                refusal("ratelimited"),
                status=429,
                headers={"Retry-After": str(self.retry_after)},
            )
        if self.cut > 0:
            self.cut -= 1
            _abort(request)
            return web.Response()
        if self.delay:
            await asyncio.sleep(self.delay)
        return None

    async def _answer(self, method: str, args: Json) -> Json:
        if not self._emulate:
            return self.memory.call(method, args)
        if method.startswith("chat.") and (fault := blocks_fault(args)):
            return fault
        form = {
            k: v if isinstance(v, str) else json.dumps(v)
            for k, v in args.items()
            if k != "token"
        }
        async with (
            ClientSession() as session,
            session.post(
                f"{self._emulate}/api/{method}",
                data=form,
                headers={"authorization": f"Bearer {BOT}"},
            ) as answer,
        ):
            return dict(await answer.json())

    async def _respond(self, request: web.Request) -> web.Response:
        left = self._urls.get(request.match_info["url"])
        if left is None or left[0] <= 0 or time.monotonic() > left[1]:
            return web.json_response(refusal("used_url"), status=404)
        left[0] -= 1
        self.log.append(("response_url", await request.json()))
        return web.Response(text="ok")

    # ------------------------------------------------------------------- people

    async def click(
        self, user: str, message: Json, action_id: str, value: str | None = None
    ) -> Json:
        """Press a button of a message, as it stands or with a value of an older state."""
        button = find_button(message.get("blocks", []), action_id)
        action = {
            "type": "button",
            "action_id": action_id,
            "block_id": "decide",
            "value": value if value is not None else button.get("value", ""),
            "action_ts": str(time.time()),
        }
        place = {"channel_id": message["channel"], "message_ts": message["ts"]}
        return await self.wires.deliver(
            "interactive",
            {
                **self._envelope(user),
                "type": "block_actions",
                "container": {"type": "message", "is_ephemeral": False, **place},
                "channel": {"id": message["channel"], "name": "pitches"},
                "message": {"ts": message["ts"], "text": message.get("text", "")},
                "state": {"values": {}},
                "actions": [action],
            },
        )

    async def command(self, user: str, channel: str, command: str, text: str) -> Json:
        payload = {**self._envelope(user), "user_id": user, "channel_id": channel}
        payload.update(command=command, text=text, team_id=TEAM)
        return await self.wires.deliver("slash_commands", payload)

    async def event(self, event: Json, retry: int = 0, reason: str = "") -> Json:
        payload: Json = {"type": "event_callback", "event": event, "event_id": "Ev1"}
        payload.update(team_id=TEAM, api_app_id=APP_ID, event_time=int(time.time()))
        return await self.wires.deliver(
            "events_api", payload, retry_attempt=retry, retry_reason=reason
        )

    def _envelope(self, user: str) -> Json:
        url = uuid4().hex
        self._urls[url] = [_USES, time.monotonic() + _LIFE]
        return {
            "api_app_id": APP_ID,
            "team": {"id": TEAM, "domain": "test"},
            "user": {"id": user, "team_id": TEAM, "username": user.lower()},
            "trigger_id": f"1.2.{uuid4().hex}",
            "response_url": f"http://127.0.0.1:{self.port}/actions/{url}",
            "is_enterprise_install": False,
        }

    # ------------------------------------------------------------------ control

    async def _control(self, request: web.Request) -> web.Response:
        args = json.loads(await request.text() or "{}")
        verb = getattr(self, f"_do_{request.match_info['verb']}", None)
        if verb is None:
            raise web.HTTPNotFound
        return web.json_response(await verb(**args))

    async def _do_click(
        self, *, user: str, channel: str, ts: str, action_id: str, value: str | None = None
    ) -> Json:
        known = self.memory.at(channel, ts) or {"channel": channel, "ts": ts}
        return await self.click(user, known, action_id, value)

    async def _do_command(self, **args: str) -> Json:
        return await self.command(**args)

    async def _do_event(self, **args: Any) -> Json:
        return await self.event(**args)

    async def _do_disconnect(self, reason: str = "refresh_requested") -> Json:
        return {"ok": True, "told": await self.wires.say_goodbye(reason)}

    async def _do_kill(self) -> Json:
        return {"ok": True, "cut": self.wires.cut()}

    async def _do_messages(self) -> Json:
        return {"ok": True, "messages": self.memory.messages}

    async def _do_whispers(self) -> Json:
        return {"ok": True, "whispers": self.memory.whispers}

    async def _do_log(self) -> Json:
        return {"ok": True, "log": self.log}

    async def _do_state(self) -> Json:
        return {"ok": True, "connections": len(self.wires.open), "acks": self.wires.acks}

    async def _do_say(self, **args: Any) -> Json:
        return self.memory.call("chat.postMessage", args)

    async def _do_channel(self, *, id: str, name: str, member: bool = True) -> Json:  # noqa: A002 (Slack's word)
        self.memory.add_channel(id, name, member=member)
        return {"ok": True}

    async def _do_reset(self) -> Json:
        self.memory = Memory()
        self.log.clear()
        return {"ok": True}

    async def _do_set(self, **args: Any) -> Json:
        for key, value in args.items():
            owner = next(
                (o for o in (self, self.wires, self.memory) if hasattr(o, key)), None
            )
            if owner is None:
                return refusal(f"no such setting: {key}")
            setattr(owner, key, value)
        return {"ok": True}


def find_button(blocks: list[Json], action_id: str) -> Json:
    elements = [e for block in blocks for e in block.get("elements", [])]
    return next((e for e in elements if e.get("action_id") == action_id), {})


async def _arguments(request: web.Request) -> Json:
    raw = await request.text()
    if "json" in request.headers.get("content-type", ""):
        return {**request.query, **json.loads(raw or "{}")}
    form = {**request.query, **dict(parse_qsl(raw))}
    return {k: json.loads(v) if v[:1] in ("[", "{") else v for k, v in form.items()}


def _abort(request: web.Request) -> None:
    if isinstance(request.transport, asyncio.Transport):
        request.transport.abort()


async def _main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("port", type=int)
    options.add_argument("--emulate", type=int, default=0)
    chosen = options.parse_args()
    async with Bridge(chosen.port, chosen.emulate) as bridge:
        sys.stdout.write(f"ready {bridge.port}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main())

"""A fake Slack on loopback: Web API, Socket Mode and the faults of both.

In a test: `async with Bridge() as slack: ...`. As a program, for tests that need a
process to talk to:

    python tests/slack/bridge.py PORT

Verbs, all `POST /_c/VERB` with JSON: click {user, channel, ts, action_id}, choose {...,
value}, command, event, home {user}, write {user, channel, text, thread_ts}, disconnect
{reason}, kill, messages, whispers, homes, log, state, say, channel, reset and set
{throttle, retry_after, odd, odder, drop, cut, delay, linger, refused, muted, counted,
errors, revoked, page}.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import web

if __package__ in (None, ""):  # run as a program
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.slack.hands import Hands
from tests.slack.memory import Memory
from tests.slack.views import find, refusal

Json = dict[str, Any]
BOT, APP = "xoxb-test-token", "xapp-test-token"
SCOPES = (
    "chat:write,commands,channels:read,groups:read,channels:history,groups:history,"
    "usergroups:read,users:read,files:write"
)
_FILES = "files:write"


class Bridge(Hands):
    def __init__(self, port: int = 0) -> None:
        super().__init__()
        self.port = port
        self.scopes = SCOPES
        self.log: list[tuple[str, Json]] = []
        self.throttle = 0  # so many posts get a 429
        self.retry_after = 1
        self.drop = 0  # so many posts are stored, then the connection is reset
        self.cut = 0  # so many posts are reset before they are stored
        self.delay = 0.0  # seconds before a post is stored
        self.linger = 0.0  # seconds between storing a post and saying so
        self.errors: dict[str, str] = {}  # method -> the error it gives
        self.throttled: dict[str, int] = {}  # method -> so many calls get a 429
        self.revoked = ""  # the error every token gets
        self.odd: list[tuple[int, str]] = []  # status and body of the next posts, undone
        self.odder: list[tuple[int, str]] = []  # the same, once the message stands there
        self.waits: list[int] = []  # the next values of Retry-After, else `retry_after`
        self.astray = ""  # where an upload is redirected
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
                web.post("/upload/v1/{ticket}", self._upload),
                web.post("/_c/{verb}", self._control),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.memory.origin = f"http://127.0.0.1:{self.port}"
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
        if refused := self._refused(method):
            return web.json_response(refused)
        if self.throttled.get(method, 0) > 0:
            self.throttled[method] -= 1
            return self._too_many()
        if method == "apps.connections.open":
            url = f"ws://127.0.0.1:{self.port}/link/?ticket={self.wires.ticket()}"
            return web.json_response({"ok": True, "url": url})
        if method == "chat.postMessage" and (fault := await self._trouble(request)):
            return fault
        answer = await self.answer(method, args)
        lost = None
        if method == "chat.postMessage" and answer.get("ok"):
            lost = await self._lost(request)
        scopes = {"x-oauth-scopes": self.scopes}
        return lost or web.json_response(answer, headers=scopes)

    def _refused(self, method: str) -> Json | None:
        if method in self.errors:
            return refusal(self.errors[method])
        if method.startswith("files.") and _FILES not in self.scopes.split(","):
            lacking = {"needed": _FILES, "provided": self.scopes}
            return {**refusal("missing_scope"), **lacking}
        return None

    async def _trouble(self, request: web.Request) -> web.Response | None:
        if self.throttle > 0:
            self.throttle -= 1
            return self._too_many()
        if self.odd:
            return _odd(*self.odd.pop(0))
        if self.cut > 0:
            self.cut -= 1
            _abort(request)
            return web.Response()
        if self.delay:
            await asyncio.sleep(self.delay)
        return None

    async def _lost(self, request: web.Request) -> web.Response | None:
        """Be late with the answer to what is stored by now, give none, or an odd one."""
        if self.linger:
            await asyncio.sleep(self.linger)
        if self.drop > 0:
            self.drop -= 1
            _abort(request)
        return _odd(*self.odder.pop(0)) if self.odder else None

    def _too_many(self) -> web.Response:
        return web.json_response(
            refusal("ratelimited"),
            status=429,
            headers={
                "Retry-After": str(self.waits.pop(0) if self.waits else self.retry_after)
            },
        )

    async def answer(self, method: str, args: Json) -> Json:
        return self.memory.call(method, args)

    async def _respond(self, request: web.Request) -> web.Response:
        said = await request.json()
        if not self.respond(request.match_info["url"], said):
            return web.json_response(refusal("used_url"), status=404)
        self.log.append(("response_url", said))
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        data = await request.read()
        self.log.append(("upload", {"headers": dict(request.headers)}))
        if self.astray:
            raise web.HTTPTemporaryRedirect(self.astray)
        status = self.memory.take(request.match_info["ticket"], data)
        return web.Response(text=f"OK - {len(data)}", status=status)

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

    async def _do_choose(self, *, channel: str, ts: str, **args: Any) -> Json:
        return await self.choose(message=self.memory.at(channel, ts) or {}, **args)

    async def _do_home(self, *, user: str) -> Json:
        return await self.home(user)

    async def _do_write(self, **args: str) -> Json:
        return await self.write(**args)

    async def _do_homes(self) -> Json:
        return {"ok": True, "homes": self.memory.homes}

    async def _do_command(self, **args: Any) -> Json:
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
        self.memory.origin = f"http://127.0.0.1:{self.port}"
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
    return find(blocks, action_id)[1]


async def _arguments(request: web.Request) -> Json:
    raw = await request.text()
    if "json" in request.headers.get("content-type", ""):
        return {**request.query, **json.loads(raw or "{}")}
    form = {**request.query, **dict(parse_qsl(raw))}
    return {k: json.loads(v) if v[:1] in ("[", "{") else v for k, v in form.items()}


def _odd(status: int, body: str) -> web.Response:
    kind = "text/html" if body.startswith("<") else "application/json"
    return web.Response(status=status, text=body, content_type=kind)


def _abort(request: web.Request) -> None:
    if isinstance(request.transport, asyncio.Transport):
        request.transport.abort()


async def _main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("port", type=int)
    chosen = options.parse_args()
    async with Bridge(chosen.port) as bridge:
        sys.stdout.write(f"ready {bridge.port}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main())

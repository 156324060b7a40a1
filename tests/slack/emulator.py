"""Somebody else's Slack behind our bridge: vercel-labs/emulate, one process for all tests.

Set BOT_EMULATE to its command, e.g. BOT_EMULATE="node_modules/.bin/emulate". With
BOT_EMULATE_ALL=1 besides, everything that is played on a `stage` is played against it.
It keeps messages; what it lacks (sockets, modals, user groups) stays in our memory.
"""

import asyncio
import atexit
import functools
import json
import os
import re
import shlex
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout

from tests.slack.bridge import BOT, Bridge
from tests.slack.views import APP_ID, blocks_fault

Json = dict[str, Any]
COMMAND = shlex.split(os.environ.get("BOT_EMULATE", ""))
ALL = bool(COMMAND and os.environ.get("BOT_EMULATE_ALL"))
SEED = Path(__file__).parent / "emulate.yaml"
_THEIRS = {
    "auth.test", "chat.postMessage", "chat.update", "chat.delete", "conversations.list",
    "conversations.info", "conversations.history", "conversations.replies",
}  # fmt: skip


@functools.cache
def address() -> str:
    """Start the emulator, once; it ends with the tests."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            *COMMAND, "start", "--service", "slack", "--port", str(port),
            "--host", "127.0.0.1", "--seed", str(SEED),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    atexit.register(process.wait)
    atexit.register(process.terminate)
    url, ends = f"http://127.0.0.1:{port}", time.monotonic() + 20
    while True:
        try:
            urllib.request.urlopen(f"{url}/api/auth.test", data=b"", timeout=5).close()  # noqa: S310 (loopback)
        except OSError:
            assert time.monotonic() < ends, "the emulator did not start"
            time.sleep(0.1)
        else:
            return url


class Emulated(Bridge):
    """Its ids of channels are exchanged for ours on the way, and messages mirrored."""

    def __init__(self, ids: dict[str, str] | None = None) -> None:
        super().__init__()
        self._ids = ids or {}  # ours -> theirs
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        url = await asyncio.to_thread(address)
        self._session = ClientSession(url, timeout=ClientTimeout(total=20))
        listed = await self._ask("conversations.list", {})
        theirs = {channel["name"]: channel["id"] for channel in listed["channels"]}
        for channel in self.memory.channels.values():
            self._ids[channel["id"]] = theirs[channel["name"]]
        return await super().__aenter__()

    async def __aexit__(self, *what: object) -> None:
        await super().__aexit__(*what)
        for message in reversed(self.memory.messages):  # replies before their card
            place = {"channel": message["channel"], "ts": message["ts"]}
            await self._ask("chat.delete", place)
        if self._session is not None:
            await self._session.close()

    async def answer(self, method: str, args: Json) -> Json:
        if method not in _THEIRS:
            return await super().answer(method, args)
        if method.startswith("chat.") and (fault := blocks_fault(args)):
            return fault
        answer = await self._ask(method, args)
        if answer.get("ok"):
            self._mirror(method, args, answer)
        return answer

    async def _ask(self, method: str, args: Json) -> Json:
        assert self._session is not None
        form = {
            key: self.exchanged(value if isinstance(value, str) else json.dumps(value))
            for key, value in args.items()
            if key != "token" and value is not None
        }
        headers = {"authorization": f"Bearer {BOT}"}
        async with self._session.post(f"/api/{method}", data=form, headers=headers) as got:
            return dict(json.loads(self.exchanged(await got.text(), back=True)))

    def exchanged(self, text: str, *, back: bool = False) -> str:
        ids = {theirs: ours for ours, theirs in self._ids.items()} if back else self._ids
        if not ids:
            return text
        # in one go and whole: their random ids may hold one of ours, "C1"
        pattern = rf"\b(?:{'|'.join(ids)})\b"
        return re.sub(pattern, lambda found: ids[found[0]], text)

    def _mirror(self, method: str, args: Json, answer: Json) -> None:
        """Keep what people see, for hands and tests to find."""
        if method == "chat.postMessage":
            kept = {k: args[k] for k in ("metadata", "thread_ts") if args.get(k)}
            self.memory.messages.append(
                {
                    "type": "message", "ts": answer["ts"], "channel": answer["channel"],
                    "app_id": APP_ID, "text": args.get("text", ""),
                    "blocks": args.get("blocks") or [], **kept,
                }
            )  # fmt: skip
        elif method in ("chat.update", "chat.delete"):
            self.memory.call(method, args)

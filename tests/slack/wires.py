"""The websocket side of the fake Slack: tickets, hello, envelopes with 3 s to answer."""

import asyncio
import json
import time
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

Json = dict[str, Any]
ACK_SECONDS = 3.0


class Wires:
    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.tickets: set[str] = set()
        self.refused = 0  # so many handshakes get a 503
        self.muted = False  # no pongs
        self.ghosts: list[web.WebSocketResponse] = []  # half-open: counted, and deaf
        self.lost: list[Json] = []  # envelopes that went to a ghost
        self.counted = 0  # what hello says beyond the truth
        self.acks: list[Json] = []  # every answer that came, in time or not
        self.hellos = 0
        self._transports: dict[int, asyncio.Transport] = {}
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    def ticket(self) -> str:
        ticket = uuid4().hex
        self.tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.refused > 0:
            self.refused -= 1
            return web.Response(status=503)
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=404)
        self.tickets.remove(ticket)
        wire = web.WebSocketResponse(autoping=False)
        await wire.prepare(request)
        if isinstance(request.transport, asyncio.Transport):
            self._transports[id(wire)] = request.transport
        self.open.append(wire)
        self.hellos += 1
        await wire.send_json(
            {
                "type": "hello",
                "num_connections": len(self.open) + len(self.ghosts) + self.counted,
                "connection_info": {"app_id": "A01APP"},
                "debug_info": {"host": "bridge", "approximate_connection_time": 18060},
            }
        )
        try:
            await self._listen(wire)
        finally:
            if wire in self.open:
                self.open.remove(wire)
            self._transports.pop(id(wire), None)
        return wire

    async def _listen(self, wire: web.WebSocketResponse) -> None:
        async for message in wire:
            if wire in self.ghosts:
                continue
            if message.type is WSMsgType.PING and not self.muted:
                await wire.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                self.acks.append(answer)
                waiting = self._waiting.get(answer.get("envelope_id", ""))
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer)

    async def deliver(self, kind: str, payload: Json, **extra: Any) -> Json:
        """Hand an envelope to ONE connection and wait for its acknowledgement."""
        if not self.open and self.ghosts:
            self.lost.append(payload)
            return {"ok": False, "error": "operation_timeout"}
        if not self.open:
            return {"ok": False, "error": "no_connection"}
        envelope = str(uuid4())
        self._waiting[envelope] = asyncio.get_running_loop().create_future()
        began = time.monotonic()
        try:
            await self.open[-1].send_json(
                {
                    "envelope_id": envelope,
                    "type": kind,
                    "payload": payload,
                    "accepts_response_payload": kind != "events_api",
                    **extra,
                }
            )
            answer = await asyncio.wait_for(self._waiting[envelope], ACK_SECONDS)
        except TimeoutError:
            return {"ok": False, "error": "operation_timeout"}
        except ConnectionError:
            return {"ok": False, "error": "connection_lost"}
        finally:
            del self._waiting[envelope]
        took = int((time.monotonic() - began) * 1000)
        return {"ok": True, "ms": took, "response": answer.get("payload")}

    async def say_goodbye(self, reason: str) -> int:
        told = list(self.open)
        for wire in told:
            await wire.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "bridge"}}
            )
        return len(told)

    def half_open(self) -> None:
        """Let nothing pass any more on what is open, in either direction, untold.

        Slack goes on counting such a connection: a ghost.
        """
        self.ghosts += self.open
        self.open.clear()

    def cut(self) -> int:
        """Break every connection without a close frame."""
        cut = list(self._transports.values())
        for transport in cut:
            transport.abort()
        return len(cut)

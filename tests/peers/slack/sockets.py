"""Slack's side of Socket Mode: tickets, WebSockets, envelopes and their acknowledgements.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

APP_TOKEN = "xapp-peer"
JSON = "application/json"


@dataclass
class Sockets:
    """``is_deaf``: sockets stand and answer pings, and nothing is sent to them any more."""

    open: list[web.WebSocketResponse] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    issued: int = 0
    is_deaf: bool = False
    refuses: int = 0
    """So many tickets are not honoured."""
    acknowledged: dict[str, Any] = field(default_factory=dict)
    url: str = ""

    def add_routes(self, application: web.Application) -> None:
        application.router.add_post("/api/apps.connections.open", self._issue)
        application.router.add_get("/socket/{ticket}", self._connect)

    async def _issue(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {APP_TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        self.issued += 1
        ticket = f"ticket-{self.issued}"
        self.tickets.add(ticket)
        return web.json_response({"ok": True, "url": f"{self.url}/socket/{ticket}"})

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        if self.refuses or ticket not in self.tickets:
            self.refuses = max(0, self.refuses - 1)
            self.tickets.discard(ticket)
            return web.Response(status=403)
        self.tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.open.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.open)})
        async for message in socket:
            answer = json.loads(message.data)
            self.acknowledged[answer["envelope_id"]] = answer.get("payload")
        self.open.remove(socket)
        return socket

    async def send(self, envelope: dict[str, Any]) -> None:
        if not self.is_deaf:
            await self.open[-1].send_json(envelope)


@dataclass
class SocketApp:
    """As ``person.App``, with envelopes in place of signed requests."""

    sockets: Sockets
    is_idle: Callable[[], bool]
    sent: int = 0

    async def receives(self, content: bytes, content_type: str) -> tuple[int, str]:
        self.sent += 1
        envelope_id = f"envelope-{self.sent}"
        await self.sockets.send(
            {
                **_envelope(content, content_type),
                "envelope_id": envelope_id,
                "accepts_response_payload": True,
            }
        )
        async with asyncio.timeout(20):
            while envelope_id not in self.sockets.acknowledged or not self.is_idle():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        payload = self.sockets.acknowledged[envelope_id]
        return 200, json.dumps(payload) if payload else ""


def _envelope(content: bytes, content_type: str) -> dict[str, Any]:
    if content_type == JSON:
        return {"type": "events_api", "payload": json.loads(content)}
    form = dict(parse_qsl(content.decode(), keep_blank_values=True))
    if "payload" in form:
        return {"type": "interactive", "payload": json.loads(form["payload"])}
    return {"type": "slash_commands", "payload": form}

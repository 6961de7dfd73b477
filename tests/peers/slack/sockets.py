"""Slack's side of Socket Mode: tickets, WebSockets, envelopes and their acknowledgements.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.peers.slack.delivery import JSON, SETTLES_WITHIN, Receiver, Retry
from tests.peers.slack.state import APP_ID, Json

APP_TOKEN = "xapp-peer"
MOST_SOCKETS = 10


@dataclass
class Sockets:
    """Tickets that were issued, and the sockets that stand."""

    open: list[web.WebSocketResponse] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    issued: int = 0
    refuses: int = 0
    """So many tickets are not honoured."""
    unacknowledged: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)
    """By envelope: what the acknowledgement will bring."""
    url: str = ""

    def issue(self) -> Json:
        """An address that is good for one connection."""
        self.issued += 1
        ticket = f"ticket-{self.issued}"
        self.tickets.add(ticket)
        return {"url": f"{self.url.replace('http', 'ws', 1)}/socket/{ticket}"}

    async def connect(self, request: web.Request) -> web.StreamResponse:
        ticket = request.match_info["ticket"]
        if self.refuses or ticket not in self.tickets:
            self.refuses = max(0, self.refuses - 1)
            self.tickets.discard(ticket)
            return web.Response(status=403)
        self.tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.open.append(socket)
        try:
            await self._greet(socket)
            async for message in socket:
                self._acknowledge(json.loads(message.data))
        finally:
            self.open.remove(socket)
        return socket

    async def sends(self, envelope: Json) -> Any:
        """To the newest socket; what comes with the acknowledgement."""
        told = asyncio.get_running_loop().create_future()
        self.unacknowledged[envelope["envelope_id"]] = told
        await self.open[-1].send_json(envelope)
        async with asyncio.timeout(SETTLES_WITHIN):
            return await told

    async def takes_back(self) -> None:
        """Slack renews a socket every hour or so: it asks for that, then closes it."""
        socket = self.open[0]
        asked = {"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}
        await socket.send_json(asked)
        await socket.close()

    async def close(self) -> None:
        for socket in [*self.open]:
            await socket.close()

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        if len(self.open) > MOST_SOCKETS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        hello = {
            "type": "hello",
            "num_connections": len(self.open),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "applink-1", "approximate_connection_time": 18_060},
        }
        await socket.send_json(hello)

    def _acknowledge(self, answer: Json) -> None:
        self.unacknowledged.pop(answer["envelope_id"]).set_result(answer.get("payload"))


@dataclass
class SocketApp(Receiver):
    """As ``delivery.App``, with envelopes in place of signed requests."""

    sockets: Sockets
    sent: int = 0

    async def acknowledges(
        self, content: bytes, content_type: str, *, retry: Retry | None = None
    ) -> tuple[int, str]:
        self.sent += 1
        told = {"retry_attempt": retry.number, "retry_reason": retry.reason} if retry else {}
        payload = await self.sockets.sends(
            {
                **_envelope(content, content_type),
                **told,
                "envelope_id": f"envelope-{self.sent}",
                "accepts_response_payload": content_type != JSON,
            }
        )
        return 200, json.dumps(payload) if payload else ""


def _envelope(content: bytes, content_type: str) -> Json:
    if content_type == JSON:
        return {"type": "events_api", "payload": json.loads(content)}
    form = dict(parse_qsl(content.decode(), keep_blank_values=True))
    if "payload" in form:
        return {"type": "interactive", "payload": json.loads(form["payload"])}
    return {"type": "slash_commands", "payload": form}

"""A signed Teams activity in, the reply at the connector: also ``python -m benchmarks.teams_edge``.

Ours answers a fixed card: the edge and its database, without the handlers. The peer of the same run
is an echo on botbuilder's own cloud adapter, with the same token check, load and connector.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import Any

import aiohttp
from aiohttp import web

from benchmarks.teams_servers import APP_ID, TENANT
from tests.peers.teams.signing import Key, claims

PEOPLE = 100
"""Everybody says something before the clock starts: who they are is asked once a day."""
ROUNDS = {"ours": 2_000, "stock": 300}
AT_A_TIME = 16


@dataclass
class Connector:
    """Takes whatever comes, and counts."""

    key: Key = field(default_factory=lambda: Key("key-1"))
    posted: int = 0
    numbers: "count[int]" = field(default_factory=count)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """Its ``host:port``."""
        app = web.Application()
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_get("/v3/conversations/{_}/members/{_m}", self._member)
        app.router.add_post("/v3/conversations/{path:.*}", self._post)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.host = f"127.0.0.1:{runner.addresses[0][1]}"
        yield self.host
        await runner.cleanup()

    def activity(self) -> dict[str, Any]:
        number = next(self.numbers)
        person = number % PEOPLE
        return {
            "type": "message",
            "id": f"activity-{number}",
            "timestamp": "2026-11-20T01:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": f"http://{self.host}/",
            "from": {"id": f"29:{person}", "name": "職員", "aadObjectId": f"aad-{person}"},
            "recipient": {"id": f"28:{APP_ID}", "name": "かけはし"},
            "conversation": {"id": f"a:{person}", "conversationType": "personal"},
            "channelData": {"tenant": {"id": TENANT}},
            "text": "次に何の研修を受ければいい？",
        }

    async def _openid(self, _: web.Request) -> web.Response:
        told = {"jwks_uri": f"http://{self.host}/keys"}
        return web.json_response(told | {"id_token_signing_alg_values_supported": ["RS256"]})

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [dict(self.key.published)]})

    async def _member(self, request: web.Request) -> web.Response:
        return web.json_response({"email": "someone@kakehashi.example", "tenantId": TENANT})

    async def _post(self, request: web.Request) -> web.Response:
        await request.read()
        self.posted += 1
        return web.json_response({"id": f"m{self.posted}"}, status=201)


async def rate(kind: str, connector: Connector) -> float:
    """Activities answered in a second."""
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.teams_servers", kind),
        *(f"http://{connector.host}/openid", connector.host),
        stdout=asyncio.subprocess.PIPE,
    )
    assert server.stdout  # noqa: S101 - it was asked for
    url = f"http://127.0.0.1:{int(await server.stdout.readline())}/api/messages"
    try:
        await _load(connector, url, PEOPLE)
        begun = perf_counter()
        await _load(connector, url, ROUNDS[kind])
        return ROUNDS[kind] / (perf_counter() - begun)
    finally:
        server.terminate()
        await server.wait()


async def _load(connector: Connector, url: str, rounds: int) -> None:
    said = claims(audience=APP_ID, service_url=f"http://{connector.host}/")
    headers = {"Authorization": f"Bearer {connector.key.signed(said)}"}
    before, places = connector.posted, asyncio.Semaphore(AT_A_TIME)

    async def one(session: aiohttp.ClientSession) -> None:
        async with places, session.post(url, json=connector.activity(), headers=headers) as answer:
            answer.raise_for_status()

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(one(session) for _ in range(rounds)))
    if connector.posted - before != rounds:
        raise RuntimeError(f"{connector.posted - before} of {rounds} were answered")


async def main() -> None:
    connector = Connector()
    async with connector.listening():
        mine, least = await rate("ours", connector), await rate("stock", connector)
    print(
        f"\nTeamsの署名つきメッセージから返信まで（{ROUNDS['ours']:,}件、比較は{ROUNDS['stock']:,}件）  目標 4倍以上"
    )
    print(f"  かけはし              {mine:7.1f} 件/秒（{mine / least:.1f}倍）")
    print(f"  比較：botbuilder標準 {least:7.1f} 件/秒")


if __name__ == "__main__":
    asyncio.run(main())

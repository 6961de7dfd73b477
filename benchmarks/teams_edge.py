"""A signed Teams activity in, the reply at the connector: also ``python -m benchmarks.teams_edge``.

Ours answers a fixed card: the edge and its database, without the handlers. The peers of the same run
are echoes on botbuilder's own cloud adapter and on Microsoft's 365 Agents SDK, with the same tokens,
load and connector. The three take turns; the SDK is left out where it is not installed beside us.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import aiohttp
from aiohttp import web

from benchmarks.teams_servers import APP_ID, TENANT
from bot.teams.auth import ISSUER
from tests.peers.teams.signing import Key, claims

PEOPLE = 100
"""Everybody says something before the clock starts: who they are is asked once a day."""
TURNS = 3
ROUNDS = {"ours": 700, "stock": 150, "agents": 400}
"""Activities of one turn."""
AGENTS_SDK = Path(__file__).parents[1] / "build/agents-sdk/bin/python"
"""How it gets there is in ``agents_echo.py``."""
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


@asynccontextmanager
async def _running(kind: str, connector: Connector) -> AsyncIterator[str]:
    """The address of a server that has answered everybody once."""
    server = await asyncio.create_subprocess_exec(
        *_command(kind, connector), stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout  # noqa: S101 - it was asked for
    url = f"http://127.0.0.1:{int(await server.stdout.readline())}/api/messages"
    try:
        await _load(connector, url, PEOPLE)
        yield url
    finally:
        server.terminate()
        await server.wait()


def _command(kind: str, connector: Connector) -> tuple[str, ...]:
    host = connector.host
    if kind == "agents":
        told = (APP_ID, TENANT, ISSUER, f"http://{host}/keys")
        return (str(AGENTS_SDK), "-m", "benchmarks.agents_echo", *told)
    return (sys.executable, "-m", "benchmarks.teams_servers", kind, f"http://{host}/openid", host)


async def rates(kinds: tuple[str, ...], connector: Connector) -> dict[str, float]:
    """Activities answered in a second, of the median turn."""
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    async with AsyncExitStack() as stack:
        urls = {k: await stack.enter_async_context(_running(k, connector)) for k in kinds}
        for _ in range(TURNS):
            for kind, url in urls.items():
                begun = perf_counter()
                await _load(connector, url, ROUNDS[kind])
                found[kind].append(ROUNDS[kind] / (perf_counter() - begun))
    return {kind: median(each) for kind, each in found.items()}


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
    kinds = ("ours", "stock", "agents") if AGENTS_SDK.exists() else ("ours", "stock")
    connector = Connector()
    async with connector.listening():
        found = await rates(kinds, connector)
    mine = found["ours"]
    print(
        "\nTeamsの署名つきメッセージから返信まで"
        "  目標 botbuilder標準の4倍以上、Agents SDKの0.8倍以上"
    )
    print(f"  かけはし              {mine:7.1f} 件/秒")
    for name, kind in (("botbuilder標準", "stock"), ("Agents SDK    ", "agents")):
        if kind in found:
            print(f"  比較：{name} {found[kind]:7.1f} 件/秒（その{mine / found[kind]:.1f}倍）")
    if "agents" not in found:
        print("  Agents SDK は入っていないので比べていません（benchmarks/agents_echo.py）。")


if __name__ == "__main__":
    asyncio.run(main())

"""What ``benchmarks/teams_edge.py`` compares, each in a process of its own.

``ours`` is the edge with its database, answering a fixed card; ``stock`` is botbuilder's own cloud
adapter, answering a fixed text. Prints its port when it listens.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.teams.auth import ISSUER
from bot.teams.edge import Addresses, TeamsEdge
from bot.teams.identity import ClientSecret, TeamsIdentity
from bot.teams.tokens import Token
from cards.elements import Card, paragraph
from handlers.reply import Incoming, Reply, show
from storage.migration import upgrade
from storage.organizations import ensure_organization
from storage.session import open_database

APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
SAID = "受け付けました。"


async def ours(app: web.Application, metadata: str, host: str) -> None:
    url = f"sqlite:///{Path(tempfile.mkdtemp()) / 'benchmark.db'}"
    await upgrade(url)
    database = open_database(url).across()
    async with database.begin() as session:
        organization = await ensure_organization(
            session, key="benchmark", name="かけはし市", policy_id="shimonoseki"
        )

    async def respond(_: Incoming) -> Reply:
        return show(Card(SAID, (paragraph(SAID),)))

    edge = TeamsEdge(
        respond,
        database=database,
        organization=organization,
        identity=TeamsIdentity(APP_ID, TENANT, ClientSecret("none")),
        clock=lambda: datetime.now(UTC),
        fetch_token=lambda: Token("token", 3_600),
        addresses=Addresses(metadata, frozenset({host})),
    )
    edge.add_routes(app)
    await edge.start()


async def stock(app: web.Application, metadata: str, _host: str) -> None:
    # botbuilder-core ships no types, and only this process needs it.
    from botbuilder.core import CloudAdapterBase, TurnContext  # type: ignore[import-untyped]
    from botbuilder.schema import Activity  # type: ignore[import-untyped]
    from botframework.connector.auth import (  # type: ignore[import-untyped]
        AppCredentials,
        BotFrameworkAuthenticationFactory,
        PasswordServiceClientCredentialFactory,
    )

    class Credentials(AppCredentials):  # type: ignore[misc]  # the base is Any
        def get_access_token(self) -> str:
            return "token"

    class Factory(PasswordServiceClientCredentialFactory):  # type: ignore[misc]  # the same
        async def create_credentials(self, *_: Any, **_named: Any) -> Credentials:
            return Credentials()

    authentication = BotFrameworkAuthenticationFactory.create(
        to_channel_from_bot_login_url="https://login.microsoftonline.com/botframework.com",
        to_channel_from_bot_oauth_scope="https://api.botframework.com",
        to_bot_from_channel_token_issuer=ISSUER,
        oauth_url="https://token.botframework.com",
        to_bot_from_channel_open_id_metadata_url=metadata,
        to_bot_from_emulator_open_id_metadata_url=metadata,
        credential_factory=Factory(APP_ID, "none"),
    )
    adapter = CloudAdapterBase(authentication)

    async def echo(turn: TurnContext) -> None:
        await turn.send_activity(SAID)

    async def messages(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        await adapter.process_activity(request.headers["Authorization"], activity, echo)
        return web.Response(status=201)

    app.router.add_post("/api/messages", messages)


SERVERS: dict[str, Callable[[web.Application, str, str], Awaitable[None]]] = {
    "ours": ours,
    "stock": stock,
}


async def serve(kind: str, metadata: str, host: str) -> None:
    app = web.Application()
    await SERVERS[kind](app, metadata, host)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:4]))

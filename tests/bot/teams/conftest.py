"""Teams on loopback with the real edge, the real handlers and the sample city."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial

import pytest
from aiohttp import web

from bot.main import Bot
from bot.teams.edge import PATH, Addresses, TeamsEdge
from bot.teams.identity import ClientSecret, TeamsIdentity
from bot.teams.tokens import Token
from cards.help import help_card
from handlers.reply import Incoming, Reply, show
from scheduler.deliver_outbox import DeliverOutbox, delivering
from storage.organizations import ensure_organization
from storage.session import open_database
from tests.bot.settling import settled
from tests.city import NOW
from tests.peers.teams.peer import APP_ID, TENANT, TeamsPeer
from tests.scenarios.world import Clock
from tests.waiting import LONGEST


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """SQLite; ``test_会話.py`` asks for both."""
    return city_sqlite_url


IDENTITY = TeamsIdentity(APP_ID, TENANT, ClientSecret("secret"))


class Running:
    """The edge behind a web server of its own."""

    def __init__(self, edge: TeamsEdge) -> None:
        self.edge = edge

    async def start(self) -> str:
        """Its address."""
        app = web.Application()
        self.edge.add_routes(app)
        await self.edge.start()
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}{PATH}"

    async def stop(self) -> None:
        await self._runner.cleanup()
        await self.edge.stop()


async def all_settled(edge: TeamsEdge, outbox: DeliverOutbox) -> None:
    await edge.work.drain(seconds=LONGEST)
    await settled(outbox)


def edge_for(opened: Bot, clock: Clock, peer: TeamsPeer) -> TeamsEdge:
    return TeamsEdge(
        opened.respond,
        database=opened.deployment.database,
        organization=opened.deployment.organization,
        identity=IDENTITY,
        clock=clock,
        fetch_token=peer.issue_token,
        addresses=Addresses(peer.openid_metadata, frozenset({peer.host})),
        platforms=opened.platforms,
    )


@pytest.fixture
async def peer() -> AsyncIterator[TeamsPeer]:
    async with TeamsPeer() as listening:
        yield listening


@pytest.fixture
async def teams(bot: tuple[Bot, Clock], peer: TeamsPeer) -> AsyncIterator[TeamsPeer]:
    """The peer, with our bot behind it. Nothing that we send may break Teams' rules."""
    edge = edge_for(*bot, peer)
    running = Running(edge)
    peer.app_url = await running.start()
    async with delivering(bot[0].outbox()) as outbox:
        peer.settled = partial(all_settled, edge, outbox)
        yield peer
    await running.stop()
    assert peer.slips == []


@pytest.fixture
def clock(bot: tuple[Bot, Clock]) -> Clock:
    return bot[1]


@dataclass
class Listened:
    """What got through to the handlers; they always answer with the help card."""

    peer: TeamsPeer
    heard: list[Incoming] = field(default_factory=list)
    fails: Exception | None = None
    takes: float = 0
    """Seconds."""
    tokens_fetched: int = 0

    def fetch_token(self) -> Token:
        self.tokens_fetched += 1
        return self.peer.issue_token()

    async def respond(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        await asyncio.sleep(self.takes)
        if self.fails:
            raise self.fails
        return show(help_card())


@pytest.fixture
async def listened(sqlite_url: str, peer: TeamsPeer) -> AsyncIterator[Listened]:
    """The edge without the handlers behind it."""
    database = open_database(sqlite_url).across()
    async with database.begin() as session:
        organization = await ensure_organization(
            session, key="demo", name="かけはし市", policy_id="shimonoseki"
        )
    listened = Listened(peer)
    edge = TeamsEdge(
        listened.respond,
        database=database,
        organization=organization,
        identity=IDENTITY,
        clock=Clock(NOW),
        fetch_token=listened.fetch_token,
        addresses=Addresses(peer.openid_metadata, frozenset({peer.host})),
    )
    running = Running(edge)
    peer.app_url = await running.start()
    peer.settled = partial(edge.work.drain, seconds=LONGEST)
    yield listened
    await running.stop()
    await database.close()
    assert peer.slips == []

"""The city's Slack on loopback with the real edge, reached over signed HTTP or over a socket."""

from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web

from bot.slack.connection import SlackIdentity
from bot.slack.edge import SlackEdge, slack_edge
from bot.slack.talk import Respond
from domain.organization import Organization
from scheduler.platforms import Carrier
from storage.session import Database
from tests.peers.slack.delivery import SECRET, App, Receiver
from tests.peers.slack.peer import TOKEN, SlackPeer
from tests.peers.slack.person import Person
from tests.peers.slack.sockets import APP_TOKEN, SocketApp
from tests.peers.slack.state import BOT_USER

FORUM = "C0FORUM"

Clock = Callable[[], datetime]


class Workspace:
    """With the bot in it and in the forum's channel."""

    def __init__(self, peer: SlackPeer, app: Receiver, edge: SlackEdge) -> None:
        self.peer = peer
        self.app = app
        self.edge = edge
        peer.opens_channel(FORUM, "dx推進", BOT_USER)

    def person(self, user: str, name: str = "", **fields: object) -> Person:
        """``name``: the part of their e-mail before the @; "" for an account without one."""
        email = f"{name}@kakehashi.example" if name else None
        self.peer.joins(user, email, **fields)
        self.peer.members[FORUM].add(user)
        return Person(self.peer, self.app, user)

    @property
    def 市川(self) -> Person:
        return self.person("U0ICHI", "ichikawa.haruka")

    @property
    def 森田(self) -> Person:
        return self.person("U0MORI", "morita.sho")

    @property
    def 水谷(self) -> Person:
        return self.person("U0MIZU", "mizutani.kaori")


@asynccontextmanager
async def over_http(
    respond: Respond,
    database: Database,
    organization: Organization,
    clock: Clock,
    platforms: MutableMapping[str, Carrier] | None = None,
    is_idle: Callable[[], bool] = lambda: True,
) -> AsyncIterator[Workspace]:
    """Nothing that we send may break Slack's rules.

    ``is_idle``: besides the edge, whether what sends by ``platforms`` has nothing left to do.
    """

    def now() -> float:
        return clock().timestamp()

    async with SlackPeer(now=now) as peer:
        identity = SlackIdentity(
            TOKEN, SECRET, api_url=f"{peer.url}/api/", api_hosts=frozenset({peer.host})
        )
        edge = slack_edge(
            identity,
            respond,
            database=database,
            organization=organization,
            clock=clock,
            now=now,
            platforms=platforms,
        )
        async with edge as opened, _listening(opened) as events:
            app = App(lambda: opened.is_idle and is_idle(), events, now)
            yield Workspace(peer, app, opened)
        assert peer.slips == []


@asynccontextmanager
async def over_socket(
    respond: Respond, database: Database, organization: Organization, clock: Clock
) -> AsyncIterator[Workspace]:
    """As ``over_http``, and nothing of ours listens."""
    async with SlackPeer() as peer:
        identity = SlackIdentity(
            TOKEN,
            app_token=APP_TOKEN,
            api_url=f"{peer.url}/api/",
            api_hosts=frozenset({peer.host}),
        )
        edge = slack_edge(
            identity, respond, database=database, organization=organization, clock=clock
        )
        async with edge as opened:
            yield Workspace(peer, SocketApp(lambda: opened.is_idle, peer.sockets), opened)
        assert peer.slips == []


@asynccontextmanager
async def _listening(edge: SlackEdge) -> AsyncIterator[str]:
    """Where Slack reaches the edge."""
    application = web.Application()
    edge.add_routes(application)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()

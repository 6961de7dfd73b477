"""Slack on loopback with the real edge, the real handlers and the sample city."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.main import Bot
from bot.slack.connection import SlackIdentity
from bot.slack.edge import slack_edge
from tests.peers.slack.peer import BOT_USER, TOKEN, SlackPeer, slack_peer
from tests.peers.slack.person import SECRET, App, Person, Receiver
from tests.peers.slack.sockets import APP_TOKEN, SocketApp

# Fixtures of the sample city: pytest finds them by these names.
from tests.scenarios.conftest import (
    bot,
    city_in_postgresql,
    city_in_sqlite,
    city_postgresql_url,
    city_sqlite_url,
    city_url,
)
from tests.scenarios.world import Clock

__all__ = [
    "bot",
    "city_in_postgresql",
    "city_in_sqlite",
    "city_postgresql_url",
    "city_sqlite_url",
    "city_url",
]

FORUM = "C0FORUM"


class Workspace:
    """The city's Slack, with the bot in it and in the forum's channel."""

    def __init__(self, peer: SlackPeer, app: Receiver) -> None:
        self.peer = peer
        self.app = app
        peer.members[FORUM] = {BOT_USER}

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


@pytest.fixture
async def workspace(bot: tuple[Bot, Clock]) -> AsyncIterator[Workspace]:
    opened, clock = bot
    async with slack_peer() as peer:
        host = peer.url.removeprefix("http://")
        identity = SlackIdentity(
            TOKEN, SECRET, api_url=f"{peer.url}/api/", api_hosts=frozenset({host})
        )

        def now() -> float:
            return clock().timestamp()

        async with slack_edge(
            identity,
            opened.respond,
            database=opened.deployment.database,
            organization=opened.deployment.organization,
            clock=clock,
            now=now,
        ) as edge:
            application = web.Application()
            edge.add_routes(application)
            runner = web.AppRunner(application, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            events = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
            yield Workspace(peer, App(events, now, lambda: edge.is_idle))
            await runner.cleanup()


@pytest.fixture
async def socket_workspace(bot: tuple[Bot, Clock]) -> AsyncIterator[Workspace]:
    """The same over Socket Mode: nothing of ours listens."""
    opened, clock = bot
    async with slack_peer() as peer:
        host = peer.url.removeprefix("http://")
        identity = SlackIdentity(
            TOKEN,
            app_token=APP_TOKEN,
            api_url=f"{peer.url}/api/",
            api_hosts=frozenset({host}),
        )
        async with slack_edge(
            identity,
            opened.respond,
            database=opened.deployment.database,
            organization=opened.deployment.organization,
            clock=clock,
        ) as edge:
            yield Workspace(peer, SocketApp(peer.sockets, lambda: edge.is_idle))

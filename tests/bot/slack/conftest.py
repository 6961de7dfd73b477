"""Slack on loopback with the real edge, the real handlers and the sample city."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from bot.main import Bot
from bot.slack import web_api
from cards.help import help_card
from handlers.reply import Incoming, Reply, show
from scheduler.deliver_outbox import delivering
from storage.organizations import ensure_organization
from storage.session import open_database
from tests.bot.slack.workspace import Workspace, over_http, over_socket
from tests.city import NOW
from tests.scenarios.world import Clock


@pytest.fixture
async def workspace(bot: tuple[Bot, Clock]) -> AsyncIterator[Workspace]:
    opened, clock = bot
    deployed = opened.deployment
    outbox = opened.outbox()
    async with (
        over_http(
            opened.respond,
            deployed.database,
            deployed.organization,
            clock,
            platforms=opened.platforms,
            is_idle=lambda: outbox.is_idle,
        ) as workspace,
        delivering(outbox),
    ):
        yield workspace


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that Slack has had us wait, which do not pass."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(web_api, "asyncio", SimpleNamespace(sleep=sleep))
    return waited


@pytest.fixture
async def socket_workspace(bot: tuple[Bot, Clock]) -> AsyncIterator[Workspace]:
    opened, clock = bot
    deployed = opened.deployment
    async with over_socket(
        opened.respond, deployed.database, deployed.organization, clock
    ) as workspace:
        yield workspace


@dataclass
class Listened:
    """What got through to the handlers; they always answer with the help card."""

    heard: list[Incoming] = field(default_factory=list)

    async def respond(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        return show(help_card())


@pytest.fixture
async def listened(sqlite_url: str) -> AsyncIterator[tuple[Workspace, list[Incoming]]]:
    """The edge without the handlers behind it."""
    database = open_database(sqlite_url).across()
    async with database.begin() as session:
        organization = await ensure_organization(
            session, key="demo", name="かけはし市", policy_id="shimonoseki"
        )
    handlers = Listened()
    async with over_http(handlers.respond, database, organization, Clock(NOW)) as workspace:
        yield workspace, handlers.heard
    await database.close()

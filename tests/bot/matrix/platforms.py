"""The four ways to the bot, each with the real edge; people sit down at them by name."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.console.app import console_app, mount_console
from bot.console.conversation import Conversations
from bot.console.people import ConsolePerson
from bot.slack.talk import Respond
from bot.teams.edge import Addresses, TeamsEdge
from domain.organization import Organization
from storage.session import Database
from tests.bot.matrix.chats import Chat, ConsoleChat, SlackChat, TeamsChat
from tests.bot.slack.workspace import Workspace, over_http, over_socket
from tests.bot.teams.conftest import IDENTITY, Running
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member
from tests.waiting import LONGEST


@dataclass(frozen=True)
class Behind:
    """What answers, whatever the platform."""

    respond: Respond
    database: Database
    organization: Organization
    clock: Callable[[], datetime]


SitsDown = Callable[[str], Chat]
"""Someone by the part of their e-mail before the @, who is called by their address everywhere."""

Platform = Callable[[Behind], AbstractAsyncContextManager[SitsDown]]


@asynccontextmanager
async def slack(behind: Behind) -> AsyncIterator[SitsDown]:
    async with over_http(
        behind.respond, behind.database, behind.organization, behind.clock
    ) as workspace:
        yield partial(at_slack, workspace)


@asynccontextmanager
async def slack_socket(behind: Behind) -> AsyncIterator[SitsDown]:
    async with over_socket(
        behind.respond, behind.database, behind.organization, behind.clock
    ) as workspace:
        yield partial(at_slack, workspace)


@asynccontextmanager
async def teams(behind: Behind) -> AsyncIterator[SitsDown]:
    async with TeamsPeer() as peer:
        edge = TeamsEdge(
            behind.respond,
            database=behind.database,
            organization=behind.organization,
            identity=IDENTITY,
            clock=behind.clock,
            fetch_token=peer.issue_token,
            addresses=Addresses(peer.openid_metadata, frozenset({peer.host})),
        )
        running = Running(edge)
        peer.app_url = await running.start()
        peer.settled = partial(edge.work.drain, seconds=LONGEST)
        try:
            yield partial(at_teams, peer)
        finally:
            await running.stop()
        assert peer.slips == []


@asynccontextmanager
async def console(behind: Behind) -> AsyncIterator[SitsDown]:
    conversations = Conversations(behind.clock)
    app = web.Application()
    page = console_app(
        people=_nobody,
        respond=behind.respond,
        conversations=conversations,
        organization=behind.organization.key,
        city="かけはし市",
    )
    mount_console(app, page)
    async with TestClient(TestServer(app)) as client:
        yield lambda name: ConsoleChat(client, conversations, _address(name))


PLATFORMS: Mapping[str, Platform] = {
    "Slack": slack,
    "Slackのソケット": slack_socket,
    "Teams": teams,
    "コンソール": console,
}


def at_slack(workspace: Workspace, name: str) -> SlackChat:
    user = f"U0{name.replace('.', '').upper()}"
    profile = {"real_name": _address(name), "email": _address(name)}
    return SlackChat(workspace.person(user, name, profile=profile))


def at_teams(peer: TeamsPeer, name: str) -> TeamsChat:
    return TeamsChat(at_personal_chat(peer, member(_address(name), name=_address(name))))


def _address(name: str) -> str:
    return f"{name}@kakehashi.example"


async def _nobody() -> Sequence[ConsolePerson]:
    return ()

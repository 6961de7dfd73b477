"""Socket Mode: the same conversation, and sockets that go deaf are replaced."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.main import Bot
from bot.slack import socket_mode
from bot.slack.connection import SlackIdentity, SlackUnreachable, connect, open_pool
from bot.slack.edge import slack_edge
from bot.slack.socket_mode import Socket
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.slack.peer import TOKEN, SlackPeer
from tests.peers.slack.sockets import APP_TOKEN
from tests.scenarios.world import Clock
from tests.waiting import until


async def test_ソケットでもひととおりの会話ができる(socket_workspace: Workspace) -> None:
    市川 = socket_workspace.市川
    assert "情報セキュリティ研修（年次）" in await 市川.says("次に何の研修を受ければいい？")
    await 市川.presses("受講済みにする")
    assert (await 市川.sends_in(completed_on="2099-01-01"))["response_action"] == "errors"
    assert await 市川.sends_in(completed_on="2026-11-20") == {}
    assert "受講を記録しました" in 市川.reads
    assert "必要なスキルの習得" in await 市川.commands("受講状況", FORUM)
    assert "あなたの研修" in await 市川.opens_home()


@asynccontextmanager
async def open_socket(peer: SlackPeer, *, silent_for: float = 60) -> AsyncIterator[Socket]:
    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None)

    identity = SlackIdentity(TOKEN, app_token=APP_TOKEN, api_url=f"{peer.url}/api/")
    async with open_pool() as pool:
        connection = await connect(identity, pool)
        app = AsyncApp(name="kakehashi", authorize=authorize, request_verification_enabled=False)
        socket = Socket(
            app,
            connection,
            app_token=APP_TOKEN,
            now=time.monotonic,
            look_every=0.1,
            silent_for=silent_for,
        )
        await socket.open()
        try:
            yield socket
        finally:
            await socket.close()


async def test_黙ったままのソケットは取り替える() -> None:
    async with SlackPeer() as peer, open_socket(peer, silent_for=0.5):
        await until(lambda: peer.sockets.issued >= 2)
        await until(lambda: len(peer.sockets.open) == 1)


async def test_切れたソケットはつなぎ直す() -> None:
    async with SlackPeer() as peer, open_socket(peer):
        await peer.sockets.open[0].close()
        await until(lambda: peer.sockets.issued >= 2 and len(peer.sockets.open) == 1)


async def test_Slackが引き取ったソケットは新しくなる() -> None:
    async with SlackPeer() as peer, open_socket(peer):
        await peer.sockets.takes_back()
        await until(lambda: peer.sockets.issued >= 2 and len(peer.sockets.open) == 1)


async def test_使えない切符にこだわらず新しい切符を取る(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_mode, "CONNECT_WITHIN", 0.5)
    async with SlackPeer() as peer, open_socket(peer):
        peer.sockets.refuses = 3
        await peer.sockets.open[0].close()
        await until(lambda: len(peer.sockets.open) == 1)
        assert peer.sockets.issued >= 2


async def test_トークンが違えば起動の時に断る(
    bot: tuple[Bot, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "CONNECT_WITHIN", 0.5)
    opened, clock = bot
    async with SlackPeer() as peer:
        identity = SlackIdentity(TOKEN, app_token="xapp-wrong", api_url=f"{peer.url}/api/")
        edge = slack_edge(
            identity,
            opened.respond,
            database=opened.deployment.database,
            organization=opened.deployment.organization,
            clock=clock,
        )
        with pytest.raises(SlackUnreachable, match="TimeoutError"):
            await edge.__aenter__()


async def test_ボットのトークンが違えば起動の時に断る(bot: tuple[Bot, Clock]) -> None:
    opened, clock = bot
    async with SlackPeer() as peer:
        edge = slack_edge(
            SlackIdentity("xoxb-wrong", "s", api_url=f"{peer.url}/api/"),
            opened.respond,
            database=opened.deployment.database,
            organization=opened.deployment.organization,
            clock=clock,
        )
        with pytest.raises(SlackUnreachable, match="invalid_auth"):
            await edge.__aenter__()

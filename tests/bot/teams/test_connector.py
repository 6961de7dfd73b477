"""The connector alone: what it sends, and what it never sends."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.teams.connector import ATTEMPTS, Connector
from bot.teams.refusals import ConnectorRefused, ConversationBlocked
from bot.teams.tokens import Tokens
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.state import Conversation

SAID = {"type": "message", "text": "文"}


@pytest.fixture
async def connector(peer: TeamsPeer) -> AsyncIterator[Connector]:
    async with aiohttp.ClientSession() as session:
        yield Connector(session, Tokens(peer.issue_token), frozenset({peer.host}))


@pytest.fixture
def chat(peer: TeamsPeer) -> Conversation:
    return peer.conversation("personal")


async def test_一覧にない宛先はつなぐ前に断る(connector: Connector) -> None:
    with pytest.raises(ConnectorRefused, match="host not listed"):
        await connector.post("https://evil.trafficmanager.net/", "a:1", SAID)


async def test_転送されてもトークンはついて行かない(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    elsewhere = f"{peer.service_url}v3/conversations/elsewhere/activities"
    peer.misbehaves.append((302, {"Location": elsewhere}))
    with pytest.raises(ConnectorRefused, match="302"):
        await connector.post(peer.service_url, chat.id, SAID)
    assert len(peer.requests) == 1


async def test_何度でも待たされたらあきらめる(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    peer.misbehaves += [(502, {"Retry-After": "0"})] * ATTEMPTS
    with pytest.raises(ConnectorRefused, match="502"):
        await connector.post(peer.service_url, chat.id, SAID)
    assert len(peer.requests) == ATTEMPTS


async def test_断りの種類がわかる(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    chat.refusal = (403, "MessageWritesBlocked")
    with pytest.raises(ConversationBlocked):
        await connector.post(peer.service_url, chat.id, SAID)
    chat.refusal = (403, "InvalidBotApiHost")
    with pytest.raises(ConnectorRefused) as refused:
        await connector.post(peer.service_url, chat.id, SAID)
    assert not isinstance(refused.value, ConversationBlocked)


async def test_送ったものは書き換えも取り消しもできる(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    sent = await connector.post(peer.service_url, chat.id, SAID)
    await connector.update(peer.service_url, chat.id, sent, SAID | {"text": "別の文"})
    assert chat.words() == "別の文"
    await connector.delete(peer.service_url, chat.id, sent)
    assert chat.words() == ""


async def test_つながらなければそう言う(connector: Connector, peer: TeamsPeer) -> None:
    nowhere = Connector(connector.session, connector.tokens, frozenset({"127.0.0.1:9"}))
    with pytest.raises(ConnectorRefused, match="0 Client"):
        await nowhere.post("http://127.0.0.1:9/", "a:1", SAID)

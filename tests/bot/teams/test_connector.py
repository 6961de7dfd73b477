"""The connector alone: what it sends, and what it never sends."""

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from bot.pacing import Pacer, Paces, limits
from bot.teams.connector import ATTEMPTS, Connector
from bot.teams.refusals import (
    ConnectorBusy,
    ConnectorRefused,
    ConnectorSilent,
    ConnectorUnreachable,
    ConversationBlocked,
)
from bot.teams.tokens import Token, Tokens
from tests.bot.standing_time import Time
from tests.peers.teams.peer import TENANT, TeamsPeer
from tests.peers.teams.people import member
from tests.peers.teams.state import LOST, Conversation

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


async def test_トークンが断られたら次は取り直す(peer: TeamsPeer, chat: Conversation) -> None:
    given = [Token("revoked", 3_600), peer.issue_token()]
    async with aiohttp.ClientSession() as session:
        connector = Connector(session, Tokens(lambda: given.pop(0)), frozenset({peer.host}))
        with pytest.raises(ConnectorRefused, match="401"):
            await connector.post(peer.service_url, chat.id, SAID)
        await connector.post(peer.service_url, chat.id, SAID)
    assert len(chat.messages) == 1


async def test_急がない会話づくりは待てと言われたらすぐに戻り断られたとはしない(
    connector: Connector, peer: TeamsPeer
) -> None:
    peer.misbehaves.append((429, {"Retry-After": "30"}))
    with pytest.raises(ConnectorBusy) as busy:
        await connector.create_conversation(
            peer.service_url, bot_id="28:app", member_id="29:a", tenant="t", waits=False
        )
    assert busy.value.seconds == 30
    assert len(peer.requests) == 1


async def test_急がない人の確かめは待てと言われたらすぐに戻る(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    peer.misbehaves.append((429, {"Retry-After": "30"}))
    with pytest.raises(ConnectorBusy) as busy:
        await connector.member(peer.service_url, chat.id, "aad", waits=False)
    assert (busy.value.seconds, len(peer.requests)) == (30, 1)


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


def paced(connector: Connector, time: Time, *, each: str, together: str) -> Connector:
    pacers = (Pacer(limits(one), seconds=time, sleep=time.sleep) for one in (each, together))
    return replace(connector, paces=Paces(*pacers))


async def test_一つの会話への送信はTeamsの上限を超えずほかの会話は待たせない(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    time = Time()
    quick = paced(connector, time, each="7/1 8/2 60/30 1800/3600", together="50/1")
    sent = ""
    for _ in range(7):
        sent = await quick.post(peer.service_url, f"{chat.id};messageid=1", SAID)
    assert time.now == 1_000.0
    await quick.reply(peer.service_url, chat.id, sent, SAID)
    assert time.now == 1_001.0
    await quick.post(peer.service_url, peer.conversation("channel").id, SAID)
    assert time.now == 1_001.0
    await quick.update(peer.service_url, chat.id, sent, SAID)
    assert time.now == 1_002.0


async def test_尋ねるのも送るのもアプリの上限に数える(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    time = Time()
    quick = paced(connector, time, each="", together="2/1")
    chat.members.append(member("ichikawa.haruka@kakehashi.example"))
    await quick.post(peer.service_url, chat.id, SAID)
    await quick.member(peer.service_url, chat.id, chat.members[0].id)
    await quick.post(peer.service_url, chat.id, SAID)
    assert time.now == 1_001.0


async def test_アプリの上限はテナントごとに数える(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    time = Time()
    quick = paced(connector, time, each="", together="1/1")
    who = member("ichikawa.haruka@kakehashi.example")
    chat.members.append(who)
    peer.has_installed.add(who.id)
    for tenant in (TENANT, "another"):
        await quick.towards(tenant).post(peer.service_url, chat.id, SAID)
    assert time.now == 1_000.0
    await quick.towards(TENANT.upper()).member(peer.service_url, chat.id, who.id)
    assert time.now == 1_001.0
    await quick.create_conversation(
        peer.service_url, bot_id="28:app", member_id=who.id, tenant=TENANT
    )
    assert time.now == 1_002.0


async def test_順番が遠すぎれば送らずに断る(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    quick = paced(connector, Time(), each="1/3600", together="50/1")
    await quick.post(peer.service_url, chat.id, SAID)
    with pytest.raises(ConnectorRefused, match="our own limits"):
        await quick.post(peer.service_url, chat.id, SAID)
    assert len(chat.messages) == 1


async def test_待てと言われた後の送り直しも数える(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    time = Time()
    peer.misbehaves.append((429, {"Retry-After": "0"}))
    await paced(connector, time, each="1/5", together="").post(peer.service_url, chat.id, SAID)
    assert time.now == 1_005.0
    assert len(chat.messages) == 1


class NotAnyMore(Exception):
    pass


def not_any_more() -> None:
    raise NotAnyMore


async def once(connector: Connector, peer: TeamsPeer, chat: Conversation) -> str:
    return await connector.post_once(peer.service_url, chat.id, SAID, before_call=lambda: None)


@pytest.mark.parametrize("status", [412, 429])
async def test_だれも待たない送信は待てと言われたらすぐに戻る(
    connector: Connector, peer: TeamsPeer, chat: Conversation, status: int
) -> None:
    chat.misbehaves.append((status, {"Retry-After": "30"}))
    with pytest.raises(ConnectorBusy) as busy:
        await once(connector, peer, chat)
    assert busy.value.seconds == 30
    assert len(peer.requests) == 1


async def test_返事が途切れた送信は一度きりで届いたか知れないと言う(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    chat.misbehaves += [LOST, (502, {})]
    for _ in range(2):
        with pytest.raises(ConnectorSilent) as silence:
            await once(connector, peer, chat)
        assert not isinstance(silence.value, ConnectorUnreachable)
    assert len(peer.requests) == 2
    assert len(chat.messages) == 1


async def test_つながらなかった送信は届いていないとわかる(connector: Connector) -> None:
    nowhere = Connector(connector.session, connector.tokens, frozenset({"127.0.0.1:9"}))
    with pytest.raises(ConnectorUnreachable):
        await nowhere.post_once("http://127.0.0.1:9/", "a:1", SAID, before_call=lambda: None)


async def test_最後に止められたら何も送らない(
    connector: Connector, peer: TeamsPeer, chat: Conversation
) -> None:
    with pytest.raises(NotAnyMore):
        await connector.post_once(peer.service_url, chat.id, SAID, before_call=not_any_more)
    assert peer.requests == []

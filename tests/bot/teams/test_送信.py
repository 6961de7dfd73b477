"""What we send: again where Teams asks for it, no more where it refuses for good."""

import pytest

from bot.main import Bot
from bot.teams.people import PLATFORM
from domain.conversation_reference import ConversationReference
from storage.conversation_references import personal_references
from tests.bot.teams.conftest import Listened
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member
from tests.scenarios.world import Clock

市川 = "ichikawa.haruka@kakehashi.example"


async def stored(opened: Bot, aad_object_id: str) -> ConversationReference | None:
    async with opened.deployment.database.read() as session:
        chats = await personal_references(
            session,
            organization_id=opened.deployment.organization.id,
            platform=PLATFORM,
            platform_ids={aad_object_id},
        )
    return chats.get(aad_object_id)


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_待てと言われたら待って送る(listened: Listened, status: int) -> None:
    人 = at_personal_chat(listened.peer, member(市川))
    await 人.says("最初")
    listened.peer.misbehaves += [(status, {"Retry-After": "0"}), (status, {"Retry-After": "0"})]
    await 人.says("次")
    assert len(人.place.messages) == 2


async def test_長く待てと言われたら送らない(listened: Listened) -> None:
    人 = at_personal_chat(listened.peer, member(市川))
    await 人.says("最初")
    listened.peer.misbehaves.append((429, {"Retry-After": "3600"}))
    assert (await 人.says("次")).status == 200
    assert len(人.place.messages) == 1


async def test_五百は送り直さない(listened: Listened) -> None:
    人 = at_personal_chat(listened.peer, member(市川))
    await 人.says("最初")
    listened.peer.misbehaves.append((500, {}))
    assert (await 人.says("次")).status == 200
    assert len(人.place.messages) == 1


@pytest.mark.parametrize("code", ["MessageWritesBlocked", "BotNotInConversationRoster"])
async def test_断られた会話は控えまた話しかけられたら戻す(
    teams: TeamsPeer, bot: tuple[Bot, Clock], code: str
) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    assert await stored(bot[0], 人.member.aad_object_id)
    人.place.refusal = (403, code)
    await 人.says("使い方")
    assert await stored(bot[0], 人.member.aad_object_id) is None
    人.place.refusal = None
    await 人.says("使い方")
    assert await stored(bot[0], 人.member.aad_object_id)


async def test_アプリを外した人の会話は控える(teams: TeamsPeer, bot: tuple[Bot, Clock]) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.installs()
    assert await stored(bot[0], 人.member.aad_object_id)
    await 人.sends({"type": "installationUpdate", "action": "remove"})
    assert await stored(bot[0], 人.member.aad_object_id) is None


async def test_個人チャットを断った人にはチャネルで追加のしかたを伝える(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(市川))
    await 人.mentions("使い方")
    個人 = teams.personal_chat(人.member)
    assert 個人
    個人.refusal = (403, "MessageWritesBlocked")
    await 人.mentions("受講状況")
    assert "「かけはし」を探して追加して" in 人.place.words()


async def test_会話の宛先は届くたびに新しくなる(teams: TeamsPeer, bot: tuple[Bot, Clock]) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    before = await stored(bot[0], 人.member.aad_object_id)
    bot[1].pass_days(1)
    await 人.says("使い方")
    after = await stored(bot[0], 人.member.aad_object_id)
    assert before
    assert after
    assert after.seen_at > before.seen_at
    assert after.service_url == teams.service_url


async def test_返事をまとめて求められたら応答の中で返す(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    answered = await 人.says("使い方", deliveryMode="expectReplies")
    (said,) = answered.body["activities"]
    assert "かけはしの使い方" in str(said["attachments"])
    assert 人.place.messages == {}


async def test_まとめて求められたボタンの応答と続きも応答の中で返す(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    data = {"action": "training.status", "args": {}, "nonce": ""}
    answered = await 人.invokes(
        "adaptiveCard/action", {"action": {"data": data}}, deliveryMode="expectReplies"
    )
    response, card = answered.body["activities"]
    assert response["type"] == "invokeResponse"
    assert response["value"]["status"] == 200
    assert "受講状況" in str(card["attachments"])
    assert 人.place.messages == {}

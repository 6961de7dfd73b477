"""Teams: who is not speaking is told what the office decided."""

import logging
from datetime import datetime

import pytest

from bot.main import Bot
from bot.teams.people import PLATFORM
from bot.teams.references import References
from domain.conversation_reference import ConversationReference, ConversationScope
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from handlers import outgoing
from storage.conversation_references import keep_reference, personal_references
from storage.organization_office import office_of, save_office
from tests.bot import weekly_kind
from tests.bot.teams.notices import CONFIRMED, decides, is_known, not_told, passes, 市川, 森田, 水谷
from tests.peers.teams.peer import TENANT, TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member
from tests.scenarios.world import Clock

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=JAPAN)


async def reference_of_森田(bot: Bot) -> ConversationReference | None:
    async with bot.deployment.database.read() as session:
        chats = await personal_references(
            session,
            organization_id=bot.deployment.organization.id,
            platform=PLATFORM,
            platform_ids={"aad-morita.sho"},
        )
    return chats.get("aad-morita.sho")


async def test_修了が確認されると報告した人の個人チャットに届く(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    await decides(teams)
    assert CONFIRMED in 人.newest
    assert "DX推進員養成研修" in 人.newest


async def test_差し戻されると報告した人に直し方が届く(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    await decides(teams, "差し戻す")
    assert "受講の報告が差し戻されました" in 人.newest
    assert "報告し直してください" in 人.newest


async def test_送信しか知らない古いTeamsで確認しても届く(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    officer = at_personal_chat(teams, member(水谷))
    await officer.says("事務局の確認待ち")
    await officer.presses("修了を確認", about="森田", only_submits=True)
    await teams.settled()
    assert CONFIRMED in 人.newest


async def test_アプリが入っただけで話したことのない人にも届く(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.installs()
    await decides(teams)
    assert CONFIRMED in 人.newest


async def test_チャネルでだけ話した人には個人チャットを作って届ける(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(森田))
    await 人.mentions("使い方")
    chat = teams.personal_chat(人.member)
    assert chat
    await decides(teams)
    assert CONFIRMED in 人.newest
    assert CONFIRMED not in 人.place.words()


async def test_個人チャットがまだなければ作ってから届け次もそこに届ける(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    人 = at_meeting_place(teams, "channel", member(森田))
    await is_known(*bot)
    await decides(teams)
    assert CONFIRMED in 人.newest
    kept = await reference_of_森田(bot[0])
    assert kept
    assert (kept.scope, kept.tenant_id) == (ConversationScope.PERSONAL, TENANT)


async def test_アプリを追加していない人に届かなくても確認は終わる(
    teams: TeamsPeer, bot: tuple[Bot, Clock], caplog: pytest.LogCaptureFixture
) -> None:
    at_meeting_place(teams, "channel", member(森田), installed=False)
    await is_known(*bot)
    with caplog.at_level(logging.WARNING):
        officer = await decides(teams)
    assert "確認しました" in officer.newest
    assert "no_chat" in not_told(caplog)


async def test_どこにもいない人への知らせは番号だけを記録する(
    teams: TeamsPeer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        officer = await decides(teams)
    assert "確認しました" in officer.newest
    assert "known_nowhere" in not_told(caplog)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (403, "MessageWritesBlocked"),
        (403, "ConversationBlockedByUser"),
        (404, "ConversationNotFound"),
        (404, "SomethingNotFound"),
    ],
)
async def test_断られた個人チャットは控え作り直しもしない(
    teams: TeamsPeer,
    bot: tuple[Bot, Clock],
    caplog: pytest.LogCaptureFixture,
    status: int,
    code: str,
) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    人.place.refusal = (status, code)
    with caplog.at_level(logging.WARNING):
        await decides(teams)
    assert code in not_told(caplog)
    assert await reference_of_森田(bot[0]) is None
    assert ("POST", "") not in teams.requests
    人.place.refusal = None
    await 人.says("使い方")
    assert await reference_of_森田(bot[0])


async def test_待てと言われたら待ってから一度だけ知らせる(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    人.place.misbehaves.append((429, {"Retry-After": "30"}))
    await decides(teams)
    await passes(teams, bot, 29)
    assert CONFIRMED not in 人.newest
    await passes(teams, bot, 1)
    assert CONFIRMED in 人.newest


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_届いたか知れないものは送り直さず一覧に載せる(
    teams: TeamsPeer, bot: tuple[Bot, Clock], caplog: pytest.LogCaptureFixture, status: int
) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    人.place.misbehaves.append((status, {}))
    with caplog.at_level(logging.WARNING):
        await decides(teams)
        assert str(status) in caplog.text
        for _ in range(3):
            await passes(teams, bot, 100)
    assert CONFIRMED not in 人.newest
    assert "state=unknown" in not_told(caplog)


async def test_アプリそのものが断られたら待ち直ったら知らせる(
    teams: TeamsPeer, bot: tuple[Bot, Clock], caplog: pytest.LogCaptureFixture
) -> None:
    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    人.place.refusal = (401, "Unauthorized")
    with caplog.at_level(logging.WARNING):
        await decides(teams)
    assert "reason=app_refused:401" in caplog.text
    assert "not told" not in caplog.text
    人.place.refusal = None
    await passes(teams, bot, 61)
    assert CONFIRMED in 人.newest


async def test_断られたことを控えられなくても断りのまま(
    teams: TeamsPeer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise OSError

    人 = at_personal_chat(teams, member(森田))
    await 人.says("使い方")
    人.place.refusal = (403, "MessageWritesBlocked")
    monkeypatch.setattr(References, "block", fails)
    with caplog.at_level(logging.WARNING):
        await decides(teams)
    assert "state=failed reason=403 MessageWritesBlocked" in not_told(caplog)


async def test_控えた宛先が一覧にないものになっていればトークンを送らない(
    teams: TeamsPeer, bot: tuple[Bot, Clock], caplog: pytest.LogCaptureFixture
) -> None:
    await is_known(*bot)
    elsewhere = ConversationReference(
        platform=PLATFORM,
        conversation_id="a:elsewhere",
        scope=ConversationScope.PERSONAL,
        platform_id="aad-morita.sho",
        tenant_id=TENANT,
        service_url="https://smba.trafficmanager.net.evil.example/",
        seen_at=bot[1](),
    )
    deployment = bot[0].deployment
    async with deployment.database.begin() as session:
        await keep_reference(session, elsewhere, organization_id=deployment.organization.id)
    with caplog.at_level(logging.WARNING):
        await decides(teams)
    assert "host not listed" in not_told(caplog)


async def test_チャネルへの知らせはそこで話しかけられたあとに届く(
    teams: TeamsPeer, bot: tuple[Bot, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "KINDS", weekly_kind.TO_THE_FORUM)
    人 = at_meeting_place(teams, "channel", member(森田))
    await 人.mentions("こんにちは")
    await weekly_kind.tells_the_forum(bot[0], ChannelPlace(PLATFORM, 人.place.id))
    await teams.settled()
    assert await weekly_kind.became(bot[0]) == ("sent", "")
    assert weekly_kind.TITLE in 人.place.words()


async def test_話しかけられたことのないチャネルへの知らせは送れないと残る(
    teams: TeamsPeer, bot: tuple[Bot, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "KINDS", weekly_kind.TO_THE_FORUM)
    await weekly_kind.tells_the_forum(bot[0], ChannelPlace(PLATFORM, "19:x@thread.tacv2"))
    await teams.settled()
    assert await weekly_kind.became(bot[0]) == ("failed", "unknown_channel")


async def office(bot: Bot) -> Office:
    async with bot.deployment.database.read() as session:
        return await office_of(session, organization_id=bot.deployment.organization.id)


async def test_事務局がチャネルで頼むとそこに届き個人チャットでは場所を教える(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    担当 = at_meeting_place(teams, "channel", member(水谷))
    await 担当.mentions("ここをフォーラムのチャンネルにして")
    assert (await office(bot[0])).forum == ChannelPlace(PLATFORM, 担当.place.id)
    bot[1].now = MONDAY
    await bot[0].weekly_turns().settle()
    await teams.settled()
    assert "これからの研修とチェックイン" in 担当.place.words()
    個人 = at_personal_chat(teams, member(水谷))
    await 個人.says("ここを事務局のチャンネルにして")
    assert "そのチャンネルで" in 個人.newest
    assert (await office(bot[0])).secretariat is None


async def test_ほかの人はチャネルを決められない(teams: TeamsPeer, bot: tuple[Bot, Clock]) -> None:
    人 = at_meeting_place(teams, "channel", member(市川))
    await 人.mentions("ここを事務局のチャンネルにして")
    assert (await office(bot[0])).secretariat is None


async def test_月曜の朝の台帳から届きその場で来週まで止められる(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    opened, clock = bot
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    number = opened.deployment.organization.id
    async with opened.deployment.database.begin() as session:
        await save_office(session, Office(), organization_id=number, at=clock())
    clock.now = MONDAY
    await opened.weekly_turns().settle()
    await teams.settled()
    assert "期限を過ぎた必須研修" in 人.newest
    await 人.presses("来週まで止める")
    assert "12月13日(日)まで止めます" in 人.newest
    before = len(人.place.messages)
    await opened.weekly_turns().settle()
    await teams.settled()
    assert len(人.place.messages) == before

"""The same conversation in a personal chat, a group chat and a channel."""

import pytest

from tests.city import city_url
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member

__all__ = ["city_url"]  # on both databases

市川 = "ichikawa.haruka@kakehashi.example"


async def test_個人チャットで次の研修から使い方まで話せる(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    assert (await 人.says("次に何の研修を受ければいい？")).status == 200
    assert "情報セキュリティ研修（年次）" in 人.newest
    await 人.presses("詳しく", about="情報セキュリティ研修（年次）")
    assert "実施主体" in 人.newest
    await 人.says("受講状況")
    assert "受講状況" in 人.newest
    await 人.says("使い方")
    assert "かけはしの使い方" in 人.newest


@pytest.mark.parametrize("scope", ["groupChat", "channel"])
async def test_みんなのいる場では個人チャットに答えその旨だけを書く(
    teams: TeamsPeer, scope: str
) -> None:
    人 = at_meeting_place(teams, scope, member(市川))
    await 人.mentions("次に何の研修を受ければいい？")
    assert "情報セキュリティ研修（年次）" in 人.sees
    assert 人.place.words() == "個人チャットに返信しました。"
    await 人.presses("詳しく", about="情報セキュリティ研修（年次）")
    await 人.mentions("受講状況")
    await 人.mentions("使い方")
    assert "実施主体" in 人.sees
    assert "かけはしの使い方" in 人.newest
    assert len([c for c in teams.conversations.values() if c.scope == "personal"]) == 1


async def test_チャネルの返事は元の投稿への返信になる(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(市川))
    await 人.mentions("使い方")
    (返信,) = 人.place.messages.values()
    assert 返信.replies_to == 人.last["id"]


async def test_アプリを追加していない人には追加のしかたを伝える(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(市川), installed=False)
    await 人.mentions("次に何の研修を受ければいい？")
    assert "「かけはし」を探して追加して" in 人.place.words()
    assert 人.sees == ""


async def test_受講の報告はダイアログで直して送れる(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("次に何の研修を受ければいい？")
    await 人.presses("詳しく", about="情報セキュリティ研修（年次）")
    await 人.presses("受講済みにする", about="情報セキュリティ研修（年次）")
    assert "受講した日" in 人.sees
    await 人.fills_in(completed_on="2026-12-01")
    assert "受講した日は今日までの日付にしてください。" in 人.sees
    await 人.fills_in(completed_on="2026-11-20")
    assert 人.dialog is None
    assert "受講を記録しました" in 人.newest


async def test_送信しか知らない古いTeamsでも押せる(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    await 人.presses("受講状況", only_submits=True)
    assert "受講状況" in 人.newest
    assert "かけはしの使い方" not in 人.newest


async def test_事務局の確認は押したカードがその場で新しくなる(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member("mizutani.kaori@kakehashi.example"))
    await 人.says("使い方")
    await 人.presses("事務局の確認待ち")
    assert "森田" in 人.newest
    件数 = len(人.place.messages)
    await 人.presses("修了を確認", about="森田")
    assert len(人.place.messages) == 件数
    開き直すと = list(人.place.messages.values())[-1].words("開き直した人")
    assert 開き直すと == 人.newest
    with pytest.raises(AssertionError, match="ボタン「修了を確認」がありません"):
        await 人.presses("修了を確認", about="森田")


async def test_追加したときに一度だけ挨拶する(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.installs()
    await 人.installs()
    assert len(人.place.messages) == 1
    assert "かけはしの使い方" in 人.newest


async def test_同じ時刻に届いた二人にどちらも答える(teams: TeamsPeer) -> None:
    市川さん = at_personal_chat(teams, member("ichikawa.haruka@kakehashi.example"))
    森田さん = at_personal_chat(teams, member("morita.sho@kakehashi.example"))
    await 市川さん.says("使い方", id="1795136400001")
    await 森田さん.says("使い方", id="1795136400001")
    assert "かけはしの使い方" in 市川さん.newest
    assert "かけはしの使い方" in 森田さん.newest


async def test_消されたカードの続きは新しく出る(teams: TeamsPeer) -> None:
    水谷さん = at_personal_chat(teams, member("mizutani.kaori@kakehashi.example"))
    await 水谷さん.says("事務局の確認待ち")
    (message,) = 水谷さん.place.messages.values()
    _, button = 水谷さん._button("修了を確認", "")
    水谷さん.place.messages.clear()
    pressed = button["fallback"]["data"]
    await 水谷さん.sends({"type": "message", "value": pressed, "replyToId": message.id})
    assert "修了を確認しました" in 水谷さん.newest

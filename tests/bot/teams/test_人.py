"""Who it is: by the address that Teams tells, and asked for once a day."""

from tests.bot.teams.conftest import Listened
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import ANOTHER_TENANT, at_meeting_place, at_personal_chat, member
from tests.scenarios.world import Clock

市川 = "ichikawa.haruka@kakehashi.example"


def asked(peer: TeamsPeer) -> int:
    return sum("/members/" in path for _, path in peer.requests)


async def test_メールがなければサインイン名で名簿を引く(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川, email=None))
    await 人.says("受講状況")
    assert "受講状況" in 人.newest


async def test_名簿にない人には申し出を伝えたと答える(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member("new.face@kakehashi.example"))
    await 人.says("受講状況")
    assert "職員名簿に見つかりません" in 人.newest


async def test_アドレスを見られない人には確認できないと答える(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川, email=None, userPrincipalName=None))
    await 人.says("受講状況")
    assert "どなたか確認できません" in 人.newest


async def test_Teamsが知らない人にも答える(teams: TeamsPeer) -> None:
    知らない人 = member(市川)
    知らない人.of_teams = None
    人 = at_personal_chat(teams, 知らない人)
    await 人.says("受講状況")
    assert "どなたか確認できません" in 人.newest


async def test_ゲストは職員と同じアドレスでも職員でない(teams: TeamsPeer) -> None:
    guest = member(市川, userPrincipalName="ichikawa_kakehashi.example#EXT#@city.onmicrosoft.com")
    人 = at_personal_chat(teams, guest)
    await 人.says("受講状況")
    assert "職員の方だけが使えます" in 人.newest


async def test_役割がゲストの人は職員でない(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川, userRole="guest"))
    await 人.says("受講状況")
    assert "職員の方だけが使えます" in 人.newest


async def test_よそのテナントの人は職員でない(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川, tenantId=ANOTHER_TENANT))
    await 人.says("受講状況")
    assert "職員の方だけが使えます" in 人.newest


async def test_アカウントのない人は職員でない(teams: TeamsPeer) -> None:
    無名 = member(市川)
    無名.aad_object_id = ""
    人 = at_personal_chat(teams, 無名)
    await 人.says("受講状況")
    assert "職員の方だけが使えます" in 人.newest


async def test_だれかは一日に一度だけ尋ねる(teams: TeamsPeer, clock: Clock) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    await 人.says("受講状況")
    assert asked(teams) == 1
    clock.pass_days(1)
    await 人.says("使い方")
    assert asked(teams) == 2


async def test_尋ねても返事がなければ前の日のままで答える(teams: TeamsPeer, clock: Clock) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    clock.pass_days(1)
    teams.misbehaves.append((500, {}))
    await 人.says("受講状況")
    assert "受講状況" in 人.newest


async def test_初めての人を尋ねて返事がなければ受付番号を伝える(listened: Listened) -> None:
    人 = at_personal_chat(listened.peer, member(市川))
    listened.peer.misbehaves.append((500, {}))
    await 人.says("使い方")
    assert "受付番号" in 人.newest
    assert listened.heard == []


async def test_チャネルではスレッドを除いた会話で尋ねる(teams: TeamsPeer) -> None:
    人 = at_meeting_place(teams, "channel", member(市川))
    await 人.mentions("使い方")
    assert ("GET", f"/{人.place.id}/members/{人.member.id}") in teams.requests

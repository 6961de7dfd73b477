"""The thread of an issue on Teams: replies are kept, followed, and never answered."""

from typing import Any

from bot.main import Bot
from bot.teams.people import PLATFORM
from domain.issue_thread import ThreadMessage
from domain.office import ChannelPlace, Office
from storage.issue_threads import thread_of
from storage.issues import every_issue
from storage.organization_office import save_office
from tests.bot.teams.notices import passes, 市川, 森田
from tests.peers.teams.peer import TENANT, TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member
from tests.peers.teams.person import Person
from tests.peers.teams.reading import reads
from tests.scenarios.world import Clock

工夫 = "うちの課では、申請書をQRコードで読み取っています。"


async def kept(bot: Bot) -> tuple[ThreadMessage, ...]:
    deployment = bot.deployment
    number = deployment.organization.id
    async with deployment.database.within(number).read() as session:
        (issue,) = await every_issue(session, organization_id=number)
        return await thread_of(session, issue.id, organization_id=number)


def below(person: Person, root: str, message: str, **other: Any) -> dict[str, Any]:
    """In the thread that ``root`` begins."""
    place = {"id": f"{person.place.id};messageid={root}", "conversationType": "channel"}
    return {"id": message, "conversation": place | {"tenantId": TENANT, "isGroup": True}} | other


async def test_チャネルの課題のカードへの返信が残り直せば直り消せば消え呼びかけにも答えない(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    deployed, 人 = bot[0].deployment, at_meeting_place(teams, "channel", member(森田))
    本人 = at_personal_chat(teams, member(市川))
    await 本人.says("使い方")
    await 人.mentions("こんにちは")
    async with deployed.database.begin() as session:
        office = Office(forum=ChannelPlace(PLATFORM, 人.place.id), quiet=None)
        await save_office(session, office, organization_id=deployed.organization.id, at=bot[1]())
    before = set(人.place.messages)
    await 本人.says("課題：転入届を二つのシステムに打っている。月600件ある。")
    await 本人.presses("登録する")
    await teams.settled()
    (card,) = set(人.place.messages) - before
    assert "課題#1" in 人.place.messages[card].words()
    count = len(人.place.messages)
    await 人.says("QRコードです", **below(人, card, "1795136460001"))
    await 人.mentions("全員の受講状況を見せて", **below(人, card, "1795136470001"))
    later = {"timestamp": "2026-11-20T01:05:00.000Z"}
    await 人.sends(
        {"type": "messageUpdate", "text": 工夫, **below(人, card, "1795136460001", **later)}
    )
    assert [m.text for m in await kept(bot[0])] == [工夫, "全員の受講状況を見せて"]
    for ts, told in (("1795136460001", 工夫), ("1", "話し合いに入っていません")):
        payload = {"id": ts, "body": {"contentType": "text", "content": "…"}}
        value = {"commandId": "markMessage", "messagePayload": payload}
        await 人.invokes("composeExtension/fetchTask", value)
        assert told in reads(人.dialog or {})
        人.dialog = None
    await 人.sends({"type": "messageDelete", **below(人, card, "1795136470001", **later)})
    assert [m.text for m in await kept(bot[0])] == [工夫, ""]
    for _ in range(4):  # a change rests while an earlier one is on its way
        await passes(teams, bot, 60)
    assert len(人.place.messages) == count
    assert "発言 1件" in 人.place.messages[card].words()


async def test_課題でないスレッドの発言は残らず呼びかけだけに答える(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    人, 本人 = (
        at_meeting_place(teams, "channel", member(森田)),
        at_personal_chat(teams, member(市川)),
    )
    await 本人.says("課題：転入届を二つのシステムに打っている。月600件ある。")
    await 本人.presses("登録する")
    await 人.says("お昼にしませんか。", **below(人, "1795136450000", "1795136460001"))
    await 人.says("受講状況", **below(人, "1795136450000", "1795136450000"))
    assert 人.place.words() == ""
    await 人.mentions("使い方", **below(人, "1795136450000", "1795136470001"))
    assert "かけはしの使い方" in 人.newest
    assert await kept(bot[0]) == ()

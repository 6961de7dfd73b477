"""Issues are raised from a message in the forum's channel on Teams: their card stands in its thread."""

from sqlalchemy import select
from sqlmodel import col

from bot.main import Bot
from bot.teams.people import PLATFORM
from domain.office import THREAD, ChannelPlace, Office
from handlers.issue_publish import POSTED
from storage.issues import every_issue
from storage.organization_office import save_office
from storage.outbox_table import OutboxRow
from tests.bot.teams.notices import 市川
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_meeting_place, at_personal_chat, member
from tests.peers.teams.reading import inputs
from tests.scenarios.world import Clock


async def test_フォーラムの投稿から登録した課題はそのスレッドに載りそこで書き換わる(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    deployed, 人 = bot[0].deployment, at_meeting_place(teams, "channel", member(市川))
    本人 = at_personal_chat(teams, member(市川))
    await 本人.says("使い方")
    await 人.mentions("こんにちは")
    async with deployed.database.begin() as session:
        office = Office(forum=ChannelPlace(PLATFORM, 人.place.id), quiet=None)
        await save_office(session, office, organization_id=deployed.organization.id, at=bot[1]())
    before = set(人.place.messages)
    words = "<p>転入届を二つのシステムに打っている。月600件ある。</p>"
    value = {"commandId": "raiseIssue", "messagePayload": {"body": {"content": words}}}
    await 人.invokes("composeExtension/fetchTask", value)
    filled = {field["id"]: field.get("value", "") for field in inputs(人.dialog or {})}
    (submit,) = (人.dialog or {})["actions"]
    sent = {"commandId": "raiseIssue", "data": submit["data"] | filled}
    await 人.invokes("composeExtension/submitAction", sent)
    await teams.settled()
    (posted,) = [message for key, message in 人.place.messages.items() if key not in before]
    assert "転入届を二つのシステムに打っている" in posted.words()
    async with deployed.database.read() as session:
        (issue,) = await every_issue(session, organization_id=deployed.organization.id)
        written_into = await session.scalars(
            select(col(OutboxRow.conversation)).where(col(OutboxRow.kind) == POSTED)
        )
        assert issue.raised_at is not None
        assert [*written_into] == [f"{人.place.id}{THREAD}{issue.raised_at.thread}"]
    await 本人.says("#1")
    await 本人.presses("状態・段階・担当を変える")
    await 本人.fills_in(state="対応中")
    await teams.settled()
    (posted,) = [message for key, message in 人.place.messages.items() if key not in before]
    assert "対応中" in posted.words()

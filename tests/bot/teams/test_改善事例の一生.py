"""Teams, with its tokens checked: what a report becomes, and one card in the forum's channel."""

from functools import cache, partial

from bot.main import Bot
from bot.teams.people import PLATFORM
from domain.office import ChannelPlace, Office
from storage.organization_office import save_office
from tests.bot.matrix.life_of_a_case import REASON, REMARK, TITLE, life_of_a_case
from tests.bot.matrix.people import People
from tests.bot.matrix.platforms import at_teams
from tests.bot.teams.notices import 水谷
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_meeting_place, member
from tests.scenarios.world import Clock


async def test_報告から横展開まで_それぞれに一度ずつ知らされフォーラムの一枚が書き換わる(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    deployed, forum = bot[0].deployment, at_meeting_place(teams, "channel", member(水谷))
    await forum.mentions("こんにちは")
    async with deployed.database.begin() as session:
        office = Office(forum=ChannelPlace(PLATFORM, forum.place.id))
        number = deployed.organization.id
        await save_office(session, office, organization_id=number, at=bot[1]())
    before = set(forum.place.messages)
    sits_down = cache(partial(at_teams, teams))
    await life_of_a_case(People(sits_down))
    await teams.settled()
    told = sits_down("ichikawa.haruka").person.sees
    assert told.count("改善事例が差し戻されました") == 1
    assert REASON in told
    assert told.count("が承認しました") == 2
    assert told.count(REMARK) == 1
    (posted,) = [message for key, message in forum.place.messages.items() if key not in before]
    assert TITLE in posted.words()
    assert "横展開（ほか1か所）" in posted.words()

"""Teams, with its tokens checked: five complaints of four departments become one measure."""

from datetime import timedelta
from functools import cache, partial

from bot.main import Bot
from bot.teams.people import PLATFORM
from domain.office import ChannelPlace, Office
from storage.organization_office import save_office
from tests.bot.matrix.issues_to_measure import exchange_goes_on, issues_to_measure
from tests.bot.matrix.people import People
from tests.bot.matrix.platforms import at_teams
from tests.bot.teams.notices import 水谷
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_meeting_place, member
from tests.scenarios.world import Clock


async def test_四人の統括リーダーが二週間で散らばった困りごとから一つの施策を始める(
    teams: TeamsPeer, bot: tuple[Bot, Clock]
) -> None:
    deployed, forum = bot[0].deployment, at_meeting_place(teams, "channel", member(水谷))
    await forum.mentions("こんにちは")
    async with deployed.database.begin() as session:
        office = Office(forum=ChannelPlace(PLATFORM, forum.place.id), quiet=None)
        number = deployed.organization.id
        await save_office(session, office, organization_id=number, at=bot[1]())
    before = set(forum.place.messages)

    async def passes(days: int) -> None:
        bot[1].now += timedelta(days=days)
        await exchange_goes_on(bot)
        bot[0].deps.outbox_filled.set()
        await teams.settled()

    await issues_to_measure(People(cache(partial(at_teams, teams))), passes)
    await passes(1)
    cards = [m.words() for key, m in forum.place.messages.items() if key not in before]
    assert len([words for words in cards if "の情報交換のまとめ" in words]) == 2
    for number in range(1, 7):
        assert len([words for words in cards if words.startswith(f"課題#{number}")]) == 1

"""Slack, signed: what a report becomes, with everybody being told, and one card in the forum."""

from functools import partial

import pytest

from bot.main import Bot
from domain.office import ChannelPlace, Office
from storage.organization_office import save_office
from tests.bot.matrix.life_of_a_case import REASON, REMARK, TITLE, life_of_a_case
from tests.bot.matrix.people import People
from tests.bot.matrix.platforms import at_slack
from tests.bot.slack.workspace import FORUM, Workspace
from tests.peers.slack import reading
from tests.scenarios.world import Clock


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    """What happens here is the same on both databases."""
    return city_sqlite_url


async def test_報告から横展開まで_それぞれに一度ずつ知らされフォーラムの一枚が書き換わる(
    workspace: Workspace, bot: tuple[Bot, Clock]
) -> None:
    deployed, sits_down = bot[0].deployment, partial(at_slack, workspace)
    async with deployed.database.begin() as session:
        office = Office(forum=ChannelPlace("slack", FORUM))
        number = deployed.organization.id
        await save_office(session, office, organization_id=number, at=bot[1]())
    await life_of_a_case(People(sits_down))
    await workspace.app.settles()
    author, leader = sits_down("ichikawa.haruka").person, sits_down("kinoshita.maho").person
    told = author.sees
    assert told.count("改善事例が差し戻されました") == 1
    assert f"{REASON}" in told
    assert told.count("が承認しました") == 2
    assert told.count(REMARK) == 1
    assert "確認をお願いします" in leader.sees
    (posted,) = [message for message in workspace.peer.messages if message.channel == FORUM]
    shown = reading.words(posted.content)
    assert TITLE in shown
    assert "横展開（ほか1か所）" in shown

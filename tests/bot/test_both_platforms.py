"""Slack and Teams in one deployment: what one decides on the one is read on the other."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.main import Bot
from bot.teams.edge import Addresses, TeamsEdge
from bot.telling import Telling
from tests.bot.slack.workspace import Workspace, over_http
from tests.bot.teams.conftest import IDENTITY, Running
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member
from tests.scenarios.conftest import (
    bot,
    city_in_postgresql,
    city_in_sqlite,
    city_postgresql_url,
    city_sqlite_url,
)
from tests.scenarios.world import Clock

__all__ = [
    "bot",
    "city_in_postgresql",
    "city_in_sqlite",
    "city_postgresql_url",
    "city_sqlite_url",
]


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    return city_sqlite_url


@dataclass
class Both:
    slack: Workspace
    teams: TeamsPeer


@pytest.fixture
async def both(bot: tuple[Bot, Clock]) -> AsyncIterator[Both]:
    opened, clock = bot
    database, organization = opened.deployment.database, opened.deployment.organization
    telling = Telling(database, organization_id=organization.id)
    async with TeamsPeer() as teams:
        running = Running(_teams_edge(opened, clock, teams, telling))
        teams.app_url = await running.start()
        teams.settled = running.edge.finish
        async with over_http(opened.respond, database, organization, clock, telling) as slack:
            yield Both(slack, teams)
        await running.stop()
        assert teams.slips == []


def _teams_edge(opened: Bot, clock: Clock, peer: TeamsPeer, telling: Telling) -> TeamsEdge:
    return TeamsEdge(
        opened.respond,
        database=opened.deployment.database,
        organization=opened.deployment.organization,
        identity=IDENTITY,
        clock=clock,
        fetch_token=peer.issue_token,
        addresses=Addresses(peer.openid_metadata, frozenset({peer.host})),
        telling=telling,
    )


async def test_Teamsで確認するとSlackの人に届く(both: Both) -> None:
    森田 = both.slack.森田
    await 森田.says("使い方")
    水谷 = at_personal_chat(both.teams, member("mizutani.kaori@kakehashi.example"))
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("修了を確認", about="森田")
    assert "修了が確認されました" in 森田.reads


async def test_Slackで確認するとTeamsの人に届く(both: Both) -> None:
    森田 = at_personal_chat(both.teams, member("morita.sho@kakehashi.example"))
    await 森田.says("使い方")
    水谷 = both.slack.水谷
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("修了を確認", about="森田")
    assert "修了が確認されました" in 森田.newest


async def test_止めるときは知らせ終えるまで待つ(both: Both) -> None:
    森田 = both.slack.森田
    await 森田.says("使い方")
    水谷 = at_personal_chat(both.teams, member("mizutani.kaori@kakehashi.example"))
    await 水谷.says("事務局の確認待ち")
    finish, both.teams.settled = both.teams.settled, both.slack.edge.finish
    await 水谷.presses("修了を確認", about="森田")
    await finish()
    assert "修了が確認されました" in 森田.reads

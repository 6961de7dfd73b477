"""Slack and Teams in one deployment: what one decides on the one is read on the other."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

import pytest

from bot.main import Bot
from scheduler.deliver_outbox import DeliverOutbox, delivering
from tests.bot.settling import settled
from tests.bot.slack.workspace import Workspace, over_http
from tests.bot.teams.conftest import Running, all_settled, edge_for
from tests.peers.faults import slow
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member
from tests.scenarios.world import Clock


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    return city_sqlite_url


@dataclass
class Both:
    slack: Workspace
    teams: TeamsPeer
    outbox: DeliverOutbox


@pytest.fixture
async def both(bot: tuple[Bot, Clock]) -> AsyncIterator[Both]:
    opened, clock = bot
    outbox = opened.outbox()
    async with TeamsPeer() as teams:
        running = Running(edge_for(opened, clock, teams))
        teams.app_url = await running.start()
        teams.settled = partial(all_settled, running.edge, outbox)
        async with (
            over_http(
                opened.respond,
                opened.deployment.database,
                opened.deployment.organization,
                clock,
                platforms=opened.platforms,
                is_idle=lambda: outbox.is_idle,
            ) as slack,
            delivering(outbox),
        ):
            yield Both(slack, teams, outbox)
        await running.stop()
        assert teams.slips == []


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


async def test_止めるときは知らせ終えるまで待つ(bot: tuple[Bot, Clock], both: Both) -> None:
    森田 = both.slack.森田
    await 森田.says("使い方")
    水谷 = at_personal_chat(both.teams, member("mizutani.kaori@kakehashi.example"))
    await 水谷.says("事務局の確認待ち")
    both.slack.peer.misbehaves["chat.postMessage"].append(slow(0.3))
    both.teams.settled = both.slack.edge.finish
    await 水谷.presses("修了を確認", about="森田")
    assert "修了が確認されました" not in 森田.reads
    both.outbox.finish()
    await settled(both.outbox)
    assert "修了が確認されました" in 森田.reads

"""Slack and Teams in one deployment: what one decides on the one is read on the other."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.main import Bot
from bot.slack import directory
from scheduler.deliver_outbox import DeliverOutbox, delivering
from scheduler.platforms import Address
from storage.accounts import accounts_with_emails
from storage.people import person_by_email
from tests.bot.settling import settled
from tests.bot.slack.workspace import Workspace, over_http
from tests.bot.teams.conftest import Running, all_settled, edge_for
from tests.peers.faults import slow
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member
from tests.scenarios.world import Clock

市川, 森田 = "ichikawa.haruka@kakehashi.example", "morita.sho@kakehashi.example"


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


async def test_大勢をまとめて確かめたあとも最後に話したほうで伝える(
    both: Both, bot: tuple[Bot, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    """水谷 decides on Slack, where 森田's Home is drawn anew for it: that is not 森田's doing."""
    on_slack, on_teams = both.slack.森田, at_personal_chat(both.teams, member(森田))
    began = bot[1].now
    await both.slack.市川.says("使い方")
    await on_slack.says("使い方")
    bot[1].now += timedelta(hours=1)
    await on_teams.says("使い方")
    bot[1].pass_days(3)
    monkeypatch.setattr(directory, "MANY", 1)
    await tells_on_slack(bot[0], 市川)
    assert len(both.slack.peer.calls("users.list")) == 1
    await both.slack.水谷.says("事務局の確認待ち")
    await both.slack.水谷.presses("修了を確認", about="森田")
    assert "修了が確認されました" in on_teams.newest
    assert "修了が確認されました" not in on_slack.reads
    assert await heard(bot[0]) == {"slack": began, "teams": began + timedelta(hours=1)}


async def tells_on_slack(bot: Bot, email: str) -> None:
    """All but the message: who has not been asked about for a day is asked about with all others."""
    number = bot.deployment.organization.id
    async with bot.deployment.database.read() as session:
        person = await person_by_email(session, organization_id=number, email=email)
    slack = bot.platforms["slack"].of(number)
    assert person
    assert slack
    (account,) = await slack.accounts(person)
    assert isinstance(await slack.address(account), Address)


async def heard(bot: Bot) -> dict[str, datetime | None]:
    """When 森田 was heard last, by platform."""
    found: dict[str, datetime | None] = {}
    async with bot.deployment.database.read() as session:
        for platform in ("slack", "teams"):
            (account,) = await accounts_with_emails(
                session,
                organization_id=bot.deployment.organization.id,
                platform=platform,
                emails=[森田],
            )
            found[platform] = account.heard_at
    return found


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

"""One municipality in several workspaces, one after the other or side by side: who is where."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from bot.main import Bot
from domain.account import Account
from domain.workspace import SLACK
from scheduler.platforms import Address, NotNow, Refused
from storage.accounts import accounts_with_emails
from storage.workspaces import all_workspaces, replace_sealed
from tests.bot.settling import settled
from tests.bot.slack.municipalities import CITY, NEIGHBOUR, Municipalities, municipalities
from tests.peers.faults import limited
from tests.peers.slack.person import Person
from tests.scenarios.world import Clock

CONFIRMED = "修了が確認されました"
EMAIL = "morita.sho@kakehashi.example"


@pytest.fixture
def city_url(city_sqlite_url: str) -> str:
    return city_sqlite_url


@pytest.fixture
async def both(bot: tuple[Bot, Clock]) -> AsyncIterator[Municipalities]:
    """Of one municipality."""
    async with municipalities(*bot) as opened:
        for team in (CITY, NEIGHBOUR):
            await opened.install("demo", team)
        yield opened


async def decides(both: Municipalities) -> None:
    水谷 = both.person(CITY, "mizutani.kaori")
    await 水谷.says("事務局の確認待ち")
    await 水谷.presses("修了を確認", about="森田")
    await settled(both.outbox)


async def known(both: Municipalities) -> Sequence[Account]:
    deployment = both.bot.deployment
    async with deployment.database.read() as session:
        return await accounts_with_emails(
            session, organization_id=deployment.organization.id, platform=SLACK, emails=[EMAIL]
        )


def joins_anew(both: Municipalities, team: str) -> Person:
    """Under another account of the same address."""
    person = both.person(team, "morita.sho")
    peer = both.grid.peers[team]
    del peer.users[person.user]
    peer.joins("U0ANEW", EMAIL)
    return Person(peer, person.app, "U0ANEW")


async def test_共有チャンネルで見えるだけのワークスペースからは送らない(
    both: Municipalities,
) -> None:
    森田 = both.person(NEIGHBOUR, "morita.sho")
    await 森田.says("ヘルプ")
    visible = both.grid.peers[CITY]
    visible.joins(森田.user, EMAIL, is_stranger=True, team_id=NEIGHBOUR)
    await decides(both)
    assert CONFIRMED in 森田.sees
    assert visible.screen(森田.user) == []
    assert [each.platform_id for each in await known(both)] == [森田.user]


@pytest.mark.parametrize("days", [0, 2])
async def test_前のワークスペースのアカウントがなければ次のワークスペースで探す(
    both: Municipalities, days: int
) -> None:
    await both.person(CITY, "morita.sho").says("ヘルプ")
    del both.grid.peers[CITY].users["U0MORI"]
    森田 = joins_anew(both, NEIGHBOUR)
    both.clock.pass_days(days)
    await decides(both)
    assert CONFIRMED in 森田.sees
    assert [each.platform_id for each in await known(both)] == ["U0ANEW"]


async def test_外されたワークスペースの人も次のワークスペースで探す(both: Municipalities) -> None:
    水谷 = both.person(CITY, "mizutani.kaori")
    former = both.person(NEIGHBOUR, "morita.sho")
    await former.says("ヘルプ")
    await 水谷.says("事務局の確認待ち")
    both.clock.now += timedelta(minutes=2)
    await former.uninstalls("app_uninstalled")
    森田 = joins_anew(both, CITY)
    await 水谷.presses("修了を確認", about="森田")
    await settled(both.outbox)
    assert CONFIRMED in 森田.sees


async def test_アドレスが後任に渡っていれば後任にだけ届く(both: Municipalities) -> None:
    former = both.person(NEIGHBOUR, "morita.sho")
    await former.says("ヘルプ")
    peer = both.grid.peers[NEIGHBOUR]
    peer.users[former.user]["profile"]["email"] = "moved@kakehashi.example"
    peer.joins("U0ANEW", EMAIL)
    await decides(both)
    assert CONFIRMED in Person(peer, former.app, "U0ANEW").sees
    assert CONFIRMED not in former.sees
    assert [each.platform_id for each in await known(both)] == ["U0ANEW"]


async def test_どこにいるかは待てと言われたら後で確かめる(both: Municipalities) -> None:
    森田 = both.person(NEIGHBOUR, "morita.sho")
    await 森田.says("ヘルプ")
    水谷 = both.person(CITY, "mizutani.kaori")
    await 水谷.says("事務局の確認待ち")
    both.grid.peers[NEIGHBOUR].misbehaves["users.info"].append(limited(30))
    await 水谷.presses("修了を確認", about="森田")
    await settled(both.outbox)
    assert CONFIRMED not in 森田.sees
    both.clock.now += timedelta(seconds=30)
    both.bot.deps.outbox_filled.set()
    await settled(both.outbox)
    assert CONFIRMED in 森田.sees


async def test_外れたワークスペースがあっても残り一つで確かめた人のことは一通ごとに尋ねない(
    both: Municipalities,
) -> None:
    former = both.person(NEIGHBOUR, "mizutani.kaori")
    await former.uninstalls("app_uninstalled")
    both.clock.now += timedelta(minutes=6)
    森田 = both.person(CITY, "morita.sho")
    await 森田.says("ヘルプ")
    before = asked_about(both, 森田)
    await decides(both)
    assert CONFIRMED in 森田.sees
    assert asked_about(both, 森田) == before


async def test_外れる前に確かめた人は一日たって確かめ直してからは尋ねない(
    both: Municipalities,
) -> None:
    森田 = both.person(CITY, "morita.sho")
    await 森田.says("ヘルプ")
    both.clock.now += timedelta(minutes=2)
    await both.person(NEIGHBOUR, "mizutani.kaori").uninstalls("app_uninstalled")
    for days, asked in ((0, 1), (1, 1), (0, 0)):
        both.clock.pass_days(days)
        before = asked_about(both, 森田)
        assert isinstance(await address(both), Address)
        assert asked_about(both, 森田) == before + asked


async def test_開けないトークンのワークスペースにいるかもしれない人は尋ねて確かめる(
    both: Municipalities,
) -> None:
    森田 = both.person(CITY, "morita.sho")
    await 森田.says("ヘルプ")
    async with both.bot.deployment.database.across().begin() as session:
        every = {each.external_id: each for each in await all_workspaces(session)}
        assert await replace_sealed(session, every[NEIGHBOUR], b"of a key that is lost")
    both.clock.now += timedelta(minutes=2)
    before = asked_about(both, 森田)
    await decides(both)
    assert CONFIRMED in 森田.sees
    assert asked_about(both, 森田) == before + 1


async def address(both: Municipalities) -> Address | Refused | NotNow:
    telling = both.bot.platforms[SLACK].of(both.bot.deployment.organization.id)
    assert telling is not None
    (account,) = await known(both)
    return await telling.address(account)


def asked_about(both: Municipalities, person: Person) -> int:
    return sum(sent["user"] == person.user for sent in both.grid.peers[CITY].calls("users.info"))

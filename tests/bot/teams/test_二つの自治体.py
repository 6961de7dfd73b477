"""Two tenants of two municipalities in one process: each its own policy, and nothing crosses."""

import asyncio
from datetime import timedelta

import pytest

from bot.main import Bot
from bot.teams import tenants
from domain.conversation_reference import ConversationReference, ConversationScope
from domain.organization import Organization
from domain.workspace import TEAMS, Installation
from scheduler.platforms import Address, Carrier, Platform, Refused
from storage.conversation_references import keep_reference, personal_references
from storage.organizations import organizations_by_tenant
from storage.session import Session
from storage.workspaces import install_workspace, revoke_workspace
from tests.bot.neighbour import neighbour_of
from tests.bot.teams.conftest import edge_for
from tests.peers.teams.peer import TENANT, TeamsPeer
from tests.peers.teams.people import ANOTHER_TENANT, at_personal_chat, member
from tests.peers.teams.person import Person
from tests.scenarios.world import Clock
from tests.waiting import until

QUESTION = "次に何の研修を受ければいい？"
CHANNEL = "19:former@thread.tacv2"


@pytest.fixture
def city_url(two_cities_url: str) -> str:
    return two_cities_url


@pytest.fixture
async def neighbour(bot: tuple[Bot, Clock]) -> Organization:
    return await neighbour_of(bot[0])


async def gives_tenant(bot: Bot, organization: Organization) -> None:
    async with bot.deployment.database.across().begin() as session:
        assert await install_workspace(
            session,
            Installation(TEAMS, ANOTHER_TENANT),
            organization_id=organization.id,
            at=bot.deps.clock(),
        )


async def no_longer_has(bot: Bot, tenant: str) -> None:
    async with bot.deployment.database.across().begin() as session:
        await revoke_workspace(
            session,
            platform=TEAMS,
            external_id=tenant,
            at=bot.deps.clock(),
            before=bot.deps.clock(),
        )


async def test_設定のテナントになったものは前の自治体のものではない(
    bot: tuple[Bot, Clock], neighbour: Organization
) -> None:
    opened, clock = bot
    await gives_tenant(opened, neighbour)
    settings = frozenset({TENANT, ANOTHER_TENANT})
    deployment = opened.deployment
    whose = tenants.Tenants(deployment.database.across(), deployment.organization, settings, clock)
    assert await whose.organization(ANOTHER_TENANT) == deployment.organization
    await whose.look_again()
    assert whose.organization_with_id(neighbour.id) is None


def over_there(peer: TeamsPeer) -> Person:
    who = member("ichikawa.haruka@kakehashi.example", tenantId=ANOTHER_TENANT)
    who.id, who.aad_object_id = f"{who.id}-2", f"{who.aad_object_id}-2"
    assert who.of_teams is not None
    who.of_teams = {**who.of_teams, "id": who.id, "objectId": who.aad_object_id}
    person = at_personal_chat(peer, who)
    person.tenant = ANOTHER_TENANT
    return person


async def test_それぞれの方針で答え何も混ざらない(
    bot: tuple[Bot, Clock], neighbour: Organization, teams: TeamsPeer
) -> None:
    opened, clock = bot
    ここ = at_personal_chat(teams, member("ichikawa.haruka@kakehashi.example"))
    となり = over_there(teams)
    assert (await となり.says(QUESTION)).status == 401
    await gives_tenant(opened, neighbour)
    clock.now += timedelta(minutes=1, seconds=1)
    assert (await となり.says(QUESTION)).status == 200
    await ここ.says(QUESTION)
    await teams.settled()
    assert "岡山市デジタル人材育成方針" in となり.place.words()
    assert "下関市" not in となり.place.words()
    assert "下関市デジタル人材育成方針" in ここ.place.words()
    for organization, aad in (
        (neighbour, となり.member.aad_object_id),
        (opened.deployment.organization, ここ.member.aad_object_id),
    ):
        async with opened.deployment.database.across().read() as session:
            known = await personal_references(
                session, organization_id=organization.id, platform=TEAMS, platform_ids=[aad]
            )
        assert set(known) == {aad}


async def test_取り消したテナントには答えない(
    bot: tuple[Bot, Clock], neighbour: Organization, teams: TeamsPeer
) -> None:
    opened, clock = bot
    await gives_tenant(opened, neighbour)
    clock.now += timedelta(minutes=1, seconds=1)
    となり = over_there(teams)
    assert (await となり.says(QUESTION)).status == 200
    await no_longer_has(opened, ANOTHER_TENANT)
    clock.now += timedelta(minutes=1, seconds=1)
    assert (await となり.says(QUESTION)).status == 401
    assert opened.platforms[TEAMS].of(neighbour.id) is None


@pytest.fixture
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still: what is noticed has been looked for."""
    monkeypatch.setattr(tenants, "LOOKED_AGAIN", timedelta(seconds=0.01))


@pytest.mark.usefixtures("looks_often")
async def test_誰も話しかけてこない送るだけのところも新しいテナントを知る(
    bot: tuple[Bot, Clock], neighbour: Organization, teams: TeamsPeer
) -> None:
    carrier = bot[0].platforms[TEAMS]
    assert carrier.of(neighbour.id) is None
    await gives_tenant(bot[0], neighbour)
    await until(lambda: carrier.of(neighbour.id) is not None)
    assert teams.requests == []


@pytest.mark.usefixtures("looks_often")
async def test_ほかの自治体に渡ったテナントのチャネルには誰も話しかけてこなくても送らない(
    bot: tuple[Bot, Clock], neighbour: Organization, teams: TeamsPeer
) -> None:
    opened, former = bot[0], bot[0].deployment.organization
    carrier = opened.platforms[TEAMS]
    before = carrier.of(former.id)
    await gives_tenant(opened, former)
    await until(lambda: carrier.of(former.id) is not before)
    await keeps_channel(opened, teams.service_url)
    assert isinstance(await of(carrier, former).channel_address(CHANNEL), Address)
    await no_longer_has(opened, ANOTHER_TENANT)
    await gives_tenant(opened, neighbour)
    await until(lambda: carrier.of(neighbour.id) is not None)
    assert await of(carrier, former).channel_address(CHANNEL) == Refused("unknown_channel")


def of(carrier: Carrier, organization: Organization) -> Platform:
    platform = carrier.of(organization.id)
    assert platform is not None
    return platform


async def keeps_channel(bot: Bot, service_url: str) -> None:
    """Of the first municipality, in the other tenant."""
    reference = ConversationReference(
        platform=TEAMS,
        conversation_id=CHANNEL,
        scope=ConversationScope.CHANNEL,
        platform_id="",
        tenant_id=ANOTHER_TENANT,
        service_url=service_url,
        seen_at=bot.deps.clock(),
    )
    deployment = bot.deployment
    async with deployment.database.begin() as session:
        await keep_reference(session, reference, organization_id=deployment.organization.id)


@pytest.mark.usefixtures("looks_often")
async def test_一度読めなくてもテナントを見続ける(
    bot: tuple[Bot, Clock],
    neighbour: Organization,
    teams: TeamsPeer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fails(_: Session) -> dict[str, Organization]:
        raise ConnectionError

    monkeypatch.setattr(tenants, "organizations_by_tenant", fails)
    await until(lambda: "event=teams:tenants kind=ConnectionError" in caplog.text)
    monkeypatch.setattr(tenants, "organizations_by_tenant", organizations_by_tenant)
    await gives_tenant(bot[0], neighbour)
    await until(lambda: bot[0].platforms[TEAMS].of(neighbour.id) is not None)


async def test_止めたあとはテナントを見ていない(bot: tuple[Bot, Clock], peer: TeamsPeer) -> None:
    edge = edge_for(*bot, peer)
    before = asyncio.all_tasks()
    await edge.start()
    assert asyncio.all_tasks() > before
    await edge.stop()
    assert asyncio.all_tasks() == before

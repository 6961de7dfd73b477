"""Two tenants of two municipalities in one process: each its own policy, and nothing crosses."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.main import Bot
from domain.organization import Organization
from domain.workspace import TEAMS, Installation
from storage.conversation_references import personal_references
from storage.workspaces import install_workspace, revoke_workspace
from tests.bot.neighbour import add_neighbour
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import ANOTHER_TENANT, at_personal_chat, member
from tests.peers.teams.person import Person
from tests.scenarios.world import Clock

QUESTION = "次に何の研修を受ければいい？"


@pytest.fixture
async def neighbour(bot: tuple[Bot, Clock], tmp_path: Path) -> Organization:
    return await add_neighbour(bot[0], tmp_path)


async def gives_tenant(bot: Bot, organization: Organization) -> None:
    async with bot.deployment.database.across().begin() as session:
        assert await install_workspace(
            session,
            Installation(TEAMS, ANOTHER_TENANT),
            organization_id=organization.id,
            at=bot.deps.clock(),
        )


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
    async with opened.deployment.database.across().begin() as session:
        await revoke_workspace(
            session,
            platform=TEAMS,
            external_id=ANOTHER_TENANT,
            at=clock(),
            before=clock(),
        )
    clock.now += timedelta(minutes=1, seconds=1)
    assert (await となり.says(QUESTION)).status == 401
    assert opened.platforms[TEAMS].of(neighbour.id) is None

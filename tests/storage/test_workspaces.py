"""A workspace belongs to one organization, however often and by whomever it is installed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from domain.japan_time import JAPAN
from domain.workspace import SLACK, TEAMS, Installation
from storage.organizations import ensure_organization
from storage.session import Database, open_database
from storage.used_invitations import use_invitation, use_up_invitations
from storage.workspaces import (
    all_workspaces,
    external_ids_of,
    install_workspace,
    replace_sealed,
    revoke_workspace,
    workspace_of,
)

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
MINATO, TONARI = 1, 2


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url).across()
    async with opened.begin() as session:
        for key, name in (("minato", "みなと市"), ("tonari", "となり町")):
            await ensure_organization(session, key=key, name=name, policy_id="shimonoseki")
    yield opened
    await opened.close()


async def installs(
    database: Database, organization_id: int, *, sealed: bytes = b"1", at: datetime = NOW
) -> bool:
    async with database.begin() as session:
        return await install_workspace(
            session,
            Installation(SLACK, "T1", "みなと", "U1", "chat:write", sealed),
            organization_id=organization_id,
            at=at,
        )


async def revokes(database: Database, *, before: datetime) -> bool:
    async with database.begin() as session:
        whose = await revoke_workspace(
            session, platform=SLACK, external_id="T1", at=NOW, before=before
        )
    assert whose in (MINATO, None)
    return whose == MINATO


async def test_入れ直すとトークンが替わりほかの自治体には渡らない(database: Database) -> None:
    assert await installs(database, MINATO)
    assert await installs(database, MINATO, sealed=b"2")
    assert not await installs(database, TONARI, sealed=b"3")
    async with database.read() as session:
        found = await workspace_of(session, platform=SLACK, external_id="T1")
        assert found is not None
        assert (found.organization_id, found.sealed, found.name) == (MINATO, b"2", "みなと")
        teams = await external_ids_of(session, {MINATO, TONARI}, platform=SLACK)
        assert teams == {MINATO: {"T1": None}, TONARI: {}}
        assert await all_workspaces(session) == (found,)


async def test_間違えて結び付けたテナントは取り消してから別の自治体に渡せる(
    database: Database,
) -> None:
    async def given(organization_id: int) -> bool:
        async with database.begin() as session:
            tenant = Installation(TEAMS, "tenant", "みなと")
            return await install_workspace(session, tenant, organization_id=organization_id, at=NOW)

    assert await given(MINATO)
    assert not await given(TONARI)
    async with database.begin() as session:
        await revoke_workspace(session, platform=TEAMS, external_id="tenant", at=NOW, before=NOW)
    assert await given(TONARI)
    async with database.read() as session:
        found = await workspace_of(session, platform=TEAMS, external_id="tenant")
    assert found is not None
    assert (found.organization_id, found.revoked_at) == (TONARI, None)


async def test_同時に入れても一つの自治体のものになる(database: Database) -> None:
    done = await asyncio.gather(*(installs(database, who) for who in (MINATO, TONARI) * 4))
    assert set(done[0::2]) != set(done[1::2])
    async with database.read() as session:
        assert len(await all_workspaces(session)) == 1


async def test_取り消すとトークンが消えあとから届いた取り消しは新しい導入を消さない(
    database: Database,
) -> None:
    await installs(database, MINATO)
    assert await revokes(database, before=NOW)
    assert not await revokes(database, before=NOW)
    async with database.read() as session:
        found = await workspace_of(session, platform=SLACK, external_id="T1")
        teams = await external_ids_of(session, {MINATO}, platform=SLACK)
    assert found is not None
    assert (found.is_revoked, found.sealed) == (True, b"")
    assert teams == {MINATO: {"T1": NOW}}
    later = NOW + timedelta(minutes=1)
    await installs(database, MINATO, at=later)
    assert not await revokes(database, before=NOW)
    async with database.read() as session:
        found = await workspace_of(session, platform=SLACK, external_id="T1")
    assert found is not None
    assert (found.is_revoked, found.sealed) == (False, b"1")


async def test_招待は同時に使われても一つのワークスペースだけのものになる(
    database: Database,
) -> None:
    done = await asyncio.gather(*(uses(database, team) for team in ("T1", "T2") * 4))
    assert {*done[0::2], *done[1::2]} == {True, False}
    assert len(set(done[0::2])) == len(set(done[1::2])) == 1
    assert await uses(database, "T3", whose=TONARI)


async def uses(database: Database, team: str, *, nonce: str = "nonce", whose: int = MINATO) -> bool:
    async with database.begin() as session:
        return await use_invitation(session, nonce, external_id=team, organization_id=whose, at=NOW)


async def test_使い切った招待はそのワークスペースにも使えずほかの招待は変わらない(
    database: Database,
) -> None:
    for team, nonce in (("T1", "one"), ("T1", "another"), ("T2", "two")):
        assert await uses(database, team, nonce=nonce)
    assert await uses(database, "T1", nonce="one", whose=TONARI)
    for is_any_left in (True, False):
        async with database.begin() as session:
            used_up = await use_up_invitations(session, external_id="T1", organization_id=MINATO)
        assert used_up is is_any_left
    for nonce in ("one", "another"):
        assert not await uses(database, "T1", nonce=nonce)
        assert not await uses(database, "T2", nonce=nonce)
    assert await uses(database, "T2", nonce="two")
    assert await uses(database, "T1", nonce="one", whose=TONARI)
    assert await uses(database, "T1", nonce="new")


async def test_読んだあとに替わったトークンは上書きしない(database: Database) -> None:
    await installs(database, MINATO)
    async with database.read() as session:
        read = await workspace_of(session, platform=SLACK, external_id="T1")
    assert read is not None
    await installs(database, MINATO, sealed=b"new")
    async with database.begin() as session:
        assert not await replace_sealed(session, read, b"old again")
        found = await workspace_of(session, platform=SLACK, external_id="T1")
    assert found is not None
    assert found.sealed == b"new"
    assert "new" not in repr(found)

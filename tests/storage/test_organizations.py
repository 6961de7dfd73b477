"""The organization's row: made once, and changed only by what runs as the bot."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from domain.japan_time import JAPAN
from domain.workspace import SLACK, TEAMS, Installation
from storage.organizations import (
    ensure_organization,
    has_tables,
    organization_by_key,
    organization_keys,
    organizations_by_tenant,
    settle_organization,
)
from storage.session import Database, open_database
from storage.workspaces import install_workspace, revoke_workspace


@pytest.fixture
async def empty_database(empty_database_url: str) -> AsyncIterator[Database]:
    """Without any table."""
    database = open_database(empty_database_url).across()
    yield database
    await database.close()


async def test_ある自治体の名前と方針は二度目に作っても変わらない(database: Database) -> None:
    async with database.begin() as session:
        made = await ensure_organization(
            session, key="main", name="わたしの市", policy_id="shimonoseki"
        )
    async with database.begin() as session:
        again = await ensure_organization(session, key="main", name="岡山市", policy_id="okayama")

    assert again == made
    assert (made.name, made.policy_id, made.catalogue_version) == ("わたしの市", "shimonoseki", 0)


async def test_決め直した名前と方針はその自治体だけに残る(database: Database) -> None:
    async with database.begin() as session:
        mine = await ensure_organization(session, key="main", name="山口県", policy_id="yamaguchi")
        other = await ensure_organization(session, key="b", name="となり町", policy_id="okayama")
        settled = await settle_organization(
            session, mine, name="わたしの市", policy_id="shimonoseki"
        )

    async with database.read() as session:
        assert await organization_by_key(session, "main") == settled
        assert await organization_by_key(session, "b") == other
    assert (settled.id, settled.name, settled.policy_id) == (mine.id, "わたしの市", "shimonoseki")


async def test_テナントの自治体は今のものだけを一度にたずねる(database: Database) -> None:
    at = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
    async with database.begin() as session:
        mine = await ensure_organization(session, key="main", name="山口県", policy_id="yamaguchi")
        other = await ensure_organization(session, key="b", name="となり町", policy_id="okayama")
        for platform, name, whose in (
            (TEAMS, "first", mine),
            (TEAMS, "second", other),
            (TEAMS, "given-up", mine),
            (SLACK, "T1", mine),
        ):
            installed = Installation(platform, name)
            await install_workspace(session, installed, organization_id=whose.id, at=at)
        await revoke_workspace(session, platform=TEAMS, external_id="given-up", at=at, before=at)
    async with database.read() as session:
        assert await organizations_by_tenant(session) == {"first": mine, "second": other}


async def test_自治体があるかは表のないデータベースにも聞ける(empty_database: Database) -> None:
    async with empty_database.read() as session:
        assert not await has_tables(session)
        assert await organization_keys(session) == ()


async def test_自治体の短い名前は作った順に答える(database: Database) -> None:
    async with database.begin() as session:
        for key in ("main", "b"):
            await ensure_organization(session, key=key, name="わたしの市", policy_id="okayama")
    async with database.read() as session:
        assert await has_tables(session)
        assert await organization_keys(session) == ("main", "b")

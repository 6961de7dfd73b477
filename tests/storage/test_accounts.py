"""What is kept of accounts of the chat platforms, on SQLite and on PostgreSQL."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.account import Account, AccountKind
from domain.japan_time import JAPAN
from storage.accounts import account_of, keep_accounts, keep_known_accounts, note_heard
from storage.organizations import ensure_organization
from storage.session import Database

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=JAPAN)
LATER = NOW + timedelta(hours=2)
Keep = Callable[..., Awaitable[None]]
ACCOUNT = Account("slack", "U1", AccountKind.MEMBER, "a@minato.example", "港", NOW)


@pytest.fixture(autouse=True)
async def towns(database: Database) -> None:
    """The same account is known to both."""
    async with database.begin() as session:
        for number, key in ((1, "minato"), (2, "yama")):
            await ensure_organization(session, key=key, name=key, policy_id="shimonoseki")
            await keep_accounts(session, [ACCOUNT], organization_id=number)


async def kept(database: Database, *, organization_id: int = 1) -> Account | None:
    async with database.read() as session:
        return await account_of(
            session, organization_id=organization_id, platform="slack", platform_id="U1"
        )


async def hears(database: Database, at: datetime) -> None:
    async with database.begin() as session:
        await note_heard(session, ACCOUNT, organization_id=1, at=at)


async def test_話した時はあとの時だけが残りほかの自治体のものは変わらない(
    database: Database,
) -> None:
    assert await kept(database) == ACCOUNT
    for at in (NOW, LATER, NOW):
        await hears(database, at)
    assert await kept(database) == replace(ACCOUNT, heard_at=LATER)
    assert await kept(database, organization_id=2) == ACCOUNT


@pytest.mark.parametrize("keep", [keep_accounts, keep_known_accounts])
async def test_確かめ直しても話した時は残る(database: Database, keep: Keep) -> None:
    await hears(database, NOW)
    renewed = replace(ACCOUNT, checked_at=LATER, display_name="港　花子")
    async with database.begin() as session:
        await keep(session, [renewed], organization_id=1)
    assert await kept(database) == replace(renewed, heard_at=NOW)

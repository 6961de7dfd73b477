"""Whom to look for on a platform: once a day, as long as it does not know them; on both databases."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from domain.account import Account, AccountKind
from domain.japan_time import JAPAN
from scheduler.forget_old_addresses import KEPT, forget_old_addresses
from storage.accounts import keep_account
from storage.organizations import ensure_organization
from storage.session import Database
from storage.tables import StaffRow
from storage.unknown_addresses import (
    addresses_to_look_for,
    keep_unknown_addresses,
    looked_for_in_vain,
)

NOW = datetime(2026, 11, 20, 3, 50, tzinfo=JAPAN)
OURS = 1
WHERE: dict[str, Any] = {"organization_id": OURS, "platform": "slack", "workspace": "T0CITY"}
A, B, C = (f"{name}@town.example" for name in "abc")


def staff(email: str, attendance: str = "在職", *, organization_id: int = OURS) -> StaffRow:
    return StaffRow(
        organization_id=organization_id,
        employee_number=email,
        email=email,
        name="職員",
        grade="主事",
        employment="常勤",
        attendance=attendance,
        joined_on=date(2020, 4, 1),
    )


@pytest.fixture
async def town(database: Database) -> Database:
    """A and B in service, C has left; somebody of another town."""
    async with database.begin() as session:
        for key in ("town", "other"):
            await ensure_organization(session, key=key, name=key, policy_id="shimonoseki")
        session.add_all([staff(A), staff(B), staff(C, "退職")])
        session.add(staff("x@other.example", organization_id=2))
    return database


async def sought(town: Database, *, workspace: str = "T0CITY", most: int | None = None) -> set[str]:
    async with town.read() as session:
        look_for = partial(addresses_to_look_for, session, since=NOW - timedelta(days=1), most=most)
        return set(await look_for(**WHERE | {"workspace": workspace}))


async def in_vain(town: Database, *emails: str, at: datetime = NOW) -> None:
    async with town.begin() as session:
        await keep_unknown_addresses(session, emails, **WHERE, at=at)


async def test_在職でそこにはいない人だけを探す(town: Database) -> None:
    assert await sought(town) == {A, B}
    assert len(await sought(town, most=1)) == 1
    async with town.begin() as session:
        for kind, email in ((AccountKind.MEMBER, A), (AccountKind.GUEST, B)):
            account = Account("slack", f"id-{email}", kind, email.upper(), "", NOW)
            await keep_account(session, account, organization_id=OURS)
    assert await sought(town) == {B}


async def test_ほかのところで知られている人も探す(town: Database) -> None:
    async with town.begin() as session:
        account = Account("teams", "id", AccountKind.MEMBER, A, "", NOW)
        await keep_account(session, account, organization_id=OURS)
    assert await sought(town) == {A, B}


async def test_いなかった人は一日だけそのワークスペースで探さない(town: Database) -> None:
    await in_vain(town, B, A)
    await in_vain(town, A, at=NOW - timedelta(days=1))
    assert await sought(town) == {A}
    assert await sought(town, workspace="T0SECOND") == {A, B}
    async with town.read() as session:
        since = NOW - timedelta(days=1)
        assert await looked_for_in_vain(session, (A, B, C), **WHERE, since=since) == {B}


async def test_古いものだけを忘れる(town: Database) -> None:
    await in_vain(town, A, at=NOW - KEPT - timedelta(minutes=1))
    await in_vain(town, B, at=NOW - KEPT)
    assert await forget_old_addresses(town, lambda: NOW) == 1
    assert await forget_old_addresses(town, lambda: NOW) == 0

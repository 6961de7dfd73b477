"""Who of the roster is to be looked for on a platform, and who was looked for in vain."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.account import AccountKind
from domain.people import Attendance
from storage.bulk_rows import chunks
from storage.dialect import insert_or_update_all
from storage.tables import AccountRow, StaffRow
from storage.unknown_address_table import UnknownAddressRow


async def addresses_to_look_for(
    session: AsyncSession,
    *,
    organization_id: int,
    platform: str,
    workspace: str,
    since: datetime,
    most: int | None = None,
) -> tuple[str, ...]:
    """Of those in service whom the platform does not know, without those looked for in vain after
    ``since``. Who is known on another one may be out of reach there.
    """
    known = exists().where(
        col(AccountRow.organization_id) == col(StaffRow.organization_id),
        col(AccountRow.platform) == platform,
        col(AccountRow.email) == col(StaffRow.email),
        col(AccountRow.kind) == AccountKind.MEMBER.value,
    )
    in_vain = exists().where(
        *_is_of(organization_id, platform, workspace),
        col(UnknownAddressRow.email) == col(StaffRow.email),
        col(UnknownAddressRow.asked_at) > since,
    )
    found = await session.scalars(
        select(col(StaffRow.email))
        .where(
            col(StaffRow.organization_id) == organization_id,
            col(StaffRow.attendance) != Attendance.LEFT.value,
            ~known,
            ~in_vain,
        )
        .limit(most)
    )
    return tuple(found)


async def looked_for_in_vain(
    session: AsyncSession,
    emails: Collection[str],
    *,
    organization_id: int,
    platform: str,
    workspace: str,
    since: datetime,
) -> set[str]:
    """Which of ``emails``."""
    found = await session.scalars(
        select(col(UnknownAddressRow.email)).where(
            *_is_of(organization_id, platform, workspace),
            col(UnknownAddressRow.email).in_(emails),
            col(UnknownAddressRow.asked_at) > since,
        )
    )
    return set(found)


async def keep_unknown_addresses(
    session: AsyncSession,
    emails: Collection[str],
    *,
    organization_id: int,
    platform: str,
    workspace: str,
    at: datetime,
) -> None:
    """Always in one order: two processes may have looked for the same."""
    rows = [
        {
            "organization_id": organization_id,
            "platform": platform,
            "workspace": workspace,
            "email": email,
            "asked_at": at,
        }
        for email in sorted(emails)
    ]
    key = ("organization_id", "platform", "workspace", "email")
    for chunk in chunks(rows):
        await insert_or_update_all(session, UnknownAddressRow, key=key, rows=chunk)


async def forget_unknown_addresses_before(session: AsyncSession, moment: datetime) -> int:
    """The number of addresses forgotten."""
    forgotten = await session.execute(
        delete(UnknownAddressRow)
        .where(col(UnknownAddressRow.asked_at) < moment)
        .returning(col(UnknownAddressRow.id))
    )
    return len(forgotten.all())


def _is_of(organization_id: int, platform: str, workspace: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(UnknownAddressRow.organization_id) == organization_id,
        col(UnknownAddressRow.platform) == platform,
        col(UnknownAddressRow.workspace) == workspace,
    )

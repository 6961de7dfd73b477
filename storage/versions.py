"""What has been changed is counted, so that whoever keeps a copy in memory can tell.

Counted in the transaction of the change: who reads a version that includes it finds it, and nobody
who does not find it reads that version. Every write to what is kept in memory has to come by here.
"""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from storage.tables import OrganizationRow


async def mark_catalogue_changed(session: AsyncSession, *, organization_id: int) -> None:
    await _count_up(session, col(OrganizationRow.catalogue_version), organization_id)


async def mark_roster_changed(session: AsyncSession, *, organization_id: int) -> None:
    await _count_up(session, col(OrganizationRow.roster_version), organization_id)


async def mark_records_changed(session: AsyncSession, *, organization_id: int) -> None:
    await _count_up(session, col(OrganizationRow.records_version), organization_id)


async def next_cases_version(session: AsyncSession, *, organization_id: int) -> int:
    """Counted up; the number that stands with each case changed in this transaction."""
    return await _next(session, col(OrganizationRow.cases_version), organization_id)


async def next_issues_version(session: AsyncSession, *, organization_id: int) -> int:
    """The same for issues."""
    return await _next(session, col(OrganizationRow.issues_version), organization_id)


async def _next(session: AsyncSession, version: Mapped[int], organization_id: int) -> int:
    counted = await session.execute(
        update(OrganizationRow)
        .where(col(OrganizationRow.id) == organization_id)
        .values({version: version + 1})
        .returning(version)
        .execution_options(synchronize_session=False)
    )
    return counted.scalar_one()


async def _count_up(session: AsyncSession, version: Mapped[int], organization_id: int) -> None:
    await session.execute(
        update(OrganizationRow)
        .where(col(OrganizationRow.id) == organization_id)
        .values({version: version + 1})
        .execution_options(synchronize_session=False)
    )

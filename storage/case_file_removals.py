"""Files taken off cases: their bytes are gone, and that they are."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_attachment import FileRemoval, ending_of
from domain.improvement_case import Case
from storage.case_tables import CaseAttachmentRow, CaseFileRemovalRow


async def remove_case_file(
    session: AsyncSession,
    case: Case,
    *,
    attachment_id: int,
    organization_id: int,
    staff_id: int,
    at: datetime,
) -> bool:
    """False where the case has no such file any more: of several at once one removes it."""
    removed = await session.execute(
        delete(CaseAttachmentRow)
        .where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.case_id) == case.id,
            col(CaseAttachmentRow.id) == attachment_id,
        )
        .returning(col(CaseAttachmentRow.name))
    )
    found = removed.first()
    if found is None:
        return False
    session.add(
        CaseFileRemovalRow(
            organization_id=organization_id,
            case_id=case.id,
            version=case.version,
            staff_id=staff_id,
            ending=ending_of(found.name),
            at=at,
        )
    )
    return True


async def file_removals_of(
    session: AsyncSession, *, organization_id: int, case_id: int
) -> tuple[FileRemoval, ...]:
    """In their order."""
    rows = await session.scalars(
        select(CaseFileRemovalRow)
        .where(
            col(CaseFileRemovalRow.organization_id) == organization_id,
            col(CaseFileRemovalRow.case_id) == case_id,
        )
        .order_by(col(CaseFileRemovalRow.id))
    )
    return tuple(
        FileRemoval(version=r.version, staff_id=r.staff_id, ending=r.ending, at=r.at) for r in rows
    )

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
) -> FileRemoval | None:
    """None where the case has no such file any more: of several at once one removes it."""
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
        return None
    row = CaseFileRemovalRow(
        organization_id=organization_id,
        case_id=case.id,
        version=case.version,
        staff_id=staff_id,
        ending=ending_of(found.name),
        at=at,
    )
    session.add(row)
    await session.flush()
    return _removal(row)


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
    return tuple(_removal(row) for row in rows)


def _removal(row: CaseFileRemovalRow) -> FileRemoval:
    assert row.id is not None, "it has been written"  # noqa: S101 - narrows the type
    return FileRemoval(
        id=row.id, version=row.version, staff_id=row.staff_id, ending=row.ending, at=row.at
    )

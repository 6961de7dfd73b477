"""Files that came with a report: of its draft at first, of the case from then on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.case_history import AttachmentName
from storage.case_tables import CaseAttachmentRow


@dataclass(frozen=True, slots=True)
class NewAttachment:
    name: str
    content: bytes


def add_draft_attachment(
    session: AsyncSession,
    file: NewAttachment,
    *,
    organization_id: int,
    staff_id: int,
    draft_key: str,
    at: datetime,
) -> None:
    session.add(
        CaseAttachmentRow(
            organization_id=organization_id,
            staff_id=staff_id,
            draft_key=draft_key,
            name=file.name,
            content=file.content,
            kept_at=at,
        )
    )


async def draft_attachments(
    session: AsyncSession, *, organization_id: int, staff_id: int, draft_key: str
) -> tuple[AttachmentName, ...]:
    """In the order in which they came, without their content."""
    found = await session.execute(
        select(col(CaseAttachmentRow.id), col(CaseAttachmentRow.name))
        .where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.staff_id) == staff_id,
            col(CaseAttachmentRow.draft_key) == draft_key,
        )
        .order_by(col(CaseAttachmentRow.id))
    )
    return tuple(AttachmentName(number, name) for number, name in found if number is not None)


async def drop_draft_attachment(
    session: AsyncSession,
    *,
    organization_id: int,
    staff_id: int,
    draft_key: str,
    attachment_id: int,
) -> bool:
    """False where it is gone, or the case's already."""
    dropped = await session.execute(
        delete(CaseAttachmentRow)
        .where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.staff_id) == staff_id,
            col(CaseAttachmentRow.draft_key) == draft_key,
            col(CaseAttachmentRow.id) == attachment_id,
        )
        .returning(col(CaseAttachmentRow.id))
    )
    return dropped.first() is not None

"""The files of a published case: those that were there when its published version was written."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.case_history import AttachmentName
from storage.case_tables import CaseAttachmentRow, CaseRevisionRow, CaseRow


@dataclass(frozen=True, slots=True)
class AttachedFile:
    name: str
    content: bytes = field(repr=False)


async def published_attachments(
    session: AsyncSession, *, organization_id: int, case_id: int
) -> tuple[AttachmentName, ...]:
    """In the order in which they came."""
    query = _published(
        select(col(CaseAttachmentRow.id), col(CaseAttachmentRow.name)), organization_id, case_id
    )
    found = await session.execute(query.order_by(col(CaseAttachmentRow.id)))
    return tuple(AttachmentName(number, name) for number, name in found)


async def published_attachment(
    session: AsyncSession, *, organization_id: int, case_id: int, number: int
) -> AttachedFile | None:
    query = _published(
        select(col(CaseAttachmentRow.name), col(CaseAttachmentRow.content)),
        organization_id,
        case_id,
    )
    found = await session.execute(query.where(col(CaseAttachmentRow.id) == number))
    row = found.one_or_none()
    return AttachedFile(*row) if row else None


def _published(
    query: Select[*tuple[Any, ...]], organization_id: int, case_id: int
) -> Select[*tuple[Any, ...]]:
    """What has come with a later version waits for its approval, too."""
    return (
        query.join(CaseRow, col(CaseRow.id) == col(CaseAttachmentRow.case_id))
        .join(
            CaseRevisionRow,
            (col(CaseRevisionRow.case_id) == col(CaseRow.id))
            & (col(CaseRevisionRow.version) == col(CaseRow.published_version)),
        )
        .where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.case_id) == case_id,
            col(CaseAttachmentRow.kept_at) <= col(CaseRevisionRow.at),
        )
    )

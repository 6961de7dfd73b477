"""What somebody is writing about a case: kept from the first word, seen by nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.case_tables import CaseAttachmentRow, CaseDraftRow
from storage.dialect import insert_or_update


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """``fields``: as typed, by the form's names. ``case_id`` and ``base_version``: of a change."""

    key: str
    fields: Mapping[str, str]
    touched_at: datetime
    case_id: int | None = None
    base_version: int | None = None


async def keep_case_draft(
    session: AsyncSession, draft: CaseDraft, *, organization_id: int, staff_id: int
) -> None:
    """Over what was kept under that key before, which is unguessable and of that person's cards only."""
    values: dict[str, Any] = {
        "organization_id": organization_id,
        "staff_id": staff_id,
        "key": draft.key,
        "case_id": draft.case_id,
        "base_version": draft.base_version,
        "fields": dict(draft.fields),
        "touched_at": draft.touched_at,
    }
    await insert_or_update(session, CaseDraftRow, key=("organization_id", "key"), values=values)


async def case_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> CaseDraft | None:
    row = await session.scalar(
        select(CaseDraftRow).where(
            col(CaseDraftRow.organization_id) == organization_id,
            col(CaseDraftRow.staff_id) == staff_id,
            col(CaseDraftRow.key) == key,
        )
    )
    return _draft(row) if row else None


async def case_drafts(
    session: AsyncSession, *, organization_id: int, staff_id: int
) -> tuple[CaseDraft, ...]:
    """The one touched last first."""
    rows = await session.scalars(
        select(CaseDraftRow)
        .where(
            col(CaseDraftRow.organization_id) == organization_id,
            col(CaseDraftRow.staff_id) == staff_id,
        )
        .order_by(col(CaseDraftRow.touched_at).desc(), col(CaseDraftRow.id).desc())
    )
    return tuple(_draft(row) for row in rows)


async def drop_case_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> bool:
    """With what came with it and is no case's. False where it is gone: of several at once one drops it."""
    dropped = await session.execute(
        delete(CaseDraftRow)
        .where(
            col(CaseDraftRow.organization_id) == organization_id,
            col(CaseDraftRow.staff_id) == staff_id,
            col(CaseDraftRow.key) == key,
        )
        .returning(col(CaseDraftRow.id))
    )
    if dropped.first() is None:
        return False
    await session.execute(
        delete(CaseAttachmentRow).where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.draft_key) == key,
        )
    )
    return True


def _draft(row: CaseDraftRow) -> CaseDraft:
    return CaseDraft(
        row.key,
        {str(name): str(value) for name, value in row.fields.items()},
        row.touched_at,
        row.case_id,
        row.base_version,
    )

"""Drafts of cases: ``storage/drafts.py``.

Of one that has become a case, what is sent in on purpose later is a change of that case: nothing is
reported twice.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.improvement_case import CaseState
from storage.case_tables import CaseAttachmentRow, CaseDraftRow
from storage.drafts import (
    Draft,
    draft_of,
    drafts_of,
    end_draft,
    forget_drafts,
    may_be_typed_over,
    put_draft,
    words_of,
)

FIRST_VERSION = 1
"""Of a case: what is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft(Draft):
    """Of a change ``case_id``, and in which state it was: a withdrawal is no version."""

    case_id: int | None = None
    base_state: CaseState | None = None


async def keep_case_draft(
    session: AsyncSession, draft: CaseDraft, *, organization_id: int, staff_id: int
) -> bool:
    """Over what was kept under that key before, also where that has ended: it was sent in on purpose.

    False where that is somebody else's.
    """
    return await _keep(session, draft, organization_id, staff_id, over=None)


async def keep_typed_draft(
    session: AsyncSession, draft: CaseDraft, *, organization_id: int, staff_id: int
) -> bool:
    """While a form is open. False where later words have been kept already, or it has been reported or
    thrown away meanwhile.
    """
    over = may_be_typed_over(CaseDraftRow, draft)
    return await _keep(session, draft, organization_id, staff_id, over=over)


async def _keep(
    session: AsyncSession,
    draft: CaseDraft,
    organization_id: int,
    staff_id: int,
    *,
    over: ColumnElement[bool] | None,
) -> bool:
    return await put_draft(
        session,
        CaseDraftRow,
        draft,
        organization_id=organization_id,
        staff_id=staff_id,
        values={
            "case_id": draft.case_id,
            "base_state": draft.base_state.value if draft.base_state else None,
        },
        over=over,
    )


async def case_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> CaseDraft | None:
    found = draft_of(CaseDraftRow, key, organization_id=organization_id, staff_id=staff_id)
    row = await session.scalar(found)
    return _draft(row) if row else None


async def hold_case_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> CaseDraft | None:
    """The same; until the transaction ends nobody else ends it, nor adds a file to it."""
    found = draft_of(CaseDraftRow, key, organization_id=organization_id, staff_id=staff_id)
    row = await session.scalar(found.with_for_update())
    return _draft(row) if row else None


async def case_drafts(
    session: AsyncSession, *, organization_id: int, staff_id: int
) -> tuple[CaseDraft, ...]:
    """The one touched last first."""
    theirs = drafts_of(CaseDraftRow, organization_id=organization_id, staff_id=staff_id)
    return tuple(_draft(row) for row in await session.scalars(theirs))


async def drop_case_draft(
    session: AsyncSession,
    *,
    organization_id: int,
    staff_id: int,
    key: str,
    at: datetime,
    became: int | None = None,
) -> bool:
    """With what came with it and is no case's. ``became``: the case that was reported with it.
    False where it is gone: of several at once one drops it."""
    is_dropped = await end_draft(
        session,
        CaseDraftRow,
        key,
        organization_id=organization_id,
        staff_id=staff_id,
        at=at,
        values={} if became is None else {"became_id": became},
    )
    if not is_dropped:
        return False
    await session.execute(
        delete(CaseAttachmentRow).where(
            col(CaseAttachmentRow.organization_id) == organization_id,
            col(CaseAttachmentRow.draft_key) == key,
        )
    )
    return True


async def forget_case_drafts_before(session: AsyncSession, moment: datetime) -> int:
    """How many nobody has touched since then; with what came with them."""
    is_old = col(CaseDraftRow.touched_at) < moment
    of_old = (
        select(col(CaseDraftRow.id))
        .where(
            is_old,
            col(CaseDraftRow.organization_id) == col(CaseAttachmentRow.organization_id),
            col(CaseDraftRow.key) == col(CaseAttachmentRow.draft_key),
        )
        .exists()
    )
    await session.execute(
        delete(CaseAttachmentRow).where(of_old).execution_options(synchronize_session=False)
    )
    return await forget_drafts(session, CaseDraftRow, is_old)


def _draft(row: CaseDraftRow) -> CaseDraft:
    return CaseDraft(
        key=row.key,
        fields=words_of(row),
        touched_at=row.touched_at,
        case_id=row.case_id or row.became_id,
        base_version=row.base_version or (FIRST_VERSION if row.became_id else None),
        typed_at=row.typed_at,
        base_state=CaseState(row.base_state) if row.base_state else None,
    )

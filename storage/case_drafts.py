"""What somebody is writing about a case: kept from the first word, seen by nobody else.

One that has been reported or thrown away leaves its key behind, without its words: what an open form
tells of it later comes too late. Of one that has become a case, what is sent in on purpose later is a
change of that case: nothing is reported twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.improvement_case import CaseState
from storage.case_tables import CaseAttachmentRow, CaseDraftRow
from storage.dialect import insert_for

FIRST_VERSION = 1
"""Of a case: what is reported."""


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """``fields``: as typed, by the form's names. Of a change ``case_id``, and what it was made from."""

    key: str
    fields: Mapping[str, str]
    touched_at: datetime
    case_id: int | None = None
    base_version: int | None = None
    typed_at: datetime | None = None
    """By the platform's clock, where an open form has told of it."""
    base_state: CaseState | None = None


async def keep_case_draft(
    session: AsyncSession, draft: CaseDraft, *, organization_id: int, staff_id: int
) -> bool:
    """Over what was kept under that key before, also where that has ended: it was sent in on purpose.

    False where that is somebody else's.
    """
    return await _keep(
        session, draft, organization_id=organization_id, staff_id=staff_id, over=None
    )


async def keep_typed_draft(
    session: AsyncSession, draft: CaseDraft, *, organization_id: int, staff_id: int
) -> bool:
    """While a form is open. False where later words have been kept already, or it has been reported or
    thrown away meanwhile: events overtake each other.
    """
    is_later = col(CaseDraftRow.ended_at).is_(None) & or_(
        col(CaseDraftRow.typed_at).is_(None), col(CaseDraftRow.typed_at) < draft.typed_at
    )
    return await _keep(
        session, draft, organization_id=organization_id, staff_id=staff_id, over=is_later
    )


async def _keep(
    session: AsyncSession,
    draft: CaseDraft,
    *,
    organization_id: int,
    staff_id: int,
    over: ColumnElement[bool] | None,
) -> bool:
    values: dict[str, Any] = {
        "case_id": draft.case_id,
        "base_version": draft.base_version,
        "base_state": draft.base_state.value if draft.base_state else None,
        "fields": dict(draft.fields),
        "touched_at": draft.touched_at,
        "typed_at": draft.typed_at,
        "ended_at": None,
    }
    is_theirs = col(CaseDraftRow.staff_id) == staff_id
    statement = insert_for(session, CaseDraftRow).values(
        organization_id=organization_id, staff_id=staff_id, key=draft.key, **values
    )
    put = {name: statement.excluded[name] for name in values}
    # Sent in on purpose it has no such moment; what was typed before the last one still is older.
    put["typed_at"] = func.coalesce(put["typed_at"], col(CaseDraftRow.typed_at))
    kept = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["organization_id", "key"],
            set_=put,
            where=is_theirs if over is None else is_theirs & over,
        ).returning(col(CaseDraftRow.id))
    )
    return kept.first() is not None


async def case_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> CaseDraft | None:
    row = await session.scalar(_open(organization_id, staff_id, key))
    return _draft(row) if row else None


async def hold_case_draft(
    session: AsyncSession, *, organization_id: int, staff_id: int, key: str
) -> CaseDraft | None:
    """The same; until the transaction ends nobody else ends it, nor adds a file to it."""
    row = await session.scalar(_open(organization_id, staff_id, key).with_for_update())
    return _draft(row) if row else None


def _open(organization_id: int, staff_id: int, key: str) -> Select[CaseDraftRow]:
    return select(CaseDraftRow).where(
        col(CaseDraftRow.organization_id) == organization_id,
        col(CaseDraftRow.staff_id) == staff_id,
        col(CaseDraftRow.key) == key,
        col(CaseDraftRow.ended_at).is_(None),
    )


async def case_drafts(
    session: AsyncSession, *, organization_id: int, staff_id: int
) -> tuple[CaseDraft, ...]:
    """The one touched last first."""
    rows = await session.scalars(
        select(CaseDraftRow)
        .where(
            col(CaseDraftRow.organization_id) == organization_id,
            col(CaseDraftRow.staff_id) == staff_id,
            col(CaseDraftRow.ended_at).is_(None),
        )
        .order_by(col(CaseDraftRow.touched_at).desc(), col(CaseDraftRow.id).desc())
    )
    return tuple(_draft(row) for row in rows)


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
    dropped = await session.execute(
        update(CaseDraftRow)
        .where(
            col(CaseDraftRow.organization_id) == organization_id,
            col(CaseDraftRow.staff_id) == staff_id,
            col(CaseDraftRow.key) == key,
            col(CaseDraftRow.ended_at).is_(None),
        )
        .values(fields={}, ended_at=at, **({} if became is None else {"became_id": became}))
        .returning(col(CaseDraftRow.id))
        .execution_options(synchronize_session=False)
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
    forgotten = await session.scalars(
        delete(CaseDraftRow).where(is_old).returning(col(CaseDraftRow.ended_at))
    )
    return sum(ended is None for ended in forgotten)


def _draft(row: CaseDraftRow) -> CaseDraft:
    return CaseDraft(
        row.key,
        {str(name): str(value) for name, value in row.fields.items()},
        row.touched_at,
        row.case_id or row.became_id,
        row.base_version or (FIRST_VERSION if row.became_id else None),
        row.typed_at,
        CaseState(row.base_state) if row.base_state else None,
    )

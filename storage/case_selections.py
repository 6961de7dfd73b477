"""今月の改善事例, one for each month; who saves it names the version that was read."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_selection import Selection
from storage.case_tables import CaseSelectionRow
from storage.dialect import insert_for


async def selection_of(session: AsyncSession, month: date, *, organization_id: int) -> Selection:
    row = await session.scalar(
        select(CaseSelectionRow)
        .where(
            col(CaseSelectionRow.organization_id) == organization_id,
            col(CaseSelectionRow.month) == month,
        )
        .execution_options(populate_existing=True)
    )
    return Selection(month) if row is None else _selection(row)


async def posted_selections_with(
    session: AsyncSession, case_id: int, *, organization_id: int
) -> tuple[Selection, ...]:
    """Those that the forum has been shown, by month; there is one a month."""
    rows = await session.scalars(
        select(CaseSelectionRow)
        .where(
            col(CaseSelectionRow.organization_id) == organization_id,
            col(CaseSelectionRow.posted_at).is_not(None),
        )
        .order_by(col(CaseSelectionRow.month))
        .execution_options(populate_existing=True)
    )
    return tuple(_selection(row) for row in rows if case_id in row.case_ids)


async def save_selection(
    session: AsyncSession, selection: Selection, *, organization_id: int
) -> bool:
    """``selection.version``: what was read. False where somebody else was first, or it is posted."""
    if not selection.version:
        added = await session.execute(
            insert_for(session, CaseSelectionRow)
            .values(
                organization_id=organization_id,
                month=selection.month,
                case_ids=[*selection.case_ids],
                words=selection.words,
                version=1,
            )
            .on_conflict_do_nothing(index_elements=["organization_id", "month"])
            .returning(col(CaseSelectionRow.id))
        )
        return added.first() is not None
    return await _change(
        session,
        selection,
        {"case_ids": [*selection.case_ids], "words": selection.words},
        organization_id=organization_id,
    )


async def mark_posted(
    session: AsyncSession, selection: Selection, *, organization_id: int, at: datetime
) -> bool:
    """False as ``save_selection``."""
    return await _change(session, selection, {"posted_at": at}, organization_id=organization_id)


async def _change(
    session: AsyncSession,
    read: Selection,
    values: dict[str, object],
    *,
    organization_id: int,
) -> bool:
    changed = await session.execute(
        update(CaseSelectionRow)
        .where(
            col(CaseSelectionRow.organization_id) == organization_id,
            col(CaseSelectionRow.month) == read.month,
            col(CaseSelectionRow.version) == read.version,
            col(CaseSelectionRow.posted_at).is_(None),
        )
        .values(**values, version=read.version + 1)
        .returning(col(CaseSelectionRow.id))
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None


def _selection(row: CaseSelectionRow) -> Selection:
    return Selection(row.month, tuple(row.case_ids), row.words, row.version, row.posted_at)

"""Cases that have waited for long, and how often that has been brought up."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_review import MOST_TIMES_BROUGHT_UP
from domain.improvement_case import Case
from storage.case_tables import CaseRow

_WAITS = (
    col(CaseRow.waiting_since).is_not(None),
    col(CaseRow.brought_up) < MOST_TIMES_BROUGHT_UP,
)


async def organizations_with_waiting(session: AsyncSession, *, before: datetime) -> list[int]:
    """Where something waits since before then and may have to be brought up: one question for all."""
    found = await session.scalars(
        select(col(CaseRow.organization_id))
        .where(*_WAITS, col(CaseRow.waiting_since) <= before)
        .distinct()
        .order_by(col(CaseRow.organization_id))
    )
    return list(found)


async def waiting_since_before(
    session: AsyncSession, *, organization_id: int, before: datetime, limit: int
) -> tuple[tuple[int, int], ...]:
    """(case, how often it has been brought up), the longest waiting first."""
    found = await session.execute(
        select(col(CaseRow.id), col(CaseRow.brought_up))
        .where(
            col(CaseRow.organization_id) == organization_id,
            *_WAITS,
            col(CaseRow.waiting_since) <= before,
        )
        .order_by(col(CaseRow.waiting_since), col(CaseRow.id))
        .limit(limit)
    )
    return tuple((number, times) for number, times in found if number is not None)


async def note_brought_up(
    session: AsyncSession, case: Case, *, organization_id: int, was: int, times: int
) -> bool:
    """False where another process has, or it waits no longer as it was read."""
    noted = await session.execute(
        update(CaseRow)
        .where(
            col(CaseRow.organization_id) == organization_id,
            col(CaseRow.id) == case.id,
            col(CaseRow.version) == case.version,
            col(CaseRow.state) == case.state.value,
            col(CaseRow.brought_up) == was,
        )
        .values(brought_up=times)
        .returning(col(CaseRow.id))
        .execution_options(synchronize_session=False)
    )
    return noted.first() is not None

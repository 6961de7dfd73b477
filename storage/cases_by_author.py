"""Improvement cases by whose they are: somebody's own, and those that somebody has left behind."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.improvement_case import Case, CaseState
from domain.people import Attendance
from storage.case_tables import CaseRevisionRow, CaseRow
from storage.dialect import is_one_of
from storage.improvement_cases import cases_in, newest_cases
from storage.tables import StaffRow

_HAS_LEFT = (
    select(col(StaffRow.id))
    .where(
        col(StaffRow.id) == col(CaseRow.author_id),
        col(StaffRow.attendance) == Attendance.LEFT.value,
    )
    .exists()
)


async def cases_of(
    session: AsyncSession, *, organization_id: int, author_id: int, limit: int, skip: int = 0
) -> tuple[Case, ...]:
    """Somebody's own, the newest first; with those whose newest version they have written for an author
    who is not there any more: they hear of them.
    """
    query = newest_cases(organization_id).where(_is_theirs(author_id))
    newest_first = query.order_by(col(CaseRow.number).desc())
    return await cases_in(session, newest_first.offset(skip).limit(limit))


async def count_cases_of(session: AsyncSession, *, organization_id: int, author_id: int) -> int:
    """As many as ``cases_of`` has on all its pages."""
    query = newest_cases(organization_id).where(_is_theirs(author_id))
    counted = query.with_only_columns(func.count(col(CaseRow.id)))
    return int(await session.scalar(counted) or 0)


def _is_theirs(author_id: int) -> ColumnElement[bool]:
    is_nobodys = or_(col(CaseRow.author_id).is_(None), _HAS_LEFT)
    is_written_by_them = col(CaseRevisionRow.editor_id) == author_id
    return or_(col(CaseRow.author_id) == author_id, is_written_by_them & is_nobodys)


async def cases_left_behind(
    session: AsyncSession,
    *,
    organization_id: int,
    departments: Collection[str] | None = None,
    limit: int,
) -> tuple[Case, ...]:
    """Sent back to somebody who has left since: it stands in no one's list. By number."""
    query = newest_cases(organization_id).where(
        col(CaseRow.state) == CaseState.SENT_BACK.value, _HAS_LEFT
    )
    if departments is not None:
        query = query.where(is_one_of(session, col(CaseRow.department), [*departments]))
    return await cases_in(session, query.order_by(col(CaseRow.number)).limit(limit))

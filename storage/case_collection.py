"""All improvement cases at once, for a file."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_files import CaseCollection, FiledCase
from storage.case_adoptions import all_adoptions
from storage.departments import departments_in_order
from storage.improvement_cases import every_case
from storage.published_cases import cases_changed_since
from storage.tables import CourseRow, StaffRow


async def case_collection(session: AsyncSession, *, organization_id: int) -> CaseCollection:
    """In whatever state, by number; authors also where they have left."""
    changed = await cases_changed_since(session, organization_id=organization_id, version=0)
    names = await _names(session, organization_id)
    courses = await session.execute(
        select(col(CourseRow.code), col(CourseRow.name)).where(
            col(CourseRow.organization_id) == organization_id
        )
    )
    cases = await every_case(session, organization_id=organization_id)
    return CaseCollection(
        tuple(
            FiledCase(case, changed.cases.get(case.id), names.get(case.author_id or 0, ""))
            for case in cases
        ),
        await all_adoptions(session, organization_id=organization_id),
        {row.code: row.name for row in courses},
        await departments_in_order(session, organization_id=organization_id),
    )


async def _names(session: AsyncSession, organization_id: int) -> dict[int, str]:
    query = select(col(StaffRow.id), col(StaffRow.name)).where(
        col(StaffRow.organization_id) == organization_id
    )
    return {row.id: row.name for row in await session.execute(query)}

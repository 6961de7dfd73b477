"""All improvement cases at once, for a file."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_files import CaseCollection, FiledCase, Span
from domain.improvement_case import Adoption
from storage.case_adoptions import adoptions_of
from storage.departments import departments_in_order
from storage.improvement_cases import some_cases
from storage.published_cases import published_cases
from storage.tables import CourseRow, StaffRow

AT_A_TIME = 200
"""Cases that are read before somebody else has a turn."""


async def case_collection(
    session: AsyncSession, *, organization_id: int, span: Span | None = None
) -> CaseCollection:
    """In whatever state, by number; authors also where they have left. ``span``: what was first published
    in it, and has not been withdrawn.
    """
    names = await _names(session, organization_id)
    filed: list[FiledCase] = []
    adoptions: list[Adoption] = []
    number = 0
    while cases := await some_cases(
        session,
        organization_id=organization_id,
        after=number,
        limit=AT_A_TIME,
        published=(span.begins, span.ends) if span else None,
    ):
        number, ids = cases[-1].number, [case.id for case in cases]
        shown = await published_cases(session, ids, organization_id=organization_id)
        adoptions += await adoptions_of(session, ids, organization_id=organization_id)
        filed += (
            FiledCase(case, shown.get(case.id), names.get(case.author_id or 0, ""))
            for case in cases
        )
    return CaseCollection(
        tuple(filed),
        tuple(adoptions),
        await _courses(session, organization_id),
        await departments_in_order(session, organization_id=organization_id),
        of=span.words if span else "",
    )


async def _names(session: AsyncSession, organization_id: int) -> dict[int, str]:
    query = select(col(StaffRow.id), col(StaffRow.name)).where(
        col(StaffRow.organization_id) == organization_id
    )
    return {row.id: row.name for row in await session.execute(query)}


async def _courses(session: AsyncSession, organization_id: int) -> dict[str, str]:
    query = select(col(CourseRow.code), col(CourseRow.name)).where(
        col(CourseRow.organization_id) == organization_id
    )
    return {row.code: row.name for row in await session.execute(query)}

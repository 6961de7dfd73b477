"""What the KPIs are counted from, read in one place and in one transaction."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.improvement_case import PublishedCase
from domain.kpi_sources import Sources
from storage.achievements import (
    everyone_attended,
    everyones_projects,
    everyones_qualifications,
)
from storage.case_adoptions import all_adoptions
from storage.catalogue import read_catalogue
from storage.people import staff_in_service
from storage.published_cases import cases_changed_since

AT_A_TIME = 500
"""Cases that are read before somebody else has a turn."""


async def kpi_sources(session: AsyncSession, *, organization_id: int) -> Sources:
    """Of everyone who has not left."""
    whose = {"organization_id": organization_id}
    return Sources(
        people=await staff_in_service(session, **whose),
        attended=await everyone_attended(session, **whose),
        qualifications=await everyones_qualifications(session, **whose),
        projects=await everyones_projects(session, **whose),
        catalogue=await read_catalogue(session, **whose),
        cases=await _cases(session, organization_id),
        adoptions=await all_adoptions(session, **whose),
    )


async def _cases(session: AsyncSession, organization_id: int) -> list[PublishedCase]:
    cases: list[PublishedCase] = []
    after, is_more = None, True
    while is_more:
        some = await cases_changed_since(
            session, organization_id=organization_id, version=0, after=after, limit=AT_A_TIME
        )
        cases += filter(None, some.cases.values())
        after, is_more = some.last, some.last is not None
    return cases

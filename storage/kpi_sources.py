"""What the KPIs are counted from, read in one place and in one transaction."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.improvement_case import PublishedCase
from domain.kpi_count import Sources
from domain.people import Person
from domain.training import Achievements
from storage.achievements import achievements_of_some
from storage.case_adoptions import all_adoptions
from storage.catalogue import read_catalogue
from storage.people import staff_in_service
from storage.published_cases import cases_changed_since

AT_A_TIME = 500
"""People, or cases, that are read before somebody else has a turn."""


async def kpi_sources(session: AsyncSession, *, organization_id: int) -> Sources:
    """Of everyone who has not left."""
    people = await staff_in_service(session, organization_id=organization_id)
    return Sources(
        people=people,
        achievements=await _achievements(session, people, organization_id),
        catalogue=await read_catalogue(session, organization_id=organization_id),
        cases=await _cases(session, organization_id),
        adoptions=await all_adoptions(session, organization_id=organization_id),
    )


async def _achievements(
    session: AsyncSession, people: tuple[Person, ...], organization_id: int
) -> dict[int, Achievements]:
    found: dict[int, Achievements] = {}
    for first in range(0, len(people), AT_A_TIME):
        some = [person.id for person in people[first : first + AT_A_TIME]]
        found |= await achievements_of_some(
            session, organization_id=organization_id, person_ids=some
        )
    return found


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

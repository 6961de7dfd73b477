"""The sample city's improvement cases, put where the handlers would have put them in the course of a year."""

from collections.abc import Mapping
from datetime import date, datetime, time

from bot.deployment import Deployment
from domain.improvement_case import Adoption, Case, CaseState
from domain.japan_time import JAPAN
from samples.cases import SampleAdoption, SampleCase, sample_cases
from storage.case_adoptions import add_adoption
from storage.case_thanks import thank_for_case
from storage.improvement_cases import add_case
from storage.people import staff_in_service
from storage.session import Session

_TIME = time(10, 0)


async def bring_in_sample_cases(deployment: Deployment, *, today: date) -> None:
    """After the roster. Published, with who thanked for them and who did the same."""
    number = deployment.organization.id
    async with deployment.database.begin() as session:
        people = await staff_in_service(session, organization_id=number)
        ids = {person.employee_number: person.id for person in people}
        for sample in sample_cases(today):
            await _bring_in(session, sample, ids, number)


async def _bring_in(
    session: Session, sample: SampleCase, ids: Mapping[str, int], organization_id: int
) -> None:
    at = _moment(sample.published_on)
    author_id = ids[sample.author.number]
    case = Case(
        id=0,
        number=0,
        author_id=author_id,
        department=sample.author.department,
        section=sample.author.section,
        state=CaseState.PUBLISHED,
        version=1,
        text=sample.text,
        created_at=at,
        published_version=1,
        published_at=at,
        established_at=at if sample.is_established else None,
    )
    added = await add_case(session, case, organization_id=organization_id, editor_id=author_id)
    for adopted in sample.adoptions:
        adoption = _adoption(adopted, added.id, ids)
        await add_adoption(session, adoption, organization_id=organization_id)
    for person in sample.thanked_by:
        if staff_id := ids.get(person.number):
            await thank_for_case(
                session,
                case_id=added.id,
                staff_id=staff_id,
                organization_id=organization_id,
                at=at,
            )


def _adoption(sample: SampleAdoption, case_id: int, ids: Mapping[str, int]) -> Adoption:
    return Adoption(
        case_id=case_id,
        staff_id=ids[sample.by.number],
        department=sample.by.department,
        section=sample.by.section,
        since=sample.since,
        hours=sample.hours,
        remark=sample.remark,
        at=_moment(sample.since),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, _TIME, JAPAN)

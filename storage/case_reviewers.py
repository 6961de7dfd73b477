"""Who reviews the cases of an organization."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.case_review import Reviewers
from domain.case_sight import REVIEWER
from storage.people import holders_of, staff_with_duties


async def reviewers_of(session: AsyncSession, *, organization_id: int) -> Reviewers:
    """As the roster has it in this transaction."""
    leaders = await holders_of(session, REVIEWER, organization_id=organization_id)
    officers = await staff_with_duties(session, organization_id=organization_id)
    people = {each.id: each for each in (*leaders, *officers)}
    return Reviewers.among(people.values())

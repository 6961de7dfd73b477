"""Improvement cases that are there already, as reports that have been approved leave them."""

from datetime import datetime, timedelta

from domain.improvement_case import Case, CaseState, CaseText, ReviewRoute, approved
from storage.improvement_cases import add_case, change_case
from storage.session import Database
from tests.city import NOW


async def publish(
    database: Database,
    text: CaseText,
    *,
    place: str = "市民部 市民課",
    author_id: int | None = None,
    organization_id: int = 1,
    at: datetime = NOW - timedelta(days=30),
) -> Case:
    """``place``: department and section."""
    department, section = place.split()
    reported = Case(
        id=0,
        number=0,
        author_id=author_id,
        department=department,
        section=section,
        state=CaseState.OFFICE_REVIEW,
        version=1,
        text=text,
        created_at=at,
        waiting_since=at,
    )
    async with database.begin() as session:
        case = await add_case(
            session, reported, organization_id=organization_id, editor_id=author_id
        )
        published = approved(case, ReviewRoute.OFFICE, at=at)
        assert await change_case(
            session, published, read=case, organization_id=organization_id, at=at
        )
    return published


async def become(
    database: Database, after: Case, *, read: Case, organization_id: int = 1, at: datetime = NOW
) -> Case:
    """Whatever becomes of it."""
    async with database.begin() as session:
        assert await change_case(session, after, read=read, organization_id=organization_id, at=at)
    return after

"""The catalogue, read as domain values."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.catalogue import Catalogue
from domain.training import Course, Obligation, Session
from storage.course_json import audience_from_json, deadline_from_json, validity_from_json
from storage.tables import CourseRow, CourseSessionRow


async def read_catalogue(session: AsyncSession, *, organization_id: int) -> Catalogue:
    """Every course, withdrawn ones included, with its sessions, sooner first."""
    sessions: defaultdict[int, list[Session]] = defaultdict(list)
    of_all = (
        select(CourseSessionRow)
        .where(col(CourseSessionRow.organization_id) == organization_id)
        .order_by(col(CourseSessionRow.starts_at), col(CourseSessionRow.id))
    )
    for row in await session.scalars(of_all):
        sessions[row.course_id].append(_to_session(row))
    courses = select(CourseRow).where(col(CourseRow.organization_id) == organization_id)
    return Catalogue(
        _to_course(row, tuple(sessions[row.id or 0])) for row in await session.scalars(courses)
    )


def _to_session(row: CourseSessionRow) -> Session:
    return Session(
        id=row.id or 0,
        course_id=row.course_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        capacity=row.capacity,
        taken=row.taken,
        apply_by=row.apply_by,
    )


def _to_course(row: CourseRow, sessions: tuple[Session, ...]) -> Course:
    return Course(
        id=row.id or 0,
        code=row.code,
        name=row.name,
        summary=row.summary,
        method=row.method,
        provider=row.provider,
        hours=row.hours,
        obligation=Obligation(row.obligation),
        skills=tuple(row.skills),
        target=row.target,
        audience=audience_from_json(row.audience),
        prerequisites=tuple(row.prerequisites),
        validity=validity_from_json(row.validity),
        deadline=deadline_from_json(row.deadline),
        needs_confirmation=row.needs_confirmation,
        on_demand=row.on_demand,
        url=row.url,
        sample=row.sample,
        withdrawn=row.withdrawn,
        sessions=sessions,
        listed_at=row.listed_at,
    )

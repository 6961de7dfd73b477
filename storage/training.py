"""The catalogue and the records, read as domain values; a completion reported or confirmed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.catalogue import Catalogue
from domain.japan_time import JAPAN
from domain.training import (
    Achievements,
    Course,
    Obligation,
    ProjectRecord,
    QualificationHeld,
    RecordState,
    Session,
    TrainingRecord,
)
from storage.course_json import audience_from_json, deadline_from_json, validity_from_json
from storage.tables import (
    CourseRow,
    CourseSessionRow,
    ProjectRecordRow,
    QualificationRow,
    TrainingRecordRow,
)

T = TypeVar("T")

# -- catalogue --------------------------------------------------------------------------------


async def read_catalogue(session: AsyncSession, *, organization_id: int) -> Catalogue:
    """Every course that is not withdrawn, with its sessions, sooner first."""
    sessions: defaultdict[int, list[Session]] = defaultdict(list)
    of_all = (
        select(CourseSessionRow)
        .where(col(CourseSessionRow.organization_id) == organization_id)
        .order_by(col(CourseSessionRow.starts_at), col(CourseSessionRow.id))
    )
    for row in await session.scalars(of_all):
        sessions[row.course_id].append(_to_session(row))
    courses = select(CourseRow).where(
        col(CourseRow.organization_id) == organization_id, col(CourseRow.withdrawn).is_(False)
    )
    return Catalogue(
        _to_course(row, tuple(sessions[row.id or 0])) for row in await session.scalars(courses)
    )


def _to_session(row: CourseSessionRow) -> Session:
    return Session(
        id=row.id or 0,
        course_id=row.course_id,
        starts_at=row.starts_at.astimezone(JAPAN),
        ends_at=row.ends_at.astimezone(JAPAN) if row.ends_at else None,
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
        sessions=sessions,
    )


# -- achievements -----------------------------------------------------------------------------


async def achievements_of(
    session: AsyncSession, *, organization_id: int, person_id: int
) -> Achievements:
    """All that the records hold of one person, older first."""
    found = await achievements_of_all(session, organization_id=organization_id, person_id=person_id)
    return found.get(person_id, Achievements())


async def achievements_of_all(
    session: AsyncSession, *, organization_id: int, person_id: int | None = None
) -> dict[int, Achievements]:
    """The same for everyone (or the one named), by person id; people without any are absent."""

    def query(table: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
        chosen = select(table.staff_id, *columns).where(table.organization_id == organization_id)
        if person_id is None:
            return chosen
        return chosen.where(table.staff_id == person_id).order_by(table.id)

    record, qualification, project = TrainingRecordRow, QualificationRow, ProjectRecordRow
    records = _grouped(
        await session.execute(query(record, record.course_id, record.completed_on, record.state)),
        lambda course_id, on, state: TrainingRecord(course_id, on, _STATES[state]),
    )
    held = _grouped(
        await session.execute(
            query(
                qualification,
                qualification.name,
                qualification.acquired_on,
                qualification.expires_on,
            )
        ),
        QualificationHeld,
    )
    projects = _grouped(
        await session.execute(
            query(
                project,
                project.name,
                project.led,
                project.started_on,
                project.ended_on,
                project.mentoring,
            )
        ),
        ProjectRecord,
    )
    return {
        staff_id: Achievements(
            tuple(records[staff_id]), tuple(held[staff_id]), tuple(projects[staff_id])
        )
        for staff_id in {*records, *held, *projects}
    }


_STATES = {state.value: state for state in RecordState}


def _grouped(rows: Iterable[Any], make: Callable[..., T]) -> defaultdict[int, list[T]]:
    """Values made of each row's columns after the first, which is the staff id."""
    grouped: defaultdict[int, list[T]] = defaultdict(list)
    for staff_id, *values in rows:
        grouped[staff_id].append(make(*values))
    return grouped

"""Staff, read as domain values."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.people import Attendance, Duty, Employment, Person, Post, TeamRoleHeld
from storage.tables import DepartmentRow, SectionRow, StaffPostRow, StaffRow, StaffTeamRoleRow


async def person_by_email(
    session: AsyncSession, *, organization_id: int, email: str
) -> Person | None:
    """Someone of the roster who has not left, by e-mail in any case of letters."""
    matches = await _people(
        session,
        organization_id,
        col(StaffRow.email) == email.strip().lower(),
        col(StaffRow.attendance) != Attendance.LEFT.value,
    )
    return next(iter(matches), None)


async def person_by_id(
    session: AsyncSession, *, organization_id: int, person_id: int
) -> Person | None:
    matches = await _people(session, organization_id, col(StaffRow.id) == person_id)
    return next(iter(matches), None)


async def person_by_number(
    session: AsyncSession, *, organization_id: int, employee_number: str
) -> Person | None:
    matches = await _people(
        session, organization_id, col(StaffRow.employee_number) == employee_number
    )
    return next(iter(matches), None)


async def people_by_ids(
    session: AsyncSession, *, organization_id: int, ids: Iterable[int]
) -> dict[int, Person]:
    people = await _people(session, organization_id, col(StaffRow.id).in_(tuple(ids)))
    return {person.id: person for person in people}


async def people_named(
    session: AsyncSession, *, organization_id: int, name: str
) -> tuple[Person, ...]:
    """Staff of that family name or full name, blanks between 姓 and 名 or not."""
    bare = name.replace(" ", "").replace("\u3000", "")
    if not bare:
        return ()
    candidates = await _people(
        session, organization_id, col(StaffRow.name).startswith(bare[0], autoescape=True)
    )
    return tuple(p for p in candidates if bare in {_family_name(p), "".join(p.name.split())})


async def staff_in_service(session: AsyncSession, *, organization_id: int) -> tuple[Person, ...]:
    """Everyone who has not left, by employee number."""
    return await _people(
        session, organization_id, col(StaffRow.attendance) != Attendance.LEFT.value
    )


def _family_name(person: Person) -> str:
    return person.name.split()[0]


async def _people(
    session: AsyncSession, organization_id: int, *conditions: ColumnElement[bool]
) -> tuple[Person, ...]:
    chosen = (
        select(StaffRow)
        .where(col(StaffRow.organization_id) == organization_id, *conditions)
        .order_by(col(StaffRow.employee_number))
    )
    rows = (await session.scalars(chosen)).all()
    if not rows:
        return ()
    ids = [row.id for row in rows if row.id is not None] if len(rows) < _MANY else None
    posts = await _grouped(session, _posts_query(organization_id), StaffPostRow.staff_id, ids)
    roles = await _grouped(session, _roles_query(organization_id), StaffTeamRoleRow.staff_id, ids)
    return tuple(_to_person(row, posts[row.id or 0], roles[row.id or 0]) for row in rows)


_MANY = 500
"""From here on reading all posts is cheaper than naming the people (and SQL has a limit)."""


def _posts_query(organization_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(StaffPostRow.staff_id),
            col(DepartmentRow.name),
            col(SectionRow.name),
            col(StaffPostRow.title),
            col(StaffPostRow.position),
        )
        .join(SectionRow, col(SectionRow.id) == col(StaffPostRow.section_id))
        .join(DepartmentRow, col(DepartmentRow.id) == col(SectionRow.department_id))
        .where(col(StaffPostRow.organization_id) == organization_id)
        .order_by(col(StaffPostRow.staff_id), col(StaffPostRow.position))
    )


def _roles_query(organization_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(col(StaffTeamRoleRow.staff_id), col(StaffTeamRoleRow.name), col(DepartmentRow.name))
        .join(DepartmentRow, col(DepartmentRow.id) == col(StaffTeamRoleRow.department_id))
        .where(col(StaffTeamRoleRow.organization_id) == organization_id)
        .order_by(col(StaffTeamRoleRow.staff_id), col(StaffTeamRoleRow.id))
    )


async def _grouped(
    session: AsyncSession, query: Select[*tuple[Any, ...]], staff_id: Any, ids: list[int] | None
) -> defaultdict[int, list[Sequence[Any]]]:
    """Rows by their first column, the staff id."""
    if ids is not None:
        query = query.where(col(staff_id).in_(ids))
    grouped: defaultdict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in await session.execute(query):
        grouped[row[0]].append(row)
    return grouped


def _to_person(row: StaffRow, posts: list[Sequence[Any]], roles: list[Sequence[Any]]) -> Person:
    return Person(
        id=row.id or 0,
        employee_number=row.employee_number,
        email=row.email,
        name=row.name,
        grade=row.grade,
        employment=Employment(row.employment),
        attendance=Attendance(row.attendance),
        posts=tuple(
            Post(department, section, title, concurrent=position > 0)
            for _, department, section, title, position in posts
        ),
        talent_types=tuple(row.talent_types),
        team_roles=tuple(TeamRoleHeld(name, department) for _, name, department in roles),
        duties=tuple(Duty(duty) for duty in row.duties),
        handles_ict_equipment=row.handles_ict_equipment,
        joined_on=row.joined_on,
        manager_number=row.manager_number,
    )

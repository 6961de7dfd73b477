"""Staff, read as domain values."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    bindparam,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.people import Attendance, Duty, Employment, Person, Post, TeamRoleHeld
from storage.dialect import dialect_of, is_one_of
from storage.json_lists import json_list, rows_in
from storage.tables import DepartmentRow, SectionRow, StaffPostRow, StaffRow, StaffTeamRoleRow

AT_A_TIME = 1_000
"""Of everyone, that are read before somebody else has a turn."""


async def person_by_email(
    session: AsyncSession, *, organization_id: int, email: str
) -> Person | None:
    """Someone of the roster who has not left, by e-mail in any case of letters."""
    asked = {"organization": organization_id, "email": email.strip().lower()}
    row = (await session.execute(_by_email(dialect_of(session)), asked)).first()
    return _to_person(*row, places={}) if row else None


async def people_by_id(
    session: AsyncSession, *, organization_id: int, ids: Collection[int]
) -> tuple[Person, ...]:
    """Those who have not left, by employee number."""
    return await _people(
        session,
        organization_id,
        is_one_of(session, col(StaffRow.id), ids),
        col(StaffRow.attendance) != Attendance.LEFT.value,
    )


async def people_ever(
    session: AsyncSession, *, organization_id: int, ids: Collection[int]
) -> tuple[Person, ...]:
    """Those who have left included, by employee number."""
    if not ids:
        return ()
    return await _people(session, organization_id, is_one_of(session, col(StaffRow.id), ids))


async def people_led_by(
    session: AsyncSession, employee_number: str, *, organization_id: int
) -> tuple[Person, ...]:
    """Those at work whose manager has that number, by their own."""
    return await _people(
        session,
        organization_id,
        col(StaffRow.manager_number) == employee_number,
        col(StaffRow.attendance) == Attendance.ACTIVE.value,
    )


async def has_anyone(session: AsyncSession, *, organization_id: int) -> bool:
    """Whether the roster has been taken over."""
    found = select(col(StaffRow.id)).where(col(StaffRow.organization_id) == organization_id)
    return await session.scalar(found.limit(1)) is not None


async def names_in_service(
    session: AsyncSession, *, organization_id: int
) -> tuple[tuple[int, str], ...]:
    """(id, name) of everyone who has not left."""
    query = select(col(StaffRow.id), col(StaffRow.name)).where(
        col(StaffRow.organization_id) == organization_id,
        col(StaffRow.attendance) != Attendance.LEFT.value,
    )
    found = await session.execute(query)
    return tuple((number, name) for number, name in found if number is not None)


async def names_ever(session: AsyncSession, *, organization_id: int) -> tuple[tuple[str, str], ...]:
    """(name, e-mail) of everyone, also of who has left."""
    query = select(col(StaffRow.name), col(StaffRow.email)).where(
        col(StaffRow.organization_id) == organization_id
    )
    return tuple((name, email) for name, email in await session.execute(query))


async def employee_numbers_among(
    session: AsyncSession, words: Collection[str], *, organization_id: int
) -> frozenset[str]:
    """Which of ``words`` (lower case) is somebody's, also of who has left."""
    if not words:
        return frozenset()
    number = func.lower(col(StaffRow.employee_number))
    found = await session.scalars(
        select(number).where(col(StaffRow.organization_id) == organization_id, number.in_(words))
    )
    return frozenset(found)


async def staff_with_duties(session: AsyncSession, *, organization_id: int) -> tuple[Person, ...]:
    """Those in service with something to do for the system itself."""
    return await _people(
        session,
        organization_id,
        cast(col(StaffRow.duties), String) != "[]",
        col(StaffRow.attendance) != Attendance.LEFT.value,
    )


async def holders_of(
    session: AsyncSession, role: str, *, organization_id: int
) -> tuple[Person, ...]:
    """Those in service who have that team role, for whatever department."""
    holding = select(col(StaffTeamRoleRow.staff_id)).where(
        col(StaffTeamRoleRow.organization_id) == organization_id,
        col(StaffTeamRoleRow.name) == role,
    )
    return await _people(
        session,
        organization_id,
        col(StaffRow.id).in_(holding),
        col(StaffRow.attendance) != Attendance.LEFT.value,
    )


async def people_to_ask(
    session: AsyncSession,
    *,
    organization_id: int,
    sections: Collection[str],
    employments: Collection[Employment],
) -> tuple[Person, ...]:
    """Those at work who have a team role, a talent type or a duty in the roster, or who are of one
    of the sections or employments by which the policy tells a talent type."""
    holding = select(col(StaffTeamRoleRow.staff_id)).where(
        col(StaffTeamRoleRow.organization_id) == organization_id
    )
    sitting = (
        select(col(StaffPostRow.staff_id))
        .join(SectionRow, col(SectionRow.id) == col(StaffPostRow.section_id))
        .where(
            col(StaffPostRow.organization_id) == organization_id,
            col(SectionRow.name).in_(sections),
        )
    )
    return await _people(
        session,
        organization_id,
        col(StaffRow.attendance) == Attendance.ACTIVE.value,
        or_(
            col(StaffRow.id).in_(holding),
            col(StaffRow.id).in_(sitting),
            col(StaffRow.employment).in_([each.value for each in employments]),
            cast(col(StaffRow.talent_types), String) != "[]",
            cast(col(StaffRow.duties), String) != "[]",
        ),
    )


async def staff_in_service(session: AsyncSession, *, organization_id: int) -> tuple[Person, ...]:
    """Everyone who has not left, by employee number."""
    chosen = _chosen(dialect_of(session), col(StaffRow.attendance) != Attendance.LEFT.value)
    found = await session.stream(
        chosen.execution_options(yield_per=AT_A_TIME), {"organization": organization_id}
    )
    places: dict[str, tuple[Post, ...]] = {}
    people: list[Person] = []
    async for some in found.partitions():
        people += (_to_person(*row, places=places) for row in some)
    return tuple(people)


async def anyone_in_service(session: AsyncSession, *, organization_id: int) -> bool:
    someone = select(col(StaffRow.id)).where(
        col(StaffRow.organization_id) == organization_id,
        col(StaffRow.attendance) != Attendance.LEFT.value,
    )
    return await session.scalar(someone.limit(1)) is not None


async def _people(
    session: AsyncSession, organization_id: int, *conditions: ColumnElement[bool]
) -> tuple[Person, ...]:
    chosen = _chosen(dialect_of(session), *conditions)
    rows = await session.execute(chosen, {"organization": organization_id})
    places: dict[str, tuple[Post, ...]] = {}
    return tuple(_to_person(*row, places=places) for row in rows)


@cache
def _by_email(dialect: str) -> Select[*tuple[Any, ...]]:
    return _chosen(
        dialect,
        col(StaffRow.email) == bindparam("email"),
        col(StaffRow.attendance) != Attendance.LEFT.value,
    )


def _chosen(dialect: str, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Of the ``organization`` that it is run with, by employee number."""
    return _of_all(dialect).where(*conditions)


@cache
def _of_all(dialect: str) -> Select[*tuple[Any, ...]]:
    staff = StaffRow
    return (
        select(
            col(staff.id),
            col(staff.employee_number),
            col(staff.email),
            col(staff.name),
            col(staff.grade),
            col(staff.employment),
            col(staff.attendance),
            col(staff.talent_types),
            col(staff.duties),
            col(staff.handles_ict_equipment),
            col(staff.joined_on),
            col(staff.manager_number),
            _posts(dialect),
            _team_roles(dialect),
        )
        .where(col(staff.organization_id) == bindparam("organization"))
        .order_by(col(staff.employee_number))
    )


def _posts(dialect: str) -> ScalarSelect[str]:
    """(position, department, section, title) of each post."""
    post = StaffPostRow
    listed = json_list(
        dialect,
        col(post.position),
        col(DepartmentRow.name),
        col(SectionRow.name),
        col(post.title),
    )
    return (
        select(listed)
        .select_from(post)
        .join(SectionRow, col(SectionRow.id) == col(post.section_id))
        .join(DepartmentRow, col(DepartmentRow.id) == col(SectionRow.department_id))
        .where(col(post.staff_id) == col(StaffRow.id))
        .scalar_subquery()
    )


def _team_roles(dialect: str) -> ScalarSelect[str]:
    """(row id, role, department) of each role."""
    role = StaffTeamRoleRow
    return (
        select(json_list(dialect, col(role.id), col(role.name), col(DepartmentRow.name)))
        .select_from(role)
        .join(DepartmentRow, col(DepartmentRow.id) == col(role.department_id))
        .where(col(role.staff_id) == col(StaffRow.id))
        .scalar_subquery()
    )


def _to_person(
    number: int,
    employee_number: str,
    email: str,
    name: str,
    grade: str,
    employment: str,
    attendance: str,
    talent_types: list[str],
    duties: list[str],
    handles_ict_equipment: bool,
    joined_on: date | None,
    manager_number: str | None,
    posts: str,
    team_roles: str,
    *,
    places: dict[str, tuple[Post, ...]],
) -> Person:
    """``places``: those read before, since colleagues share them."""
    at = places.get(posts)
    if at is None:
        at = places[posts] = _posts_in(posts)
    return Person(
        id=number,
        employee_number=employee_number,
        email=email,
        name=name,
        grade=grade,
        employment=Employment(employment),
        attendance=Attendance(attendance),
        posts=at,
        talent_types=tuple(talent_types),
        team_roles=tuple(TeamRoleHeld(role, at) for _, role, at in rows_in(team_roles)),
        duties=tuple(Duty(duty) for duty in duties),
        handles_ict_equipment=handles_ict_equipment,
        joined_on=joined_on,
        manager_number=manager_number,
    )


def _posts_in(stored: str) -> tuple[Post, ...]:
    return tuple(
        Post(department, section, title, concurrent=position > 0)
        for position, department, section, title in rows_in(stored)
    )

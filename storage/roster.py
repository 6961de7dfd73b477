"""The roster as entries, and the difference of an import written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.import_difference import Changed, Difference, Stored
from domain.people import Attendance, Duty, Employment, Post, TeamRoleHeld
from domain.roster_rows import StaffEntry
from storage.bulk_rows import delete_rows, insert_rows, update_rows
from storage.departments import Places, ensure_places
from storage.tables import (
    AuditEntryRow,
    DepartmentRow,
    SectionRow,
    StaffPostRow,
    StaffRow,
    StaffTeamRoleRow,
)
from storage.versions import mark_roster_changed

NEW_PERSON = "roster.new"
"""In the audit log, of each person whom a roster has brought in."""


async def stored_staff(
    session: AsyncSession, *, organization_id: int
) -> dict[str, Stored[StaffEntry]]:
    """Everyone, also those who have left, by employee number."""
    posts = await _posts(session, organization_id)
    roles = await _roles(session, organization_id)
    rows = await session.scalars(
        select(StaffRow).where(col(StaffRow.organization_id) == organization_id)
    )
    return {
        row.employee_number: Stored(row.id, _entry(row, posts[row.id], tuple(roles[row.id])))
        for row in rows
        if row.id is not None
    }


async def _posts(session: AsyncSession, organization_id: int) -> defaultdict[int, list[Post]]:
    query = (
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
    found: defaultdict[int, list[Post]] = defaultdict(list)
    for staff_id, department, section, title, position in await session.execute(query):
        found[staff_id].append(Post(department, section, title, concurrent=position > 0))
    return found


async def _roles(
    session: AsyncSession, organization_id: int
) -> defaultdict[int, list[TeamRoleHeld]]:
    query = (
        select(col(StaffTeamRoleRow.staff_id), col(StaffTeamRoleRow.name), col(DepartmentRow.name))
        .join(DepartmentRow, col(DepartmentRow.id) == col(StaffTeamRoleRow.department_id))
        .where(col(StaffTeamRoleRow.organization_id) == organization_id)
        .order_by(col(StaffTeamRoleRow.id))
    )
    found: defaultdict[int, list[TeamRoleHeld]] = defaultdict(list)
    for staff_id, name, department in await session.execute(query):
        found[staff_id].append(TeamRoleHeld(name, department))
    return found


def _entry(row: StaffRow, posts: Sequence[Post], roles: tuple[TeamRoleHeld, ...]) -> StaffEntry:
    main = posts[0]
    return StaffEntry(
        employee_number=row.employee_number,
        name=row.name,
        email=row.email,
        department=main.department,
        section=main.section,
        title=main.title,
        grade=row.grade,
        employment=Employment(row.employment),
        attendance=Attendance(row.attendance),
        talent_types=tuple(row.talent_types),
        team_roles=roles,
        concurrent_posts=tuple(posts[1:]),
        handles_ict_equipment=row.handles_ict_equipment,
        joined_on=row.joined_on,
        manager_number=row.manager_number,
        duties=tuple(Duty(duty) for duty in row.duties),
    )


async def write_roster(
    session: AsyncSession,
    difference: Difference[StaffEntry],
    *,
    organization_id: int,
    retired: Sequence[int],
    actor_id: int | None,
    now: datetime,
) -> None:
    """New and changed people, and those of ``retired`` (staff ids) as 退職, with the audit log."""
    # Those who leave go first: somebody new may have their address.
    left = {"attendance": Attendance.LEFT.value}
    await update_rows(session, StaffRow, ({"id": staff_id} | left for staff_id in retired))
    await _change(session, difference.changed)
    await insert_rows(session, StaffRow, (_row(e, organization_id) for e in difference.new))
    ids = await _ids(session, organization_id)
    placed = [(ids[entry.employee_number], entry) for entry in difference.new]
    moved = [change for change in difference.changed if _place(change.old) != _place(change.new)]
    await _leave_places(session, [change.id for change in moved])
    placed += [(change.id, change.new) for change in moved]
    await _take_places(session, placed, organization_id=organization_id)
    events = [(NEW_PERSON, ids[entry.employee_number], "") for entry in difference.new]
    events += [("roster.changed", c.id, _changed_columns(c)) for c in difference.changed]
    events += [("roster.retired", staff_id, "") for staff_id in retired]
    shared = {"organization_id": organization_id, "at": now, "actor_id": actor_id}
    audited = (shared | {"action": a, "subject_id": s, "detail": d} for a, s, d in events)
    await insert_rows(session, AuditEntryRow, audited)
    if events:
        await mark_roster_changed(session, organization_id=organization_id)


async def _leave_places(session: AsyncSession, ids: Sequence[int]) -> None:
    await delete_rows(session, StaffPostRow, column=StaffPostRow.staff_id, ids=ids)
    await delete_rows(session, StaffTeamRoleRow, column=StaffTeamRoleRow.staff_id, ids=ids)


async def _take_places(
    session: AsyncSession, placed: Sequence[tuple[int, StaffEntry]], *, organization_id: int
) -> None:
    entries = [entry for _, entry in placed]
    places = await ensure_places(session, entries, organization_id=organization_id)
    await insert_rows(session, StaffPostRow, _post_rows(placed, places, organization_id))
    await insert_rows(session, StaffTeamRoleRow, _role_rows(placed, places, organization_id))


def _changed_columns(change: Changed[StaffEntry]) -> str:
    """Which columns, never what they say."""
    return "、".join(column.column for column in change.item.changes)


def _place(entry: StaffEntry) -> object:
    return entry.posts, entry.team_roles


async def _change(session: AsyncSession, changed: Iterable[Changed[StaffEntry]]) -> None:
    """Addresses are freed first: two people can exchange theirs, and a leaver's goes to another."""
    moving = [
        change.id
        for change in changed
        if change.old.email != change.new.email or change.new.attendance is Attendance.LEFT
    ]
    await update_rows(session, StaffRow, ({"id": i, "email": f"#{i}"} for i in moving))
    await update_rows(session, StaffRow, ({"id": c.id} | _values(c.new) for c in changed))


def _row(entry: StaffEntry, organization_id: int) -> dict[str, Any]:
    number = {"organization_id": organization_id, "employee_number": entry.employee_number}
    return number | _values(entry)


def _values(entry: StaffEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "email": entry.email,
        "grade": entry.grade,
        "employment": entry.employment.value,
        "attendance": entry.attendance.value,
        "talent_types": list(entry.talent_types),
        "duties": [duty.value for duty in entry.duties],
        "handles_ict_equipment": entry.handles_ict_equipment,
        "joined_on": entry.joined_on,
        "manager_number": entry.manager_number,
    }


async def _ids(session: AsyncSession, organization_id: int) -> dict[str, int]:
    query = select(col(StaffRow.employee_number), col(StaffRow.id)).where(
        col(StaffRow.organization_id) == organization_id
    )
    return {number: staff_id for number, staff_id in await session.execute(query) if staff_id}


def _post_rows(
    placed: Iterable[tuple[int, StaffEntry]], places: Places, organization_id: int
) -> Iterable[dict[str, Any]]:
    for staff_id, entry in placed:
        for position, post in enumerate(entry.posts):
            yield {
                "organization_id": organization_id,
                "staff_id": staff_id,
                "section_id": places.sections[post.department, post.section],
                "title": post.title,
                "position": position,
            }


def _role_rows(
    placed: Iterable[tuple[int, StaffEntry]], places: Places, organization_id: int
) -> Iterable[dict[str, Any]]:
    for staff_id, entry in placed:
        for role in entry.team_roles:
            yield {
                "organization_id": organization_id,
                "staff_id": staff_id,
                "department_id": places.departments[role.department],
                "name": role.name,
            }

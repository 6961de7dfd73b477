"""Courses and sessions as entries of the 研修一覧, and the difference of an import written."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.catalogue_difference import CatalogueDifference
from domain.catalogue_rows import CourseEntry, SessionEntry
from domain.import_difference import Difference, Stored
from domain.training import Obligation
from storage.bulk_rows import delete_rows, insert_rows, update_rows
from storage.course_json import (
    audience_from_json,
    audience_to_json,
    deadline_from_json,
    deadline_to_json,
    validity_from_json,
    validity_to_json,
)
from storage.tables import CourseRow, CourseSessionRow
from storage.versions import mark_catalogue_changed


async def stored_courses(
    session: AsyncSession, *, organization_id: int
) -> dict[str, Stored[CourseEntry]]:
    """Every course by its code, withdrawn ones too."""
    rows = await session.scalars(
        select(CourseRow).where(col(CourseRow.organization_id) == organization_id)
    )
    return {
        row.code: Stored(row.id, _course(row), withdrawn=row.withdrawn)
        for row in rows
        if row.id is not None
    }


async def stored_sessions(
    session: AsyncSession, *, organization_id: int
) -> dict[tuple[str, datetime], Stored[SessionEntry]]:
    """Every session by course code and start."""
    query = (
        select(CourseSessionRow, col(CourseRow.code))
        .join(CourseRow, col(CourseRow.id) == col(CourseSessionRow.course_id))
        .where(col(CourseSessionRow.organization_id) == organization_id)
    )
    found = {}
    for row, code in await session.execute(query):
        entry = _session(row, code)
        if row.id is not None:
            found[entry.key] = Stored(row.id, entry)
    return found


async def write_catalogue(
    session: AsyncSession,
    found: CatalogueDifference,
    *,
    organization_id: int,
    retired: bool,
    at: datetime,
) -> None:
    """The difference; with ``retired`` the courses and sessions that are gone leave too."""
    await _write_courses(session, found.courses, organization_id=organization_id, at=at)
    await _write_sessions(session, found.sessions, organization_id=organization_id)
    if retired:
        withdrawn = ({"id": course_id, "withdrawn": True} for course_id in found.gone_courses)
        await update_rows(session, CourseRow, withdrawn)
        await delete_rows(
            session, CourseSessionRow, column=CourseSessionRow.id, ids=found.gone_sessions
        )
    await mark_catalogue_changed(session, organization_id=organization_id)


async def _write_courses(
    session: AsyncSession,
    difference: Difference[CourseEntry],
    *,
    organization_id: int,
    at: datetime,
) -> None:
    """What a catalogue begins with is not new to anybody."""
    is_first = not await _course_ids(session, organization_id)
    same = {"organization_id": organization_id, "listed_at": None if is_first else at}
    new = (same | {"code": entry.code} | _values(entry) for entry in difference.new)
    await insert_rows(session, CourseRow, new)
    changed = ({"id": change.id} | _values(change.new) for change in difference.changed)
    await update_rows(session, CourseRow, changed)


async def _write_sessions(
    session: AsyncSession, difference: Difference[SessionEntry], *, organization_id: int
) -> None:
    codes = await _course_ids(session, organization_id)
    new = (
        {
            "organization_id": organization_id,
            "course_id": codes[entry.course_code],
            "starts_at": entry.starts_at,
        }
        | _session_values(entry)
        for entry in difference.new
    )
    await insert_rows(session, CourseSessionRow, new)
    changed = ({"id": change.id} | _session_values(change.new) for change in difference.changed)
    await update_rows(session, CourseSessionRow, changed)


async def _course_ids(session: AsyncSession, organization_id: int) -> dict[str, int]:
    query = select(col(CourseRow.code), col(CourseRow.id)).where(
        col(CourseRow.organization_id) == organization_id
    )
    return {code: found for code, found in await session.execute(query) if found is not None}


def _course(row: CourseRow) -> CourseEntry:
    return CourseEntry(
        code=row.code,
        name=row.name,
        obligation=Obligation(row.obligation),
        summary=row.summary,
        method=row.method,
        provider=row.provider,
        hours=row.hours,
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
    )


def _values(entry: CourseEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "summary": entry.summary,
        "method": entry.method,
        "provider": entry.provider,
        "hours": entry.hours,
        "obligation": entry.obligation.value,
        "skills": list(entry.skills),
        "target": entry.target,
        "audience": audience_to_json(entry.audience),
        "prerequisites": list(entry.prerequisites),
        "validity": validity_to_json(entry.validity),
        "deadline": deadline_to_json(entry.deadline),
        "needs_confirmation": entry.needs_confirmation,
        "on_demand": entry.on_demand,
        "url": entry.url,
        "sample": entry.sample,
        "withdrawn": False,
    }


def _session(row: CourseSessionRow, code: str) -> SessionEntry:
    return SessionEntry(
        course_code=code,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        capacity=row.capacity,
        taken=row.taken,
        apply_by=row.apply_by,
    )


def _session_values(entry: SessionEntry) -> dict[str, Any]:
    return {
        "ends_at": entry.ends_at,
        "place": entry.place,
        "capacity": entry.capacity,
        "taken": entry.taken or 0,
        "apply_by": entry.apply_by,
    }

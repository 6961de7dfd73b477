"""What is known of the departments' work, and the cases of which nobody has been told yet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_alike import Work, WorkKind
from domain.improvement_case import WAITING, Decision
from domain.training import RecordState
from storage.case_tables import CaseDecisionRow, CaseRevisionRow, CaseRow
from storage.tables import (
    CourseRow,
    DepartmentRow,
    HandledEventRow,
    SectionRow,
    StaffPostRow,
    TrainingRecordRow,
)

TOLD = "case.alike:"
"""Before a case's number and version: the mark in the inbox that departments have been looked for when
that version came out.
"""


async def cases_not_told_of(
    session: AsyncSession, *, since: datetime, limit: int
) -> tuple[tuple[int, int, int], ...]:
    """(organization, case, version) of what came out since then, and was not brought in by a file: for
    the first time, or a later version, which others may see, or that was withdrawn before.
    """
    version = col(CaseRow.published_version)
    mark = literal(TOLD) + cast(col(CaseRow.id), String) + ":" + cast(version, String)
    is_told = (
        select(col(HandledEventRow.id))
        .where(
            col(HandledEventRow.organization_id) == col(CaseRow.organization_id),
            col(HandledEventRow.event_key) == mark,
        )
        .exists()
    )
    is_approved = (
        select(col(CaseDecisionRow.id))
        .where(
            col(CaseDecisionRow.case_id) == col(CaseRow.id),
            col(CaseDecisionRow.version) == version,
            col(CaseDecisionRow.decision) == Decision.APPROVED.value,
            col(CaseDecisionRow.at) >= since,
        )
        .exists()
    )
    is_shown = (col(CaseRevisionRow.case_id) == col(CaseRow.id)) & (
        col(CaseRevisionRow.version) == col(CaseRow.published_version)
    )
    query = (
        select(col(CaseRow.organization_id), col(CaseRow.id), version)
        .join(CaseRevisionRow, is_shown)
        .where(
            or_(col(CaseRow.published_at) >= since, is_approved),
            col(CaseRevisionRow.editor_id).is_not(None),
            ~is_told,
        )
        .order_by(col(CaseRow.published_at), col(CaseRow.id))
        .limit(limit)
    )
    found = await session.execute(query)
    return tuple(
        (organization, case, number)
        for organization, case, number in found
        if case is not None and number is not None
    )


async def works_waiting(
    session: AsyncSession, *, organization_id: int, limit: int
) -> tuple[Work, ...]:
    """Of cases that are not published yet, the newest first."""
    is_newest = (col(CaseRevisionRow.case_id) == col(CaseRow.id)) & (
        col(CaseRevisionRow.version) == col(CaseRow.version)
    )
    query = (
        select(col(CaseRow.department), col(CaseRow.id), col(CaseRevisionRow.title))
        .join(CaseRevisionRow, is_newest)
        .where(
            col(CaseRow.organization_id) == organization_id,
            col(CaseRow.state).in_([state.value for state in WAITING]),
        )
        .order_by(col(CaseRow.waiting_since).desc(), col(CaseRow.id).desc())
        .limit(limit)
    )
    return _works(WorkKind.WAITING, await session.execute(query))


async def works_of_sections(session: AsyncSession, *, organization_id: int) -> tuple[Work, ...]:
    """Their names say what they do."""
    query = (
        select(col(DepartmentRow.name), col(SectionRow.id), col(SectionRow.name))
        .join(DepartmentRow, col(DepartmentRow.id) == col(SectionRow.department_id))
        .where(
            col(SectionRow.organization_id) == organization_id,
            col(SectionRow.name) != col(DepartmentRow.name),
        )
        .order_by(col(SectionRow.id))
    )
    return _works(WorkKind.SECTION, await session.execute(query))


async def works_of_trainings(
    session: AsyncSession, *, organization_id: int, at_least: int
) -> tuple[Work, ...]:
    """Trainings of choice that so many of a department have completed: what all must take says nothing."""
    record = TrainingRecordRow
    people = func.count(col(record.staff_id).distinct())
    named = (col(DepartmentRow.name), col(CourseRow.code), col(CourseRow.name))
    is_main = (col(StaffPostRow.staff_id) == col(record.staff_id)) & (
        col(StaffPostRow.position) == 0
    )
    query = (
        select(*named)
        .select_from(record)
        .join(CourseRow, col(CourseRow.id) == col(record.course_id))
        .join(StaffPostRow, is_main)
        .join(SectionRow, col(SectionRow.id) == col(StaffPostRow.section_id))
        .join(DepartmentRow, col(DepartmentRow.id) == col(SectionRow.department_id))
        .where(
            col(record.organization_id) == organization_id,
            col(record.state) == RecordState.COMPLETED.value,
            col(CourseRow.obligation) == "選択",
        )
        .group_by(*named, col(CourseRow.id), col(DepartmentRow.id))
        .having(people >= at_least)
        .order_by(people.desc(), col(DepartmentRow.id), col(CourseRow.id))
    )
    return _works(WorkKind.TRAINING, await session.execute(query))


def _works(kind: WorkKind, rows: Iterable[Any]) -> tuple[Work, ...]:
    return tuple(Work(department, kind, str(ref), text) for department, ref, text in rows)

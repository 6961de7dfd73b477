"""Completions that people report and the office confirms."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.desk import ReportedCompletion
from domain.training import RecordState
from storage.tables import CourseRow, StaffRow, TrainingRecordRow


async def report_completion(
    session: AsyncSession,
    *,
    organization_id: int,
    person_id: int,
    course_id: int,
    completed_on: date,
    state: RecordState,
) -> RecordState:
    """Keep a completion; the state that now stands. One that is there already is not made less."""
    same = select(TrainingRecordRow).where(
        col(TrainingRecordRow.organization_id) == organization_id,
        col(TrainingRecordRow.staff_id) == person_id,
        col(TrainingRecordRow.course_id) == course_id,
        col(TrainingRecordRow.completed_on) == completed_on,
    )
    row = await session.scalar(same)
    if row is None:
        row = TrainingRecordRow(
            organization_id=organization_id,
            staff_id=person_id,
            course_id=course_id,
            completed_on=completed_on,
            state=state.value,
        )
        session.add(row)
    elif row.state != RecordState.COMPLETED:
        row.state = state.value
    await session.flush()
    return RecordState(row.state)


async def reported_completions(
    session: AsyncSession, *, organization_id: int, limit: int
) -> tuple[ReportedCompletion, ...]:
    """Those that wait, the longest waiting first."""
    query = (
        select(
            col(TrainingRecordRow.id),
            col(StaffRow.name),
            col(CourseRow.name),
            col(TrainingRecordRow.completed_on),
        )
        .join(StaffRow, col(StaffRow.id) == col(TrainingRecordRow.staff_id))
        .join(CourseRow, col(CourseRow.id) == col(TrainingRecordRow.course_id))
        .where(
            col(TrainingRecordRow.organization_id) == organization_id,
            col(TrainingRecordRow.state) == RecordState.REPORTED.value,
        )
        .order_by(col(TrainingRecordRow.id))
        .limit(limit)
    )
    rows: Sequence[Any] = (await session.execute(query)).all()
    return tuple(ReportedCompletion(*row) for row in rows)


async def decide_completion(
    session: AsyncSession,
    *,
    organization_id: int,
    record_id: int,
    state: RecordState,
    decided_by: int,
) -> int | None:
    """Confirm or refuse a report: whose it is. None when it has been decided before."""
    decided = await session.execute(
        update(TrainingRecordRow)
        .where(
            col(TrainingRecordRow.organization_id) == organization_id,
            col(TrainingRecordRow.id) == record_id,
            col(TrainingRecordRow.state) == RecordState.REPORTED.value,
        )
        .values(state=state.value, decided_by=decided_by)
        .returning(col(TrainingRecordRow.staff_id))
    )
    return decided.scalar_one_or_none()

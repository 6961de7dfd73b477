"""Completions that people report and the office confirms."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.desk import ReportedCompletion
from domain.training import RecordState
from storage.dialect import insert_for
from storage.record_entries import recorded_at
from storage.tables import CourseRow, StaffRow, TrainingRecordRow
from storage.versions import mark_records_changed


async def report_completion(
    session: AsyncSession,
    *,
    organization_id: int,
    person_id: int,
    course_id: int,
    completed_on: date,
    state: RecordState,
    at: datetime,
) -> RecordState:
    """Keep a completion; the state that now stands.

    Where the office has put down something else for that day (欠席, 差戻し), the report waits for
    the office; a 修了 that is there already stays.
    """
    key = {
        "organization_id": organization_id,
        "staff_id": person_id,
        "course_id": course_id,
        "completed_on": completed_on,
    }
    await mark_records_changed(session, organization_id=organization_id)
    is_new = await session.scalar(
        insert_for(session, TrainingRecordRow)
        .values(**key, state=state.value, remark="", recorded_at=recorded_at(state, now=at))
        .on_conflict_do_nothing(index_elements=[*key])
        .returning(col(TrainingRecordRow.id))
    )
    return state if is_new else await _report_again(session, key)


async def reported_before(
    session: AsyncSession,
    *,
    organization_id: int,
    person_id: int,
    course_id: int,
    completed_on: date,
) -> RecordState | None:
    """The state of a report or 修了 of that very day; None where there is none, or it was sent back."""
    state = await session.scalar(
        select(col(TrainingRecordRow.state)).where(
            col(TrainingRecordRow.organization_id) == organization_id,
            col(TrainingRecordRow.staff_id) == person_id,
            col(TrainingRecordRow.course_id) == course_id,
            col(TrainingRecordRow.completed_on) == completed_on,
            col(TrainingRecordRow.state).in_(
                [RecordState.COMPLETED.value, RecordState.REPORTED.value]
            ),
        )
    )
    return RecordState(state) if state else None


async def _report_again(session: AsyncSession, key: dict[str, Any]) -> RecordState:
    asked_again = await session.execute(
        update(TrainingRecordRow)
        .filter_by(**key)
        .where(col(TrainingRecordRow.state) != RecordState.COMPLETED.value)
        .values(
            state=RecordState.REPORTED.value, decided_by=None, decided_at=None, recorded_at=None
        )
        .returning(col(TrainingRecordRow.id))
    )
    return RecordState.REPORTED if asked_again.first() else RecordState.COMPLETED


async def reported_completions(
    session: AsyncSession, *, organization_id: int, limit: int
) -> tuple[ReportedCompletion, ...]:
    """Those that wait, the longest waiting first."""
    query = _reported(organization_id).order_by(col(TrainingRecordRow.id)).limit(limit)
    return tuple(ReportedCompletion(*row) for row in await session.execute(query))


async def reported_completion(
    session: AsyncSession, *, organization_id: int, record_id: int
) -> ReportedCompletion | None:
    """None where it does not wait any more."""
    query = _reported(organization_id).where(col(TrainingRecordRow.id) == record_id)
    row = (await session.execute(query)).one_or_none()
    return ReportedCompletion(*row) if row else None


async def completion_and_state(
    session: AsyncSession, *, organization_id: int, record_id: int
) -> tuple[ReportedCompletion, RecordState] | None:
    """Whatever has become of it; None where there is no such record."""
    query = (
        _completions(organization_id)
        .add_columns(col(TrainingRecordRow.state))
        .where(col(TrainingRecordRow.id) == record_id)
    )
    row = (await session.execute(query)).one_or_none()
    return (ReportedCompletion(*row[:-1]), RecordState(row[-1])) if row else None


async def count_reported_completions(session: AsyncSession, *, organization_id: int) -> int:
    query = select(func.count()).where(
        col(TrainingRecordRow.organization_id) == organization_id,
        col(TrainingRecordRow.state) == RecordState.REPORTED.value,
    )
    return await session.scalar(query) or 0


async def decide_completion(
    session: AsyncSession,
    *,
    organization_id: int,
    record_id: int,
    state: RecordState,
    decided_by: int,
    at: datetime,
) -> bool:
    """Confirm or refuse a report. False when it has been decided before."""
    decided = await session.execute(
        update(TrainingRecordRow)
        .where(
            col(TrainingRecordRow.organization_id) == organization_id,
            col(TrainingRecordRow.id) == record_id,
            col(TrainingRecordRow.state) == RecordState.REPORTED.value,
        )
        .values(
            state=state.value,
            decided_by=decided_by,
            decided_at=at,
            recorded_at=recorded_at(state, now=at),
        )
        .returning(col(TrainingRecordRow.id))
    )
    if decided.first() is None:
        return False
    await mark_records_changed(session, organization_id=organization_id)
    return True


def _reported(organization_id: int) -> Select[*tuple[Any, ...]]:
    is_reported = col(TrainingRecordRow.state) == RecordState.REPORTED.value
    return _completions(organization_id).where(is_reported)


def _completions(organization_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(TrainingRecordRow.id),
            col(StaffRow.id),
            col(StaffRow.name),
            col(CourseRow.name),
            col(TrainingRecordRow.completed_on),
        )
        .join(StaffRow, col(StaffRow.id) == col(TrainingRecordRow.staff_id))
        .join(CourseRow, col(CourseRow.id) == col(TrainingRecordRow.course_id))
        .where(col(TrainingRecordRow.organization_id) == organization_id)
    )

"""What the weekly messages are made from, for everyone at once: a few statements, however many people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.outbox import OutboxState, dedupe_keys_begin
from domain.reminder import NOTHING_NEW, Decision
from domain.training import RecordState
from storage.table_base import AwareDateTime
from storage.tables import CourseRow, OutboxRow, TrainingRecordRow

Told = tuple[datetime | None, datetime | None]
"""When the last was told, or had nothing to say; and when the first was made."""


@dataclass(frozen=True, slots=True)
class DecidedAt:
    decision: Decision
    at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """A course done: the day, and when somebody has confirmed it."""

    course_name: str
    completed_on: date
    decided_at: datetime | None


async def reminded_at_of_all(
    session: AsyncSession, kind: str, weeks: Sequence[str], *, organization_id: int
) -> dict[int, Told]:
    """As ``reminded_at``, by person id; people without any are absent."""
    row, moment = OutboxRow, AwareDateTime()
    is_told = (col(row.state) == OutboxState.SENT.value) | (col(row.reason) == NOTHING_NEW)
    told_at = func.max(case((is_told, col(row.done_at))), type_=moment)
    made_at = func.min(col(row.created_at), type_=moment)
    found = await session.execute(
        select(col(row.staff_id), told_at, made_at)
        .where(col(row.organization_id) == organization_id, _is_of(kind, weeks))
        .group_by(col(row.staff_id))
    )
    return {person_id: (told, made) for person_id, told, made in found if person_id is not None}


async def decisions_of_all(
    session: AsyncSession, since: datetime, *, organization_id: int
) -> dict[int, tuple[DecidedAt, ...]]:
    """As ``decisions_since``, by person id."""
    row = TrainingRecordRow
    found = await session.execute(
        select(
            col(row.staff_id),
            col(CourseRow.name),
            col(row.completed_on),
            col(row.state),
            col(row.decided_at),
        )
        .join(CourseRow, col(CourseRow.id) == col(row.course_id))
        .where(
            col(row.organization_id) == organization_id,
            col(row.decided_at) > since,
            col(row.decided_by) != col(row.staff_id),
            col(row.state).in_([RecordState.COMPLETED.value, RecordState.REJECTED.value]),
        )
        .order_by(col(row.decided_at), col(row.id))
    )
    decisions: defaultdict[int, list[DecidedAt]] = defaultdict(list)
    for person_id, name, on, state, at in found:
        if at:
            decision = Decision(name, on, RecordState(state))
            decisions[person_id].append(DecidedAt(decision, at))
    return {person_id: tuple(each) for person_id, each in decisions.items()}


async def done_of_all(
    session: AsyncSession, since: datetime, *, organization_id: int
) -> dict[int, tuple[Done, ...]]:
    """As ``finished_since``, by person id."""
    row = TrainingRecordRow
    found = await session.execute(
        select(col(row.staff_id), col(CourseRow.name), col(row.completed_on), col(row.decided_at))
        .join(CourseRow, col(CourseRow.id) == col(row.course_id))
        .where(
            col(row.organization_id) == organization_id,
            col(row.state) == RecordState.COMPLETED.value,
            (col(row.completed_on) > since.date()) | (col(row.decided_at) > since),
        )
        .order_by(col(row.completed_on), col(row.id))
    )
    done: defaultdict[int, list[Done]] = defaultdict(list)
    for person_id, name, on, decided_at in found:
        done[person_id].append(Done(name, on, decided_at))
    return {person_id: tuple(each) for person_id, each in done.items()}


def _is_of(kind: str, weeks: Sequence[str]) -> ColumnElement[bool]:
    key = col(OutboxRow.dedupe_key)
    begins = (key.startswith(dedupe_keys_begin(kind, week), autoescape=True) for week in weeks)
    return or_(*begins)

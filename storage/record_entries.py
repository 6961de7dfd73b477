"""Records as entries of the 受講記録, and the difference of an import written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.import_difference import Changed, Difference, Stored
from domain.record_rows import AnyRecord, ProjectEntry, QualificationEntry, RecordEntry
from domain.training import RecordState
from storage.bulk_rows import insert_rows, update_rows
from storage.table_base import Table
from storage.tables import (
    CourseRow,
    ProjectRecordRow,
    QualificationRow,
    StaffRow,
    TrainingRecordRow,
)
from storage.versions import mark_records_changed

RecordKey = tuple[str, str, str, date]


@dataclass(frozen=True, slots=True)
class Named:
    """Ids and names of people by employee number, or of courses by code."""

    ids: Mapping[str, int]
    names: Mapping[str, str]
    keys: Mapping[int, str]

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Named":
        """Rows of id, number or code, and name."""
        found = [(row[0], row[1], row[2]) for row in rows]
        return cls(
            ids={key: row_id for row_id, key, _ in found},
            names={key: name for _, key, name in found},
            keys={row_id: key for row_id, key, _ in found},
        )


async def named_staff(session: AsyncSession, *, organization_id: int) -> Named:
    """Those who have left too: they may have records of earlier years."""
    query = select(col(StaffRow.id), col(StaffRow.employee_number), col(StaffRow.name))
    mine = query.where(col(StaffRow.organization_id) == organization_id)
    return Named.of(await session.execute(mine))


async def named_courses(session: AsyncSession, *, organization_id: int) -> Named:
    query = select(col(CourseRow.id), col(CourseRow.code), col(CourseRow.name))
    mine = query.where(col(CourseRow.organization_id) == organization_id)
    return Named.of(await session.execute(mine))


async def stored_records(
    session: AsyncSession,
    *,
    organization_id: int,
    staff: Named,
    courses: Named,
    first: date,
    last: date,
) -> dict[RecordKey, Stored[AnyRecord]]:
    """Everything done (acquired, begun) from ``first`` to ``last``, by the key of its entry."""
    number, code = staff.keys, courses.keys

    async def rows(table: Any, *columns: Any) -> Iterable[Any]:
        """Id, staff id and ``columns``, the first of which is the day."""
        query = select(table.id, table.staff_id, *columns).where(
            table.organization_id == organization_id, columns[0].between(first, last)
        )
        return await session.execute(query)

    found: list[tuple[int, AnyRecord]] = [
        (row_id, RecordEntry(number[person], code[course], day, RecordState(state), remark))
        for row_id, person, day, course, state, remark in await rows(*_RECORD)
    ]
    found += [
        (row_id, QualificationEntry(number[person], name, day, expires_on))
        for row_id, person, day, name, expires_on in await rows(*_QUALIFICATION)
    ]
    found += [
        (row_id, ProjectEntry(number[person], name, day, led, ended_on, mentoring))
        for row_id, person, day, name, led, ended_on, mentoring in await rows(*_PROJECT)
    ]
    return {entry.key: Stored(row_id, entry) for row_id, entry in found}


_RECORD = (
    TrainingRecordRow,
    TrainingRecordRow.completed_on,
    TrainingRecordRow.course_id,
    TrainingRecordRow.state,
    TrainingRecordRow.remark,
)
_QUALIFICATION = (
    QualificationRow,
    QualificationRow.acquired_on,
    QualificationRow.name,
    QualificationRow.expires_on,
)
_PROJECT = (
    ProjectRecordRow,
    ProjectRecordRow.started_on,
    ProjectRecordRow.name,
    ProjectRecordRow.led,
    ProjectRecordRow.ended_on,
    ProjectRecordRow.mentoring,
)


async def write_records(
    session: AsyncSession,
    difference: Difference[AnyRecord],
    *,
    organization_id: int,
    staff: Named,
    courses: Named,
    at: datetime,
) -> None:
    """``at``: since when those of them that are done stand here as such; what was before keeps its
    own.
    """
    new: defaultdict[type[Table], list[dict[str, Any]]] = defaultdict(list)
    for entry in difference.new:
        person = {"organization_id": organization_id, "staff_id": staff.ids[entry.employee_number]}
        new[_table(entry)].append(person | _identity(entry, courses, at=at) | _values(entry))
    changed: defaultdict[type[Table], list[dict[str, Any]]] = defaultdict(list)
    in_another_state: list[dict[str, Any]] = []
    for change in difference.changed:
        changed[_table(change.new)].append({"id": change.id} | _values(change.new))
        if state := _other_state(change):
            in_another_state.append({"id": change.id} | _come_to(state, at=at))
    for table, rows in new.items():
        await insert_rows(session, table, rows)
    for table, rows in changed.items():
        await update_rows(session, table, rows)
    await update_rows(session, TrainingRecordRow, in_another_state)
    await mark_records_changed(session, organization_id=organization_id)


def _other_state(change: Changed[AnyRecord]) -> RecordState | None:
    """None where it has none, or the same as before."""
    old, new = change.old, change.new
    if not isinstance(old, RecordEntry) or not isinstance(new, RecordEntry):
        return None
    return None if old.state is new.state else new.state


def _come_to(state: RecordState, *, at: datetime) -> dict[str, Any]:
    """The file says so, and no officer has decided it."""
    return {"decided_by": None, "decided_at": None, "recorded_at": recorded_at(state, now=at)}


def recorded_at(state: RecordState, *, now: datetime) -> datetime | None:
    """Of a record that comes to ``state`` now."""
    return now if state is RecordState.COMPLETED else None


def _table(entry: AnyRecord) -> type[Table]:
    match entry:
        case RecordEntry():
            return TrainingRecordRow
        case QualificationEntry():
            return QualificationRow
        case ProjectEntry():
            return ProjectRecordRow
        case _:
            assert_never(entry)


def _identity(entry: AnyRecord, courses: Named, *, at: datetime) -> dict[str, Any]:
    """With all that only a new one gets."""
    match entry:
        case RecordEntry():
            return {
                "course_id": courses.ids[entry.course_code],
                "completed_on": entry.completed_on,
                **_come_to(entry.state, at=at),
            }
        case QualificationEntry():
            return {"name": entry.name, "acquired_on": entry.acquired_on}
        case ProjectEntry():
            return {"name": entry.name, "started_on": entry.started_on}
        case _:
            assert_never(entry)


def _values(entry: AnyRecord) -> dict[str, Any]:
    match entry:
        case RecordEntry():
            return {"state": entry.state.value, "remark": entry.remark}
        case QualificationEntry():
            return {"expires_on": entry.expires_on}
        case ProjectEntry():
            return {
                "led": entry.led,
                "ended_on": entry.ended_on,
                "mentoring": entry.mentoring,
            }
        case _:
            assert_never(entry)

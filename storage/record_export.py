"""The 受講記録 as rows of an office file, in the columns that the import reads back."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.record_rows import (
    AnyRecord,
    ProjectEntry,
    QualificationEntry,
    RecordEntry,
    RecordKind,
)
from domain.training import RecordState
from storage.bulk_rows import chunks
from storage.office_writer import ListColumn, WrittenCell
from storage.record_entries import named_courses
from storage.tables import (
    DepartmentRow,
    ProjectRecordRow,
    QualificationRow,
    SectionRow,
    StaffPostRow,
    StaffRow,
    TrainingRecordRow,
)

COLUMNS = (
    ListColumn("職員番号", 12),
    ListColumn("氏名", 18),
    ListColumn("部局", 18),
    ListColumn("所属", 20),
    ListColumn("種別", 10),
    ListColumn("研修コード", 14),
    ListColumn("名称", 38),
    ListColumn("受講日", 12),
    ListColumn("終了日", 12),
    ListColumn("状態", 8),
    ListColumn("役割", 10),
    ListColumn("後進指導", 10),
    ListColumn("備考", 30),
)
"""部局 and 所属 are for the reader; the import passes them over."""

PEOPLE_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Filed:
    """A person as the list names them; ``department`` and ``section`` are of the main post."""

    number: str
    name: str
    department: str
    section: str


async def record_rows(
    session: AsyncSession, *, organization_id: int
) -> AsyncIterator[list[tuple[WrittenCell, ...]]]:
    """Rows in the order of ``COLUMNS``, by 職員番号 and 受講日, some people at a time.

    Those who have left and courses that are withdrawn are there too.
    """
    people = await _people(session, organization_id=organization_id)
    courses = await named_courses(session, organization_id=organization_id)
    for ids in chunks(sorted(people, key=lambda each: people[each].number), size=PEOPLE_AT_ONCE):
        entries = await _entries(session, organization_id, ids, people, courses.keys)
        yield [
            _row(people[staff_id], entry, courses.names)
            for staff_id in ids
            for entry in sorted(entries[staff_id], key=_by_day)
        ]


def _by_day(entry: AnyRecord) -> tuple[Any, ...]:
    _, kind, name, day = entry.key
    return day, kind, name


async def _people(session: AsyncSession, *, organization_id: int) -> dict[int, _Filed]:
    staff, post, section, department = StaffRow, StaffPostRow, SectionRow, DepartmentRow
    query = (
        select(
            col(staff.id),
            col(staff.employee_number),
            col(staff.name),
            col(department.name),
            col(section.name),
        )
        .outerjoin(post, (col(post.staff_id) == col(staff.id)) & (col(post.position) == 0))
        .outerjoin(section, col(section.id) == col(post.section_id))
        .outerjoin(department, col(department.id) == col(section.department_id))
        .where(col(staff.organization_id) == organization_id)
    )
    rows: Iterable[Any] = await session.execute(query)
    return {
        staff_id: _Filed(number, name, department_name or "", section_name or "")
        for staff_id, number, name, department_name, section_name in rows
    }


async def _entries(
    session: AsyncSession,
    organization_id: int,
    ids: Sequence[int],
    people: Mapping[int, _Filed],
    codes: Mapping[int, str],
) -> defaultdict[int, list[AnyRecord]]:
    """What the people of ``ids`` did, by their id. ``codes`` are of the courses, by id."""

    async def rows(table: Any, *columns: Any) -> Iterable[Any]:
        query = select(table.staff_id, *columns).where(
            table.organization_id == organization_id, table.staff_id.in_(ids)
        )
        return await session.execute(query)

    record: Any = TrainingRecordRow
    held: Any = QualificationRow
    project: Any = ProjectRecordRow
    taken = await rows(record, record.course_id, record.completed_on, record.state, record.remark)
    passed = await rows(held, held.name, held.acquired_on, held.expires_on)
    done = await rows(
        project, project.name, project.started_on, project.led, project.ended_on, project.mentoring
    )
    found: defaultdict[int, list[AnyRecord]] = defaultdict(list)
    for staff_id, course_id, day, state, remark in taken:
        entry = RecordEntry(
            people[staff_id].number, codes[course_id], day, RecordState(state), remark
        )
        found[staff_id].append(entry)
    for staff_id, *values in passed:
        found[staff_id].append(QualificationEntry(people[staff_id].number, *values))
    for staff_id, *values in done:
        found[staff_id].append(ProjectEntry(people[staff_id].number, *values))
    return found


def _row(
    person: _Filed, entry: AnyRecord, course_names: Mapping[str, str]
) -> tuple[WrittenCell, ...]:
    filed = (person.number, person.name, person.department, person.section)
    return (*filed, *_cells(entry, course_names))


def _cells(entry: AnyRecord, course_names: Mapping[str, str]) -> tuple[WrittenCell, ...]:
    """From 種別 on."""
    match entry:
        case RecordEntry(_, code, day, state, remark):
            name = course_names[code]
            return RecordKind.TRAINING, code, name, day, None, state, None, None, remark
        case QualificationEntry(_, name, day, until):
            return RecordKind.QUALIFICATION, None, name, day, until, None, None, None, None
        case ProjectEntry(_, name, day, led, until, mentoring):
            role, guided = "主担当" if led else "参加", "○" if mentoring else None
            return RecordKind.PROJECT, None, name, day, until, None, role, guided, None
        case _:
            assert_never(entry)

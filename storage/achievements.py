"""What people have done, as the records hold it, read as domain values."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

import orjson
from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from domain.kpi_sources import PackedAttendance
from domain.training import (
    Achievements,
    ProjectRecord,
    QualificationHeld,
    RecordState,
    TrainingRecord,
)
from storage.dialect import dialect_of
from storage.json_lists import json_list, json_numbers, rows_in
from storage.tables import ProjectRecordRow, QualificationRow, StaffRow, TrainingRecordRow


async def achievements_of(
    session: AsyncSession, *, organization_id: int, person_id: int
) -> Achievements:
    """All that the records hold of one person, older first."""
    asked = {"organization": organization_id, "person": person_id}
    found: Sequence[str] = (await session.execute(_of_one(dialect_of(session)), asked)).one()
    return _achievements(found, days={})


async def achievements_of_some(
    session: AsyncSession, *, organization_id: int, person_ids: Collection[int]
) -> dict[int, Achievements]:
    """The same for each of these members of staff, in one query."""
    asked = {"organization": organization_id, "people": [*person_ids]}
    found = await session.execute(_of_some(dialect_of(session)), asked)
    days: dict[str, date] = {}
    return {person_id: _achievements(lists, days=days) for person_id, *lists in found}


async def achievements_of_all(
    session: AsyncSession, *, organization_id: int
) -> dict[int, Achievements]:
    """The same for everyone; people without any are absent.

    One row for each person and table: for a prefecture's half a million records this takes half
    the time of a row for each record.
    """
    lists: defaultdict[int, list[str]] = defaultdict(lambda: ["[]"] * len(_TABLES))
    for place, (table, fields) in enumerate(_TABLES):
        found = await session.execute(_by_person(session, table, fields, organization_id))
        for person_id, listed in found:
            lists[person_id][place] = listed
    days: dict[str, date] = {}
    return {person_id: _achievements(each, days=days) for person_id, each in lists.items()}


async def everyone_attended(session: AsyncSession, *, organization_id: int) -> PackedAttendance:
    """The records of all, also of those who have left, in no particular order."""
    row = TrainingRecordRow
    same = (col(row.course_id), col(row.completed_on), col(row.state))
    found = await session.stream(
        select(*same, json_numbers(dialect_of(session), col(row.staff_id)))
        .where(col(row.organization_id) == organization_id)
        .group_by(*same)
        .execution_options(yield_per=_AT_A_TIME)
    )
    packed = PackedAttendance()
    async for some in found.partitions():
        for course_id, on, state, people in some:
            packed.add(TrainingRecord(course_id, on, _STATES[state]), orjson.loads(people))
    return packed


async def everyones_qualifications(
    session: AsyncSession, *, organization_id: int
) -> dict[int, tuple[QualificationHeld, ...]]:
    """By person, older first; people without any are absent."""
    found = await session.execute(_by_person(session, _HELD, _HELD_FIELDS, organization_id))
    return {person_id: _qualifications(held) for person_id, held in found}


async def everyones_projects(
    session: AsyncSession, *, organization_id: int
) -> dict[int, tuple[ProjectRecord, ...]]:
    """By person, older first; people without any are absent."""
    found = await session.execute(_by_person(session, _PROJECT, _PROJECT_FIELDS, organization_id))
    return {person_id: _projects(listed) for person_id, listed in found}


_AT_A_TIME = 2_000
"""Rows that are read before somebody else has a turn."""
_STATES = {state.value: state for state in RecordState}

Fields = tuple[Mapped[Any], ...]

_RECORD, _HELD, _PROJECT = TrainingRecordRow, QualificationRow, ProjectRecordRow
_RECORD_FIELDS: Fields = (
    col(_RECORD.id),
    col(_RECORD.course_id),
    col(_RECORD.completed_on),
    col(_RECORD.state),
)
_HELD_FIELDS: Fields = (
    col(_HELD.id),
    col(_HELD.name),
    col(_HELD.acquired_on),
    col(_HELD.expires_on),
)
_PROJECT_FIELDS: Fields = (
    col(_PROJECT.id),
    col(_PROJECT.name),
    col(_PROJECT.led),
    col(_PROJECT.started_on),
    col(_PROJECT.ended_on),
    col(_PROJECT.mentoring),
)
_TABLES: tuple[tuple[Any, Fields], ...] = (
    (_RECORD, _RECORD_FIELDS),
    (_HELD, _HELD_FIELDS),
    (_PROJECT, _PROJECT_FIELDS),
)


def _by_person(
    session: AsyncSession, table: Any, fields: Fields, organization_id: int
) -> Select[int, str]:
    return (
        select(table.staff_id, json_list(dialect_of(session), *fields))
        .where(table.organization_id == organization_id)
        .group_by(table.staff_id)
    )


@cache
def _of_one(dialect: str) -> Select[*tuple[str, ...]]:
    return select(*_lists(dialect, person=bindparam("person")))


@cache
def _of_some(dialect: str) -> Select[*tuple[Any, ...]]:
    return select(col(StaffRow.id), *_lists(dialect, person=col(StaffRow.id))).where(
        col(StaffRow.organization_id) == bindparam("organization"),
        col(StaffRow.id).in_(bindparam("people", expanding=True)),
    )


def _lists(
    dialect: str, *, person: ColumnElement[int] | Mapped[int | None]
) -> tuple[ScalarSelect[str], ...]:
    """One for each of ``_TABLES``."""
    return tuple(
        select(json_list(dialect, *fields))
        .where(table.organization_id == bindparam("organization"), table.staff_id == person)
        .scalar_subquery()
        for table, fields in _TABLES
    )


def _achievements(lists: Sequence[str], *, days: dict[str, date]) -> Achievements:
    """``lists``: one for each of ``_TABLES``."""
    records, qualifications, projects = lists
    return Achievements(
        _records(records, days), _qualifications(qualifications), _projects(projects)
    )


def _records(stored: str, days: dict[str, date]) -> tuple[TrainingRecord, ...]:
    """``days`` are those read before: there are far fewer days than records."""
    records = []
    for _, course_id, on, state in rows_in(stored):
        day = days.get(on)
        if day is None:
            day = days[on] = date.fromisoformat(on)
        records.append(TrainingRecord(course_id, day, _STATES[state]))
    return tuple(records)


def _qualifications(stored: str) -> tuple[QualificationHeld, ...]:
    return tuple(
        QualificationHeld(name, date.fromisoformat(acquired), _day(expires))
        for _, name, acquired, expires in rows_in(stored)
    )


def _projects(stored: str) -> tuple[ProjectRecord, ...]:
    return tuple(
        ProjectRecord(name, bool(led), date.fromisoformat(start), _day(end), bool(mentoring))
        for _, name, led, start, end, mentoring in rows_in(stored)
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None

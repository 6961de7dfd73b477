"""What people have done, as the records hold it, read as domain values."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from domain.training import (
    Achievements,
    ProjectRecord,
    QualificationHeld,
    RecordState,
    TrainingRecord,
)
from storage.dialect import dialect_of
from storage.json_lists import json_list, rows_in
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
        by_person = (
            select(table.staff_id, json_list(dialect_of(session), *fields))
            .where(table.organization_id == organization_id)
            .group_by(table.staff_id)
        )
        for person_id, listed in await session.execute(by_person):
            lists[person_id][place] = listed
    days: dict[str, date] = {}
    return {person_id: _achievements(each, days=days) for person_id, each in lists.items()}


_STATES = {state.value: state for state in RecordState}

Fields = tuple[Mapped[Any], ...]

_RECORD, _HELD, _PROJECT = TrainingRecordRow, QualificationRow, ProjectRecordRow
_TABLES: tuple[tuple[Any, Fields], ...] = (
    (
        _RECORD,
        (col(_RECORD.id), col(_RECORD.course_id), col(_RECORD.completed_on), col(_RECORD.state)),
    ),
    (_HELD, (col(_HELD.id), col(_HELD.name), col(_HELD.acquired_on), col(_HELD.expires_on))),
    (
        _PROJECT,
        (
            col(_PROJECT.id),
            col(_PROJECT.name),
            col(_PROJECT.led),
            col(_PROJECT.started_on),
            col(_PROJECT.ended_on),
            col(_PROJECT.mentoring),
        ),
    ),
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
        _records(records, days),
        tuple(
            QualificationHeld(name, date.fromisoformat(acquired), _day(expires))
            for _, name, acquired, expires in rows_in(qualifications)
        ),
        tuple(
            ProjectRecord(name, bool(led), date.fromisoformat(start), _day(end), bool(mentoring))
            for _, name, led, start, end, mentoring in rows_in(projects)
        ),
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


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None

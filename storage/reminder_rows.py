"""The outbox's rows of a week's reminders.

Whether there is anything to say is decided when a message is written: nothing here looks at anybody
alone, or a prefecture's two million rows would take an hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.outbox import OutboxState, dedupe_keys_begin
from domain.people import Attendance
from domain.reminder import NOTHING_NEW, SILENCED
from domain.reminder_preference import OwnTime
from storage.outbox_fan_out import enqueue_for_each
from storage.reminder_preference_table import ReminderPreferenceRow
from storage.table_base import AwareDateTime
from storage.tables import OutboxRow, StaffRow


async def put_reminders(
    session: AsyncSession,
    kind: str,
    *,
    week: str,
    own_time: OwnTime | None,
    managers_only: bool,
    organization_id: int,
    at: datetime,
) -> int:
    """One for everybody at work whose time this is; who has one of this week gets no other.

    ``own_time``: those who have chosen it; None is everybody else. ``managers_only``: those whom
    somebody at work names as manager. The number of rows.
    """
    who: Select[*tuple[Any, ...]] = select(
        col(StaffRow.organization_id), col(StaffRow.id).label("staff_id")
    ).where(*_is_reminded(organization_id, managers_only=managers_only), _has_time(own_time))
    return await enqueue_for_each(session, kind, who=who, week=week, at=at)


async def whom_to_remind(
    session: AsyncSession, *, managers_only: bool, organization_id: int
) -> frozenset[int]:
    """Those for whom ``put_reminders`` puts one down once it is their time, by id."""
    who = select(col(StaffRow.id)).where(
        *_is_reminded(organization_id, managers_only=managers_only)
    )
    return frozenset(number for number in await session.scalars(who) if number is not None)


@dataclass(frozen=True, slots=True)
class Audience:
    """Numbers of people in service. ``with_the_office``: told at the time that the office has set."""

    with_the_office: int
    own_time: int
    on_leave: int

    @property
    def people(self) -> int:
        return self.with_the_office + self.own_time + self.on_leave


async def audience_of(session: AsyncSession, *, organization_id: int) -> Audience:
    """Whom the weekly message to people is for now, as ``put_reminders`` has it."""
    at_work = _is_reminded(organization_id, managers_only=False)
    is_theirs = col(StaffRow.organization_id) == organization_id
    is_here = col(StaffRow.attendance) != Attendance.LEFT.value

    async def count(*conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(StaffRow).where(*conditions)
        return await session.scalar(query) or 0

    with_the_office = await count(*at_work, _has_time(None))
    here, working = await count(is_theirs, is_here), await count(*at_work)
    return Audience(with_the_office, working - with_the_office, here - working)


async def reminded_at(
    session: AsyncSession, dedupe_keys: Sequence[str], *, organization_id: int
) -> tuple[datetime | None, datetime | None]:
    """Of those messages: when the last was ``told_at``, and when the first was made.

    None where there is none.
    """
    asked = {"organization": organization_id, "keys": dedupe_keys}
    told, made = (await session.execute(_at_which_reminded(), asked)).one()
    return told, made


@cache
def _at_which_reminded() -> Select[datetime | None, datetime | None]:
    row = OutboxRow
    return select(_told_at(), _made_at()).where(
        col(row.organization_id) == bindparam("organization"),
        col(row.dedupe_key).in_(bindparam("keys", expanding=True)),
    )


async def reminded_at_of_all(
    session: AsyncSession, kind: str, weeks: Sequence[str], *, organization_id: int
) -> dict[int, tuple[datetime | None, datetime | None]]:
    """As ``reminded_at`` of those weeks' messages, by person id; people without any are absent."""
    row = OutboxRow
    begins = (
        col(row.dedupe_key).startswith(dedupe_keys_begin(kind, week), autoescape=True)
        for week in weeks
    )
    found = await session.execute(
        select(col(row.staff_id), _told_at(), _made_at())
        .where(col(row.organization_id) == organization_id, or_(*begins))
        .group_by(col(row.staff_id))
    )
    return {person_id: (told, made) for person_id, told, made in found if person_id is not None}


@cache
def _told_at() -> ColumnElement[datetime | None]:
    """The last time that somebody was told all that was new, or there was nothing to say: when that was
    written, however long it took to know that it had arrived. What was sent in spite of silence has
    told none of it: that is shown when they want to be told again.
    """
    row = OutboxRow
    is_whole = (col(row.state) == OutboxState.SENT.value) & (col(row.reason) != SILENCED)
    is_told = is_whole | (col(row.reason) == NOTHING_NEW)
    written_at = func.coalesce(col(row.attempt_at), col(row.done_at))
    return func.max(case((is_told, written_at)), type_=AwareDateTime())


@cache
def _made_at() -> ColumnElement[datetime | None]:
    """When the first was put down."""
    return func.min(col(OutboxRow.created_at), type_=AwareDateTime())


def _is_reminded(organization_id: int, *, managers_only: bool) -> tuple[ColumnElement[bool], ...]:
    """Neither gone nor on leave."""
    is_theirs = col(StaffRow.organization_id) == organization_id
    is_at_work = col(StaffRow.attendance) == Attendance.ACTIVE.value
    return (is_theirs, is_at_work, *([_is_manager()] if managers_only else []))


def _has_time(own_time: OwnTime | None) -> ColumnElement[bool]:
    row = ReminderPreferenceRow
    has_own = exists().where(
        col(row.organization_id) == col(StaffRow.organization_id),
        col(row.staff_id) == col(StaffRow.id),
    )
    if own_time is None:
        return ~has_own.where(col(row.weekday).is_not(None))
    return has_own.where(col(row.weekday) == own_time.weekday.value, col(row.at) == own_time.at)


def _is_manager() -> ColumnElement[bool]:
    """As ``domain/permissions.py`` has it; a manager of people on leave alone has nobody to push."""
    report = aliased(StaffRow)
    return exists().where(
        col(report.organization_id) == col(StaffRow.organization_id),
        col(report.manager_number) == col(StaffRow.employee_number),
        col(report.attendance) == Attendance.ACTIVE.value,
    )

"""The outbox's rows of a week's reminders.

Whether there is anything to say is decided when a message is written: nothing here looks at anybody
alone, or a prefecture's two million rows would take an hour.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.outbox import OutboxState
from domain.people import Attendance
from domain.reminder import NOTHING_NEW
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
    ).where(_is_at_work(organization_id), _has_time(own_time))
    chosen = who.where(_is_manager()) if managers_only else who
    return await enqueue_for_each(session, kind, who=chosen, week=week, at=at)


async def reminded_at(
    session: AsyncSession, dedupe_keys: Sequence[str], *, organization_id: int
) -> tuple[datetime | None, datetime | None]:
    """Of those messages: when the last was told, or had nothing to say; and when the first was made.

    None where there is none.
    """
    row = OutboxRow
    is_told = (col(row.state) == OutboxState.SENT.value) | (col(row.reason) == NOTHING_NEW)
    told_at = case((is_told, col(row.done_at)))
    moment = AwareDateTime()
    found = await session.execute(
        select(func.max(told_at, type_=moment), func.min(col(row.created_at), type_=moment)).where(
            col(row.organization_id) == organization_id, col(row.dedupe_key).in_(dedupe_keys)
        )
    )
    told, made = found.one()
    return told, made


def _is_at_work(organization_id: int) -> ColumnElement[bool]:
    """Neither gone nor on leave."""
    return (col(StaffRow.organization_id) == organization_id) & (
        col(StaffRow.attendance) == Attendance.ACTIVE.value
    )


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

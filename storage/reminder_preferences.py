"""What people have asked for of their weekly message."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.people import Attendance
from domain.reminder_preference import AS_THE_OFFICE_HAS_IT, OwnTime, ReminderPreference
from domain.weekly_schedule import Weekday
from storage.dialect import insert_or_update
from storage.reminder_preference_table import ReminderPreferenceRow
from storage.table_base import AwareDateTime
from storage.tables import StaffRow

OwnTimes = tuple[tuple[OwnTime, datetime], ...]


async def reminder_preference(
    session: AsyncSession, *, organization_id: int, staff_id: int
) -> ReminderPreference:
    row = await _row(session, organization_id=organization_id, staff_id=staff_id)
    return AS_THE_OFFICE_HAS_IT if row is None else _preference(row)


async def reminder_preferences(
    session: AsyncSession, *, organization_id: int
) -> dict[int, ReminderPreference]:
    """Of everyone who has asked for something, by person id."""
    rows = await session.scalars(
        select(ReminderPreferenceRow).where(
            col(ReminderPreferenceRow.organization_id) == organization_id
        )
    )
    return {row.staff_id: _preference(row) for row in rows}


async def own_times(session: AsyncSession, *, organization_id: int) -> OwnTimes:
    """Each day and time that somebody in service has chosen, once, and since when the first of them has."""
    whose = col(ReminderPreferenceRow.organization_id) == organization_id
    return (await _own_times(session, whose)).get(organization_id, ())


async def own_times_of_all(session: AsyncSession) -> dict[int, OwnTimes]:
    """The same by organization; those in which nobody has chosen any are absent."""
    return await _own_times(session, true())


async def _own_times(session: AsyncSession, whose: ColumnElement[bool]) -> dict[int, OwnTimes]:
    row = ReminderPreferenceRow
    since = func.min(col(row.own_time_since), type_=AwareDateTime())
    chosen = col(row.organization_id), col(row.weekday), col(row.at)
    found = await session.execute(
        select(*chosen, since)
        .join(StaffRow, col(StaffRow.id) == col(row.staff_id))
        .where(
            whose,
            col(row.weekday).is_not(None),
            col(StaffRow.attendance) != Attendance.LEFT.value,
        )
        .group_by(*chosen)
        .order_by(*chosen)
    )
    times: dict[int, OwnTimes] = {}
    for number, day, at, first in found:
        if day and at and first:
            times[number] = (*times.get(number, ()), (OwnTime(Weekday(day), at), first))
    return times


async def keep_reminder_preference(
    session: AsyncSession,
    preference: ReminderPreference,
    *,
    organization_id: int,
    staff_id: int,
    at: datetime,
) -> None:
    """``at``: now. Their own time holds from then, unless it is that which they had."""
    own = preference.own_time
    row = await _row(session, organization_id=organization_id, staff_id=staff_id)
    is_same = row is not None and _preference(row).own_time == own
    since = row.own_time_since if row and is_same else at
    await insert_or_update(
        session,
        ReminderPreferenceRow,
        key=("organization_id", "staff_id"),
        values={
            "organization_id": organization_id,
            "staff_id": staff_id,
            "weekday": own.weekday.value if own else None,
            "at": own.at if own else None,
            "own_time_since": since if own else None,
            "snoozed_until": preference.snoozed_until,
            "opted_out": preference.opted_out,
        },
    )


async def _row(
    session: AsyncSession, *, organization_id: int, staff_id: int
) -> ReminderPreferenceRow | None:
    asked = {"organization": organization_id, "person": staff_id}
    found: ReminderPreferenceRow | None = await session.scalar(_OF_A_PERSON, asked)
    return found


# Made once: every reminder that is sent asks for it.
_OF_A_PERSON = (
    select(ReminderPreferenceRow)
    .where(
        col(ReminderPreferenceRow.organization_id) == bindparam("organization"),
        col(ReminderPreferenceRow.staff_id) == bindparam("person"),
    )
    .execution_options(populate_existing=True)
)


def _preference(row: ReminderPreferenceRow) -> ReminderPreference:
    return ReminderPreference(
        own_time=OwnTime(Weekday(row.weekday), row.at) if row.weekday and row.at else None,
        snoozed_until=row.snoozed_until,
        opted_out=row.opted_out,
    )

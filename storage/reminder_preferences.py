"""What people have asked for of their weekly message."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.reminder_preference import AS_THE_OFFICE_HAS_IT, OwnTime, ReminderPreference
from domain.weekly_schedule import Weekday
from storage.dialect import insert_or_update
from storage.reminder_preference_table import ReminderPreferenceRow


async def reminder_preference(
    session: AsyncSession, *, organization_id: int, staff_id: int
) -> ReminderPreference:
    row = await session.scalar(
        select(ReminderPreferenceRow).where(
            col(ReminderPreferenceRow.organization_id) == organization_id,
            col(ReminderPreferenceRow.staff_id) == staff_id,
        )
    )
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


async def own_times(session: AsyncSession, *, organization_id: int) -> tuple[OwnTime, ...]:
    """Each day and time that somebody has chosen, once."""
    weekday, at = col(ReminderPreferenceRow.weekday), col(ReminderPreferenceRow.at)
    found = await session.execute(
        select(weekday, at)
        .where(col(ReminderPreferenceRow.organization_id) == organization_id, weekday.is_not(None))
        .distinct()
        .order_by(weekday, at)
    )
    return tuple(OwnTime(Weekday(day), time) for day, time in found if day and time)


async def keep_reminder_preference(
    session: AsyncSession, preference: ReminderPreference, *, organization_id: int, staff_id: int
) -> None:
    own = preference.own_time
    await insert_or_update(
        session,
        ReminderPreferenceRow,
        key=("organization_id", "staff_id"),
        values={
            "organization_id": organization_id,
            "staff_id": staff_id,
            "weekday": own.weekday.value if own else None,
            "at": own.at if own else None,
            "snoozed_until": preference.snoozed_until,
            "opted_out": preference.opted_out,
        },
    )


def _preference(row: ReminderPreferenceRow) -> ReminderPreference:
    return ReminderPreference(
        own_time=OwnTime(Weekday(row.weekday), row.at) if row.weekday and row.at else None,
        snoozed_until=row.snoozed_until,
        opted_out=row.opted_out,
    )

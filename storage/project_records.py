"""OJT: that somebody leads a project, as they confirmed it; it ends when another one leads."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.dx_measure_history import Led
from storage.tables import ProjectRecordRow
from storage.versions import mark_records_changed


async def record_led(
    session: AsyncSession,
    led: Led,
    *,
    organization_id: int,
    staff_id: int,
    ended_on: date | None = None,
) -> bool:
    """False where it is recorded already. Whoever calls holds the organization. ``ended_on``: None of
    what they still lead.
    """
    if await is_led_recorded(session, led, organization_id=organization_id, staff_id=staff_id):
        return False
    session.add(
        ProjectRecordRow(
            organization_id=organization_id,
            staff_id=staff_id,
            name=led.name,
            led=True,
            started_on=led.since,
            ended_on=ended_on,
        )
    )
    await session.flush()
    await mark_records_changed(session, organization_id=organization_id)
    return True


async def is_led_recorded(
    session: AsyncSession, led: Led, *, organization_id: int, staff_id: int
) -> bool:
    found = await session.scalar(
        select(col(ProjectRecordRow.id)).where(
            col(ProjectRecordRow.organization_id) == organization_id,
            col(ProjectRecordRow.staff_id) == staff_id,
            col(ProjectRecordRow.name) == led.name,
            col(ProjectRecordRow.started_on) == led.since,
        )
    )
    return found is not None


async def end_led(
    session: AsyncSession, led: Led, *, organization_id: int, staff_id: int, on: date
) -> None:
    """Of who leads it no more, or of what has ended; nothing where they had not recorded it."""
    ended = await session.execute(
        update(ProjectRecordRow)
        .where(
            col(ProjectRecordRow.organization_id) == organization_id,
            col(ProjectRecordRow.staff_id) == staff_id,
            col(ProjectRecordRow.name) == led.name,
            col(ProjectRecordRow.started_on) == led.since,
            col(ProjectRecordRow.ended_on).is_(None),
        )
        .values(ended_on=on)
        .returning(col(ProjectRecordRow.id))
        .execution_options(synchronize_session=False)
    )
    if ended.first() is not None:
        await mark_records_changed(session, organization_id=organization_id)


async def take_up_led(
    session: AsyncSession, led: Led, *, organization_id: int, staff_id: int
) -> None:
    """What had ended goes on, with the same person; nothing where they had not recorded it."""
    taken_up = await session.execute(
        update(ProjectRecordRow)
        .where(
            col(ProjectRecordRow.organization_id) == organization_id,
            col(ProjectRecordRow.staff_id) == staff_id,
            col(ProjectRecordRow.name) == led.name,
            col(ProjectRecordRow.started_on) == led.since,
        )
        .values(ended_on=None)
        .returning(col(ProjectRecordRow.id))
        .execution_options(synchronize_session=False)
    )
    if taken_up.first() is not None:
        await mark_records_changed(session, organization_id=organization_id)

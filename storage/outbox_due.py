"""What waits in the outbox, of all organizations together: asked every few seconds."""

from datetime import datetime

from sqlalchemy import and_, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.outbox import OutboxState
from storage.outbox_table import OutboxRow
from storage.tables import OrganizationRow

NOT_ARRIVED = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.FAILED)


async def organizations_with_due(session: AsyncSession, *, now: datetime) -> tuple[int, ...]:
    """Two looks into an index for each organization, however many rows wait."""
    whose = col(OutboxRow.organization_id) == col(OrganizationRow.id)
    is_due = and_(
        whose,
        col(OutboxRow.state) == OutboxState.PENDING.value,
        col(OutboxRow.not_before) <= now,
    )
    is_overdue = and_(
        whose,
        col(OutboxRow.state) == OutboxState.SENDING.value,
        col(OutboxRow.lease_until) <= now,
    )
    found = await session.scalars(
        select(col(OrganizationRow.id))
        .where(or_(exists().where(is_due), exists().where(is_overdue)))
        .order_by(col(OrganizationRow.id))
    )
    return tuple(number for number in found if number is not None)


async def undelivered_counts(session: AsyncSession) -> dict[OutboxState, int]:
    """How many messages have not arrived, by state. Each has an index that holds no others."""
    return {
        state: await session.scalar(
            select(func.count()).where(col(OutboxRow.state) == literal_column(f"'{state.value}'"))
        )
        or 0
        for state in NOT_ARRIVED
    }


async def longest_due_since(session: AsyncSession, *, now: datetime) -> datetime | None:
    """Since when the message that waits longest could have been sent."""
    since: datetime | None = await session.scalar(
        select(func.min(col(OutboxRow.not_before))).where(
            col(OutboxRow.state) == OutboxState.PENDING.value, col(OutboxRow.not_before) <= now
        )
    )
    return since

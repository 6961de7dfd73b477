"""Whose outbox has something to send: asked every few seconds, for all organizations together."""

from datetime import datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.outbox import OutboxState
from storage.outbox_table import OutboxRow
from storage.tables import OrganizationRow


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

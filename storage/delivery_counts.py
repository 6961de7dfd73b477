"""How many messages of the outbox came to what, for the delivery report."""

from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.delivery_report import Group
from domain.outbox import OutboxState
from storage.outbox_table import OutboxRow
from storage.table_base import AwareDateTime

MEASURED = timedelta(minutes=15)
"""How fast messages leave is taken from those that have left last."""


async def delivery_groups(
    session: AsyncSession, *, organization_id: int, since: datetime, now: datetime, but: str
) -> tuple[Group, ...]:
    """Of all that was put down since, but for the kind ``but``: that of the report itself."""
    row = OutboxRow
    is_later = case((col(row.not_before) > now, 1), else_=0)
    found = await session.execute(
        select(col(row.state), col(row.reason), is_later, func.count())
        .where(
            col(row.organization_id) == organization_id,
            col(row.created_at) >= since,
            col(row.kind) != but,
        )
        .group_by(col(row.state), col(row.reason), is_later)
    )
    return tuple(
        Group(OutboxState(state), reason, is_later=bool(later), count=count)
        for state, reason, later, count in found
    )


async def sent_per_minute(session: AsyncSession, *, organization_id: int, now: datetime) -> float:
    """0 where none has left lately."""
    row = OutboxRow
    first_sent = func.min(col(row.done_at), type_=AwareDateTime())
    found = await session.execute(
        select(func.count(), first_sent).where(
            col(row.organization_id) == organization_id,
            col(row.state) == OutboxState.SENT.value,
            col(row.done_at) > now - MEASURED,
        )
    )
    count, first = found.one()
    return float(count) / max((now - first) / timedelta(minutes=1), 1.0) if first else 0.0

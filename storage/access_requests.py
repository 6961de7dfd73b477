"""People who wrote to the bot and are not in the roster."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.desk import AccessRequest
from storage.tables import AccessRequestRow


async def ask_for_access(
    session: AsyncSession,
    *,
    organization_id: int,
    platform: str,
    platform_id: str,
    email: str,
    display_name: str,
    at: datetime,
) -> bool:
    """Keep the request; asking again reopens a closed one. True when it is news for the office."""
    row = await session.scalar(
        select(AccessRequestRow).where(
            col(AccessRequestRow.organization_id) == organization_id,
            col(AccessRequestRow.platform) == platform,
            col(AccessRequestRow.platform_id) == platform_id,
        )
    )
    if row is not None and row.closed_at is None:
        return False
    if row is None:
        row = AccessRequestRow(
            organization_id=organization_id,
            platform=platform,
            platform_id=platform_id,
            email=email,
            display_name=display_name,
            asked_at=at,
        )
        session.add(row)
    row.asked_at, row.closed_at = at, None
    await session.flush()
    return True


async def open_access_requests(
    session: AsyncSession, *, organization_id: int, limit: int
) -> tuple[AccessRequest, ...]:
    """Those not closed yet, the oldest first."""
    query = (
        select(AccessRequestRow)
        .where(
            col(AccessRequestRow.organization_id) == organization_id,
            col(AccessRequestRow.closed_at).is_(None),
        )
        .order_by(col(AccessRequestRow.asked_at), col(AccessRequestRow.id))
        .limit(limit)
    )
    rows = await session.scalars(query)
    return tuple(AccessRequest(r.id or 0, r.email, r.display_name, r.asked_at) for r in rows)


async def close_access_request(
    session: AsyncSession, *, organization_id: int, request_id: int, at: datetime
) -> bool:
    """False when it was closed before."""
    closed = await session.execute(
        update(AccessRequestRow)
        .where(
            col(AccessRequestRow.organization_id) == organization_id,
            col(AccessRequestRow.id) == request_id,
            col(AccessRequestRow.closed_at).is_(None),
        )
        .values(closed_at=at)
        .returning(col(AccessRequestRow.id))
    )
    return closed.first() is not None

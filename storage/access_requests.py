"""People who wrote to the bot and are not in the roster."""

from datetime import datetime

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.desk import AccessRequest
from storage.dialect import insert_for
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
) -> None:
    """Keep the request, with the address and name of today; asking again reopens a closed one."""
    asking = insert_for(session, AccessRequestRow).values(
        organization_id=organization_id,
        platform=platform,
        platform_id=platform_id,
        email=email,
        display_name=display_name,
        asked_at=at,
    )
    waits_since = case(
        (col(AccessRequestRow.closed_at).is_(None), col(AccessRequestRow.asked_at)),
        else_=asking.excluded.asked_at,
    )
    await session.execute(
        asking.on_conflict_do_update(
            index_elements=["organization_id", "platform", "platform_id"],
            set_={
                "email": asking.excluded.email,
                "display_name": asking.excluded.display_name,
                "asked_at": waits_since,
                "closed_at": None,
            },
        )
    )


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


async def access_requests_open_at(
    session: AsyncSession, *, organization_id: int, at: datetime
) -> int | None:
    """How many waited then. None where somebody has asked since: who asks again after having been
    answered has only that newest time, and may have waited then as well.
    """
    mine = col(AccessRequestRow.organization_id) == organization_id
    asked_since = select(col(AccessRequestRow.id)).where(mine, col(AccessRequestRow.asked_at) > at)
    if await session.scalar(asked_since.limit(1)) is not None:
        return None
    waited = or_(col(AccessRequestRow.closed_at).is_(None), col(AccessRequestRow.closed_at) > at)
    return await session.scalar(select(func.count()).where(mine, waited)) or 0


async def count_open_access_requests(session: AsyncSession, *, organization_id: int) -> int:
    query = select(func.count()).where(
        col(AccessRequestRow.organization_id) == organization_id,
        col(AccessRequestRow.closed_at).is_(None),
    )
    return await session.scalar(query) or 0


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

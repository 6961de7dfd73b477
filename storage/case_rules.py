"""How an organization handles its cases: who approves, and where they are shown besides the forum."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.improvement_case import ReviewRoute
from domain.office import ChannelPlace
from storage.case_tables import CaseChannelRow, CaseRulesRow
from storage.dialect import insert_for, insert_or_update


async def review_route(session: AsyncSession, *, organization_id: int) -> ReviewRoute:
    """リーダーと事務局 where nothing has been set."""
    query = select(col(CaseRulesRow.route)).where(
        col(CaseRulesRow.organization_id) == organization_id
    )
    found = await session.scalar(query)
    return ReviewRoute(found) if found else ReviewRoute.BOTH


async def set_review_route(
    session: AsyncSession, route: ReviewRoute, *, organization_id: int
) -> None:
    await insert_or_update(
        session,
        CaseRulesRow,
        key=("organization_id",),
        values={"organization_id": organization_id, "route": route.value},
    )


async def case_channels(session: AsyncSession, *, organization_id: int) -> tuple[ChannelPlace, ...]:
    """In the order in which they were chosen; the forum is not among them."""
    query = (
        select(col(CaseChannelRow.platform), col(CaseChannelRow.channel))
        .where(col(CaseChannelRow.organization_id) == organization_id)
        .order_by(col(CaseChannelRow.id))
    )
    return tuple(ChannelPlace(*row) for row in await session.execute(query))


async def add_case_channel(
    session: AsyncSession, place: ChannelPlace, *, organization_id: int
) -> bool:
    """False where it is there already."""
    key = {
        "organization_id": organization_id,
        "platform": place.platform,
        "channel": place.id,
    }
    added = await session.execute(
        insert_for(session, CaseChannelRow)
        .values(**key)
        .on_conflict_do_nothing(index_elements=[*key])
        .returning(col(CaseChannelRow.id))
    )
    return added.first() is not None


async def remove_case_channel(
    session: AsyncSession, place: ChannelPlace, *, organization_id: int
) -> bool:
    """False where there is none."""
    removed = await session.execute(
        delete(CaseChannelRow)
        .where(
            col(CaseChannelRow.organization_id) == organization_id,
            col(CaseChannelRow.platform) == place.platform,
            col(CaseChannelRow.channel) == place.id,
        )
        .returning(col(CaseChannelRow.id))
    )
    return removed.first() is not None

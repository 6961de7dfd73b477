"""「うちでも採用」 of a 対応策: one of a section stands, and what was before it stays as a row."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.case_spread import Place
from domain.countermeasure import SameDone
from storage.countermeasure_tables import CountermeasureAdoptionRow
from storage.dialect import is_one_of
from storage.organization_lock import hold_organization


async def put_same_done(
    session: AsyncSession, adopted: SameDone, *, organization_id: int, by: int
) -> None:
    """In the place of what that section has said before. ``by``: who puts it in now."""
    place = Place(adopted.department, adopted.section)
    await end_same_done(
        session,
        adopted.countermeasure_id,
        place,
        organization_id=organization_id,
        by=by,
        at=adopted.at,
    )
    session.add(
        CountermeasureAdoptionRow(
            organization_id=organization_id,
            countermeasure_id=adopted.countermeasure_id,
            staff_id=adopted.staff_id,
            department=adopted.department,
            section=adopted.section,
            since=adopted.since,
            hours=adopted.hours,
            remark=adopted.remark,
            at=adopted.at,
        )
    )
    await session.flush()


async def end_same_done(
    session: AsyncSession,
    measure_id: int,
    place: Place,
    *,
    organization_id: int,
    by: int,
    at: datetime,
) -> bool:
    """False where that section has said nothing."""
    await hold_organization(session, organization_id=organization_id)
    ended = await session.execute(
        update(CountermeasureAdoptionRow)
        .where(
            col(CountermeasureAdoptionRow.organization_id) == organization_id,
            col(CountermeasureAdoptionRow.countermeasure_id) == measure_id,
            col(CountermeasureAdoptionRow.department) == place.department,
            col(CountermeasureAdoptionRow.section) == place.section,
            col(CountermeasureAdoptionRow.ended_at).is_(None),
        )
        .values(ended_at=at, ended_by=by)
        .returning(col(CountermeasureAdoptionRow.id))
        .execution_options(synchronize_session=False)
    )
    return ended.first() is not None


async def same_done(
    session: AsyncSession, measure_ids: Collection[int], *, organization_id: int
) -> tuple[SameDone, ...]:
    """Of these 対応策, those that stand; whoever began first of each first."""
    if not measure_ids:
        return ()
    row = CountermeasureAdoptionRow
    rows = await session.scalars(
        select(row)
        .where(
            col(row.organization_id) == organization_id,
            is_one_of(session, col(row.countermeasure_id), measure_ids),
            col(row.ended_at).is_(None),
        )
        .order_by(col(row.countermeasure_id), col(row.since), col(row.id))
    )
    return tuple(
        SameDone(
            id=each.id or 0,
            countermeasure_id=each.countermeasure_id,
            staff_id=each.staff_id,
            department=each.department,
            section=each.section,
            since=each.since,
            hours=each.hours,
            remark=each.remark,
            at=each.at,
        )
        for each in rows
    )

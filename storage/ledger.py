"""Which turns have been taken: one row a week and job, put in before what it causes."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.weekly_schedule import Occurrence
from domain.weekly_turn import Turn, TurnState
from storage.dialect import insert_for, is_one_of
from storage.office_tables import LedgerRow
from storage.tables import OrganizationRow


async def newest_weeks(session: AsyncSession, *, organization_id: int) -> dict[str, str]:
    """By job, the newest week whose turn has been settled."""
    found = await session.execute(
        select(col(LedgerRow.job), func.max(col(LedgerRow.occurrence)))
        .where(col(LedgerRow.organization_id) == organization_id)
        .group_by(col(LedgerRow.job))
    )
    return {str(job): str(week) for job, week in found}


async def newest_weeks_of_all(
    session: AsyncSession, organization_ids: Collection[int], *, since: datetime
) -> dict[int, dict[str, str]]:
    """The same by organization, of the turns that fell due after ``since``: as many as that are
    looked at, however many years there are.
    """
    row = LedgerRow
    found = await session.execute(
        select(col(row.organization_id), col(row.job), func.max(col(row.occurrence)))
        .where(is_one_of(session, col(row.organization_id), organization_ids))
        .where(col(row.due_at) > since)
        .group_by(col(row.organization_id), col(row.job))
    )
    newest = defaultdict[int, dict[str, str]](dict)
    for number, job, week in found:
        newest[number][job] = week
    return newest


async def settled_beyond(session: AsyncSession, week: str) -> dict[str, str]:
    """By organization's name, the newest week that is settled though it comes after ``week``."""
    newest = func.max(col(LedgerRow.occurrence))
    found = await session.execute(
        select(col(OrganizationRow.name), newest)
        .join(LedgerRow, col(LedgerRow.organization_id) == col(OrganizationRow.id))
        .group_by(col(OrganizationRow.id), col(OrganizationRow.name))
        .having(newest > week)
        .order_by(col(OrganizationRow.id))
    )
    return {str(name): str(at) for name, at in found}


async def settle(
    session: AsyncSession,
    turn: Occurrence,
    *,
    organization_id: int,
    at: datetime,
    skipped_for: str = "",
) -> bool:
    """False where somebody has settled it: nothing of it must be done then.

    Who comes while another transaction is settling it waits for the end of that.
    """
    state = TurnState.SKIPPED if skipped_for else TurnState.DONE
    put = await session.execute(
        insert_for(session, LedgerRow)
        .values(
            organization_id=organization_id,
            job=turn.schedule,
            occurrence=turn.week,
            state=state.value,
            reason=skipped_for,
            rows=0,
            due_at=turn.at,
            at=at,
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "job", "occurrence"])
        .returning(col(LedgerRow.id))
    )
    return put.first() is not None


async def note_rows(
    session: AsyncSession, turn: Occurrence, rows: int, *, organization_id: int
) -> None:
    await session.execute(
        update(LedgerRow)
        .where(col(LedgerRow.id) == _of(turn, organization_id).scalar_subquery())
        .values(rows=rows)
        .execution_options(synchronize_session=False)
    )


async def settled_turns(
    session: AsyncSession, *, organization_id: int, limit: int, jobs: Collection[str] | None = None
) -> tuple[Turn, ...]:
    """The newest first; ``jobs``: of these alone."""
    newest = _newest_first(organization_id).limit(limit)
    return await _turns(
        session, newest if jobs is None else newest.where(col(LedgerRow.job).in_(jobs))
    )


async def skipped_turns(
    session: AsyncSession, *, organization_id: int, since: datetime
) -> tuple[Turn, ...]:
    """All that have been put down as skipped since, the newest first."""
    is_skipped = col(LedgerRow.state) == TurnState.SKIPPED.value
    skipped = _newest_first(organization_id).where(is_skipped, col(LedgerRow.at) >= since)
    return await _turns(session, skipped)


def _newest_first(organization_id: int) -> Select[LedgerRow]:
    return (
        select(LedgerRow)
        .where(col(LedgerRow.organization_id) == organization_id)
        .order_by(col(LedgerRow.due_at).desc(), col(LedgerRow.id).desc())
    )


async def _turns(session: AsyncSession, chosen: Select[LedgerRow]) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            job=row.job,
            week=row.occurrence,
            state=TurnState(row.state),
            reason=row.reason,
            rows=row.rows,
            due_at=row.due_at,
            at=row.at,
        )
        for row in await session.scalars(chosen)
    )


def _of(turn: Occurrence, organization_id: int) -> Select[int | None]:
    return select(col(LedgerRow.id)).where(
        col(LedgerRow.organization_id) == organization_id,
        col(LedgerRow.job) == turn.schedule,
        col(LedgerRow.occurrence) == turn.week,
    )

"""The outbox as the office looks through it: what needs care, and what it decides about it."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.outbox import NEEDS_CARE, TOO_MANY_ATTEMPTS, OutboxEntry, OutboxState
from storage.outbox_table import OutboxRow

DROPPED = "dropped"


async def outbox_entries(
    session: AsyncSession, *, organization_id: int, limit: int
) -> tuple[OutboxEntry, ...]:
    """The newest first."""
    return await _entries(session, organization_id, true(), limit=limit)


async def undelivered(
    session: AsyncSession, *, organization_id: int, limit: int
) -> tuple[OutboxEntry, ...]:
    """What has not arrived, or may not have, and is still to be said; the newest first."""
    has_not_arrived = or_(
        col(OutboxRow.state).in_([OutboxState.UNKNOWN.value, OutboxState.FAILED.value]),
        and_(
            col(OutboxRow.state) == OutboxState.DEAD.value,
            col(OutboxRow.reason) == TOO_MANY_ATTEMPTS,
        ),
    )
    return await _entries(session, organization_id, has_not_arrived, limit=limit)


async def outbox_counts(session: AsyncSession, *, organization_id: int) -> dict[OutboxState, int]:
    """How many messages are in each state; states without any are left out."""
    found = await session.execute(
        select(col(OutboxRow.state), func.count())
        .where(col(OutboxRow.organization_id) == organization_id)
        .group_by(col(OutboxRow.state))
    )
    return {OutboxState(state): count for state, count in found}


async def send_again(
    session: AsyncSession, number: int, *, organization_id: int, at: datetime
) -> bool:
    """A person has decided. False where there is none of that number that needs care.

    A doubt stays one: where the platform can be asked, it is asked before anything is sent.
    """
    changed = await session.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.id) == number,
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.state).in_([state.value for state in NEEDS_CARE]),
        )
        .values(
            state=OutboxState.PENDING.value,
            attempts=0,
            not_before=at,
            reason="",
            claim=None,
            done_at=None,
        )
        .returning(col(OutboxRow.id))
    )
    return changed.first() is not None


async def drop_message(
    session: AsyncSession, number: int, *, organization_id: int, at: datetime
) -> bool:
    """Not to be sent. False where there is none, it has been sent, or is being sent just now."""
    droppable = {OutboxState.PENDING, *NEEDS_CARE}
    changed = await session.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.id) == number,
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.state).in_([state.value for state in droppable]),
        )
        .values(state=OutboxState.DEAD.value, reason=DROPPED, done_at=at)
        .returning(col(OutboxRow.id))
    )
    return changed.first() is not None


async def forget_messages_before(session: AsyncSession, moment: datetime) -> int:
    """Delete what was done with before; what has not arrived stays until somebody decides."""
    over = (OutboxState.SENT, OutboxState.DEAD)
    forgotten = await session.execute(
        delete(OutboxRow)
        .where(
            col(OutboxRow.state).in_([state.value for state in over]),
            col(OutboxRow.done_at) < moment,
        )
        .returning(col(OutboxRow.id))
    )
    return len(forgotten.all())


async def _entries(
    session: AsyncSession, organization_id: int, which: ColumnElement[bool], *, limit: int
) -> tuple[OutboxEntry, ...]:
    rows = await session.scalars(
        select(OutboxRow)
        .where(col(OutboxRow.organization_id) == organization_id, which)
        .order_by(col(OutboxRow.id).desc())
        .limit(limit)
    )
    return tuple(_entry(row.id, row) for row in rows if row.id is not None)


def _entry(number: int, row: OutboxRow) -> OutboxEntry:
    return OutboxEntry(
        id=number,
        kind=row.kind,
        staff_id=row.staff_id,
        state=OutboxState(row.state),
        reason=row.reason,
        platform=row.platform,
        attempts=row.attempts,
        created_at=row.created_at,
        done_at=row.done_at,
    )

"""What a person decides about messages of the outbox: to be sent again, or not at all."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, not_, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.outbox import NEEDS_CARE, OutboxState
from domain.posting import POSTED_IN_DOUBT
from domain.sent_again import DROPPED, DROPPED_REFUSED, IF_ASKED_FOR, NEVER
from storage.outbox_entries import Which, has_died_of
from storage.outbox_table import OutboxRow


async def send_again(
    session: AsyncSession, which: Which, *, organization_id: int, at: datetime
) -> list[int]:
    """A person has decided; the numbers of those that needed care. What there is nothing to say in any
    more is left as it is: ``left_out`` counts it.

    A doubt stays one: where the platform can be asked, it is asked before anything is sent.
    """
    return await _decided(
        session,
        organization_id,
        and_(which.condition, not_(_is_left_out(which))),
        NEEDS_CARE,
        state=OutboxState.PENDING.value,
        attempts=0,
        not_before=at,
        reason="",
        attempt_at=case((has_died_of(DROPPED_REFUSED), null()), else_=col(OutboxRow.attempt_at)),
        claim=None,
        done_at=None,
    )


async def left_out(session: AsyncSession, which: Which, *, organization_id: int) -> dict[str, int]:
    """How many of those ``send_again`` would not send, by why; the most first."""
    found = await session.execute(
        select(col(OutboxRow.reason), func.count())
        .where(
            col(OutboxRow.organization_id) == organization_id,
            _is_left_out(which),
            which.condition,
        )
        .group_by(col(OutboxRow.reason))
        .order_by(func.count().desc(), col(OutboxRow.reason))
    )
    return {str(reason): int(count) for reason, count in found}


async def drop_message(
    session: AsyncSession, which: Which, *, organization_id: int, at: datetime
) -> list[int]:
    """Not to be sent; the numbers of those that had not been sent and are not being sent just now.

    What was tried and refused has a reason of its own: that it certainly did not arrive is to be seen of nothing
    else once it is dropped.
    """
    return await _decided(
        session,
        organization_id,
        which.condition,
        {OutboxState.PENDING, *NEEDS_CARE},
        state=OutboxState.DEAD.value,
        reason=case((_was_refused(), DROPPED_REFUSED), else_=DROPPED),
        done_at=at,
    )


def _was_refused() -> ColumnElement[bool]:
    """Also of what has been dropped as such before."""
    is_refused = and_(
        col(OutboxRow.state) == OutboxState.FAILED.value, col(OutboxRow.reason) != POSTED_IN_DOUBT
    )
    is_tried = col(OutboxRow.attempt_at).is_not(None)
    return and_(is_tried, or_(is_refused, has_died_of(DROPPED_REFUSED)))


def _is_left_out(which: Which) -> ColumnElement[bool]:
    return has_died_of(*NEVER, *(() if which.names_them else IF_ASKED_FOR))


async def _decided(
    session: AsyncSession,
    organization_id: int,
    which: ColumnElement[bool],
    states: Collection[OutboxState],
    **values: object,
) -> list[int]:
    changed = await session.scalars(
        update(OutboxRow)
        .where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.state).in_([state.value for state in states]),
            which,
        )
        .values(**values)
        .returning(col(OutboxRow.id))
        .execution_options(synchronize_session=False)
    )
    return sorted(number for number in changed if number is not None)

"""The outbox as the office looks through it: what needs care, and what it decides about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    and_,
    delete,
    func,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.office import OfficeChannel
from domain.outbox import (
    PAUSED,
    PERSON_LEFT,
    TOO_MANY_ATTEMPTS,
    OutboxEntry,
    OutboxState,
)
from storage.office_tables import OrganizationOfficeRow
from storage.organization_office import set_paused
from storage.outbox_postings import is_still_needed
from storage.outbox_table import OutboxRow

WAITS_TOO_LONG = timedelta(hours=1)
"""What has not been sent by then, though it was due, is shown beside what has failed."""


@dataclass(frozen=True, slots=True)
class Which:
    """Of an organization's messages: what is None says nothing.

    ``before``: those with smaller numbers only. ``numbers``: none but these.
    """

    state: OutboxState | None = None
    reason: str | None = None
    before: int | None = None
    numbers: Collection[int] | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        asked = [
            col(OutboxRow.state) == self.state.value if self.state else None,
            col(OutboxRow.reason) == self.reason if self.reason is not None else None,
            col(OutboxRow.id) < self.before if self.before is not None else None,
            col(OutboxRow.id).in_(self.numbers) if self.numbers is not None else None,
        ]
        return and_(true(), *(part for part in asked if part is not None))

    @property
    def names_them(self) -> bool:
        """Not just whatever is in a state."""
        return self.numbers is not None or self.reason is not None


EVERY = Which()


async def outbox_entries(
    session: AsyncSession, *, organization_id: int, limit: int, which: Which = EVERY
) -> tuple[OutboxEntry, ...]:
    """The newest first."""
    return await _entries(session, organization_id, which.condition, limit=limit)


async def undelivered(
    session: AsyncSession, *, organization_id: int, limit: int, now: datetime, which: Which = EVERY
) -> tuple[OutboxEntry, ...]:
    """What has not arrived, or may not have, and is still to be said; the newest first."""
    has_not_arrived = or_(
        col(OutboxRow.state).in_([OutboxState.UNKNOWN.value, OutboxState.FAILED.value]),
        has_died_of(TOO_MANY_ATTEMPTS),
        and_(
            col(OutboxRow.state).in_([OutboxState.PENDING.value, OutboxState.SENDING.value]),
            col(OutboxRow.created_at) < now - WAITS_TOO_LONG,
        ),
    )
    return await _entries(
        session, organization_id, and_(has_not_arrived, which.condition), limit=limit
    )


async def not_reached(
    session: AsyncSession,
    *,
    organization_id: int,
    since: datetime,
    limit: int,
    which: Which = EVERY,
) -> tuple[OutboxEntry, ...]:
    """What has come to nothing since, or may have, but for what was not to be said any more; what
    was for somebody who has left included. The newest first.
    """
    is_told_to_nobody = or_(
        col(OutboxRow.state).in_([OutboxState.UNKNOWN.value, OutboxState.FAILED.value]),
        has_died_of(TOO_MANY_ATTEMPTS, PERSON_LEFT),
    )
    is_since = col(OutboxRow.done_at) >= since
    condition = and_(is_told_to_nobody, is_since, which.condition)
    return await _entries(session, organization_id, condition, limit=limit)


async def outbox_counts(session: AsyncSession, *, organization_id: int) -> dict[OutboxState, int]:
    """How many messages are in each state; states without any are left out."""
    found = await session.execute(
        select(col(OutboxRow.state), func.count())
        .where(col(OutboxRow.organization_id) == organization_id)
        .group_by(col(OutboxRow.state))
    )
    return {OutboxState(state): count for state, count in found}


async def release_paused(session: AsyncSession, *, organization_id: int, at: datetime) -> None:
    """What has waited for the office to go on need not wait until it is looked at again."""
    await session.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.state) == OutboxState.PENDING.value,
            col(OutboxRow.reason) == PAUSED,
        )
        .values(not_before=at, reason="")
    )


async def end_pause(session: AsyncSession, *, organization_id: int, at: datetime) -> bool:
    """The office tells again what has waited; False where it did not pause.

    First the pause: who has put something off for it meanwhile is waited for, and that is released;
    who does so later sees that it is over.
    """
    has_paused = await set_paused(session, organization_id=organization_id, paused_at=None)
    await release_paused(session, organization_id=organization_id, at=at)
    return has_paused


async def release_unless_paused(
    session: AsyncSession, *, organization_id: int, at: datetime
) -> None:
    """For what this transaction has put off as paused: the office may have gone on since. Whoever
    has it go on only now waits for the end of this transaction, and releases it.
    """
    paused_at = await session.scalar(
        select(col(OrganizationOfficeRow.paused_at))
        .where(col(OrganizationOfficeRow.organization_id) == organization_id)
        .with_for_update(read=True)
    )
    if paused_at is None:
        await release_paused(session, organization_id=organization_id, at=at)


async def forget_messages_before(
    session: AsyncSession,
    moment: datetime,
    *,
    organization_id: int,
    weekly: Collection[str],
    changed_in_place: Collection[str] = (),
    limit: int,
) -> int:
    """Delete so many of what was done with before; how many there were.

    What has not arrived stays until somebody decides, but for the kinds ``weekly``. What stands in
    a channel for a case stays as long as others see it, a month's selection, an issue and a week's digest
    always, and so does what came of the last change of it: the kinds ``changed_in_place``.
    """
    needs_decision = or_(
        col(OutboxRow.state).in_([OutboxState.UNKNOWN.value, OutboxState.FAILED.value]),
        has_died_of(TOO_MANY_ATTEMPTS),
    )
    chosen = (
        select(col(OutboxRow.id))
        .where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.done_at) < moment,
            or_(not_(needs_decision), col(OutboxRow.kind).in_(weekly)),
            not_(is_still_needed(changed_in_place)),
        )
        .limit(limit)
    )
    forgotten = await session.execute(
        delete(OutboxRow)
        .where(col(OutboxRow.id).in_(chosen))
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", forgotten).rowcount


def has_died_of(*reasons: str) -> ColumnElement[bool]:
    is_dead = col(OutboxRow.state) == OutboxState.DEAD.value
    return and_(is_dead, col(OutboxRow.reason).in_(reasons))


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
        channel=OfficeChannel(row.channel) if row.channel else None,
        state=OutboxState(row.state),
        reason=row.reason,
        platform=row.platform,
        attempts=row.attempts,
        created_at=row.created_at,
        done_at=row.done_at,
    )

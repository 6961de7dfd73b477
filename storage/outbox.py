"""The outbox's rows: put down with the decision, claimed, tried, and done with.

Whoever claims has the row until the lease ends. Every later step asks for the claim's token: who
comes back too late changes nothing.
"""

import secrets
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.outbox import Claimed, Notice, OutboxState
from storage.dialect import insert_for
from storage.outbox_table import OutboxRow


async def enqueue(
    session: AsyncSession, notice: Notice, *, organization_id: int, at: datetime
) -> bool:
    """In the transaction of what it tells of. False where its dedupe key is there already."""
    put = await session.execute(
        insert_for(session, OutboxRow)
        .values(
            organization_id=organization_id,
            kind=notice.kind,
            args=dict(notice.args),
            dedupe_key=notice.dedupe_key,
            staff_id=notice.staff_id,
            key=secrets.token_urlsafe(18),
            state=OutboxState.PENDING.value,
            attempts=0,
            not_before=at,
            reason="",
            created_at=at,
        )
        .on_conflict_do_nothing(index_elements=["organization_id", "dedupe_key"])
        .returning(col(OutboxRow.id))
    )
    return put.first() is not None


async def is_something_due(session: AsyncSession, *, organization_id: int, now: datetime) -> bool:
    """Asked by who only reads: most of the time there is nothing to claim."""
    questions = (_due(organization_id, now), _overdue(organization_id, now))
    return any([await session.scalar(question.limit(1)) for question in questions])


async def claim_due(
    session: AsyncSession, *, organization_id: int, now: datetime, until: datetime, limit: int
) -> tuple[Claimed, ...]:
    """Of what waits, the longest due first."""
    chosen = _due(organization_id, now).limit(limit)
    return await _claim(session, chosen, until=until, is_overdue=False)


async def claim_overdue(
    session: AsyncSession, *, organization_id: int, now: datetime, until: datetime, limit: int
) -> tuple[Claimed, ...]:
    """Of what was claimed and has not been done within the lease."""
    chosen = _overdue(organization_id, now).limit(limit)
    return await _claim(session, chosen, until=until, is_overdue=True)


async def begin_attempt(
    session: AsyncSession,
    message: Claimed,
    *,
    platform: str,
    conversation: str,
    at: datetime,
    until: datetime,
) -> bool:
    """To be committed before the call. False where the row is not ours any more: do not call."""
    return await _change(
        session,
        message,
        platform=platform,
        conversation=conversation,
        attempt_at=at,
        lease_until=until,
        reason="",
    )


async def mark_sent(
    session: AsyncSession, message: Claimed, *, message_id: str, at: datetime
) -> bool:
    return await _change(
        session,
        message,
        state=OutboxState.SENT.value,
        message_id=message_id,
        reason="",
        lease_until=None,
        done_at=at,
    )


async def give_up(
    session: AsyncSession, message: Claimed, *, state: OutboxState, reason: str, at: datetime
) -> bool:
    """``state`` is UNKNOWN, FAILED or DEAD; ``reason`` a short code."""
    return await _change(
        session, message, state=state.value, reason=reason, lease_until=None, done_at=at
    )


async def put_off(
    session: AsyncSession,
    message: Claimed,
    *,
    until: datetime,
    reason: str,
    was_attempt: bool = True,
) -> bool:
    """It certainly has not been sent. ``was_attempt``: counted against the bound."""
    return await _change(
        session,
        message,
        state=OutboxState.PENDING.value,
        not_before=until,
        reason=reason,
        attempts=message.attempts - (0 if was_attempt else 1),
        claim=None,
        attempt_at=None,
        lease_until=None,
    )


async def leave_in_doubt(
    session: AsyncSession, message: Claimed, *, until: datetime, reason: str
) -> bool:
    """Nobody knows whether it has been sent: it is looked up after ``until``."""
    return await _change(session, message, lease_until=until, reason=reason)


def _due(organization_id: int, now: datetime) -> Select[int | None]:
    return (
        select(col(OutboxRow.id))
        .where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.state) == OutboxState.PENDING.value,
            col(OutboxRow.not_before) <= now,
        )
        .order_by(col(OutboxRow.not_before), col(OutboxRow.id))
    )


def _overdue(organization_id: int, now: datetime) -> Select[int | None]:
    return (
        select(col(OutboxRow.id))
        .where(
            col(OutboxRow.organization_id) == organization_id,
            col(OutboxRow.state) == OutboxState.SENDING.value,
            col(OutboxRow.lease_until) <= now,
        )
        .order_by(col(OutboxRow.lease_until), col(OutboxRow.id))
    )


async def _claim(
    session: AsyncSession,
    chosen: Select[int | None],
    *,
    until: datetime,
    is_overdue: bool,
) -> tuple[Claimed, ...]:
    """PostgreSQL passes over what another transaction is claiming; SQLite has one writer."""
    numbers = [n for n in await session.scalars(chosen.with_for_update(skip_locked=True)) if n]
    if not numbers:
        return ()
    claim = secrets.token_urlsafe(12)
    claimed = await session.scalars(
        update(OutboxRow)
        .where(col(OutboxRow.id).in_(numbers))
        .values(
            state=OutboxState.SENDING.value,
            claim=claim,
            lease_until=until,
            attempts=col(OutboxRow.attempts) + 1,
        )
        .returning(OutboxRow)
        .execution_options(synchronize_session=False)
    )
    rows = {row.id: row for row in claimed}
    return tuple(_claimed(n, rows[n], claim=claim, is_overdue=is_overdue) for n in numbers)


async def _change(session: AsyncSession, message: Claimed, **values: object) -> bool:
    """False where somebody else has claimed it since."""
    changed = await session.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.id) == message.id,
            col(OutboxRow.claim) == message.claim,
            col(OutboxRow.state) == OutboxState.SENDING.value,
        )
        .values(**values)
        .returning(col(OutboxRow.id))
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None


def _claimed(number: int, row: OutboxRow, *, claim: str, is_overdue: bool) -> Claimed:
    return Claimed(
        id=number,
        kind=row.kind,
        staff_id=row.staff_id,
        args=row.args,
        key=row.key,
        claim=claim,
        attempts=row.attempts,
        created_at=row.created_at,
        platform=row.platform,
        conversation=row.conversation,
        is_in_doubt=row.attempt_at is not None,
        is_overdue=is_overdue,
    )

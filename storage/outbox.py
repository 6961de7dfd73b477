"""The outbox's rows: put down with the decision, and claimed. Whoever claims has one until the lease
ends; ``storage/outbox_changes.py`` is what becomes of it.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.office import OfficeChannel
from domain.outbox import Claimed, Notice, OutboxState
from storage.dialect import insert_for, is_one_of
from storage.outbox_note import as_noted
from storage.outbox_table import NOTE, OutboxRow


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
            channel=notice.channel.value if notice.channel else None,
            edits=notice.edits,
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """``due``: something that nobody has claimed. ``overdue``: something whose lease is over."""

    due: bool
    overdue: bool


async def waiting(session: AsyncSession, *, organization_id: int, now: datetime) -> Waiting:
    """Asked by who only reads: most of the time there is nothing to claim."""
    questions = (_due(organization_id, now).exists(), _overdue(organization_id, now).exists())
    due, overdue = (await session.execute(select(*questions))).one()
    return Waiting(due=due, overdue=overdue)


async def claim_due(
    session: AsyncSession, *, organization_id: int, now: datetime, until: datetime, limit: int
) -> tuple[Claimed, ...]:
    """Of what waits, the longest due first."""
    chosen = _due(organization_id, now).limit(limit)
    return await _claim(session, chosen, until=until, is_overdue=False)


async def claim_overdue(
    session: AsyncSession,
    *,
    organization_id: int,
    now: datetime,
    until: datetime,
    limit: int,
    but: Collection[int] = (),
) -> tuple[Claimed, ...]:
    """Of what was claimed and has not been done within the lease, ``but`` these numbers."""
    chosen = _overdue(organization_id, now).where(col(OutboxRow.id).not_in(but)).limit(limit)
    return await _claim(session, chosen, until=until, is_overdue=True)


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
    claimed = await session.execute(
        update(OutboxRow)
        .where(is_one_of(session, col(OutboxRow.id), numbers))
        .values(
            state=OutboxState.SENDING.value,
            claim=claim,
            lease_until=until,
            attempts=col(OutboxRow.attempts) + 1,
        )
        .returning(*_SHOWN)
        .execution_options(synchronize_session=False)
    )
    rows = {row.id: row for row in claimed}
    return tuple(_claimed(rows[number], claim=claim, is_overdue=is_overdue) for number in numbers)


_SHOWN = (
    col(OutboxRow.id),
    col(OutboxRow.kind),
    col(OutboxRow.staff_id),
    col(OutboxRow.channel),
    col(OutboxRow.args),
    col(OutboxRow.key),
    col(OutboxRow.attempts),
    col(OutboxRow.created_at),
    col(OutboxRow.platform),
    col(OutboxRow.conversation),
    col(OutboxRow.attempt_at),
    col(OutboxRow.dedupe_key),
    col(OutboxRow.edits),
    col(OutboxRow.message_id),
)


def _claimed(row: Row[Any], *, claim: str, is_overdue: bool) -> Claimed:
    return Claimed(
        id=row.id,
        kind=row.kind,
        staff_id=row.staff_id,
        channel=OfficeChannel(row.channel) if row.channel else None,
        args={name: value for name, value in row.args.items() if name != NOTE},
        note=as_noted(row.args.get(NOTE)),
        key=row.key,
        claim=claim,
        attempts=row.attempts,
        created_at=row.created_at,
        platform=row.platform,
        conversation=row.conversation,
        is_in_doubt=row.attempt_at is not None,
        is_overdue=is_overdue,
        dedupe_key=row.dedupe_key,
        edits=row.edits,
        message_id=row.message_id,
    )

"""The outbox's rows: put down with the decision, claimed, tried, and done with.

Whoever claims has the row until the lease ends. Every later step asks for the claim's token: who
comes back too late changes nothing.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Row,
    Select,
    Update,
    any_,
    bindparam,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from domain.office import OfficeChannel
from domain.outbox import Claimed, Notice, OutboxState
from storage.dialect import dialect_of, insert_for
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
            channel=notice.channel.value if notice.channel else None,
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


@dataclass(frozen=True, slots=True)
class Change:
    """Of a message that we have claimed, while it is ours. ``values`` by column."""

    message: Claimed
    values: Mapping[str, Any]


def begin_attempt(
    message: Claimed, *, platform: str, conversation: str, at: datetime, until: datetime
) -> Change:
    """To be committed before the call. Where the row is not ours any more: do not call."""
    return Change(
        message,
        {
            "platform": platform,
            "conversation": conversation,
            "attempt_at": at,
            "lease_until": until,
            "reason": "",
        },
    )


def mark_sent(message: Claimed, *, message_id: str, at: datetime) -> Change:
    return Change(message, {**_done(OutboxState.SENT, "", at), "message_id": message_id})


def give_up(message: Claimed, *, state: OutboxState, reason: str, at: datetime) -> Change:
    """``state`` is UNKNOWN, FAILED or DEAD; ``reason`` a short code."""
    return Change(message, _done(state, reason, at))


def put_off(message: Claimed, *, until: datetime, reason: str, was_attempt: bool = True) -> Change:
    """It certainly has not been sent. ``was_attempt``: counted against the bound."""
    return Change(
        message,
        {
            "state": OutboxState.PENDING.value,
            "not_before": until,
            "reason": reason,
            "attempts": message.attempts - (0 if was_attempt else 1),
            "claim": None,
            "attempt_at": None,
            "lease_until": None,
        },
    )


def leave_in_doubt(message: Claimed, *, until: datetime, reason: str) -> Change:
    """Nobody knows whether it has been sent: it is looked up after ``until``."""
    return Change(message, {"lease_until": until, "reason": reason})


async def change(session: AsyncSession, changes: Sequence[Change]) -> tuple[bool, ...]:
    """For each whether it was done: what somebody else has claimed since stays as it is.

    The changes are of different messages.
    """
    ours = await _still_ours(session, [each.message for each in changes])
    alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for each in changes:
        if each.message.id in ours:
            values = {f"to_{name}": value for name, value in each.values.items()}
            alike[tuple(each.values)].append({"row": each.message.id, **values})
    connection = await session.connection()
    for columns, rows in alike.items():
        if dialect_of(session) == "postgresql":
            lists = {name: [row[name] for row in rows] for name in rows[0]}
            await connection.execute(_set_at_once(columns), lists)
        else:
            await connection.execute(_set(columns), rows)
    return tuple(each.message.id in ours for each in changes)


def _done(state: OutboxState, reason: str, at: datetime) -> dict[str, Any]:
    return {"state": state.value, "reason": reason, "lease_until": None, "done_at": at}


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
        .where(_is_one_of(session, numbers))
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
)


async def _still_ours(session: AsyncSession, messages: Sequence[Claimed]) -> frozenset[int]:
    """Theirs to keep until the transaction ends. In one order, lest two lock each other out."""
    rows = await session.execute(
        select(col(OutboxRow.id), col(OutboxRow.claim))
        .where(
            _is_one_of(session, [message.id for message in messages]),
            col(OutboxRow.state) == OutboxState.SENDING.value,
        )
        .order_by(col(OutboxRow.id))
        .with_for_update()
    )
    claims: dict[int | None, str | None] = {row.id: row.claim for row in rows}
    return frozenset(m.id for m in messages if claims.get(m.id) == m.claim)


def _is_one_of(session: AsyncSession, numbers: Sequence[int]) -> ColumnElement[bool]:
    """One parameter where there can be: hundreds take longer to write than to run."""
    if dialect_of(session) == "postgresql":
        return col(OutboxRow.id) == any_(literal(numbers, ARRAY(Integer)))
    return col(OutboxRow.id).in_(numbers)


@cache
def _set(columns: tuple[str, ...]) -> Update:
    table = OutboxRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns}
    return update(table).where(table.c.id == bindparam("row")).values(values)


@cache
def _set_at_once(columns: tuple[str, ...]) -> Update:
    """A statement for each row would cost PostgreSQL three times as much. A list for each column."""
    table = OutboxRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    types = {"row": table.c.id.type} | {f"to_{name}": table.c[name].type for name in columns}
    lists = [bindparam(name, type_=ARRAY(of)) for name, of in types.items()]
    new = func.unnest(*lists).table_valued(*types).render_derived("new")
    values: dict[str, Any] = {name: new.c[f"to_{name}"] for name in columns}
    return update(table).where(table.c.id == new.c.row).values(values)


def _claimed(row: Row[Any], *, claim: str, is_overdue: bool) -> Claimed:
    return Claimed(
        id=row.id,
        kind=row.kind,
        staff_id=row.staff_id,
        channel=OfficeChannel(row.channel) if row.channel else None,
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

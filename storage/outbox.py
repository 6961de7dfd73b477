"""The outbox's rows: put down with the decision, claimed, tried, and done with.

Whoever claims has the row until the lease ends. Every later step asks for the claim's token: who
comes back too late changes nothing.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, Select, String, Update, bindparam, column, func, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import col

from domain.office import OfficeChannel
from domain.outbox import Claimed, Notice, OutboxState
from storage.dialect import dialect_of, insert_for, is_one_of
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
    alike: defaultdict[tuple[str, ...], list[Change]] = defaultdict(list)
    for each in changes:
        alike[tuple(each.values)].append(each)
    is_postgresql = dialect_of(session) == "postgresql"
    changed = _changed_at_once if is_postgresql else _changed_one_by_one
    done = {n for columns, group in alike.items() for n in await changed(session, columns, group)}
    return tuple(each.message.id in done for each in changes)


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
)


async def _changed_at_once(
    session: AsyncSession, columns: tuple[str, ...], changes: Sequence[Change]
) -> Iterable[int]:
    """One statement, and one parameter: a row or a list for each costs PostgreSQL several times as
    much. It waits for nobody who waits for it: a row that has another's claim is not looked at.
    """
    rows = [
        {"row": each.message.id, "held": each.message.claim, **_as_json(each.values)}
        for each in changes
    ]
    connection = await session.connection()
    return (await connection.execute(_set_at_once(columns), {"changes": rows})).scalars()


async def _changed_one_by_one(
    session: AsyncSession, columns: tuple[str, ...], changes: Sequence[Change]
) -> Iterable[int]:
    """Theirs to keep until the transaction ends: SQLite has one writer."""
    held = await session.execute(
        select(col(OutboxRow.id), col(OutboxRow.claim)).where(
            col(OutboxRow.id).in_([each.message.id for each in changes]),
            col(OutboxRow.state) == OutboxState.SENDING.value,
        )
    )
    claims: dict[int | None, str | None] = {row.id: row.claim for row in held}
    ours = [each for each in changes if claims.get(each.message.id) == each.message.claim]
    rows = [{"row": each.message.id, **_named(each.values)} for each in ours]
    if rows:
        await (await session.connection()).execute(_set(columns), rows)
    return [each.message.id for each in ours]


@cache
def _set(columns: tuple[str, ...]) -> Update:
    table = OutboxRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns}
    return update(table).where(table.c.id == bindparam("row")).values(values)


@cache
def _set_at_once(columns: tuple[str, ...]) -> ReturningUpdate[int]:
    table = OutboxRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    changes = bindparam("changes", type_=JSONB)
    new = (
        func.jsonb_to_recordset(changes)
        .table_valued(
            column("row", Integer),
            column("held", String),
            *(column(f"to_{name}", table.c[name].type) for name in columns),
        )
        .render_derived("new", with_types=True)
    )
    values: dict[str, Any] = {name: new.c[f"to_{name}"] for name in columns}
    is_ours = table.c.claim == new.c.held, table.c.state == OutboxState.SENDING.value
    return (
        update(table).where(table.c.id == new.c.row, *is_ours).values(values).returning(table.c.id)
    )


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"to_{name}": value for name, value in values.items()}


def _as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in _named(values).items()
    }


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
